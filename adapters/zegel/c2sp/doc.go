// Package c2sp reads and writes the three text formats of the seal as C2SP
// publishes them (https://c2sp.org): tlog-checkpoint v1.0.0 inside
// signed-note v1.0.0, the paths of tlog-tiles v0.1.0, and tlog-proof.
//
// It does no I/O and computes no tree. Both the signing side and the checking
// side use it, so it is as strict as it can be: every value has exactly one
// spelling. A base64 text with stray padding bits, a number with a leading
// zero or a path that means the same tile in another way is refused, so no
// flipped bit of a served file can go unnoticed by meaning the same.
package c2sp

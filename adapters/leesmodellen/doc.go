// Package leesmodellen keeps the read models of package projections in SQLite,
// one file per read model and version.
//
// A table is system-versioned: every row carries the position from which it was
// known and, once closed, the position until which. So "as known at P" is a
// WHERE clause. A telling is a dictionary of cells and their deltas; each delta
// carries the running total of its cell, so that a figure as known at P is one
// seek per cell.
//
// Delivery is at least once, in order and without gaps: what was processed is
// ignored, a gap is an error, and what a model missed it fetches from the
// journal itself. Rows and position are committed together. An event that a
// projector cannot handle stops that one model, visibly, right before that
// event; it is tried again when the folder is opened anew, since the remedy is
// another binary or an afscherming.
//
// A rebuild writes a new file beside the live one and switches when it is
// complete. Each build of the same version gets a number of its own in its
// name, because a file that is replaced under its own name would be paired with
// the write-ahead log of its predecessor:
//
//	besluitenlijst.v3.db      first build of version 3
//	besluitenlijst.v3.2.db    second build; the first goes when its last reader has gone
//	besluitenlijst.v3.db.bouw being built; removed when found at the start
//
// Files of other versions are left alone. Everything here can be rebuilt from
// the journal, so nothing waits for the disk (synchronous=NORMAL).
//
// One process writes in a folder; the journal's lock sees to that. Others read
// through [OpenLezen].
package leesmodellen

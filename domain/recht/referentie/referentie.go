// Package referentie holds lists that others keep and that commands are checked
// against: gemeenten, scholen, beroepen and schoolvakanties. Each list says where it
// was read, of which day it is, and from and until when it may be used; a code that
// is not in a list is unknown, never guessed.
//
// Lists of CBS and DUO are given whole, as codes and names. Of ESCO and ISCO-08 no
// text was taken but the names of a few occupations, since the licence of the copy
// that was read is not known: see [ESCO] and [ISCOBestaat].
package referentie

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Bron says where a list comes from and when it holds.
type Bron struct {
	Lijst      string      // what the list is, and by whom
	Gelezen    string      // the copy that was read: repository, path, commit, date
	Vanaf      recht.Datum // first day on which the list holds; zero: not known
	TotEnMet   recht.Datum // last day on which it holds; zero: until a newer list
	Aangenomen bool        // the period, or the content, was not confirmed by a second source
}

// GeldtOp reports whether the list may be used for day d.
func (b Bron) GeldtOp(d recht.Datum) bool {
	return !d.Voor(b.Vanaf) && (b.TotEnMet.IsZero() || !d.Na(b.TotEnMet))
}

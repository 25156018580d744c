package c2sp

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrPad reports a path that is not the one spelling of a tile.
var ErrPad = errors.New("c2sp: not the path of a tile")

// Breedte is the number of hashes in a full tile, and of entries in a full bundle.
const Breedte = 256

// maxNiveau keeps 256^(niveau+1) within an int64; a log that needs a higher
// tile cannot exist.
const maxNiveau = 6

// maxIndex bounds the tile index so that index*256 stays within an int64 at level 0.
const maxIndex = int64(1) << 54

// A Tegel names one tile or one bundle of entries of a log.
type Tegel struct {
	Regels  bool  // a bundle of entries rather than a tile of hashes
	Niveau  int   // level; 0 for a bundle
	Index   int64 // place within the level, from 0
	Breedte int   // number of hashes or entries, 1 to 256
}

// Pad returns the path of t below the prefix of the log, without leading
// slash: `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
func (t Tegel) Pad() string {
	var b strings.Builder
	if t.Regels {
		b.WriteString("tile/entries/")
	} else {
		b.WriteString("tile/" + strconv.Itoa(t.Niveau) + "/")
	}
	b.WriteString(indexPad(t.Index))
	if t.Breedte != Breedte {
		b.WriteString(".p/" + strconv.Itoa(t.Breedte))
	}
	return b.String()
}

// Bladen returns the entries that t spans: from van up to but not including tot.
func (t Tegel) Bladen() (van, tot int64) {
	per := int64(1) << (8 * t.Niveau)
	van = t.Index * Breedte * per
	return van, van + int64(t.Breedte)*per
}

// LeesPad reads a path as Pad writes it, with or without leading slash. Any
// other spelling of the same tile, and any tile that no log can have, is
// ErrPad; the path itself is never part of the error.
func LeesPad(pad string) (Tegel, error) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(pad, "/"), "tile/")
	niveau, rest, ok2 := strings.Cut(rest, "/")
	if !ok || !ok2 || len(rest) > 64 {
		return Tegel{}, ErrPad
	}
	t := Tegel{Breedte: Breedte}
	if niveau == "entries" {
		t.Regels = true
	} else {
		n, err := leesGetal(niveau)
		if err != nil || n > maxNiveau {
			return Tegel{}, fmt.Errorf("%w: level", ErrPad)
		}
		t.Niveau = int(n)
	}
	rest, breedte, deel := strings.Cut(rest, ".p/")
	if deel {
		w, err := leesGetal(breedte)
		if err != nil || w < 1 || w >= Breedte {
			return Tegel{}, fmt.Errorf("%w: width", ErrPad)
		}
		t.Breedte = int(w)
	}
	index, err := leesIndex(rest)
	if err != nil {
		return Tegel{}, err
	}
	t.Index = index
	if index >= maxIndex>>(8*t.Niveau) {
		return Tegel{}, fmt.Errorf("%w: index", ErrPad)
	}
	return t, nil
}

// leesIndex reads groups of three digits, all but the last with an x before
// it, and refuses a spelling that indexPad would not write.
func leesIndex(s string) (int64, error) {
	var index int64
	groepen := strings.Split(s, "/")
	for i, g := range groepen {
		if i < len(groepen)-1 {
			var ok bool
			if g, ok = strings.CutPrefix(g, "x"); !ok {
				return 0, fmt.Errorf("%w: index", ErrPad)
			}
		}
		n, err := strconv.ParseUint(g, 10, 16)
		if err != nil || len(g) != 3 || index > maxIndex/1000 {
			return 0, fmt.Errorf("%w: index", ErrPad)
		}
		index = index*1000 + int64(n)
	}
	if indexPad(index) != s {
		return 0, fmt.Errorf("%w: index", ErrPad)
	}
	return index, nil
}

func indexPad(n int64) string {
	pad := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		pad = fmt.Sprintf("x%03d/%s", n%1000, pad)
	}
	return pad
}

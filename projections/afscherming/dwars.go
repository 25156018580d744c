package afscherming

import "slices"

// Dwars returns which of rijen, a report that cuts across the leading one, may
// be shown, by index. Both are of one period and count parts of the same
// persons; their first gedeeld dimensions are the same, and lines that agree in
// those are a block. A block is shown as a whole or not at all.
//
// It is shown when the leading report shows every line of the block by itself,
// no number in it is small, and neither is what the report leaves out of the
// block: that is the total of the leading report less its own.
func Dwars(leidend, rijen []Rij, gedeeld int, m Maat) ([]int, error) {
	lijnen, err := Voegsamen(leidend, m)
	if err != nil {
		return nil, err
	}
	blok := func(r Rij) []string { return r.Sleutel[:gedeeld] }
	var uit []int
	for i, r := range rijen {
		in := func(ander Rij) bool { return slices.Equal(blok(r), blok(ander)) }
		totaal, heel := getoondTotaal(leidend, lijnen, in)
		if heel && blokVeilig(rijen, in, totaal, m) {
			uit = append(uit, i)
		}
	}
	return uit, nil
}

// getoondTotaal returns how many persons the leading report has in a block, and
// whether it shows each line of it by itself.
func getoondTotaal(leidend []Rij, lijnen []Lijn, in func(Rij) bool) (totaal int64, heel bool) {
	var getoond, alle int64
	for _, l := range lijnen {
		if !l.Rest && in(l.Rij) {
			getoond++
			totaal += l.Aantallen[0]
		}
	}
	for _, r := range leidend {
		if in(r) && r.Aantallen[0] != 0 {
			alle++
		}
	}
	return totaal, getoond == alle && alle > 0
}

func blokVeilig(rijen []Rij, in func(Rij) bool, totaal int64, m Maat) bool {
	over := totaal
	for _, r := range rijen {
		if !in(r) {
			continue
		}
		if m.klein(r.Aantallen) {
			return false
		}
		if m.Genest {
			over -= r.Aantallen[0] // the others are parts of it
			continue
		}
		for _, n := range r.Aantallen {
			over -= n
		}
	}
	return over >= 0 && !m.klein([]int64{over})
}

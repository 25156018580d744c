package afscherming

// reeks returns the line of one period of a series, if it may be shown.
//
// Every line counts all there was up to the end of its period, so the difference
// between two lines is a group: who came or left in between. A line is shown when
// it differs from nothing at all, and from every line that is shown before it, in
// each column by nobody or by the threshold at least. What a period that is not
// shown adds comes out with a later one, in which it cannot be told apart.
//
// Whether a line is shown follows from its own period and those before it, each
// as known when its figure was fixed: a later line never changes an earlier one.
func (m *maker) reeks(in inhoud, t tabel) ([]Lijn, int64, error) {
	var uit []Lijn
	for i, r := range in.rijen {
		if !m.magNaast(r.Aantallen, t.maat) {
			return nil, 1, nil
		}
		m.getoond = append(m.getoond, r.Aantallen)
		uit = append(uit, Lijn{Rij: r, Van: []int{i}})
	}
	return uit, 0, nil
}

// magNaast reports whether ns differs enough from all that is shown before it.
func (m *maker) magNaast(ns []int64, maat Maat) bool {
	niets := make([]int64, len(ns))
	for _, eerder := range append([][]int64{niets}, m.getoond...) {
		for i, n := range ns {
			if d := max(n-eerder[i], eerder[i]-n); d != 0 && d < maat.Drempel {
				return false
			}
		}
	}
	return true
}

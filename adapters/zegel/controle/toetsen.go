package controle

// toetsen are the separate checks of a folder. A real check does alle. Only a
// test leaves one out, to show that nothing else would have found the fault.
type toetsen uint

const (
	toetsCommitment toetsen = 1 << iota
	toetsKolommen
	toetsTijd
	toetsRevisies
	toetsPersoonsdeel
	toetsKnopen
	toetsOpdrachten
	toetsVervanging
	toetsWortels
	toetsHandtekening
	toetsZegel
	toetsVorm

	alle = 1<<iota - 1
)

func (t toetsen) doet(x toetsen) bool { return t&x != 0 }

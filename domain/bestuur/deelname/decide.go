package deelname

import "github.com/mgr-sdcg/kroniek/domain/recht"

// Decide applies the rules for deelname.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Start:
		return start(c, s)
	case Beeindig:
		return beeindig(c, s)
	default:
		panic("deelname: command without a case in Decide")
	}
}

// toets checks what both commands have in common.
func toets(s State, o recht.Opdracht, g recht.Gemeentecode, m recht.Module, genomenOp recht.Datum) error {
	_, deelnemer := recht.NaamVan(g)
	switch {
	case !deelnemer:
		return ErrGemeenteOnbekend
	case !m.IsModule():
		return ErrModuleOnbekend
	case s.gemeente != "" && (s.gemeente != g || s.module != m):
		return ErrAndereDeelname
	case genomenOp.IsZero():
		return ErrDagOntbreekt
	case genomenOp.Na(o.Vandaag()):
		return ErrDagInToekomst
	}
	return nil
}

// nummer returns which periode a command is about: the one it names, otherwise
// the last. ok is false when there is none.
func (s State) nummer(gevraagd int) (n int, ok bool) {
	if gevraagd == 0 {
		gevraagd = len(s.periodes)
	}
	return gevraagd, gevraagd >= 1 && gevraagd <= len(s.periodes)
}

// botst reports whether p, as number n, overlaps another periode.
func (s State) botst(n int, p Periode) bool {
	for i, q := range s.periodes {
		if i != n-1 && p.overlapt(q) {
			return true
		}
	}
	return false
}

// verantwoord makes the decision envelope for a besluit of the algemeen bestuur
// on day genomenOp that works from geldigVanaf.
func verantwoord(o recht.Opdracht, genomenOp, geldigVanaf recht.Datum) (recht.Verantwoording, error) {
	o.Op, o.GeldigVanaf = genomenOp.Begin(), geldigVanaf
	return o.VerantwoordMet(recht.AlgemeenBestuur, recht.WgrArt9)
}

package uitvoeringsplan

import (
	"cmp"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// magVaststellen checks what must have happened before the algemeen bestuur may
// vote, on day op, on these onderdelen of the ontwerp (0) or of a bijstelling. It
// returns the rules that were applied.
func (s State) magVaststellen(o recht.Opdracht, op recht.Datum, bijstelling int, onderdelen []recht.Module) ([]recht.Regelnoot, error) {
	_, nietVoor, err := s.onderwerp(bijstelling)
	if err != nil {
		return nil, err
	}
	if err := dagfouten.Keur(o, op, nietVoor); err != nil {
		return nil, err
	}
	if op.Na(s.laatsteDag()) {
		return nil, ErrPlanperiodeVoorbij
	}
	raden := s.raden(bijstelling, onderdelen)
	if err := zienswijzenRond(op, raden); err != nil {
		return nil, err
	}
	if bijstelling == 0 || s.bijstellingen[bijstelling-1].Substantieel {
		if err := allesGevraagd(op, onderdelen, raden); err != nil {
			return nil, err
		}
	}
	return oordelenRond(op, raden)
}

// raden returns the requests that concern one of onderdelen, in order of gemeente.
func (s State) raden(bijstelling int, onderdelen []recht.Module) []verzoek {
	var vs []verzoek
	for a, v := range s.verzoeken {
		if a.bijstelling == bijstelling && v.betreft(onderdelen) {
			vs = append(vs, v)
		}
	}
	slices.SortFunc(vs, func(a, b verzoek) int { return cmp.Compare(a.gevraagd.Gemeente, b.gevraagd.Gemeente) })
	return vs
}

// allesGevraagd checks that by day op some raad had been asked about each onderdeel.
func allesGevraagd(op recht.Datum, onderdelen []recht.Module, raden []verzoek) error {
	for _, m := range onderdelen {
		if !slices.ContainsFunc(raden, func(v verzoek) bool {
			return !v.gevraagd.VerzondenOp.Na(op) && slices.Contains(v.gevraagd.Onderdelen, m)
		}) {
			return ErrNietGevraagd.With("Over " + m.Naam() + " is geen enkele raad om een zienswijze gevraagd.")
		}
	}
	return nil
}

// zienswijzenRond checks that the raden have been able to answer: each answered,
// or its term was over before day op (regeling art. 24).
func zienswijzenRond(op recht.Datum, raden []verzoek) error {
	for _, v := range raden {
		if v.kanNog(op) {
			return ErrTermijnLoopt.With("Het gaat om " + string(v.gevraagd.Gemeente) + "; de laatste dag is " + v.gevraagd.Einde.Uiterlijk.String() + ".")
		}
	}
	return nil
}

// oordelenRond checks, where that is law on day op, that the dagelijks bestuur had
// told what it thinks of each zienswijze that came in time (Wgr art. 10 lid 6).
func oordelenRond(op recht.Datum, raden []verzoek) ([]recht.Regelnoot, error) {
	verplicht, noot, err := recht.OordeelVerplicht.Op(op)
	if err != nil {
		return nil, err
	}
	for _, v := range raden {
		tijdig := v.ontvangen.Tijdigheid == OpTijd && !v.ontvangen.OntvangenOp.Na(op)
		if verplicht && tijdig && (v.oordeel.Conclusie == "" || v.oordeelOp.Na(op)) {
			return nil, ErrOordeelOntbreekt.With("Het gaat om " + string(v.gevraagd.Gemeente) + ".")
		}
	}
	return []recht.Regelnoot{noot}, nil
}

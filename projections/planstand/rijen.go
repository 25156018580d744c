package planstand

import (
	"strconv"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// velden is the fields of one onderdeel.
type velden []projections.Waarde

func (v velden) stand(stand string, op recht.Datum) {
	v[veldStand], v[veldSinds] = stand, op.String()
}

func (v velden) vastgesteld(op recht.Datum, b uitvoeringsplan.Voorstel) {
	v.stand(Vastgesteld, op)
	v[veldVastgesteld], v[veldBesluit] = op.String(), v.sleutel(b)
}

// onder reports whether a besluit is about this onderdeel; a bijstelling may be
// about any. An ontwerp, advies or intrekking is about none.
func (v velden) onder(b uitvoeringsplan.Voorstel) bool {
	switch b.Soort {
	case uitvoeringsplan.SoortPlan, uitvoeringsplan.SoortBijstelling:
		return true
	case uitvoeringsplan.SoortOnderdeel:
		return v[veldOnderdeel] == string(b.Onderdeel)
	default:
		return false
	}
}

// sleutel names a besluit about this onderdeel. What was withdrawn may be adopted
// anew, so the plan and an onderdeel are numbered.
func (v velden) sleutel(b uitvoeringsplan.Voorstel) string {
	n := int64(b.Bijstelling)
	switch b.Soort {
	case uitvoeringsplan.SoortPlan:
		n, _ = v[veldPlanronde].(int64)
	case uitvoeringsplan.SoortOnderdeel:
		n, _ = v[veldLosronde].(int64)
	}
	return string(b.Soort) + "#" + strconv.FormatInt(n, 10)
}

// alle offers every onderdeel of the plan, with its number, to wijzig, which says
// whether it changed it.
func alle(s projections.Schrijver, r es.Recorded, wijzig func(int64, velden) (bool, error)) error {
	for n := int64(1); ; n++ {
		v, er, err := s.Huidig(Onderdelen, string(r.Stream), n)
		if err != nil {
			return err
		}
		if !er && n == 1 {
			return projections.ErrVolgorde
		}
		if !er {
			return nil
		}
		anders, err := wijzig(n, v)
		if err != nil {
			return err
		}
		if !anders {
			continue
		}
		v[veldCorrectie] = int64(0)
		if e, ok := r.Event.(recht.Verantwoord); ok {
			v[veldCorrectie] = projections.JaNee(e.Verantwoordt().Corrigeert != uuid.Nil)
			v[veldGesimuleerd] = max(v[veldGesimuleerd].(int64), projections.JaNee(e.Verantwoordt().Gesimuleerd))
		}
		if err := s.Zet(Onderdelen, append([]projections.Waarde{string(r.Stream), n}, v...)...); err != nil {
			return err
		}
	}
}

// een changes one onderdeel.
func een(s projections.Schrijver, r es.Recorded, code recht.Module, wijzig func(velden)) error {
	gevonden := false
	err := alle(s, r, func(_ int64, v velden) (bool, error) {
		if v[veldOnderdeel] != string(code) {
			return false, nil
		}
		gevonden = true
		wijzig(v)
		return true, nil
	})
	if err == nil && !gevonden {
		return projections.ErrVolgorde
	}
	return err
}

// elk changes onderdelen of which the text may have changed as well.
func elk(s projections.Schrijver, r es.Recorded, onderdelen []uitvoeringsplan.Onderdeel, wijzig func(velden)) error {
	for _, o := range onderdelen {
		err := een(s, r, o.Code, func(v velden) {
			v[veldTitel], v[veldSHA256] = o.Titel, o.SHA256
			wijzig(v)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

package planstand

import (
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

func (v velden) vastgesteld(op recht.Datum) {
	v.stand(Vastgesteld, op)
	v[veldVastgesteld] = op.String()
}

// alle offers every onderdeel of the plan to wijzig, which says whether it changed it.
func alle(s projections.Schrijver, r es.Recorded, wijzig func(velden) bool) error {
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
		if !wijzig(v) {
			continue
		}
		if e, ok := r.Event.(recht.Verantwoord); ok && e.Verantwoordt().Gesimuleerd {
			v[veldGesimuleerd] = int64(1)
		}
		if err := s.Zet(Onderdelen, append([]projections.Waarde{string(r.Stream), n}, v...)...); err != nil {
			return err
		}
	}
}

// een changes one onderdeel.
func een(s projections.Schrijver, r es.Recorded, code recht.Module, wijzig func(velden)) error {
	gevonden := false
	err := alle(s, r, func(v velden) bool {
		if v[veldOnderdeel] != string(code) {
			return false
		}
		gevonden = true
		wijzig(v)
		return true
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

package besluitenlijst

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// quorumGemist is how a quorum that was not there is written.
const quorumGemist = "niet bereikt"

func zet(s projections.Schrijver, r es.Recorded, e recht.Verantwoord, i inhoud) error {
	v, aard := e.Verantwoordt(), recht.Aard{}
	if b, ok := e.(recht.Besluit); ok {
		aard = b.Aard()
	}
	u, regeling := i.bv.Uitslag, i.bv.Stemregeling
	uitkomst, quorum := i.uitkomst, ""
	if uitkomst == "" {
		uitkomst = string(u.Uitkomst)
	}
	if u.Quorum.Zittend > 0 {
		quorum = quorumGemist
		if u.Quorum.Bereikt {
			quorum = "bereikt"
		} else if u.Vrijgesteld {
			quorum = "niet nodig (tweede vergadering)"
		}
	}
	voorstel := sleutel(i.voorstel)
	err := s.Zet(Besluiten, int64(r.Position), string(r.Stream), voorstel, i.genomenOp.String(), recht.DatumVan(r.Time).String(),
		string(v.Orgaan), namens(v.Namens), i.omschrijving, uitkomst, v.Grondslag.String(),
		projections.JaNee(aard.AwbBesluit), projections.JaNee(aard.Rechtsmiddel),
		int64(i.bv.Vergadering.Zetels), int64(u.Quorum.Zittend), int64(u.Quorum.Aanwezig), quorum,
		int64(u.Voor), int64(u.Tegen), int64(u.Onthouden),
		regeling.Bron, regeling.GeldigVan.String(), projections.JaNee(regeling.Aangenomen),
		"", "", "", projections.JaNee(v.Gesimuleerd),
		string(i.bv.Stemming.Wijze), v.Actor.Rol, v.Actor.Organisatie, projections.JaNee(r.Time.Before(i.bv.Vergadering.Aanvang)),
		string(i.bevoegdheid), projections.JaNee(stemmingOngeldig(i.bv)))
	if err != nil || i.voorstel.Soort == "" {
		return err
	}
	return s.Zet(Laatste, string(r.Stream), voorstel, int64(r.Position))
}

// wijzig sets one day of the last decision on voorstel in this stream. A line of
// which one day is invented is invented.
func wijzig(s projections.Schrijver, r es.Recorded, v uitvoeringsplan.Voorstel, veld int, dag recht.Datum) error {
	laatste, er, err := s.Huidig(Laatste, string(r.Stream), sleutel(v))
	if err != nil {
		return err
	}
	if !er {
		return projections.ErrVolgorde
	}
	velden, er, err := s.Huidig(Besluiten, laatste[0])
	if err != nil {
		return err
	}
	if !er {
		return projections.ErrVolgorde
	}
	eerder, _ := velden[veld].(string)
	if veld == veldToegepast && eerder != "" && eerder <= dag.String() {
		return nil // the earliest toepassing counts, whenever it was recorded
	}
	velden[veld] = dag.String()
	if e, ok := r.Event.(recht.Verantwoord); ok && e.Verantwoordt().Gesimuleerd {
		velden[veldGesimuleerd] = projections.JaNee(true)
	}
	return s.Zet(Besluiten, append([]projections.Waarde{laatste[0]}, velden...)...)
}

func sleutel(v uitvoeringsplan.Voorstel) string {
	if v.Soort == "" {
		return ""
	}
	return fmt.Sprintf("%s/%s/%d/%s", v.Soort, v.Onderdeel, v.Bijstelling, v.Van)
}

func namens(n recht.Namens) string {
	if n.Mandaat == "" && n.Orgaan == "" {
		return ""
	}
	return fmt.Sprintf("%s (mandaat %s, versie %d)", n.Orgaan, n.Mandaat, n.Versie)
}

// stemmingOngeldig reports whether a decision stands as adopted while its own counts
// say that nothing was adopted: not more than half of those who could vote did, or
// not more were in favour than against (Gemeentewet art. 29 and 30). A decider does
// not let it happen; a history may hold it.
func stemmingOngeldig(bv uitvoeringsplan.Besluitvorming) bool {
	u := bv.Uitslag
	if u.Uitkomst != recht.Aangenomen || bv.Stemming.Wijze == recht.ZonderStemming {
		return false
	}
	geteld := u.Uitgebracht > 0 && (u.Vrijgesteld || bv.Stemming.Herstemming || 2*u.Uitgebracht > u.Quorum.Zittend-u.Onthouden)
	return !geteld || u.Voor <= u.Tegen
}

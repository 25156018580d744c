package kandidaat

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// Decide applies the rules for a kandidaat.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case LeverAan:
		return leverAan(c, s)
	case WerkProfielBij:
		return werkProfielBij(c, s)
	case GeefTerug:
		return geefTerug(c, s)
	default:
		panic("kandidaat: command without a case in Decide")
	}
}

func leverAan(c LeverAan, s State) ([]Event, error) {
	h, err := wsp.NieuweHandeling(c.Opdracht, c.AangeleverdOp, recht.Directeur, &wsp.SUWIArt10)
	if err != nil {
		return nil, err
	}
	if err := c.Pseudoniem.Keur(); err != nil {
		return nil, err
	}
	if s.aanlevering > 0 && s.pseudoniem != c.Pseudoniem {
		return nil, ErrAnderePersoon
	}
	if err := c.Indeling.Keur(); err != nil {
		return nil, err
	}
	if err := c.Persoon.Keur(c.AangeleverdOp); err != nil {
		return nil, err
	}
	zelfde := s.aanlevering > 0 && s.indeling == c.Indeling && s.aangeleverdOp == c.AangeleverdOp
	n, correctie := s.aanlevering+1, c.Corrigeert != uuid.Nil
	switch {
	case zelfde && (!correctie || c.Corrigeert == s.gecorrigeerd):
		return nil, nil
	case correctie && s.aanlevering == 0:
		return nil, ErrNietAangeleverd
	case correctie && !s.past(c.AangeleverdOp):
		return nil, ErrVolgorde
	case correctie:
		n = s.aanlevering
	case s.Beschikbaar():
		return nil, ErrAlAangeleverd
	case s.aanlevering > 0 && c.AangeleverdOp.Voor(s.teruggegeven.op):
		return nil, ErrVolgorde
	}
	return []Event{KandidaatAangeleverd{
		Handeling: h, Persoon: c.Persoon, Indeling: c.Indeling, Pseudoniem: c.Pseudoniem, Aanlevering: n,
		Kwartaal: recht.KwartaalVan(c.AangeleverdOp), AangeleverdOp: c.AangeleverdOp,
	}}, nil
}

// past reports whether the running aanlevering could have begun on op: after
// the one before it, and before what was done since.
func (s State) past(op recht.Datum) bool {
	return !op.Voor(s.vorigeTerug) &&
		(s.profielEerst.IsZero() || !op.Na(s.profielEerst)) &&
		(s.teruggegeven.op.IsZero() || !op.Na(s.teruggegeven.op))
}

func werkProfielBij(c WerkProfielBij, s State) ([]Event, error) {
	h, err := wsp.NieuweHandeling(c.Opdracht, c.BijgewerktOp, recht.Directeur, &wsp.SUWIArt10)
	if err != nil {
		return nil, err
	}
	switch {
	case c.Profielversie >= 1 && c.Profielversie == s.profielversie && c.Bruikbaarheid == s.bruikbaarheid && c.BijgewerktOp == s.profielOp:
		return nil, nil
	case !s.Beschikbaar():
		return nil, ErrNietAangeleverd
	case c.Profielversie != s.profielversie+1 || c.Profiel == "" || !wsp.Bekend(c.Bruikbaarheid):
		return nil, ErrProfiel
	case c.BijgewerktOp.Voor(s.aangeleverdOp) || c.BijgewerktOp.Voor(s.profielOp):
		return nil, ErrVolgorde
	}
	return []Event{KandidaatprofielBijgewerkt{
		Handeling: h, Aanlevering: s.aanlevering, Profielversie: c.Profielversie, Bruikbaarheid: c.Bruikbaarheid,
		Profiel: es.Prive(c.Profiel), Kwartaal: recht.KwartaalVan(c.BijgewerktOp), BijgewerktOp: c.BijgewerktOp,
	}}, nil
}

func geefTerug(c GeefTerug, s State) ([]Event, error) {
	h, err := wsp.NieuweHandeling(c.Opdracht, c.TeruggegevenOp, recht.Directeur, &wsp.SUWIArt10)
	if err != nil {
		return nil, err
	}
	nieuw := teruggave{c.Reden, c.TeruggegevenOp}
	switch {
	case !wsp.Bekend(c.Reden):
		return nil, ErrReden
	case s.aanlevering == 0:
		return nil, ErrNietAangeleverd
	case s.teruggegeven == nieuw:
		return nil, nil
	case s.Beschikbaar() && c.Corrigeert != uuid.Nil:
		return nil, wsp.ErrNietsTeCorrigeren
	case !s.Beschikbaar() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlTeruggegeven
	case c.TeruggegevenOp.Voor(s.aangeleverdOp) || c.TeruggegevenOp.Voor(s.profielOp):
		return nil, ErrVolgorde
	}
	return []Event{KandidaatNietGeschiktTeruggegeven{
		Handeling: h, Aanlevering: s.aanlevering, Reden: c.Reden,
		Kwartaal: recht.KwartaalVan(c.TeruggegevenOp), TeruggegevenOp: c.TeruggegevenOp,
	}}, nil
}

package uitvoeringsplan

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// neemtWerking reports whether a besluit of this kind has effect outside, and so
// is made known.
func (v Voorstel) neemtWerking() bool {
	switch v.Soort {
	case SoortOnderdeel, SoortPlan, SoortBijstelling, SoortIntrekking:
		return true
	default:
		return false
	}
}

// genomen returns the besluit with effect outside that v points at, or
// ErrBesluitOnbekend.
func (s State) genomen(v Voorstel) (besluit, error) {
	b, ok := s.besluiten[v]
	if !ok || !v.neemtWerking() {
		return besluit{}, ErrBesluitOnbekend
	}
	return b, nil
}

func maakBekend(c MaakBekend, s State) ([]Event, error) {
	b, err := s.genomen(c.Besluit)
	if err != nil {
		return nil, err
	}
	werking := c.GeldigVanaf
	if werking.IsZero() {
		werking = c.BekendgemaaktOp
	}
	eerder := b.bekend
	switch {
	case !slices.Contains(c.Kanaal.Waarden(), string(c.Kanaal)):
		return nil, ErrOnbekendeWaarde
	case eerder.Kanaal == c.Kanaal && eerder.Vindplaats == c.Vindplaats &&
		eerder.BekendgemaaktOp == c.BekendgemaaktOp && eerder.GeldigVanaf == werking:
		return nil, nil
	case !eerder.BekendgemaaktOp.IsZero() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlBekendgemaakt
	case !b.ingetrokken.IsZero():
		return nil, ErrAlIngetrokken
	}
	if err := dagfouten.Keur(c.Opdracht, c.BekendgemaaktOp, b.genomenOp); err != nil {
		return nil, err
	}
	if werking.Voor(c.BekendgemaaktOp) {
		return nil, ErrWerkingVoorBekendmaking
	}
	grond := recht.AwbArt3Lid42
	if c.Kanaal == Toezending {
		grond = recht.AwbArt3Lid41
	}
	o := c.Opdracht
	o.GeldigVanaf = werking
	v, err := o.OpDag(c.BekendgemaaktOp).VerantwoordMet(recht.AlgemeenBestuur, grond)
	if err != nil {
		return nil, err
	}
	return []Event{BesluitBekendgemaakt{
		Verantwoording: v, Besluit: c.Besluit, Kanaal: c.Kanaal, Vindplaats: c.Vindplaats, BekendgemaaktOp: c.BekendgemaaktOp,
	}}, nil
}

// pasToe records a fact, so it is not refused when it came too early: an auditor
// must be able to find it.
func pasToe(c PasToe, s State) ([]Event, error) {
	b, err := s.genomen(c.Besluit)
	if err != nil {
		return nil, err
	}
	if c.Toepassing == "" {
		return nil, ErrOnbekendeWaarde.With("Wat er werd gedaan ontbreekt.")
	}
	if err := dagfouten.Keur(c.Opdracht, c.ToegepastOp, recht.Datum{}); err != nil {
		return nil, err
	}
	if !b.toegepastOp.IsZero() && !c.ToegepastOp.Voor(b.toegepastOp) {
		return nil, nil // an earlier application is known already
	}
	v, err := c.Opdracht.OpDag(c.ToegepastOp).Verantwoord(recht.Directeur, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{BesluitToegepast{
		Verantwoording: v, Besluit: c.Besluit, Toepassing: c.Toepassing, ToegepastOp: c.ToegepastOp,
		VoorBekendmaking: b.bekend.BekendgemaaktOp.IsZero() || c.ToegepastOp.Voor(b.bekend.GeldigVanaf),
	}}, nil
}

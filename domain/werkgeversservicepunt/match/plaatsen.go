package match

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

func plaats(c Plaats, s State) ([]Event, error) {
	if c.BegonnenOp.IsZero() {
		return nil, wsp.ErrDagOntbreekt
	}
	duurzaamNa, noot, err := wsp.DuurzaamNa(c.BegonnenOp)
	if err != nil {
		return nil, err
	}
	tienden, banen, err := wsp.BaanTienden(c.BegonnenOp, c.Uren)
	if err != nil {
		return nil, err
	}
	regels := []recht.Regelnoot{noot}
	if s.plek.Doelgroep == wsp.Doelgroepregister {
		regels = append(regels, banen)
	} else {
		tienden = 0 // nobody else counts for the banenafspraak
	}
	h, err := handel(c.Opdracht, c.BegonnenOp, regels...)
	if err != nil {
		return nil, err
	}
	if !wsp.Bekend(c.Contractsoort) || !wsp.Bekend(c.Regeling) {
		return nil, ErrContract
	}
	nieuw := plaatsing{c.Contractsoort, c.Regeling, klasse(c.Uren), tienden, c.BegonnenOp, duurzaamNa}
	if s.plaatsing == nieuw && (c.Corrigeert == uuid.Nil || c.Corrigeert == s.gecorrigeerd) {
		return nil, nil
	}
	if err := s.magPlaatsen(c); err != nil {
		return nil, err
	}
	e := KandidaatGeplaatst{
		Handeling: h, Contractsoort: c.Contractsoort, Regeling: c.Regeling, Urenklasse: nieuw.klasse, BaanTienden: tienden,
		Uren: es.Prive(c.Uren), Kwartaal: recht.KwartaalVan(c.BegonnenOp), BegonnenOp: c.BegonnenOp, DuurzaamNa: duurzaamNa,
	}
	return s.metGevolg(c.Opdracht, e)
}

// magPlaatsen checks that the match may be placed, or, at a correction, that the
// day fits between the other steps.
func (s State) magPlaatsen(c Plaats) error {
	if c.Corrigeert == uuid.Nil {
		if err := s.bijWerkgever(c.BegonnenOp); err != nil {
			return err
		}
		if !s.proef.van.IsZero() && s.proef.laatsteDag.IsZero() {
			return ErrProefLoopt
		}
	}
	eerste, _ := s.tijdensPlaatsing()
	switch {
	case !s.voorgesteld():
		return ErrNietVoorgesteld
	case c.Corrigeert != uuid.Nil && !s.Geplaatst():
		return ErrNietGeplaatst
	case c.BegonnenOp.Voor(s.voorPlaatsing()),
		!eerste.IsZero() && c.BegonnenOp.Na(eerste),
		!s.laatsteDag.IsZero() && c.BegonnenOp.Na(s.laatsteDag):
		return ErrVolgorde
	}
	return nil
}

// metGevolg returns e and what follows from it: whether an end that is known
// came before the term may change, and duurzaam is taken back when after e it
// cannot hold.
func (s State) metGevolg(o recht.Opdracht, e Event) ([]Event, error) {
	na, events := Evolve(s, e), []Event{e}
	o.Motivering, o.GeldigVanaf, o.Corrigeert = "", recht.Datum{}, uuid.Nil
	if voor := na.voortijdig(); voor != na.voorTermijn {
		h, err := handel(o, na.laatsteDag)
		if err != nil {
			return nil, err
		}
		events = append(events, PlaatsingBeeindigd{
			Handeling: h, VoorTermijn: voor, Kwartaal: recht.KwartaalVan(na.laatsteDag), LaatsteDag: na.laatsteDag,
		})
	}
	if na.Duurzaam() && na.duurzaamKan(na.duurzaamOp) != nil {
		h, err := handel(o, o.Vandaag())
		if err != nil {
			return nil, err
		}
		events = append(events, DuurzaamGeplaatst{
			Handeling: h, Teruggenomen: true, Kwartaal: recht.KwartaalVan(o.Vandaag()), VastgesteldOp: o.Vandaag(),
		})
	}
	return events, nil
}

// voortijdig reports whether the work ended before the last day of its term.
func (s State) voortijdig() bool {
	return !s.laatsteDag.IsZero() && s.laatsteDag.Voor(s.plaatsing.duurzaamNa)
}

// duurzaamKan checks that on op the work had lasted its term.
func (s State) duurzaamKan(op recht.Datum) error {
	switch {
	case s.voortijdig():
		return ErrVoortijdigBeeindigd
	case !op.Na(s.plaatsing.duurzaamNa):
		return ErrTermijnLoopt.With("Zij loopt tot en met " + s.plaatsing.duurzaamNa.String() + ".")
	}
	return nil
}

func stelDuurzaamVast(c StelDuurzaamVast, s State) ([]Event, error) {
	h, err := handel(c.Opdracht, c.VastgesteldOp)
	if err != nil {
		return nil, err
	}
	switch {
	case !s.Geplaatst():
		return nil, ErrNietGeplaatst
	case s.Duurzaam():
		return nil, nil // it lasted its term, whenever that was noticed
	}
	if err := s.duurzaamKan(c.VastgesteldOp); err != nil {
		return nil, err
	}
	_, noot, err := wsp.DuurzaamNa(s.plaatsing.begonnenOp)
	if err != nil {
		return nil, err
	}
	h.Regels = []recht.Regelnoot{noot}
	return []Event{DuurzaamGeplaatst{
		Handeling: h, Kwartaal: recht.KwartaalVan(c.VastgesteldOp), VastgesteldOp: c.VastgesteldOp,
	}}, nil
}

func beeindigPlaatsing(c BeeindigPlaatsing, s State) ([]Event, error) {
	weg := c.LaatsteDag.IsZero() && c.Corrigeert != uuid.Nil // takes the end away
	op := c.LaatsteDag
	if weg {
		op = s.laatsteDag
	}
	if !s.Geplaatst() {
		return nil, ErrNietGeplaatst
	}
	if weg && op.IsZero() {
		return nil, nil // there is no end
	}
	h, err := handel(c.Opdracht, op)
	if err != nil {
		return nil, err
	}
	_, laatste := s.tijdensPlaatsing()
	switch {
	case !weg && !wsp.Bekend(c.Reden):
		return nil, ErrEindreden
	case s.laatsteDag == c.LaatsteDag && (c.Corrigeert == uuid.Nil || c.Corrigeert == s.eindeVan):
		return nil, nil
	case !s.laatsteDag.IsZero() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlBeeindigd
	case s.laatsteDag.IsZero() && c.Corrigeert != uuid.Nil:
		return nil, wsp.ErrNietsTeCorrigeren
	case !weg && (c.LaatsteDag.Voor(s.plaatsing.begonnenOp) || c.LaatsteDag.Voor(laatste)):
		return nil, ErrVolgorde
	}
	e := PlaatsingBeeindigd{
		Handeling: h, VoorTermijn: !weg && c.LaatsteDag.Voor(s.plaatsing.duurzaamNa),
		Kwartaal: recht.KwartaalVan(c.LaatsteDag), LaatsteDag: c.LaatsteDag,
	}
	if !weg {
		e.Reden = es.Prive(c.Reden)
	}
	return s.metGevolg(c.Opdracht, e)
}

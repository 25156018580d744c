package match

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// tijdensWerk checks that on op the kandidaat had the work.
func (s State) tijdensWerk(op recht.Datum) error {
	switch {
	case !s.Geplaatst():
		return ErrNietGeplaatst
	case op.Voor(s.plaatsing.begonnenOp), !s.laatsteDag.IsZero() && op.Na(s.laatsteDag):
		return ErrVolgorde
	}
	return nil
}

func ontvangSubsidie(c OntvangLoonkostensubsidie, s State) ([]Event, error) {
	h, err := wsp.NieuweHandeling(c.Opdracht, c.OntvangenOp, wsp.College(c.Gemeente), &wsp.PWArt10d)
	if err != nil {
		return nil, err
	}
	nieuw := subsidie{c.BeslotenOp, c.VanafOp, c.OntvangenOp}
	if s.subsidie == nieuw && (c.Corrigeert == uuid.Nil || c.Corrigeert == s.subsidieVan) {
		return nil, nil
	}
	if err := s.tijdensWerk(c.VanafOp); err != nil {
		return nil, err
	}
	bestaat := s.subsidie != subsidie{}
	switch {
	case c.Gemeente == "" || c.Gemeente != s.plek.Gemeente:
		return nil, ErrAndereGemeente
	case c.Kenmerk == "" || c.Maandbedrag <= 0 || c.Loonwaarde < 0 || c.Loonwaarde >= 10_000:
		return nil, ErrSubsidie
	case c.BeslotenOp.IsZero():
		return nil, wsp.ErrDagOntbreekt
	case c.OntvangenOp.Voor(c.BeslotenOp):
		return nil, ErrVolgorde
	case !bestaat && c.Corrigeert != uuid.Nil:
		return nil, wsp.ErrNietsTeCorrigeren
	case bestaat && c.Corrigeert == uuid.Nil:
		return nil, ErrSubsidieAlOntvangen
	}
	e := LoonkostensubsidieVerleend{
		Handeling: h, Gemeente: c.Gemeente, Kenmerk: es.Prive(c.Kenmerk), Maandbedrag: es.Prive(c.Maandbedrag),
		Kwartaal: recht.KwartaalVan(c.VanafOp), BeslotenOp: c.BeslotenOp, VanafOp: c.VanafOp, OntvangenOp: c.OntvangenOp,
	}
	if c.Loonwaarde > 0 {
		e.Loonwaarde = es.Prive(c.Loonwaarde)
	}
	return []Event{e}, nil
}

func zetJobcoachIn(c ZetJobcoachIn, s State) ([]Event, error) {
	h, err := wsp.NieuweHandeling(c.Opdracht, c.IngezetOp, recht.Directeur, &wsp.PWArt10da)
	if err != nil {
		return nil, err
	}
	if s.jobcoachOp == c.IngezetOp {
		return nil, nil
	}
	if err := s.tijdensWerk(c.IngezetOp); err != nil {
		return nil, err
	}
	if !s.jobcoachOp.IsZero() {
		return nil, ErrJobcoachAlIngezet
	}
	return []Event{JobcoachIngezet{Handeling: h, Kwartaal: recht.KwartaalVan(c.IngezetOp), IngezetOp: c.IngezetOp}}, nil
}

func zetInstrumentIn(c ZetInstrumentIn, s State) ([]Event, error) {
	h, err := handel(c.Opdracht, c.IngezetOp)
	if err != nil {
		return nil, err
	}
	if gehouden(s.instrumenten, c.Nummer, c.IngezetOp) {
		return nil, nil
	}
	if err := s.tijdensWerk(c.IngezetOp); err != nil {
		return nil, err
	}
	if c.Nummer != len(s.instrumenten)+1 || !wsp.Bekend(c.Instrument) {
		return nil, ErrInstrument
	}
	return []Event{InstrumentIngezet{
		Handeling: h, Instrument: es.Prive(c.Instrument), Nummer: c.Nummer,
		Kwartaal: recht.KwartaalVan(c.IngezetOp), IngezetOp: c.IngezetOp,
	}}, nil
}

func voerNazorg(c VoerNazorggesprek, s State) ([]Event, error) {
	h, err := handel(c.Opdracht, c.GesprekOp)
	if err != nil {
		return nil, err
	}
	if gehouden(s.nazorg, c.Gesprek, c.GesprekOp) {
		return nil, nil
	}
	if err := s.tijdensWerk(c.GesprekOp); err != nil {
		return nil, err
	}
	if c.Gesprek != len(s.nazorg)+1 {
		return nil, ErrGesprek
	}
	return []Event{NazorggesprekGevoerd{
		Handeling: h, Gesprek: c.Gesprek, Kwartaal: recht.KwartaalVan(c.GesprekOp), GesprekOp: c.GesprekOp,
	}}, nil
}

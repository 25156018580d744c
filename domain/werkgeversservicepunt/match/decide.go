package match

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// Decide applies the rules for a match.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case StelVoor:
		return stelVoor(c, s)
	case DoeVoorstel:
		return doeVoorstel(c, s)
	case HoudGesprek:
		return houdGesprek(c, s)
	case WijsAf:
		return wijsAf(c, s)
	case StartProefplaatsing:
		return startProef(c, s)
	case BeeindigProefplaatsing:
		return beeindigProef(c, s)
	case Plaats:
		return plaats(c, s)
	case OntvangLoonkostensubsidie:
		return ontvangSubsidie(c, s)
	case ZetJobcoachIn:
		return zetJobcoachIn(c, s)
	case ZetInstrumentIn:
		return zetInstrumentIn(c, s)
	case VoerNazorggesprek:
		return voerNazorg(c, s)
	case BeeindigPlaatsing:
		return beeindigPlaatsing(c, s)
	case StelDuurzaamVast:
		return stelDuurzaamVast(c, s)
	default:
		panic("match: command without a case in Decide")
	}
}

// handel makes the envelope of a step by the werkgeversservicepunt.
func handel(o recht.Opdracht, op recht.Datum, regels ...recht.Regelnoot) (wsp.Handeling, error) {
	return wsp.NieuweHandeling(o, op, recht.Directeur, nil, regels...)
}

func stelVoor(c StelVoor, s State) ([]Event, error) {
	h, err := handel(c.Opdracht, c.VoorgesteldOp)
	if err != nil {
		return nil, err
	}
	if err := c.Pseudoniem.Keur(); err != nil {
		return nil, err
	}
	if err := c.Indeling.Keur(); err != nil {
		return nil, err
	}
	switch {
	case s.voorgesteld() && s.pseudoniem != c.Pseudoniem:
		return nil, ErrAnderePersoon
	case s.voorgesteld() && s.plek == c.Plek && s.voorgesteldOp == c.VoorgesteldOp:
		return nil, nil
	case s.voorgesteld():
		return nil, ErrAlVoorgesteld
	case !c.Sector.Geldig():
		return nil, wsp.ErrSector
	case c.Kandidaat == "" || c.Vacature == "" || c.Kandidaatrevisie < 0 || c.Vacaturerevisie < 0:
		return nil, ErrNietOpgezocht
	case !c.KandidaatBeschikbaar:
		return nil, ErrKandidaatNietBeschikbaar
	case !c.VacatureOpen:
		return nil, ErrVacatureDicht
	}
	return []Event{MatchVoorgesteld{
		Handeling: h, Plek: c.Plek, Pseudoniem: c.Pseudoniem, Opgezocht: es.Prive(c.Opgezocht),
		Kwartaal: recht.KwartaalVan(c.VoorgesteldOp), VoorgesteldOp: c.VoorgesteldOp,
	}}, nil
}

func doeVoorstel(c DoeVoorstel, s State) ([]Event, error) {
	h, err := handel(c.Opdracht, c.GedaanOp)
	switch {
	case err != nil:
		return nil, err
	case !s.voorgesteld():
		return nil, ErrNietVoorgesteld
	case s.gedaanOp == c.GedaanOp:
		return nil, nil
	case !s.gedaanOp.IsZero():
		return nil, ErrAlGedaan
	case s.afgewezen.door != "":
		return nil, ErrAfgewezen
	case c.GedaanOp.Voor(s.voorgesteldOp):
		return nil, ErrVolgorde
	}
	return []Event{VoorstelAanWerkgeverGedaan{Handeling: h, Kwartaal: recht.KwartaalVan(c.GedaanOp), GedaanOp: c.GedaanOp}}, nil
}

// bijWerkgever checks that on op the werkgever knew of the kandidaat and that
// nothing was decided yet.
func (s State) bijWerkgever(op recht.Datum) error {
	switch {
	case !s.voorgesteld():
		return ErrNietVoorgesteld
	case s.gedaanOp.IsZero():
		return ErrWerkgeverWeetNiet
	case s.afgewezen.door != "":
		return ErrAfgewezen
	case s.Geplaatst():
		return ErrAlGeplaatst
	case op.Voor(s.gedaanOp):
		return ErrVolgorde
	}
	return nil
}

func houdGesprek(c HoudGesprek, s State) ([]Event, error) {
	h, err := handel(c.Opdracht, c.GesprekOp)
	if err != nil {
		return nil, err
	}
	if gehouden(s.gesprekken, c.Gesprek, c.GesprekOp) {
		return nil, nil
	}
	if err := s.bijWerkgever(c.GesprekOp); err != nil {
		return nil, err
	}
	if c.Gesprek != len(s.gesprekken)+1 {
		return nil, ErrGesprek
	}
	return []Event{SollicitatiegesprekGehouden{
		Handeling: h, Gesprek: c.Gesprek, Kwartaal: recht.KwartaalVan(c.GesprekOp), GesprekOp: c.GesprekOp,
	}}, nil
}

// gehouden reports whether number n was recorded on that very day.
func gehouden(dagen []recht.Datum, n int, op recht.Datum) bool {
	return n >= 1 && n <= len(dagen) && dagen[n-1] == op
}

func wijsAf(c WijsAf, s State) ([]Event, error) {
	h, err := handel(c.Opdracht, c.AfgewezenOp)
	if err != nil {
		return nil, err
	}
	nieuw := afwijzing{c.Door, c.Reden, c.AfgewezenOp}
	switch {
	case !s.voorgesteld():
		return nil, ErrNietVoorgesteld
	case !wsp.Bekend(c.Door) || !wsp.Bekend(c.Reden):
		return nil, ErrAfwijsreden
	case s.afgewezen == nieuw:
		return nil, nil
	case s.Geplaatst():
		return nil, ErrAlGeplaatst
	case s.afgewezen.door == "" && c.Corrigeert != uuid.Nil:
		return nil, wsp.ErrNietsTeCorrigeren
	case s.afgewezen.door != "" && c.Corrigeert == uuid.Nil:
		return nil, ErrAfgewezen
	case !s.proef.van.IsZero() && s.proef.laatsteDag.IsZero():
		return nil, ErrProefLoopt
	case c.AfgewezenOp.Voor(s.voorgesteldOp) || c.AfgewezenOp.Voor(s.voorPlaatsing()):
		return nil, ErrVolgorde
	}
	return []Event{MatchAfgewezen{
		Handeling: h, Door: c.Door, Reden: c.Reden, Kwartaal: recht.KwartaalVan(c.AfgewezenOp), AfgewezenOp: c.AfgewezenOp,
	}}, nil
}

func startProef(c StartProefplaatsing, s State) ([]Event, error) {
	tenHoogste, noot, err := wsp.ProefplaatsingTot(c.GestartOp)
	if err != nil {
		return nil, err
	}
	h, err := handel(c.Opdracht, c.GestartOp, noot)
	if err != nil {
		return nil, err
	}
	if s.proef.van == c.GestartOp && s.proef.tot == c.LaatsteDag {
		return nil, nil
	}
	if err := s.bijWerkgever(c.GestartOp); err != nil {
		return nil, err
	}
	switch {
	case !s.proef.van.IsZero():
		return nil, ErrProefAlGestart
	case c.LaatsteDag.Na(tenHoogste):
		return nil, ErrProefTeLang.With("Uiterlijk " + tenHoogste.String() + ".")
	case c.LaatsteDag.Voor(c.GestartOp):
		return nil, ErrVolgorde
	}
	return []Event{ProefplaatsingGestart{
		Handeling: h, Kwartaal: recht.KwartaalVan(c.GestartOp), GestartOp: c.GestartOp, LaatsteDag: c.LaatsteDag, TenHoogste: tenHoogste,
	}}, nil
}

func beeindigProef(c BeeindigProefplaatsing, s State) ([]Event, error) {
	h, err := handel(c.Opdracht, c.LaatsteDag)
	switch {
	case err != nil:
		return nil, err
	case s.proef.van.IsZero():
		return nil, ErrProefNietGestart
	case !wsp.Bekend(c.Uitkomst):
		return nil, ErrUitkomst
	case s.proef.uitkomst == c.Uitkomst && s.proef.laatsteDag == c.LaatsteDag:
		return nil, nil
	case !s.proef.laatsteDag.IsZero():
		return nil, ErrProefAlBeeindigd
	case c.LaatsteDag.Na(s.proef.tenHoogste):
		return nil, ErrProefTeLang.With("Uiterlijk " + s.proef.tenHoogste.String() + ".")
	case c.LaatsteDag.Voor(s.proef.van):
		return nil, ErrVolgorde
	}
	return []Event{ProefplaatsingBeeindigd{
		Handeling: h, Uitkomst: c.Uitkomst, Kwartaal: recht.KwartaalVan(c.LaatsteDag), LaatsteDag: c.LaatsteDag,
	}}, nil
}

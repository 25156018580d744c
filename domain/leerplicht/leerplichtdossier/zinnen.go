package leerplichtdossier

import (
	"fmt"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func naam(g recht.Gemeentecode) string {
	if n, ok := recht.NaamVan(g); ok {
		return n
	}
	return string(g)
}

func woorden[T ~string](v T) string { return strings.ReplaceAll(string(v), "-", " ") }

// Zin says what happened.
func (e LeerplichtdossierGeopend) Zin() string {
	return fmt.Sprintf("Op %s is een dossier geopend voor een leerling uit %s (%s).", e.GeopendOp, naam(e.Gemeente), e.Plicht)
}

// Zin says what happened.
func (e GesprekGevoerd) Zin() string {
	return fmt.Sprintf("Op %s is gesprek %d gevoerd (%s).", e.GevoerdOp, e.Nummer, woorden(e.Gesprekssoort))
}

// Zin says what happened.
func (e MasRouteGekozen) Zin() string {
	return fmt.Sprintf("Op %s is route %s gekozen.", e.GekozenOp, e.Route)
}

// Zin says what happened.
func (e AbsoluutVerzuimVastgesteld) Zin() string {
	return fmt.Sprintf("Er is absoluut verzuim vanaf %s vastgesteld.", e.Begin)
}

// Zin says what happened.
func (e AbsoluutVerzuimBeeindigd) Zin() string {
	if e.Herplaatst {
		return fmt.Sprintf("Het absoluut verzuim is per %s geëindigd met een inschrijving.", e.Einde)
	}
	return fmt.Sprintf("Het absoluut verzuim is per %s geëindigd.", e.Einde)
}

// Zin says what happened.
func (e ThuiszitterGesignaleerd) Zin() string {
	return fmt.Sprintf("Er is een signaal dat het verzuim sinds %s langer dan vier weken duurt; een mens beoordeelt het.", e.Begin)
}

// Zin says what happened.
func (e ThuiszitterAangemerkt) Zin() string {
	return fmt.Sprintf("De leerling is op %s aangemerkt als thuiszitter sinds %s (%s verzuim, periode %d).", e.AangemerktOp, e.Begin, e.Aard, e.Periode)
}

// Zin says what happened.
func (e TerugkeerNaarSchoolVastgesteld) Zin() string {
	return fmt.Sprintf("De leerling is vanaf %s terug op school (periode %d).", e.TerugOp, e.Periode)
}

// Zin says what happened.
func (e LeerplichtdossierGesloten) Zin() string {
	return fmt.Sprintf("Het dossier is op %s gesloten (%s).", e.GeslotenOp, woorden(e.Sluitreden))
}

// Toestand says in Dutch how the file stands.
func (s State) Toestand() string {
	switch {
	case s.geopendOp.IsZero():
		return "niet geopend"
	case s.gesloten():
		return "gesloten per " + s.geslotenOp.String()
	}
	t := "open sinds " + s.geopendOp.String()
	if n := s.lopend(); n > 0 {
		t += "; thuiszitter sinds " + s.perioden[n-1].Begin.String()
	}
	return t
}

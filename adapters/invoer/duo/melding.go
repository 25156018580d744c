package duo

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
)

// A melding is the body of the command, in the names of the API.
type melding struct {
	Opdracht       opdracht       `json:"opdracht"`
	Persoon        persoon        `json:"persoon"`
	Gemeente       string         `json:"gemeente"`
	Onderwijssoort string         `json:"onderwijssoort"`
	Verzuimsoort   string         `json:"verzuimsoort"`
	School         string         `json:"school"`
	Begindatum     recht.Datum    `json:"begindatum"`
	OntvangenOp    recht.Datum    `json:"ontvangenOp"`
	Bijzonderheden bijzonderheden `json:"bijzonderheden"`
}

type opdracht struct {
	Motivering  string `json:"motivering"`
	Gesimuleerd bool   `json:"gesimuleerd"`
}

type persoon struct {
	Naam            string      `json:"naam"`
	Geboren         recht.Datum `json:"geboren"`
	BSN             string      `json:"bsn"`
	Onderwijsnummer string      `json:"onderwijsnummer"`
}

type bijzonderheden struct {
	VermoedelijkeReden string `json:"vermoedelijkeReden"`
}

// niveaus says which kind of education a NIVEAU is. What is not here is refused:
// the list was made from what the layout was seen to hold.
var niveaus = []struct {
	begin string // of the text, in small letters
	soort leerplicht.Onderwijssoort
}{
	{"mbo", leerplicht.MBO},
	{"havo", leerplicht.Voortgezet},
	{"vwo", leerplicht.Voortgezet},
	{"vmbo", leerplicht.Voortgezet},
	{"praktijkonderwijs", leerplicht.Voortgezet},
	{"vo ", leerplicht.Voortgezet},
	{"brugjaar", leerplicht.Voortgezet},
	{"vso", leerplicht.Speciaal},
	{"so ", leerplicht.Speciaal},
}

// melding reads all columns. What it could not read is zero, and noted.
func (x *rij) melding() melding {
	m := melding{Opdracht: opdracht{Motivering: motivering, Gesimuleerd: x.l.o.Gesimuleerd}}
	x.persoon(&m.Persoon)
	x.gemeente(&m)
	x.school(&m)
	x.maanden(&m)
	x.soort(&m)
	m.Bijzonderheden.VermoedelijkeReden = x.cel("REDEN")
	return m
}

func (x *rij) persoon(p *persoon) {
	nummer := x.cel("PERSOONSGEBONDENNUMMER")
	if bsn, err := recht.ParseBSN(nummer); err == nil {
		p.BSN = string(bsn)
	} else if o, err := recht.ParseOnderwijsnummer(nummer); err == nil {
		p.Onderwijsnummer = string(o)
	} else {
		x.ongeldig("PERSOONSGEBONDENNUMMER", "persoonsnummer", "Dit is geen burgerservicenummer en geen onderwijsnummer (negen cijfers, elfproef).")
	}
	if x.cel("ACHTERNAAM") == "" {
		x.ongeldig("ACHTERNAAM", "required", "De achternaam ontbreekt.")
	}
	var delen []string
	for _, k := range []string{"ALLE_VOORNAMEN", "VOORVOEGSEL", "ACHTERNAAM"} {
		if w := x.cel(k); w != "" {
			delen = append(delen, w)
		}
	}
	if p.Naam = strings.Join(delen, " "); len([]rune(p.Naam)) > 200 {
		x.ongeldig("ACHTERNAAM", "maxLength", "De hele naam is langer dan 200 tekens.")
	}
	t, err := time.Parse("02-01-2006", x.cel("GEBOORTEDATUM"))
	if err != nil {
		x.ongeldig("GEBOORTEDATUM", "datum", "Hier hoort een dag van de vorm dd-mm-jjjj.")
		return
	}
	p.Geboren = recht.NieuweDatum(t.Year(), t.Month(), t.Day())
}

func (x *rij) gemeente(m *melding) {
	n, err := strconv.ParseUint(x.cel("GEMEENTECODE"), 10, 16)
	cijfers := strconv.FormatUint(n, 10)
	code := recht.Gemeentecode("GM" + strings.Repeat("0", max(0, 4-len(cijfers))) + cijfers)
	naam, bestaat := referentie.Gemeentenaam(code)
	woon := x.cel("WOONGEMEENTE")
	switch _, deelnemer := recht.NaamVan(code); {
	case err != nil || !bestaat:
		x.ongeldig("GEMEENTECODE", "gemeente-onbekend", "Deze code staat niet in de gemeentelijke indeling van het CBS van 2026.")
	case !deelnemer:
		x.geweigerd("GEMEENTECODE", "gemeente-buiten-mgr", "Deze gemeente is geen deelnemer van de MGR.")
	default:
		m.Gemeente = string(code)
	}
	if bestaat && woon != "" && !(referentie.Gemeente{Code: code, Naam: naam}).Heet(woon) {
		x.ongeldig("WOONGEMEENTE", "gemeente-tegenstrijdig", "De naam van de woongemeente hoort niet bij de gemeentecode.")
	}
	regio, ok := strings.CutPrefix(strings.ToUpper(x.cel("RMC_REGIO")), "REGIO ")
	regio = strings.TrimLeft(regio, "0")
	if _, err := strconv.ParseUint(regio, 10, 8); !ok || err != nil {
		x.ongeldig("RMC_REGIO", "pattern", "Hier hoort het woord REGIO met een nummer.")
	} else if !x.l.o.hoortBij(regio) {
		x.geweigerd("RMC_REGIO", "rmc-regio-buiten-mgr", "In deze RMC-regio ligt geen gemeente van de MGR.")
	}
}

func (x *rij) school(m *melding) {
	brin, volg := strings.ToUpper(x.cel("BRIN")), x.cel("BRIN_VOLGNUMMER")
	if len(volg) == 1 {
		volg = "0" + volg
	}
	if _, err := recht.ParseBRIN(brin); err != nil {
		x.ongeldig("BRIN", "brin", "Hier hoort een BRIN van de vorm 00AA.")
		return
	}
	v, err := recht.ParseVestiging(brin + volg)
	if err != nil {
		x.ongeldig("BRIN_VOLGNUMMER", "vestiging", "Het volgnummer van de vestiging (twee cijfers) ontbreekt of klopt niet.")
		return
	}
	m.School = string(v)
}

// maanden reads the months, and takes the days that the motivering names.
func (x *rij) maanden(m *melding) {
	vanaf, ok := maand(x.cel("VANAF_WANNEER"))
	if !ok {
		x.ongeldig("VANAF_WANNEER", "maand", "Hier hoort een maand van de vorm jjjjmm.")
	} else {
		m.Begindatum, m.OntvangenOp = vanaf, vanaf.PlusMaanden(1).PlusDagen(-1)
	}
	rapport, rok := maand(x.cel("RAPPORTAGEMAAND"))
	switch {
	case !rok:
		x.ongeldig("RAPPORTAGEMAAND", "maand", "Hier hoort een maand van de vorm jjjjmm.")
	case ok && rapport.Voor(vanaf):
		x.ongeldig("RAPPORTAGEMAAND", "maand-voor-verzuim", "De rapportagemaand ligt voor de maand waarin het verzuim begon.")
	}
}

func maand(s string) (recht.Datum, bool) {
	t, err := time.Parse("200601", s)
	if err != nil || len(s) != 6 || t.Year() < 2000 {
		return recht.Datum{}, false
	}
	return recht.NieuweDatum(t.Year(), t.Month(), 1), true
}

func (x *rij) soort(m *melding) {
	niveau := strings.ToLower(x.cel("NIVEAU")) + " "
	for _, n := range niveaus {
		if strings.HasPrefix(niveau, n.begin) {
			m.Onderwijssoort = string(n.soort)
			break
		}
	}
	if m.Onderwijssoort == "" {
		x.ongeldig("NIVEAU", "niveau-onbekend", "Bij dit niveau is geen onderwijssoort bekend.")
	}
	wettelijk, niet := x.cel("MELDING_VERZUIM_WETTELIJK"), x.cel("MELDING_VERZUIM_NIET_WETTELIJK")
	switch {
	case wettelijk == "J" && niet != "J":
		m.Verzuimsoort = string(verzuimmelding.ZestienUur)
	case niet == "J" && wettelijk != "J" && leerplicht.Leeftijd(m.Persoon.Geboren, m.Begindatum) >= 18:
		m.Verzuimsoort = string(verzuimmelding.RMC18Plus)
	case niet == "J" && wettelijk != "J":
		m.Verzuimsoort = string(verzuimmelding.AnderVerzuim)
	default:
		x.ongeldig("MELDING_VERZUIM_WETTELIJK", "verzuimsoort", "Precies een van beide meldingen, wettelijk of niet wettelijk, hoort J te zijn.")
	}
}

// beslis asks the domain what it would say, so that a trial needs no kantoor.
func (x *rij) beslis(m melding) {
	p := leerplicht.Persoon{Naam: es.Prive(m.Persoon.Naam), Geboren: es.Prive(m.Persoon.Geboren)}
	if m.Persoon.BSN != "" {
		p.BSN = es.Prive(recht.BSN(m.Persoon.BSN))
	} else {
		p.Onderwijsnummer = es.Prive(recht.Onderwijsnummer(m.Persoon.Onderwijsnummer))
	}
	_, err := verzuimmelding.Decide(verzuimmelding.Ontvang{
		Opdracht: recht.Opdracht{Op: x.l.o.Nu, Actor: recht.Actor{Rol: string(leerplicht.OrgaanSchool)}, Motivering: motivering, Gesimuleerd: m.Opdracht.Gesimuleerd},
		Opgave:   leerplicht.Opgave{Gemeente: recht.Gemeentecode(m.Gemeente), Onderwijssoort: leerplicht.Onderwijssoort(m.Onderwijssoort)},
		Melding: verzuimmelding.Melding{
			Persoon: p, School: leerplicht.School(m.School), Begindatum: m.Begindatum, OntvangenOp: m.OntvangenOp,
		},
		Verzuimsoort: verzuimmelding.Verzuimsoort(m.Verzuimsoort),
	}, verzuimmelding.State{})
	var nee *es.Refusal
	switch {
	case errors.As(err, &nee):
		x.geweigerd("", nee.Code, nee.Reason)
	case err != nil:
		x.geweigerd("", "niet-te-beslissen", "Over deze rij is niet te beslissen.")
	}
}

package simulatie

import (
	"fmt"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
)

var (
	consulent   = Afzender{Rol: toegang.ConsulentLeerplicht}
	opsporing   = Afzender{Rol: toegang.Opsporingsambtenaar}
	schoolmaand = map[time.Month]int{ // weight of a school day; assumed: low after the start, high in the dark months
		time.January: 11, time.February: 10, time.March: 12, time.April: 9, time.May: 9, time.June: 8,
		time.July: 4, time.August: 2, time.September: 8, time.October: 11, time.November: 14, time.December: 10,
	}
)

// meldingsoorten are the kinds of absence with the parameter of their number.
var meldingsoorten = []struct {
	soort verzuimmelding.Verzuimsoort
	code  string
}{
	{verzuimmelding.ZestienUur, "LPL_16_UUR"},
	{verzuimmelding.Langdurig, "LPL_LRV"},
	{verzuimmelding.Luxe, "LPL_LUXE"},
	{verzuimmelding.RMC18Plus, "LPL_18PLUS"},
	{verzuimmelding.AnderVerzuim, "LPL_OVERIG"},
}

// beginLeerplicht spreads the meldingen over the school days of each vakantieregio,
// by the number of young people who go to school there.
func (g *Generator) beginLeerplicht() {
	for _, r := range []referentie.Vakantieregio{referentie.Midden, referentie.Zuid} {
		deel, alle := int64(0), int64(0)
		for _, x := range g.gewichten {
			alle += int64(x.Jeugd)
			if regioVan(x.Gemeente) == r {
				deel += int64(x.Jeugd)
			}
		}
		opSchooldagen := func(d recht.Datum) int {
			if !g.kalender.schooldag(r, d) {
				return 0
			}
			return schoolmaand[d.Maand()]
		}
		for _, m := range meldingsoorten {
			v := spreid(g.o.Jaar, g.aantal(m.code)*deel/alle, opSchooldagen)
			g.bronnen = append(g.bronnen, v.bron(func(n int64, dag recht.Datum) {
				z := g.zaak(fmt.Sprintf("melding %s %s", r, m.soort), n)
				g.melding(&leerling{zaak: z, regio: r, soort: m.soort, ontvangen: dag})
			}))
		}
	}
	opWerkdagen := func(d recht.Datum) int {
		if !g.kalender.werkdag(d) {
			return 0
		}
		return schoolmaand[d.Maand()] + 2
	}
	g.bronnen = append(g.bronnen,
		spreid(g.o.Jaar, g.aantal("LPL_ABSOLUUT"), opWerkdagen).bron(g.absoluut),
		spreid(g.o.Jaar, g.aantal("LPL_VSV"), opWerkdagen).bron(g.vsv),
	)
}

// bron starts a zaak for every number that falls on a day.
func (v verdeling) bron(begin func(n int64, dag recht.Datum)) bron {
	return func(dag recht.Datum) {
		for n, tot := v.op(dag); n < tot; n++ {
			begin(n, dag)
		}
	}
}

// A leerling is an invented pupil with the absence that a melding is about.
type leerling struct {
	*zaak
	regio     referentie.Vakantieregio
	soort     verzuimmelding.Verzuimsoort
	ontvangen recht.Datum

	gewicht     Gewicht
	onderwijs   leerplicht.Onderwijssoort
	school      leerplicht.School
	begin, eind recht.Datum
	geboren     recht.Datum
	persoon     velden
	loopt       bool // a dossier is open
}

// jeugd draws a gemeente by its number of young people, out of those with goed.
func (g *Generator) jeugd(l *loting, goed func(Gewicht) bool) Gewicht {
	var keuzen []keus[Gewicht]
	for _, x := range g.gewichten {
		if goed(x) {
			keuzen = append(keuzen, keus[Gewicht]{x.Jeugd, x})
		}
	}
	return kies(l, keuzen...)
}

// bedenk draws who the pupil is, and when the absence was.
func (x *leerling) bedenk() {
	l, k := x.l, x.g.kalender
	x.gewicht = x.g.jeugd(l, func(w Gewicht) bool { return regioVan(w.Gemeente) == x.regio })
	x.onderwijs = kies(l, onderwijs(x.soort)...)
	x.school = school(l, x.gewicht, x.onderwijs)
	switch x.soort {
	case verzuimmelding.ZestienUur:
		terug := l.tussen(0, 4)
		if x.kans("LPL_TE_LAAT") {
			terug = l.tussen(7, 20)
		}
		x.eind = k.schooldagTerug(x.regio, x.ontvangen, terug)
		if terug <= 4 && k.werkdagen(x.eind, 5).Voor(x.ontvangen) { // a vakantie lay in between
			x.eind = x.ontvangen
		}
		x.begin = k.schooldagTerug(x.regio, x.eind, l.tussen(3, 15))
	case verzuimmelding.Langdurig:
		x.begin = k.schooldagTerug(x.regio, x.ontvangen.PlusDagen(-l.tussen(30, 70)), 0)
	case verzuimmelding.Luxe:
		x.eind = k.schooldagTerug(x.regio, x.ontvangen, l.tussen(0, 5))
		x.begin = k.schooldagTerug(x.regio, x.eind, l.tussen(0, 4))
	case verzuimmelding.RMC18Plus:
		x.begin = k.schooldagTerug(x.regio, x.ontvangen, l.tussen(5, 20))
	default:
		x.begin = k.schooldagTerug(x.regio, x.ontvangen, l.tussen(0, 10))
	}
	x.geboren = geborenMet(l, leeftijd(l, x.soort, x.onderwijs), x.begin)
	x.persoon = x.onderwijspersoon("Leerling", x.geboren)
}

// iemand returns an invented person with a name and a birth date.
func (z *zaak) iemand(wat string, geboren recht.Datum) velden {
	return velden{"naam": fmt.Sprintf("%s %d (verzonnen)", wat, z.nr), "geboren": geboren}
}

// onderwijspersoon returns an invented person with a number that nobody else has.
func (z *zaak) onderwijspersoon(wat string, geboren recht.Datum) velden {
	v := z.iemand(wat, geboren)
	if bsn, ok := z.g.onderwijsnummers.bsn(); ok {
		v["bsn"] = bsn
	} else {
		v["onderwijsnummer"] = z.g.onderwijsnummers.onderwijsnummer()
	}
	return v
}

// onderwijs returns how kinds of absence are spread over kinds of education; assumed.
func onderwijs(s verzuimmelding.Verzuimsoort) []keus[leerplicht.Onderwijssoort] {
	bo, so, vo, mbo := 150, 50, 600, 200
	switch s {
	case verzuimmelding.ZestienUur:
		bo, so, vo, mbo = 60, 40, 620, 280
	case verzuimmelding.Langdurig:
		bo, so, vo, mbo = 80, 120, 550, 250
	case verzuimmelding.Luxe:
		bo, so, vo, mbo = 600, 20, 380, 0
	case verzuimmelding.RMC18Plus:
		bo, so, vo, mbo = 0, 0, 30, 970
	}
	return []keus[leerplicht.Onderwijssoort]{{bo, leerplicht.Basis}, {so, leerplicht.Speciaal}, {vo, leerplicht.Voortgezet}, {mbo, leerplicht.MBO}}
}

// leeftijd draws an age that goes with the education; one in fifty does not go with
// the kind of absence, which is what a signal is for.
func leeftijd(l *loting, s verzuimmelding.Verzuimsoort, o leerplicht.Onderwijssoort) int {
	switch vreemd := l.kans(20); {
	case s == verzuimmelding.RMC18Plus && vreemd:
		return 17
	case s == verzuimmelding.RMC18Plus:
		return l.tussen(18, 22)
	case vreemd && o != leerplicht.Basis:
		return 18
	}
	switch o {
	case leerplicht.Basis:
		return l.tussen(5, 11)
	case leerplicht.Speciaal:
		return l.tussen(8, 16)
	case leerplicht.MBO:
		return l.tussen(16, 17)
	default:
		return l.tussen(12, 17)
	}
}

// plicht returns the duty on d, as the rules compute it.
func (x *leerling) plicht(d recht.Datum) leerplicht.Plicht {
	return leerplicht.PlichtOp(x.geboren, leerplicht.EindeLeerplichtLeeftijd(x.geboren), d)
}

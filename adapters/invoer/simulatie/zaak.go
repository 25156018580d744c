package simulatie

import (
	"container/heap"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A zaak is a course of commands that follow on each other.
type zaak struct {
	*dossiermap
	g       *Generator
	l       *loting
	laatst  time.Time // moment of its last step so far
	stipt   bool      // nothing in it comes late
	voorbij bool      // what follows lies beyond the year
}

// A dossiermap is what the branches of a zaak have in common.
type dossiermap struct {
	nr     int64
	open   int    // steps planned and not given
	blijft bool   // other zaken refer to it, at any time
	reeks  string // lots of its own for what the kantoor draws; empty: those of the year
}

// zaak begins a zaak: the n-th of its kind.
func (g *Generator) zaak(soort string, n int64) *zaak {
	g.zaken++
	return &zaak{g: g, l: nieuweLoting(g.o.Zaad, soort, n), dossiermap: &dossiermap{nr: g.zaken}}
}

// tak returns the n-th branch of a zaak: it goes on from here with a clock of its own.
func (z *zaak) tak(n int64) *zaak {
	t := *z
	t.l = nieuweLoting(z.g.o.Zaad, "tak", z.nr<<8|n)
	return &t
}

// velden are the fields of a body.
type velden = map[string]any

// A daad is one command in the making.
type daad struct {
	van        Afzender
	operatie   string
	pad        map[string]string
	velden     velden
	als        string
	corrigeert string      // a [Feit]
	vanaf      recht.Datum // geldigVanaf, where it is given
	motief     string
	namens     velden // the mandaat that it names, where there is one
	weigering  string
	nu         bool // holds from the day on which it is recorded, whatever that is
}

// opdracht writes d as a command.
func (d daad) opdracht() Opdracht {
	toelichting := map[string]any{"gesimuleerd": true}
	if d.motief != "" {
		toelichting["motivering"] = d.motief
	}
	if d.corrigeert != "" {
		toelichting["corrigeert"] = d.corrigeert
	}
	if !d.vanaf.IsZero() {
		toelichting["geldigVanaf"] = d.vanaf
	}
	if d.namens != nil {
		toelichting["namens"] = d.namens
	}
	body := map[string]any{"opdracht": toelichting}
	for k, v := range d.velden {
		body[k] = v
	}
	return Opdracht{Afzender: d.van, Operatie: d.operatie, Pad: d.pad, Body: body, Als: d.als, Weigering: d.weigering}
}

// doe plans d, of what happened on day op. It is recorded on that day, or now and
// then later; never before the step before it. The day on which it is recorded is
// returned, and zero when that lies beyond the year: the zaak is still going on then.
func (z *zaak) doe(op recht.Datum, d daad) recht.Datum {
	dag := z.g.kalender.werkdagen(op, 0)
	if !z.stipt && z.l.kans(z.g.w("LAAT")) {
		laat := z.g.kalender.werkdagen(op.PlusDagen(z.l.tussen(z.g.w("LAAT_MIN"), z.g.w("LAAT_MAX"))), 0)
		if laat.Begin().Before(z.g.eind) {
			dag = laat
		}
	}
	return z.doeOp(dag, op, d)
}

// doeOp plans d, of what holds from day op, to be recorded on dag.
func (z *zaak) doeOp(dag, op recht.Datum, d daad) recht.Datum {
	moment := z.moment(dag)
	if z.voorbij || !moment.Before(z.g.eind) {
		z.voorbij = true
		return recht.Datum{}
	}
	z.laatst = moment
	z.open++
	z.g.geteld++
	k := Gewoon
	switch dag = recht.DatumVan(moment); {
	case d.corrigeert != "":
		k = Correctie
	case !d.nu && op.Voor(dag):
		k = Laat
	}
	heap.Push(&z.g.agenda, stap{moment: moment, n: z.g.geteld, zaak: z, kenmerk: k, geef: d.opdracht})
	return dag
}

// moment returns a moment during the working hours of dag, or shortly after the last
// step of the zaak when that was later.
func (z *zaak) moment(dag recht.Datum) time.Time {
	minuut, ms := z.l.tussen(8*60+30, 16*60+30), z.l.onder(60_000)
	m := dag.Begin().Add(time.Duration(minuut)*time.Minute + time.Duration(ms)*time.Millisecond)
	if m.After(z.laatst) {
		return m
	}
	return z.laatst.Add(time.Duration(z.l.tussen(60_000, 600_000)) * time.Millisecond)
}

// vandaag returns the day of the last step.
func (z *zaak) vandaag() recht.Datum { return recht.DatumVan(z.laatst) }

// na returns the n-th working day after d, and not before the last step was known.
func (z *zaak) na(d recht.Datum, n int) recht.Datum { return z.g.kalender.werkdagen(d, n) }

// bij returns the path to what the command with this name opened.
func (z *zaak) bij(naam string) map[string]string {
	return map[string]string{"id": Verwijzing(z.nr, naam)}
}

// kans returns true as often as a parameter says.
func (z *zaak) kans(code string) bool { return z.l.kans(z.g.w(code)) }

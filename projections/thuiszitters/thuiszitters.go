// Package thuiszitters keeps who was a thuiszitter on which day, in how long a
// class, and what was done last. Who has a vrijstelling is none. All of it rests on
// days, so it lasts as long as the files do.
package thuiszitters

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	dossier "github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A Duurklasse is how long somebody has been absent.
type Duurklasse string

// The classes. Whoever is enrolled is a thuiszitter only after four weeks, so the
// first class holds absoluut verzuim alone.
const (
	TotVierWeken  Duurklasse = "tot en met 4 weken"
	NaVierWeken   Duurklasse = "meer dan 4 weken"
	NaDrieMaanden Duurklasse = "meer dan 3 maanden"
)

// Standen counts thuiszitters by day: one comes on the first day in a class, and
// goes on the first day no longer in it. Read with a peildatum.
var Standen = &projections.Telling{Naam: "standen", Dimensies: []string{"gemeente", "plicht", "duurklasse", "gesimuleerd"}}

// Bestand counts the files, destroyed ones included.
var Bestand = projections.NieuwBestand()

// Perioden holds one row per span of thuiszitten.
var Perioden = &projections.Tabel{
	Naam:    "perioden",
	Sleutel: []projections.Kolom{{Naam: "stroom"}, {Naam: "periode", Soort: projections.Getal}},
	Velden: []projections.Kolom{
		{Naam: "gemeente"},
		{Naam: "plicht"},
		{Naam: "aard"},
		{Naam: "begin", Soort: projections.Datum},
		{Naam: "tot", Soort: projections.Datum}, // first day that is over; empty while it lasts
		{Naam: "aangemerktOp", Soort: projections.Datum},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// Positions of the fields of a periode after its key.
const (
	veldGemeente = iota
	veldPlicht
	veldAard
	veldBegin
	veldTot
	veldAangemerktOp
	veldGesimuleerd
)

// Stappen holds, per file, the last step that was recorded and the number of
// periodes. Its versions are the steps.
var Stappen = &projections.Tabel{
	Naam:    "stappen",
	Sleutel: projections.Tekstkolommen("stroom"),
	Velden: []projections.Kolom{
		{Naam: "stap"}, {Naam: "op", Soort: projections.Datum}, {Naam: "perioden", Soort: projections.Getal},
	},
}

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "thuiszitters", Versie: 3,
	Tabellen: []*projections.Tabel{Perioden, Stappen, Koppelingen, Vrijgesteld}, Tellingen: []*projections.Telling{Standen, Bestand},
	Verwerk: verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	if e, ok := r.Event.(dossier.LeerplichtdossierGeopend); ok {
		if err := projections.TelBestand(s, Bestand, r, string(e.Gemeente)); err != nil {
			return err
		}
	}
	if r.Replaced { // its file was destroyed, and nothing else here stays
		return nil
	}
	switch e := r.Event.(type) {
	case vrijstelling.Event:
		return opVrijstelling(s, r, e)
	case dossier.LeerplichtdossierGeopend:
		return stap(s, r, "dossier geopend", e.GeopendOp)
	case dossier.GesprekGevoerd:
		return stap(s, r, "gesprek gevoerd", e.GevoerdOp)
	case dossier.MasRouteGekozen:
		return stap(s, r, "route "+string(e.Route)+" gekozen", e.GekozenOp)
	case dossier.AbsoluutVerzuimVastgesteld:
		return stap(s, r, "absoluut verzuim vastgesteld", e.Begin)
	case dossier.AbsoluutVerzuimBeeindigd:
		return stap(s, r, "absoluut verzuim beëindigd", e.Einde)
	case dossier.ThuiszitterAangemerkt:
		if err := aangemerkt(s, r, e); err != nil {
			return err
		}
		return stap(s, r, "thuiszitter aangemerkt", e.AangemerktOp)
	case dossier.TerugkeerNaarSchoolVastgesteld:
		if err := eindig(s, r, e.Periode, e.TerugOp, false); err != nil {
			return err
		}
		return stap(s, r, "terug op school", e.TerugOp)
	case dossier.LeerplichtdossierGesloten:
		return gesloten(s, r, e)
	}
	return nil
}

// stap notes what was done last, in the order of recording.
func stap(s projections.Schrijver, r es.Recorded, wat string, op recht.Datum) error {
	if _, opening := r.Event.(dossier.LeerplichtdossierGeopend); opening {
		return s.Zet(Stappen, string(r.Stream), wat, op.String(), int64(0))
	}
	_, er, err := s.Huidig(Stappen, string(r.Stream))
	switch {
	case err != nil:
		return err
	case !er:
		return projections.ErrVolgorde
	}
	n := 0
	if e, ok := r.Event.(dossier.ThuiszitterAangemerkt); ok {
		n = e.Periode
	}
	return zetStap(s, string(r.Stream), wat, op, n)
}

// zetStap notes a step on a file that is known here, and that it has n periodes at
// least. A file that was destroyed is not known.
func zetStap(s projections.Schrijver, stroom, wat string, op recht.Datum, n int) error {
	oud, er, err := s.Huidig(Stappen, stroom)
	if err != nil || !er {
		return err
	}
	return s.Zet(Stappen, stroom, wat, op.String(), max(oud[2].(int64), int64(n)))
}

func aangemerkt(s projections.Schrijver, r es.Recorded, e dossier.ThuiszitterAangemerkt) error {
	oud, er, err := s.Huidig(Perioden, string(r.Stream), int64(e.Periode))
	if err != nil {
		return err
	}
	tot := ""
	if er { // a correction of the begin leaves the end as it was
		tot = oud[veldTot].(string)
	}
	return herzie(s, r, e.Periode, oud, []projections.Waarde{
		string(e.Gemeente), string(e.Plicht), string(e.Aard), e.Begin.String(), tot, e.AangemerktOp.String(), projections.JaNee(e.Gesimuleerd),
	})
}

// eindig notes the end of a periode; alleenOpen leaves one that has an end alone.
func eindig(s projections.Schrijver, r es.Recorded, n int, tot recht.Datum, alleenOpen bool) error {
	oud, er, err := s.Huidig(Perioden, string(r.Stream), int64(n))
	switch {
	case err != nil:
		return err
	case !er:
		return projections.ErrVolgorde
	case alleenOpen && oud[veldTot] != "":
		return nil
	}
	nieuw := slices.Clone(oud)
	nieuw[veldTot] = tot.String()
	return herzie(s, r, n, oud, nieuw)
}

// gesloten ends the last periode, if it goes on, with the file.
func gesloten(s projections.Schrijver, r es.Recorded, e dossier.LeerplichtdossierGesloten) error {
	oud, er, err := s.Huidig(Stappen, string(r.Stream))
	switch {
	case err != nil:
		return err
	case !er:
		return projections.ErrVolgorde
	}
	if n := int(oud[2].(int64)); n > 0 {
		if err := eindig(s, r, n, e.GeslotenOp, true); err != nil {
			return err
		}
	}
	return stap(s, r, "dossier gesloten", e.GeslotenOp)
}

// herzie replaces the row of a periode, and what it adds to the cells.
func herzie(s projections.Schrijver, r es.Recorded, n int, oud, nieuw []projections.Waarde) error {
	vrij, err := vrijVan(s, string(r.Stream))
	if err != nil {
		return err
	}
	if err := herboek(s, oud, vrij, nieuw, vrij); err != nil {
		return err
	}
	return s.Zet(Perioden, append([]projections.Waarde{string(r.Stream), int64(n)}, nieuw...)...)
}

// herboek replaces what a periode adds to the cells, by its row and the days on
// which its pupil is exempt.
func herboek(s projections.Schrijver, oud []projections.Waarde, oudVrij string, nieuw []projections.Waarde, nieuwVrij string) error {
	was, err := posten(oud, oudVrij)
	if err != nil {
		return err
	}
	wordt, err := posten(nieuw, nieuwVrij)
	if err != nil {
		return err
	}
	return projections.Herboek(s, was, wordt)
}

// A deel is a stay in one class, from van up to tot; tot is zero while it has no end.
type deel struct {
	klasse   Duurklasse
	van, tot recht.Datum
}

// delen splits a periode into its stays. Grens is the definition of the day on
// which a person found somebody to be a thuiszitter.
func delen(aard dossier.Aard, begin, tot recht.Datum, g leerplicht.Thuiszittergrens) (uit []deel) {
	grenzen := []deel{
		{TotVierWeken, g.Vanaf(begin, aard == dossier.Absoluut), g.LangerDanWeken(begin)},
		{NaVierWeken, g.LangerDanWeken(begin), g.LangerDanMaanden(begin)},
		{NaDrieMaanden, g.LangerDanMaanden(begin), recht.Datum{}},
	}
	for _, d := range grenzen {
		if !tot.IsZero() && (d.tot.IsZero() || tot.Voor(d.tot)) {
			d.tot = tot
		}
		if d.tot.IsZero() || d.van.Voor(d.tot) {
			uit = append(uit, d)
		}
	}
	return uit
}

// posten returns what a periode adds: one on the first day of each stay, and one
// less on the day after its last.
func posten(rij []projections.Waarde, vrij string) (uit []projections.Post, err error) {
	if rij == nil {
		return nil, nil
	}
	ds, err := delenVan(func(i int) string { return rij[i].(string) }, vrij)
	if err != nil {
		return nil, err
	}
	verzonnen := "nee"
	if rij[veldGesimuleerd] != int64(0) {
		verzonnen = "ja"
	}
	for _, d := range ds {
		dims := []string{rij[veldGemeente].(string), rij[veldPlicht].(string), string(d.klasse), verzonnen}
		uit = append(uit, projections.Post{Telling: Standen, Dag: d.van, Delta: 1, Dimensies: dims})
		if !d.tot.IsZero() {
			uit = append(uit, projections.Post{Telling: Standen, Dag: d.tot, Delta: -1, Dimensies: dims})
		}
	}
	return uit, nil
}

// delenVan splits the periode whose fields tekst gives, less the days of vrij.
func delenVan(tekst func(veld int) string, vrij string) ([]deel, error) {
	begin, err := recht.ParseDatum(tekst(veldBegin))
	if err != nil {
		return nil, err
	}
	op, err := recht.ParseDatum(tekst(veldAangemerktOp))
	if err != nil {
		return nil, err
	}
	var tot recht.Datum
	if t := tekst(veldTot); t != "" {
		if tot, err = recht.ParseDatum(t); err != nil {
			return nil, err
		}
	}
	g, _, err := leerplicht.Thuiszitters.Op(op)
	if err != nil {
		return nil, err
	}
	return zonder(delen(dossier.Aard(tekst(veldAard)), begin, tot, g), vrij)
}

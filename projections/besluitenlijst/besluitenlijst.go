// Package besluitenlijst keeps every decision of an organ: who decided, in
// whose name, on what ground, with what quorum and vote, when it was made known
// and when it was first acted upon.
package besluitenlijst

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Besluiten holds one row per decision. The key is its position: decisions are
// numbered as they were recorded.
var Besluiten = &projections.Tabel{
	Naam:    "besluiten",
	Sleutel: []projections.Kolom{{Naam: "besluit", Soort: projections.Getal}},
	Velden: []projections.Kolom{
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "voorstel", Soort: projections.Tekst}, // key within the stream, to find the decision that is made known
		{Naam: "genomenOp", Soort: projections.Datum},
		{Naam: "geregistreerdOp", Soort: projections.Datum},
		{Naam: "orgaan", Soort: projections.Tekst},
		{Naam: "namens", Soort: projections.Tekst},
		{Naam: "omschrijving", Soort: projections.Tekst},
		{Naam: "uitkomst", Soort: projections.Tekst},
		{Naam: "grondslag", Soort: projections.Tekst},
		{Naam: "awbBesluit", Soort: projections.Getal},
		{Naam: "rechtsmiddel", Soort: projections.Getal},
		{Naam: "zetels", Soort: projections.Getal},
		{Naam: "zittend", Soort: projections.Getal},
		{Naam: "aanwezig", Soort: projections.Getal},
		{Naam: "quorum", Soort: projections.Tekst},
		{Naam: "voor", Soort: projections.Getal},
		{Naam: "tegen", Soort: projections.Getal},
		{Naam: "onthouden", Soort: projections.Getal},
		{Naam: "stemregeling", Soort: projections.Tekst},
		{Naam: "stemregelingVanaf", Soort: projections.Datum},
		{Naam: "stemregelingAangenomen", Soort: projections.Getal},
		{Naam: "bekendgemaaktOp", Soort: projections.Datum},
		{Naam: "toegepastOp", Soort: projections.Datum},
		{Naam: "ingetrokkenOp", Soort: projections.Datum},
		{Naam: "gesimuleerd", Soort: projections.Getal},
		{Naam: "wijze", Soort: projections.Tekst},
		{Naam: "rol", Soort: projections.Tekst}, // of who recorded it
		{Naam: "organisatie", Soort: projections.Tekst},
		{Naam: "vooraf", Soort: projections.Getal}, // recorded before the meeting began
		{Naam: "bevoegdheid", Soort: projections.Tekst},
		{Naam: "stemmingOngeldig", Soort: projections.Getal}, // by its own counts (Gemeentewet art. 29 and 30)
	},
}

// Laatste finds the decision that a bekendmaking, toepassing or intrekking is
// about: the last one with that voorstel in that stream.
var Laatste = &projections.Tabel{
	Naam: "laatste",
	Sleutel: []projections.Kolom{
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "voorstel", Soort: projections.Tekst},
	},
	Velden: []projections.Kolom{{Naam: "besluit", Soort: projections.Getal}},
}

// Positions of the fields of a besluit that later events change, after its key.
const (
	veldBekendgemaakt = 21
	veldToegepast     = 22
	veldIngetrokken   = 23
	veldGesimuleerd   = 24
)

// Projector fills the list.
var Projector = &projections.Projector{
	Naam: "besluitenlijst", Versie: 3,
	Tabellen: []*projections.Tabel{Besluiten, Laatste, Mandaten, InMandaat},
	Verwerk:  verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case uitvoeringsplan.BesluitBekendgemaakt:
		return wijzig(s, r, e.Besluit, veldBekendgemaakt, e.BekendgemaaktOp)
	case uitvoeringsplan.BesluitToegepast:
		return wijzig(s, r, e.Besluit, veldToegepast, e.ToegepastOp)
	case uitvoeringsplan.BesluitIngetrokken:
		if err := wijzig(s, r, e.Besluit, veldIngetrokken, e.GenomenOp); err != nil {
			return err
		}
		return zet(s, r, e, inhoud{
			voorstel:     uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortIntrekking, Onderdeel: e.Besluit.Onderdeel, Bijstelling: e.Besluit.Bijstelling, Van: e.Besluit.Soort},
			omschrijving: "intrekking van: " + e.Besluit.Omschrijving(), bevoegdheid: mandaat.Uitvoeringsplan, genomenOp: e.GenomenOp, bv: e.Besluitvorming,
		})
	}
	i, ok := inhoudVan(r.Event)
	if !ok {
		return verwerkMandaat(s, r)
	}
	return zet(s, r, r.Event.(recht.Verantwoord), i)
}

// An inhoud is what the list says of a decision.
type inhoud struct {
	voorstel     uitvoeringsplan.Voorstel
	omschrijving string
	bevoegdheid  mandaat.Bevoegdheid // that the decision rests on
	genomenOp    recht.Datum
	uitkomst     string // empty: as the vote says
	bv           uitvoeringsplan.Besluitvorming
}

func inhoudVan(event any) (inhoud, bool) {
	switch e := event.(type) {
	case uitvoeringsplan.OntwerpVastgesteldDoorDagelijksBestuur:
		return besloten(uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortOntwerp}, e.GenomenOp, e.Besluitvorming), true
	case uitvoeringsplan.OnderdeelVastgesteld:
		return besloten(uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortOnderdeel, Onderdeel: e.Onderdeel.Code}, e.GenomenOp, e.Besluitvorming), true
	case uitvoeringsplan.UitvoeringsplanVastgesteld:
		return besloten(uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortPlan}, e.GenomenOp, e.Besluitvorming), true
	case uitvoeringsplan.BijstellingVastgesteld:
		return besloten(uitvoeringsplan.Voorstel{Soort: uitvoeringsplan.SoortBijstelling, Bijstelling: e.Bijstelling}, e.GenomenOp, e.Besluitvorming), true
	case uitvoeringsplan.VoorstelVerworpen:
		return nietBesloten(e.Voorstellen, e.GenomenOp, "verworpen", e.Besluitvorming), true
	case uitvoeringsplan.VoorstelAangehouden:
		return nietBesloten(e.Voorstellen, e.AangehoudenOp, "aangehouden: "+string(e.Reden), e.Besluitvorming), true
	case begroting.BegrotingVastgesteld:
		return begroot(e.Stuk, e.GenomenOp, "", e.Besluitvorming), true
	case begroting.BegrotingswijzigingVastgesteld:
		return begroot(e.Stuk, e.GenomenOp, "", e.Besluitvorming), true
	case begroting.BegrotingsvoorstelVerworpen:
		return begroot(e.Stuk, e.GenomenOp, "verworpen", e.Besluitvorming), true
	case begroting.BegrotingsvoorstelAangehouden:
		return begroot(e.Stuk, e.AangehoudenOp, "aangehouden: "+string(e.Reden), e.Besluitvorming), true
	case deelname.DeelnameModuleGestart:
		naam, _ := recht.NaamVan(e.Gemeente)
		return inhoud{omschrijving: fmt.Sprintf("deelname van %s aan %s vanaf %s", naam, e.Module.Naam(), e.Vanaf), bevoegdheid: mandaat.Deelname, genomenOp: e.GenomenOp, uitkomst: "vastgesteld"}, true
	case deelname.DeelnameModuleBeeindigd:
		naam, _ := recht.NaamVan(e.Gemeente)
		einde := fmt.Sprintf("einde deelname van %s aan %s per %s", naam, e.Module.Naam(), e.Tot)
		if e.Tot.IsZero() { // a correction: it did not end after all
			einde = fmt.Sprintf("voortzetting van de deelname van %s aan %s", naam, e.Module.Naam())
		}
		return inhoud{omschrijving: einde, bevoegdheid: mandaat.Deelname, genomenOp: e.GenomenOp, uitkomst: "vastgesteld"}, true
	}
	return inhoud{}, false
}

func besloten(v uitvoeringsplan.Voorstel, op recht.Datum, bv uitvoeringsplan.Besluitvorming) inhoud {
	return inhoud{voorstel: v, omschrijving: "vaststelling van: " + v.Omschrijving(), bevoegdheid: bevoegdheid(v), genomenOp: op, bv: bv}
}

func nietBesloten(v []uitvoeringsplan.Voorstel, op recht.Datum, uitkomst string, bv uitvoeringsplan.Besluitvorming) inhoud {
	tekst := "voorstel tot: "
	for i, x := range v {
		if i > 0 {
			tekst += ", "
		}
		tekst += x.Omschrijving()
	}
	return inhoud{omschrijving: tekst, bevoegdheid: bevoegdheid(v...), genomenOp: op, uitkomst: uitkomst, bv: bv}
}

// begroot is the decision on a begroting or a wijziging of one.
func begroot(st begroting.Stuk, op recht.Datum, uitkomst string, bv bestuur.Besluitvorming) inhoud {
	i := inhoud{omschrijving: "vaststelling van: " + st.Omschrijving(), bevoegdheid: mandaat.Begroting, genomenOp: op, uitkomst: uitkomst, bv: bv}
	if uitkomst != "" {
		i.omschrijving = "voorstel tot: " + st.Omschrijving()
	}
	return i
}

// bevoegdheid returns the power that is needed to decide on vs: that of the plan, or
// of its ontwerp when that is all there is.
func bevoegdheid(vs ...uitvoeringsplan.Voorstel) mandaat.Bevoegdheid {
	for _, v := range vs {
		if v.Soort != uitvoeringsplan.SoortOntwerp {
			return mandaat.Uitvoeringsplan
		}
	}
	return mandaat.OntwerpPlan
}

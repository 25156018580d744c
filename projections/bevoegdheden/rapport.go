// Package bevoegdheden shows of every decision by what bevoegdheid it was taken: by
// which organ, or in whose name by which functie under which mandaat; with which
// quorum and vote; and when it was made known and acted upon. It points at what was
// not in order on that day.
//
// It judges twice: by all that is known at the moment that is asked, and by what had
// been recorded of the mandaten on the day of the decision. So a mandaat that is
// recorded with hindsight shows as what it is.
package bevoegdheden

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
)

// Values of the filter signaal.
const (
	metSignaalNu   = "nu"
	metSignaalToen = "toen"
)

// Rapport is the list that an accountant goes through.
var Rapport = &projections.Rapport{
	Naam:  "bevoegdheden",
	Titel: "Bevoegdheid per besluit",
	Definitie: "Een regel per besluit van een orgaan (of voorstel dat het verwierp of aanhield) en per besluit in mandaat, met de bevoegdheid waarop het " +
		"rust, het genoemde mandaat met zijn grens, quorum en stemming, bekendmaking en eerste toepassing. signaal: wat op de dag van het " +
		"besluit niet in orde was, naar alles wat bekend is op het gevraagde moment; een mandaat dat na het besluit is verleend of bekendgemaakt dekt het niet. " +
		"signaalToen: wat er over de bevoegdheid te zeggen was naar wat op de dag van het besluit over de mandaten was vastgelegd. Een signaal is een " +
		"feit dat een mens beoordeelt, geen oordeel. Met een peildatum: wat op die dag besloten, bekendgemaakt en toegepast was.",
	Model:   besluitenlijst.Projector,
	Sleutel: []string{"besluit"},
	Parameters: []projections.Parameter{
		{Naam: "orgaan", Omschrijving: "orgaan dat besloot, of in wiens naam, zoals dagelijks-bestuur", Waarden: projections.Organwaarden()},
		{Naam: "jaar", Omschrijving: "jaar waarin het besluit is genomen", Vorm: projections.Jaarvorm},
		{Naam: "signaal", Omschrijving: "alleen besluiten met een signaal: nu, of naar wat toen bekend was", Waarden: []string{metSignaalNu, metSignaalToen}},
	},
	Maatstaf: projections.Maatstaf{
		Norm: "Elk besluit is genomen door of namens het orgaan dat bevoegd is (Wgr art. 33b en 34; Regeling MGR; Awb 10:1 tot en met 10:12), met quorum en een geldige stemming " +
			"(Gemeentewet art. 20 en 29 tot en met 32), en niet toegepast voor zijn bekendmaking (Awb 3:40).",
		GeenLaat: "voor het vastleggen van een besluit of mandaat is geen termijn bekend; de dagen van vastlegging staan op elke regel.",
	},
	Toets: toets,
	Maak:  maak,
}

// toets counts the lines, and how many have no signal.
func toets(u *projections.Uitkomst) {
	n := projections.Norm{Naam: "besluiten zonder signaal", Norm: int64(len(u.Regels))}
	i := slices.IndexFunc(u.Kolommen, func(k projections.Kolom) bool { return k.Naam == "signaal" })
	for _, r := range u.Regels {
		if r.Waarden[i] == "" {
			n.Realisatie++
		}
	}
	n.Gehaald = n.Realisatie == n.Norm
	u.Normen = append(u.Normen, n)
}

func kolommen() []projections.Kolom {
	dag := func(naam string) projections.Kolom { return projections.Kolom{Naam: naam, Soort: projections.Datum} }
	return []projections.Kolom{
		{Naam: "besluit", Soort: projections.Getal},
		{Naam: "kenmerk"},
		dag("genomenOp"),
		dag("geregistreerdOp"),
		{Naam: "orgaan"},
		{Naam: "functie"},
		{Naam: "bevoegdheid"},
		{Naam: "bevoegdOrgaan"},
		{Naam: "bevoegdheidsgrond"},
		{Naam: "omschrijving"},
		{Naam: "uitkomst"},
		{Naam: "bedrag"},
		{Naam: "mandaat"},
		{Naam: "mandaatversie"},
		{Naam: "grens"},
		dag("mandaatVanaf"),
		dag("mandaatTot"),
		dag("mandaatGenomenOp"),
		dag("mandaatBekendgemaaktOp"),
		dag("mandaatIngetrokkenPer"),
		dag("mandaatVastgelegdOp"),
		{Naam: "zetels"},
		{Naam: "zittend"},
		{Naam: "aanwezig"},
		{Naam: "quorum"},
		{Naam: "wijze"},
		{Naam: "voor"},
		{Naam: "tegen"},
		{Naam: "onthouden"},
		{Naam: "stemregeling"},
		dag("bekendgemaaktOp"),
		dag("toegepastOp"),
		{Naam: "signaal"},
		{Naam: "signaalToen"},
	}
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: kolommen()}
	r, err := leesRegister(l, v.BekendOp)
	if err != nil {
		return u, err
	}
	gestemd, err := collegiaal(l, v)
	if err != nil {
		return u, err
	}
	gemandateerd, err := inMandaat(l, v, r)
	if err != nil {
		return u, err
	}
	for _, b := range slices.Concat(gestemd, gemandateerd) {
		if !gevraagd(b, v) {
			continue
		}
		u.Regels = append(u.Regels, b.regel())
		for _, n := range b.regels {
			u.Regelset = projections.MetRegelnoot(u.Regelset, n)
		}
	}
	slices.SortFunc(u.Regels, func(a, b projections.Regel) int { return cmp.Compare(a.Waarden[0].(int64), b.Waarden[0].(int64)) })
	return u, nil
}

// gevraagd reports whether a decision is among those that were asked for.
func gevraagd(b besluit, v projections.Vraag) bool {
	dag := b.genomen.String()
	if o, ok := v.Filter["orgaan"]; ok && o != b.orgaan {
		return false
	}
	if jaar, ok := v.Filter["jaar"]; ok && jaar != dag[:4] {
		return false
	}
	if p := v.Peildatum.String(); p != "" && dag > p {
		return false
	}
	switch v.Filter["signaal"] {
	case metSignaalNu:
		return len(b.nu) > 0
	case metSignaalToen:
		return len(b.toen) > 0
	}
	return true
}

func tekst(signalen []string) string { return strings.Join(signalen, "; ") }

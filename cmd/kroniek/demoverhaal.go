package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// The example follows the plan of 2020-2023. Real are the gemeenten, modules,
// onderdelen and digests. The days, votes, adviezen and zienswijzen are invented.

const demoplan = "2020"

// verzonnen is the opdracht of everything in the example.
func verzonnen(motivering string) veld { return veld{"gesimuleerd": true, "motivering": motivering} }

// speel plays the whole procedure. Doing it twice is doing it once.
func (d *demo) speel(ctx context.Context) error {
	stappen := d.deelnames()
	stappen = append(stappen, d.voorbereiding()...)
	for _, s := range stappen {
		if err := d.doe(ctx, s); err != nil {
			return err
		}
	}
	for _, s := range d.zienswijzen() {
		if err := d.doe(ctx, s); err != nil {
			return err
		}
	}
	// Two raden did not answer in time: their terms pass on the day after the last.
	if err := d.wachtOp(ctx, "2019-05-07", demoplan, func(p demostand) bool { return p.verstreken(2) }); err != nil {
		return err
	}
	for _, s := range slices.Concat(d.besluitvorming(), d.communicatie()) {
		if err := d.doe(ctx, s); err != nil {
			return err
		}
	}
	return d.wachtOp(ctx, "2024-01-01", demoplan, func(p demostand) bool { return p.Geeindigd })
}

// neemtDeel says which gemeenten take part: all in inkoop (seen in the plan), nine
// in werkgeverschap SW (derived), and for the other two an invented choice, since
// no source names them.
func neemtDeel(m recht.Module, g recht.Gemeentecode) bool {
	switch m {
	case recht.WerkgeverschapSW, recht.Werkgeversservicepunt:
		return g != "GM0274" && g != "GM0289" // Renkum, Wageningen
	default:
		return true
	}
}

func (d *demo) deelnames() []demostap {
	starts := []struct {
		module          recht.Module
		besloten, vanaf string
	}{
		{recht.Inkoop, "2017-03-15", "2017-04-01"},
		{recht.Onderwijszaken, "2017-12-13", "2018-01-01"},
		{recht.Werkgeversservicepunt, "2017-12-13", "2018-01-01"},
		{recht.WerkgeverschapSW, "2018-12-12", "2019-01-01"},
	}
	var stappen []demostap
	for _, s := range starts {
		for _, g := range recht.Gemeenten() {
			if !neemtDeel(s.module, g.Code) {
				continue
			}
			stappen = append(stappen, demostap{
				dag: s.besloten, rol: toegang.Bestuurssecretaris, pad: "/deelnames",
				sleutel: fmt.Sprintf("deelname-%s-%s", s.module, g.Code),
				body: veld{
					"opdracht": verzonnen("De startdag van de module komt uit het plan; de dag van het besluit is verzonnen."),
					"gemeente": g.Code, "module": s.module, "vanaf": s.vanaf, "genomenOp": s.besloten,
				},
			})
		}
	}
	return stappen
}

func (d *demo) voorbereiding() []demostap {
	plan := "/uitvoeringsplannen/" + demoplan
	stappen := []demostap{
		{
			dag: "2019-01-15", rol: toegang.Bestuurssecretaris, pad: "/uitvoeringsplannen", sleutel: "opgesteld",
			body: veld{
				"opdracht": verzonnen("Titels en kenmerken komen uit het concept; de dag is verzonnen."),
				"titel":    "Uitvoeringsplan 2020-2023 MGR Sociaal Domein Centraal Gelderland",
				"vanJaar":  2020, "totEnMetJaar": 2023, "opgesteldOp": "2019-01-15", "onderdelen": uitvoeringsplan.Concept2020(),
			},
		},
		{
			dag: "2019-01-21", rol: toegang.Bestuurssecretaris, pad: plan + "/adviesaanvragen", sleutel: "adviesaanvraag",
			body: veld{"opdracht": verzonnen("Regeling art. 24."), "onderdelen": recht.Modules(), "gevraagdOp": "2019-01-21", "uiterlijkOp": "2019-02-22"},
		},
	}
	adviezen := []struct {
		module             recht.Module
		dag, advies, tekst string
	}{
		{recht.Inkoop, "2019-02-11", "positief", "De commissie stemt in met de hoofdlijnen."},
		{recht.Onderwijszaken, "2019-02-13", "positief", "De commissie vraagt aandacht voor het einde van het VSV-programma."},
		{recht.Werkgeversservicepunt, "2019-02-14", "voorwaardelijk", "Mits de basisdienstverlening meetbaar wordt uitgewerkt."},
	}
	for _, a := range adviezen {
		stappen = append(stappen, demostap{
			dag: a.dag, rol: toegang.Bestuurscommissie, van: string(a.module), pad: plan + "/adviezen", sleutel: "advies-" + string(a.module),
			body: veld{"opdracht": verzonnen("Advies van de bestuurscommissie."), "onderdeel": a.module, "advies": a.advies, "strekking": a.tekst, "uitgebrachtOp": a.dag},
		})
	}
	return append(stappen,
		demostap{
			dag: "2019-02-25", rol: toegang.DagelijksBestuur, pad: plan + "/voortzettingen", sleutel: "zonder-advies",
			body: veld{"opdracht": verzonnen("De module bestaat sinds 1 januari 2019."), "onderdeel": recht.WerkgeverschapSW, "reden": "De bestuurscommissie is nog niet bijeengeweest.", "voortgezetOp": "2019-02-25"},
		},
		demostap{
			dag: "2019-03-04", rol: toegang.DagelijksBestuur, pad: plan + "/ontwerpvaststellingen", sleutel: "ontwerp",
			body: veld{"opdracht": verzonnen("Op basis van de adviezen."), "stemronde": stemronde("2019-03-04T09:00:00Z", demoleden(5, 4), "ontwerp-uitvoeringsplan", nil)},
		},
		demostap{
			dag: "2019-03-11", rol: toegang.DagelijksBestuur, pad: plan + "/zienswijzeverzoeken", sleutel: "zienswijzeverzoek",
			body: veld{"opdracht": verzonnen("Regeling art. 24."), "verzondenOp": "2019-03-11"},
		})
}

func (d *demo) zienswijzen() []demostap {
	plan := "/uitvoeringsplannen/" + demoplan
	antwoorden := []struct {
		gemeente, dag, standpunt, tekst string
	}{
		{"GM0221", "2019-04-16", "positief", "Geen opmerkingen."},
		{"GM0226", "2019-04-18", "positief", "De raad kan zich vinden in de hoofdlijnen."},
		{"GM1705", "2019-04-23", "voorwaardelijk", "De raad wil elk jaar over de resultaten worden bijgepraat."},
		{"GM1734", "2019-04-24", "positief", "De raad stemt in."},
		{"GM0274", "2019-04-25", "positief", "De raad stemt in."},
		{"GM0275", "2019-04-30", "negatief", "De raad mist financiële kaders per module."},
		{"GM0293", "2019-05-02", "positief", "De raad stemt in."},
		{"GM0202", "2019-05-06", "voorwaardelijk", "Op de laatste dag: de raad vraagt om een tussenevaluatie."},
	}
	var stappen []demostap
	for _, a := range antwoorden {
		stappen = append(stappen, demostap{
			dag: a.dag, rol: toegang.Griffier, van: a.gemeente, pad: plan + "/zienswijzen", sleutel: "zienswijze-" + a.gemeente,
			body: veld{"opdracht": verzonnen("Zienswijze van de raad."), "gemeente": a.gemeente, "standpunt": a.standpunt, "strekking": a.tekst, "ontvangenOp": a.dag},
		})
	}
	return append(stappen, demostap{
		dag: "2019-05-06", rol: toegang.Griffier, van: "GM0277", pad: plan + "/afzieningen", sleutel: "afziening-GM0277",
		body: veld{"opdracht": verzonnen("De raad ziet af van een zienswijze."), "gemeente": "GM0277", "meegedeeldOp": "2019-05-06"},
	})
}

func (d *demo) besluitvorming() []demostap {
	plan := "/uitvoeringsplannen/" + demoplan
	besluit := veld{"soort": "uitvoeringsplan"}
	return []demostap{
		{
			dag: "2019-05-14", rol: toegang.Griffier, van: "GM0299", pad: plan + "/zienswijzen", sleutel: "zienswijze-GM0299",
			body: veld{"opdracht": verzonnen("Zienswijze na de termijn."), "gemeente": "GM0299", "standpunt": "positief", "strekking": "De raad stemt alsnog in.", "ontvangenOp": "2019-05-14"},
		},
		{
			dag: "2019-05-20", rol: toegang.DagelijksBestuur, pad: plan + "/oordelen", sleutel: "oordeel",
			body: veld{"opdracht": verzonnen("In 2019 nog niet verplicht."), "meegedeeldOp": "2019-05-20", "oordelen": demooordelen()},
		},
		{
			dag: "2019-06-27", rol: toegang.Bestuurssecretaris, pad: plan + "/vaststellingen", sleutel: "vaststelling-zonder-quorum",
			body: veld{"opdracht": verzonnen("Vijf van de elf leden waren aanwezig."), "stemronde": stemronde("2019-06-27T18:00:00Z", demoleden(11, 5), "uitvoeringsplan", nil)},
		},
		{
			dag: "2019-07-04", rol: toegang.Bestuurssecretaris, pad: plan + "/vaststellingen", sleutel: "vaststelling",
			body: veld{"opdracht": verzonnen("Hoofdelijke stemming op verzoek van een lid."), "stemronde": stemronde("2019-07-04T18:00:00Z", demoleden(11, 9), "uitvoeringsplan", []string{"zetel-09"})},
		},
		{
			dag: "2019-07-12", rol: toegang.Bestuurssecretaris, pad: plan + "/bekendmakingen", sleutel: "bekendmaking",
			body: veld{"opdracht": verzonnen("Awb 3:42."), "besluit": besluit, "kanaal": "publicatieblad", "bekendgemaaktOp": "2019-07-12"},
		},
		{
			dag: "2020-01-06", rol: toegang.DagelijksBestuur, pad: plan + "/toepassingen", sleutel: "toepassing",
			body: veld{"opdracht": verzonnen("Eerste toepassing."), "besluit": besluit, "toepassing": "Vaststelling van de jaaropdrachten per module.", "toegepastOp": "2020-01-06"},
		},
		{
			dag: "2020-10-05", rol: toegang.DagelijksBestuur, pad: plan + "/bijstellingen", sleutel: "bijstelling-1",
			body: veld{
				"opdracht": verzonnen("Regeling art. 24 lid 2."), "nummer": 1, "strekking": "Aanpassing van de planning; de hoofdlijnen blijven gelijk.",
				"substantieel": false, "voorgesteldOp": "2020-10-05", "onderdelen": demobijstelling(),
			},
		},
		{
			dag: "2020-12-10", rol: toegang.Bestuurssecretaris, pad: plan + "/bijstellingen/1/vaststellingen", sleutel: "bijstelling-1-vastgesteld",
			body: veld{"opdracht": verzonnen("Regeling art. 24 lid 2."), "stemronde": stemronde("2020-12-10T18:00:00Z", demoleden(11, 10), "bijstelling 1", nil)},
		},
		{
			dag: "2020-12-17", rol: toegang.Bestuurssecretaris, pad: plan + "/bekendmakingen", sleutel: "bekendmaking-bijstelling-1",
			body: veld{"opdracht": verzonnen("Awb 3:42."), "besluit": veld{"soort": "bijstelling", "bijstelling": 1}, "kanaal": "publicatieblad", "bekendgemaaktOp": "2020-12-17"},
		},
	}
}

// communicatie is what the raden were told in 2021.
func (d *demo) communicatie() []demostap {
	var raden []recht.Gemeentecode
	for _, g := range recht.Gemeenten() {
		raden = append(raden, g.Code)
	}
	uiting := func(dag, pad, onderwerp string, extra veld) demostap {
		body := veld{"opdracht": verzonnen("Uitvoeringsplan 1.5."), "onderwerp": onderwerp, "raden": raden}
		maps.Copy(body, extra)
		return demostap{dag: dag, rol: toegang.Bestuurssecretaris, pad: pad, sleutel: pad[1:] + "-" + dag, body: body}
	}
	return []demostap{
		uiting("2021-03-11", "/nieuwsbrieven", "Voorjaar 2021", veld{"verzondenOp": "2021-03-11"}),
		uiting("2021-09-16", "/nieuwsbrieven", "Najaar 2021", veld{"verzondenOp": "2021-09-16"}),
		uiting("2021-11-04", "/informatiebijeenkomsten", "Tussenevaluatie", veld{"gehoudenOp": "2021-11-04", "aanleiding": communicatie.Jaarlijks}),
	}
}

package zienswijzen

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Rapport answers which zienswijzen came in, when, and what was answered.
var Rapport = &projections.Rapport{
	Naam:  "zienswijzen",
	Titel: "Zienswijzen van de raden op uitvoeringsplan en begroting",
	Definitie: "Een regel per raad en per stuk: een uitvoeringsplan of een ontwerpbegroting, of een bijstelling of begrotingswijziging daarvan (haar nummer staat onder bijstelling). " +
		"Op tijd, te laat, afgezien en geen reactie zijn vier verschillende uitkomsten. " +
		"Een oordeel van het dagelijks bestuur na de vaststelling is een fout sinds 1 juli 2022 (Wgr art. 10 lid 6 en 35 lid 4). " +
		"Op een begroting is een raad op tijd tot en met de aanbieding die hem is gemeld, en nooit korter dan de termijn van Wgr art. 35 lid 1. " +
		"Een signaal is een feit dat een mens beoordeelt: een antwoord dat als tijdig is vastgelegd toen al vastlag dat de termijn was verstreken, " +
		"een ontwerpbegroting die te kort voor de aanbieding is toegezonden, of een vaststelling terwijl een raad nog kon antwoorden.",
	Model:   Projector,
	Sleutel: []string{"planperiode", "bijstelling", "gemeente", "stuk", "begrotingsjaar"},
	Parameters: []projections.Parameter{
		{Naam: "stuk", Omschrijving: "uitvoeringsplan of begroting", Waarden: []string{StukPlan, StukBegroting}},
		{Naam: "begrotingsjaar", Omschrijving: "jaar van de begroting, zoals 2024", Vorm: projections.Jaarvorm},
		{Naam: "planperiode", Omschrijving: "eerste jaar van het plan, zoals 2020", Vorm: projections.Jaarvorm},
		{Naam: "gemeente", Omschrijving: "CBS-code met GM ervoor", Waarden: projections.Gemeentewaarden()},
		{Naam: "reactie", Omschrijving: "op tijd, te laat, afgezien, geen reactie of termijn loopt", Waarden: reacties()},
	},
	Maatstaf: projections.Maatstaf{
		Norm: "Een raad geeft zijn zienswijze binnen de termijn van de regeling (UVP_ZIENSWIJZE; acht weken is aangenomen), en het dagelijks bestuur " +
			"deelt zijn oordeel mee voordat het algemeen bestuur vaststelt (Wgr art. 10 lid 6 en 35 lid 4, vanaf 1 juli 2022). Een ontwerpbegroting gaat " +
			"twaalf weken voor de aanbieding aan het algemeen bestuur naar de raden, en acht weken voor een aanbieding voor 1 juli 2022 (Wgr art. 35 lid 1, BEGR_ONTWERP).",
		Laat: "Zienswijzen die na de termijn zijn ontvangen, van alle ontvangen zienswijzen.",
	},
	Toets: toets,
	Maak:  maak,
}

// The documents on which raden give a zienswijze.
const (
	StukPlan      = "uitvoeringsplan"
	StukBegroting = "begroting"
)

func reacties() []string {
	return []string{string(OpTijd), string(TeLaat), string(Afgezien), string(GeenReactie), string(LooptNog)}
}

// Positions of the columns that say what a raad did, and how it was judged.
const (
	kolomReactie = 8
	kolomOordeel = 14
)

// toets counts zienswijzen against their term and judgements against the decision.
func toets(u *projections.Uitkomst) {
	termijn, oordeel := projections.Norm{Naam: "zienswijzen binnen de termijn"}, projections.Norm{Naam: "oordelen vóór de vaststelling"}
	for _, r := range u.Regels {
		switch Reactie(r.Waarden[kolomReactie].(string)) {
		case OpTijd:
			termijn.Norm++
			termijn.Realisatie++
		case TeLaat:
			termijn.Norm++
		}
		switch Oordeelstand(r.Waarden[kolomOordeel].(string)) {
		case OordeelTijdig:
			oordeel.Norm++
			oordeel.Realisatie++
		case OordeelNa, OordeelOntbreekt:
			oordeel.Norm++
		}
	}
	termijn.Gehaald, oordeel.Gehaald = termijn.Realisatie == termijn.Norm, oordeel.Realisatie == oordeel.Norm
	u.Normen = append(u.Normen, termijn, oordeel)
	u.Laat = &projections.Deel{Aantal: termijn.Norm - termijn.Realisatie, Noemer: termijn.Norm}
}

// An Oordeelstand says whether the judgement came when it should.
type Oordeelstand string

// The standings of a judgement on zienswijzen.
const (
	OordeelTijdig     Oordeelstand = "vóór de vaststelling"
	OordeelNa         Oordeelstand = "FOUT: na de vaststelling"
	OordeelOntbreekt  Oordeelstand = "FOUT: ontbreekt"
	OordeelNogNiet    Oordeelstand = "nog niet"
	OordeelNietNodig  Oordeelstand = "niet verplicht (oud recht)"
	OordeelNietGeldig Oordeelstand = "niet van toepassing" // no zienswijze to judge
)

type plan struct {
	van, totEnMet int64
	vastgesteld   string
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: "planperiode"},
		{Naam: "bijstelling", Soort: projections.Getal},
		{Naam: "gemeente"},
		{Naam: "naam"},
		{Naam: "verzondenOp", Soort: projections.Datum},
		{Naam: "uiterlijkOp", Soort: projections.Datum},
		{Naam: "regel"},
		{Naam: "regelVersie", Soort: projections.Datum},
		{Naam: "reactie"},
		{Naam: "ontvangenOp", Soort: projections.Datum},
		{Naam: "standpunt"},
		{Naam: "strekking"},
		{Naam: "conclusie"},
		{Naam: "oordeelOp", Soort: projections.Datum},
		{Naam: "oordeel"},
		{Naam: "vastgesteldOp", Soort: projections.Datum},
		{Naam: "signaal"},
		{Naam: "stuk"},
		{Naam: "begrotingsjaar"},
		{Naam: "toezendenUiterlijk", Soort: projections.Datum},
		{Naam: "aangebodenOp", Soort: projections.Datum},
		{Naam: "bijvoeging"},
	}}
	if err := metPlannen(l, v, &u); err != nil {
		return u, err
	}
	return u, metBegrotingen(l, v, &u)
}

// metPlannen adds the lines about uitvoeringsplannen to u.
func metPlannen(l projections.Lezer, v projections.Vraag, u *projections.Uitkomst) error {
	if _, ok := v.Filter["begrotingsjaar"]; ok || v.Filter["stuk"] == StukBegroting {
		return nil
	}
	plannen := map[string]plan{}
	for rij, err := range l.Rijen(Plannen, v.BekendOp) {
		if err != nil {
			return err
		}
		plannen[sleutel(rij)] = plan{rij.Getal(2), rij.Getal(3), rij.Tekst(4)}
	}
	plaats := map[string]int{}
	for rij, err := range l.Rijen(Verzoeken, v.BekendOp, waarGemeente(v)...) {
		if err != nil {
			return err
		}
		p := plannen[sleutel(rij)]
		if jaar, ok := v.Filter["planperiode"]; ok && jaar != strconv.FormatInt(p.van, 10) {
			continue
		}
		if !v.Peildatum.IsZero() {
			if rij.Tekst(3) > v.Peildatum.String() {
				continue // not asked yet on that day
			}
			rij, p = opDag(rij, p, v.Peildatum.String())
		}
		if r, ok := v.Filter["reactie"]; ok && r != rij.Tekst(3+veldReactie) {
			continue
		}
		plaats[sleutel(rij)+"/"+rij.Tekst(2)] = len(u.Regels)
		u.Regels = append(u.Regels, regel(rij, p))
		if u.Regelset, err = metRegelnoot(u.Regelset, rij); err != nil {
			return err
		}
	}
	for rij, err := range l.Versies(Verzoeken, v.BekendOp) {
		if err != nil {
			return err
		}
		if i, ok := plaats[sleutel(rij)+"/"+rij.Tekst(2)]; ok {
			u.Regels[i].Herkomst = projections.MetPositie(u.Regels[i].Herkomst, rij.Van)
		}
	}
	return nil
}

// opDag returns what held on a day: what came later had not happened yet.
func opDag(rij projections.Rij, p plan, dag string) (projections.Rij, plan) {
	rij.Waarden = slices.Clone(rij.Waarden)
	if rij.Tekst(3+veldOordeelOp) > dag {
		rij.Waarden[3+veldOordeelOp], rij.Waarden[3+veldConclusie] = "", ""
	}
	if rij.Tekst(3+veldOntvangenOp) > dag {
		rij.Waarden[3+veldOntvangenOp], rij.Waarden[3+veldStandpunt], rij.Waarden[3+veldStrekking] = "", "", ""
		rij.Waarden[3+veldReactie] = string(GeenReactie)
	}
	if rij.Tekst(3+veldOntvangenOp) == "" && rij.Tekst(4) >= dag {
		rij.Waarden[3+veldReactie] = string(LooptNog) // the last day itself is in time
	}
	if p.vastgesteld > dag {
		p.vastgesteld = ""
	}
	return rij, p
}

// metRegelnoot adds the rule version under which a raad was asked.
func metRegelnoot(set []recht.Regelnoot, rij projections.Rij) ([]recht.Regelnoot, error) {
	if rij.Tekst(5) == "" {
		return set, nil
	}
	versie, err := recht.ParseDatum(rij.Tekst(6))
	if err != nil {
		return set, fmt.Errorf("regelversie van %s: %w", rij.Tekst(5), err)
	}
	noot := recht.Regelnoot{Code: rij.Tekst(5), Versie: versie, Aangenomen: rij.Getal(7) != 0}
	return projections.MetRegelnoot(set, noot), nil
}

// oordeelplicht reports whether a judgement had to come before a decision of this
// day (Wgr art. 10 lid 6 and 35 lid 4). What was not decided on falls under the law of
// the day on which it will be.
func oordeelplicht(regel recht.Regel[bool], vastgesteldOp string) bool {
	d, err := recht.ParseDatum(vastgesteldOp)
	if err != nil {
		return true // not decided yet: today's law will hold
	}
	plicht, _, err := regel.Op(d)
	return err == nil && plicht
}

func sleutel(rij projections.Rij) string {
	return rij.Tekst(0) + "/" + strconv.FormatInt(rij.Getal(1), 10)
}

func regel(rij projections.Rij, p plan) projections.Regel {
	naam, _ := recht.NaamVan(recht.Gemeentecode(rij.Tekst(2)))
	return projections.Regel{
		Waarden: []projections.Waarde{
			strconv.FormatInt(p.van, 10) + "-" + strconv.FormatInt(p.totEnMet, 10), rij.Getal(1),
			rij.Tekst(2), naam, rij.Tekst(3), rij.Tekst(4), rij.Tekst(5), rij.Tekst(6),
			rij.Tekst(8), rij.Tekst(9), rij.Tekst(10), rij.Tekst(11), rij.Tekst(12), rij.Tekst(13),
			string(oordeelstand(Reactie(rij.Tekst(8)), rij.Tekst(13), p.vastgesteld, recht.OordeelVerplicht)), p.vastgesteld, signaal(rij),
			StukPlan, "", "", "", "",
		},
		Gesimuleerd: rij.Getal(14) != 0,
	}
}

// SignaalAchteraf marks an answer of which it was recorded that it came in time,
// after it had been recorded that the term was over without one.
const SignaalAchteraf = "als tijdig vastgelegd na het verstrijken van de termijn"

// signaal points at an answer that is in time by its day, and not by the order in
// which things were recorded. Whether the post was slow or the day is wrong is
// for a person to find out.
func signaal(rij projections.Rij) string {
	reactie := Reactie(rij.Tekst(3 + veldReactie))
	tijdig := reactie == OpTijd || reactie == Afgezien && rij.Tekst(3+veldOntvangenOp) <= rij.Tekst(4)
	if rij.Getal(3+veldVerstreken) != 0 && tijdig {
		return SignaalAchteraf
	}
	return ""
}

// oordeelstand judges the judgement under a rule. Dates are jjjj-mm-dd, so text order
// is time order.
func oordeelstand(reactie Reactie, oordeelOp, vastgesteldOp string, regel recht.Regel[bool]) Oordeelstand {
	switch {
	case reactie != OpTijd && reactie != TeLaat:
		return OordeelNietGeldig
	case oordeelOp != "" && (vastgesteldOp == "" || oordeelOp <= vastgesteldOp):
		return OordeelTijdig
	case !oordeelplicht(regel, vastgesteldOp):
		return OordeelNietNodig
	case oordeelOp != "":
		return OordeelNa
	case vastgesteldOp == "":
		return OordeelNogNiet
	default:
		return OordeelOntbreekt
	}
}

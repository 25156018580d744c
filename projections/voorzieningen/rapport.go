package voorzieningen

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/projections"
)

var parameterDoel = projections.Parameter{Naam: "doel", Omschrijving: "boventalligen, viola, huur of anders", Waarden: voorziening.Doel("").Waarden()} // read only

// Rapport is the verloop per purpose and quarter.
var Rapport = &projections.Rapport{
	Module: recht.WerkgeverschapSW,
	Naam:   "voorzieningen",
	Titel:  "Stand en verloop van de voorzieningen per kwartaal",
	Definitie: "Een regel per doel en kwartaal, in euro: eindsaldo = beginsaldo + toevoegingen - aanwendingen - vrijval (BBV art. 55). " +
		"Wat bij de instelling is overgenomen zit in het kwartaal van instelling in het beginsaldo, en staat apart onder waarvanIngebracht; voor het overige is een beginsaldo het eindsaldo van het kwartaal ervoor. " +
		"Geteld wordt naar de dag in de boeken; een correctie telt op de dag waarop de mutatie hoort. schatting is de laatste herschatting van de verplichting tot en met het kwartaal, " +
		"tekort wat het eindsaldo daaronder ligt, en herschatDitJaar of de verplichting in dat kalenderjaar tot en met het kwartaal opnieuw is beoordeeld. Een afwikkeling geldt als een schatting van nul.",
	Model:      Projector,
	Parameters: []projections.Parameter{parameterDoel, {Naam: "kwartaal", Omschrijving: "een kwartaal, zoals 2020-K1", Vorm: projections.Kwartaalvorm}},
	Maatstaf: projections.Maatstaf{
		Norm:     "Elk jaar is de verplichting achter elke voorziening opnieuw beoordeeld, uiterlijk in het laatste kwartaal: zij is zo groot als de verplichting (BBV art. 44).",
		GeenLaat: "een mutatie telt op de dag waarop zij in de boeken hoort; voor het boeken is geen termijn bekend.",
	},
	Toets:   toets,
	Sleutel: []string{"doel", "kwartaal"},
	Maak:    maak,
}

// Mutatielijst lists every mutatie with its ground and decision.
var Mutatielijst = &projections.Rapport{
	Module: recht.WerkgeverschapSW,
	Naam:   "voorzieningmutaties",
	Titel:  "Mutaties van de voorzieningen met grond en besluit",
	Definitie: "Een regel per mutatie, zoals zij nu luidt; mutatie 0 is wat bij de instelling is overgenomen. Een bedrag van 0.00 zegt dat de mutatie ten onrechte was geboekt. " +
		"De gebeurtenissen achter een regel zijn de boeking en haar correcties.",
	Model:      Projector,
	Parameters: []projections.Parameter{parameterDoel},
	Maatstaf: projections.Maatstaf{
		GeenNorm: "een mutatie volgt uit een besluit of boeking; hoeveel er zijn ligt niet vast. Of de schatting is herzien staat in het rapport voorzieningen.",
		GeenLaat: "voor het boeken is geen termijn bekend.",
	},
	Sleutel: []string{"voorziening", "mutatie"},
	Maak:    maakMutaties,
}

// toets tells per year, from its last quarter, of how many purposes the
// obligation was judged again in that year.
func toets(u *projections.Uitkomst) {
	for _, r := range u.Regels {
		kwartaal, herschat := r.Waarden[1].(string), r.Waarden[len(r.Waarden)-1] == "ja"
		jaar, laatste := strings.CutSuffix(kwartaal, "-K4")
		if !laatste {
			continue
		}
		naam := "voorzieningen herschat in " + jaar
		i := slices.IndexFunc(u.Normen, func(n projections.Norm) bool { return n.Naam == naam })
		if i < 0 {
			i = len(u.Normen)
			u.Normen = append(u.Normen, projections.Norm{Naam: naam})
		}
		n := &u.Normen[i]
		n.Norm++
		n.Realisatie += projections.JaNee(herschat)
		n.Gehaald = n.Realisatie == n.Norm
	}
	slices.SortFunc(u.Normen, func(a, b projections.Norm) int { return strings.Compare(a.Naam, b.Naam) })
}

// A post is a movement with the event behind it.
type post struct {
	soort       string
	dag         recht.Datum
	centen      recht.Bedrag
	positie     es.Position
	gesimuleerd bool
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: projections.Tekstkolommen("doel", "kwartaal", "beginsaldo", "waarvanIngebracht", "toevoegingen", "aanwendingen", "vrijval", "eindsaldo", "schatting")}
	u.Kolommen = append(append(u.Kolommen, projections.Kolom{Naam: "geschatOp", Soort: projections.Datum}), projections.Tekstkolommen("tekort", "herschatDitJaar")...)
	doelen, posten, err := verloop(l, v)
	if err != nil {
		return u, err
	}
	schattingen, err := geschat(l, v)
	if err != nil {
		return u, err
	}
	for _, doel := range doelen {
		regels, err := regelsVan(doel, posten[doel], schattingen[doel], v.Peildatum)
		if err != nil {
			return u, err
		}
		for _, r := range regels {
			if k, ok := v.Filter["kwartaal"]; !ok || r.Waarden[1] == k {
				u.Regels = append(u.Regels, r)
			}
		}
	}
	return u, nil
}

// verloop reads every movement, by purpose.
func verloop(l projections.Lezer, v projections.Vraag) (doelen []string, posten map[string][]post, err error) {
	posten = map[string][]post{}
	var waar []projections.Gelijk
	if d, ok := v.Filter["doel"]; ok {
		waar = append(waar, projections.Gelijk{Kolom: "doel", Waarde: d})
	}
	for cel, err := range l.Cellen(Bedragen, v.BekendOp, v.Peildatum, waar...) {
		if err != nil {
			return nil, nil, err
		}
		doel, soort, invent := cel.Dimensies[0], cel.Dimensies[1], cel.Dimensies[2]
		if !slices.Contains(doelen, doel) {
			doelen = append(doelen, doel)
		}
		for b, err := range l.Herkomst(Bedragen, v.BekendOp, v.Peildatum, projections.Gelijk{Kolom: "doel", Waarde: doel},
			projections.Gelijk{Kolom: "soort", Waarde: soort}, projections.Gelijk{Kolom: dimensieInvent, Waarde: invent}) {
			if err != nil {
				return nil, nil, err
			}
			posten[doel] = append(posten[doel], post{soort, b.Dag, recht.Bedrag(b.Delta), b.Positie, invent == "ja"})
		}
	}
	return doelen, posten, nil
}

// A schatting is a judgement of the obligation behind one voorziening.
type schatting struct {
	stroom  string
	op      recht.Datum
	bedrag  recht.Bedrag
	positie es.Position
}

// geschat reads the judgements up to the peildatum, by purpose and in order of day.
func geschat(l projections.Lezer, v projections.Vraag) (map[string][]schatting, error) {
	uit := map[string][]schatting{}
	for rij, err := range l.Rijen(Schattingen, v.BekendOp) {
		if err != nil {
			return nil, err
		}
		op, err := recht.ParseDatum(rij.Tekst(1))
		if err != nil {
			return nil, err
		}
		if v.Peildatum.IsZero() || !op.Na(v.Peildatum) {
			uit[rij.Tekst(0)] = append(uit[rij.Tekst(0)], schatting{rij.Tekst(2), op, recht.Bedrag(rij.Getal(3)), rij.Van})
		}
	}
	return uit, nil
}

// regelsVan makes the lines of one purpose, from the quarter of the first
// movement to that of the last, or to the peildatum. Each line begins with what
// the line before it ended with.
func regelsVan(doel string, ps []post, ss []schatting, peil recht.Datum) ([]projections.Regel, error) {
	eerste, laatste := ps[0].dag, ps[0].dag
	for _, p := range ps {
		if p.dag.Voor(eerste) {
			eerste = p.dag
		}
		if p.dag.Na(laatste) {
			laatste = p.dag
		}
	}
	for _, s := range ss {
		if s.op.Na(laatste) {
			laatste = s.op
		}
	}
	if !peil.IsZero() {
		laatste = peil
	}
	var regels []projections.Regel
	var saldo recht.Bedrag
	for k := recht.KwartaalVan(eerste); !k.Begin().Na(laatste); k = k.Volgend() {
		bedrag := map[string]recht.Bedrag{}
		r := projections.Regel{}
		for _, p := range ps {
			if p.dag.Na(k.Einde()) {
				continue
			}
			r.Herkomst, r.Gesimuleerd = append(r.Herkomst, p.positie), r.Gesimuleerd || p.gesimuleerd
			if !p.dag.Voor(k.Begin()) {
				bedrag[p.soort] += p.centen
			}
		}
		begin, err := saldo.Plus(bedrag[Beginsaldo])
		if err != nil {
			return nil, err
		}
		eind, err := recht.Som(begin, bedrag[Toevoeging], -bedrag[Aanwending], -bedrag[Vrijval])
		if err != nil {
			return nil, err
		}
		r.Waarden = []projections.Waarde{
			doel, string(k), begin.String(), bedrag[Beginsaldo].String(), bedrag[Toevoeging].String(),
			bedrag[Aanwending].String(), bedrag[Vrijval].String(), eind.String(),
		}
		metSchatting(&r, ss, k, eind)
		regels, saldo = append(regels, r), eind
	}
	return regels, nil
}

// metSchatting adds the last judgement of each voorziening up to the end of
// quarter k, together.
func metSchatting(r *projections.Regel, ss []schatting, k recht.Kwartaal, eind recht.Bedrag) {
	var op recht.Datum
	var som recht.Bedrag
	laatste := map[string]recht.Bedrag{}
	for _, s := range ss { // in order of day
		if s.op.Na(k.Einde()) {
			break
		}
		som += s.bedrag - laatste[s.stroom]
		laatste[s.stroom], op = s.bedrag, s.op
		r.Herkomst = append(r.Herkomst, s.positie)
	}
	if op.IsZero() {
		r.Waarden = append(r.Waarden, "", "", "", "nee")
		return
	}
	ditJaar := "nee"
	if op.Jaar() == k.Begin().Jaar() {
		ditJaar = "ja"
	}
	r.Waarden = append(r.Waarden, som.String(), op.String(), max(0, som-eind).String(), ditJaar)
}

func maakMutaties(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: "doel"},
		{Naam: "geboektOp", Soort: projections.Datum},
		{Naam: "mutatie", Soort: projections.Getal},
		{Naam: "soort"},
		{Naam: "bedrag"},
		{Naam: "bbvGrond"},
		{Naam: "orgaan"},
		{Naam: "besluit"},
		{Naam: "besluitOp", Soort: projections.Datum},
		{Naam: "herkomstGeld"},
		{Naam: "voorziening"},
		{Naam: "begrotingswijziging"},
	}}
	var waar []projections.Gelijk
	if d, ok := v.Filter["doel"]; ok {
		waar = append(waar, projections.Gelijk{Kolom: "doel", Waarde: d})
	}
	achter := map[string][]es.Position{}
	sleutel := func(r projections.Rij) string { return r.Tekst(0) + "/" + strconv.FormatInt(r.Getal(1), 10) }
	for rij, err := range l.Versies(Mutaties, v.BekendOp) {
		if err != nil {
			return u, err
		}
		achter[sleutel(rij)] = projections.MetPositie(achter[sleutel(rij)], rij.Van)
	}
	for rij, err := range l.Rijen(Mutaties, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		if !v.Peildatum.IsZero() && rij.Tekst(5) > v.Peildatum.String() { // jjjj-mm-dd, so text order is time order
			continue
		}
		u.Regels = append(u.Regels, projections.Regel{
			Waarden: []projections.Waarde{
				rij.Tekst(2), rij.Tekst(5), rij.Getal(1), rij.Tekst(3), recht.Bedrag(rij.Getal(4)).String(),
				rij.Tekst(6), rij.Tekst(7), rij.Tekst(8), rij.Tekst(9), rij.Tekst(10), rij.Tekst(0), rij.Tekst(12),
			},
			Herkomst: achter[sleutel(rij)], Gesimuleerd: rij.Getal(11) != 0,
		})
	}
	projections.Orden(u.Regels)
	return u, nil
}

package zienswijzen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A Bijvoeging says whether a zienswijze was attached to the ontwerp that the
// algemeen bestuur got (Wgr art. 35 lid 3).
type Bijvoeging string

// The standings of a bijvoeging.
const (
	Bijgevoegd        Bijvoeging = "bijgevoegd"
	BijvoegingMist    Bijvoeging = "FOUT: niet bijgevoegd" // it was there on the day of the aanbieding
	BijvoegingTeLaat  Bijvoeging = "na de aanbieding ontvangen"
	BijvoegingNogNiet Bijvoeging = "nog niet aangeboden"
	BijvoegingNiets   Bijvoeging = "niet van toepassing" // there is no zienswijze
)

// The signals about a begroting. A signal is for a person to judge.
const (
	SignaalTeKort = "te kort voor de aanbieding toegezonden"
	SignaalVroeg  = "vastgesteld voor het einde van de termijn"
)

// A begrotingsregel is one raad and one begroting or begrotingswijziging.
type begrotingsregel struct {
	stroom                                string
	wijziging, jaar                       int64
	gemeente                              string
	toegezonden, uiterlijk, regel, versie string
	tijdigTot                             string // last day to send, for the aanbieding there was or is to be
	afgezien, verstreken, gesimuleerd     bool
	reactieOp, standpunt, strekking       string
	conclusie, oordeelOp                  string
	aangeboden, vastgesteld               string
	bij                                   bool // attached to the aanbieding
	dag                                   string
}

// metBegrotingen adds the lines about begrotingen to u, after those about plans.
func metBegrotingen(l projections.Lezer, v projections.Vraag, u *projections.Uitkomst) error {
	if _, ok := v.Filter["planperiode"]; ok || v.Filter["stuk"] == StukPlan {
		return nil
	}
	stukken := map[string]projections.Rij{}
	for rij, err := range l.Rijen(Begrotingen, v.BekendOp) {
		if err != nil {
			return err
		}
		stukken[sleutel(rij)] = rij
	}
	plaats := map[string]int{}
	for rij, err := range l.Rijen(Begrotingsraden, v.BekendOp, waarGemeente(v)...) {
		if err != nil {
			return err
		}
		b := maakBegrotingsregel(rij, stukken[sleutel(rij)], v.Peildatum)
		jaar, opJaar := v.Filter["begrotingsjaar"]
		reactie, opReactie := v.Filter["reactie"]
		switch {
		case opJaar && jaar != strconv.FormatInt(b.jaar, 10),
			b.dag != "" && b.toegezonden > b.dag, // not sent yet on that day
			opReactie && reactie != string(b.reactie()):
			continue
		}
		plaats[sleutel(rij)+"/"+rij.Tekst(2)] = len(u.Regels)
		u.Regels = append(u.Regels, b.regelVan())
		if err := metNoten(u, rij, stukken[sleutel(rij)]); err != nil {
			return err
		}
	}
	for rij, err := range l.Versies(Begrotingsraden, v.BekendOp) {
		if err != nil {
			return err
		}
		if i, ok := plaats[sleutel(rij)+"/"+rij.Tekst(2)]; ok {
			u.Regels[i].Herkomst = projections.MetPositie(u.Regels[i].Herkomst, rij.Van)
		}
	}
	for rij, err := range l.Versies(Begrotingen, v.BekendOp) { // the aanbieding and the vaststelling are behind every line
		if err != nil {
			return err
		}
		for s, i := range plaats {
			if strings.HasPrefix(s, sleutel(rij)+"/") {
				u.Regels[i].Herkomst = projections.MetPositie(u.Regels[i].Herkomst, rij.Van)
			}
		}
	}
	return nil
}

func waarGemeente(v projections.Vraag) []projections.Gelijk {
	if g, ok := v.Filter["gemeente"]; ok {
		return []projections.Gelijk{{Kolom: "gemeente", Waarde: g}}
	}
	return nil
}

// metNoten adds the versions of the rule under which was sent and offered.
func metNoten(u *projections.Uitkomst, raad, stuk projections.Rij) error {
	noten := [][2]string{{raad.Tekst(3 + raadRegel), raad.Tekst(3 + raadRegelVersie)}}
	if len(stuk.Waarden) > 0 {
		noten = append(noten, [2]string{stuk.Tekst(2 + begRegel), stuk.Tekst(2 + begRegelVersie)})
	}
	for _, n := range noten {
		if n[0] == "" {
			continue
		}
		versie, err := recht.ParseDatum(n[1])
		if err != nil {
			return fmt.Errorf("regelversie van %s: %w", n[0], err)
		}
		u.Regelset = projections.MetRegelnoot(u.Regelset, recht.Regelnoot{Code: n[0], Versie: versie})
	}
	return nil
}

// maakBegrotingsregel puts the rows together, as of a day when one is given: what
// came later had not happened yet.
func maakBegrotingsregel(raad, stuk projections.Rij, peildatum recht.Datum) begrotingsregel {
	b := begrotingsregel{
		stroom: raad.Tekst(0), wijziging: raad.Getal(1), gemeente: raad.Tekst(2), jaar: raad.Getal(3 + raadJaar),
		toegezonden: raad.Tekst(3 + raadToegezonden), uiterlijk: raad.Tekst(3 + raadUiterlijk), tijdigTot: raad.Tekst(3 + raadToezendenUiterlijk),
		regel: raad.Tekst(3 + raadRegel), versie: raad.Tekst(3 + raadRegelVersie),
		afgezien: raad.Getal(3+raadAfgezien) != 0, verstreken: raad.Getal(3+raadVerstreken) != 0, gesimuleerd: raad.Getal(3+raadGesimuleerd) != 0,
		reactieOp: raad.Tekst(3 + raadReactieOp), standpunt: raad.Tekst(3 + raadStandpunt), strekking: raad.Tekst(3 + raadStrekking),
		conclusie: raad.Tekst(3 + raadConclusie), oordeelOp: raad.Tekst(3 + raadOordeelOp),
	}
	if !peildatum.IsZero() {
		b.dag = peildatum.String()
	}
	gebeurd := func(dag string) bool { return dag != "" && (b.dag == "" || dag <= b.dag) }
	if len(stuk.Waarden) > 0 {
		if op := stuk.Tekst(2 + begAangeboden); gebeurd(op) {
			b.aangeboden, b.tijdigTot = op, stuk.Tekst(2+begToezendenUiterlijk)
			b.bij = slices.Contains(strings.Fields(stuk.Tekst(2+begBijgevoegd)), b.gemeente)
		}
		if op := stuk.Tekst(2 + begVastgesteld); gebeurd(op) {
			b.vastgesteld = op
		}
	}
	if !gebeurd(b.oordeelOp) {
		b.oordeelOp, b.conclusie = "", ""
	}
	if !gebeurd(b.reactieOp) {
		b.reactieOp, b.standpunt, b.strekking, b.afgezien = "", "", "", false
	}
	return b
}

// reactie says how a raad answered: by the days, so that a day that was corrected
// corrects this as well.
func (b begrotingsregel) reactie() Reactie {
	switch {
	case b.afgezien:
		return Afgezien
	case b.reactieOp != "" && b.reactieOp <= b.uiterlijk:
		return OpTijd
	case b.reactieOp != "":
		return TeLaat
	case b.dag != "" && b.uiterlijk < b.dag, b.dag == "" && b.verstreken:
		return GeenReactie
	}
	return LooptNog
}

func (b begrotingsregel) bijvoeging() Bijvoeging {
	switch {
	case b.standpunt == "":
		return BijvoegingNiets
	case b.aangeboden == "":
		return BijvoegingNogNiet
	case b.reactieOp > b.aangeboden: // also when the list of what was attached says otherwise
		return BijvoegingTeLaat
	case b.bij:
		return Bijgevoegd
	}
	return BijvoegingMist
}

func (b begrotingsregel) signaal() string {
	var uit []string
	if b.toegezonden > b.tijdigTot {
		uit = append(uit, SignaalTeKort)
	}
	if b.vastgesteld != "" && b.vastgesteld <= b.uiterlijk && (b.reactieOp == "" || b.reactieOp > b.vastgesteld) {
		uit = append(uit, SignaalVroeg)
	}
	if b.verstreken && b.reactieOp != "" && b.reactieOp <= b.uiterlijk {
		uit = append(uit, SignaalAchteraf)
	}
	return strings.Join(uit, "; ")
}

func (b begrotingsregel) regelVan() projections.Regel {
	naam, _ := recht.NaamVan(recht.Gemeentecode(b.gemeente))
	reactie := b.reactie()
	return projections.Regel{
		Waarden: []projections.Waarde{
			"", b.wijziging, b.gemeente, naam, b.toegezonden, b.uiterlijk, b.regel, b.versie,
			string(reactie), b.reactieOp, b.standpunt, b.strekking, b.conclusie, b.oordeelOp,
			string(oordeelstand(reactie, b.oordeelOp, b.vastgesteld, recht.BegrotingOordeel)), b.vastgesteld, b.signaal(),
			StukBegroting, strconv.FormatInt(b.jaar, 10), b.tijdigTot, b.aangeboden, string(b.bijvoeging()),
		},
		Gesimuleerd: b.gesimuleerd,
	}
}

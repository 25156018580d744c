package bevoegdheden

import (
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
)

// A besluit is one decision, with what is said of it.
type besluit struct {
	nummer                                int64
	kenmerk                               string
	genomen                               recht.Datum
	geregistreerd, orgaan, functie, macht string
	omschrijving, uitkomst                string
	bedrag                                int64
	mandaat                               sleutel
	versie                                versie // of that mandaat; empty when it was not recorded
	vastgelegd                            string // day on which anything of it was first recorded
	vergadering                           besluitenlijst.Vergadering
	bekend, toegepast                     string
	nu, toen                              []string // signals
	herkomst                              []es.Position
	gesimuleerd                           bool
	regels                                []recht.Regelnoot
}

// toedeling fills in to whom the bevoegdheid belonged, with the rule that says so.
func (b *besluit) toedeling() (orgaan, grond string) {
	t, _, ok := mandaat.Bevoegdheid(b.macht).Op(b.genomen)
	if !ok {
		return "", ""
	}
	return string(t.Orgaan), t.Grondslag
}

func (b *besluit) regel() projections.Regel {
	bevoegd, grond := b.toedeling()
	nummer := ""
	if b.mandaat.nummer != 0 {
		nummer = strconv.FormatInt(b.mandaat.nummer, 10)
	}
	g := b.vergadering
	return projections.Regel{
		Waarden: []projections.Waarde{
			b.nummer, b.kenmerk, b.genomen.String(), b.geregistreerd, b.orgaan, b.functie, b.macht, bevoegd, grond, b.omschrijving, b.uitkomst,
			euro(b.bedrag), b.mandaat.kenmerk, nummer, euro(b.versie.grens), b.versie.vanaf, b.versie.tot, b.versie.genomen, b.versie.bekend,
			b.versie.ingetrokkenPer, b.vastgelegd,
			g.Zetels, g.Zittend, g.Aanwezig, g.Quorum, g.Wijze, g.Voor, g.Tegen, g.Onthouden, g.Stemregeling,
			b.bekend, b.toegepast, tekst(b.nu), tekst(b.toen),
		},
		Herkomst: b.herkomst, Gesimuleerd: b.gesimuleerd,
	}
}

// euro writes an amount, and nothing where there is none.
func euro(centen int64) string {
	if centen == 0 {
		return ""
	}
	return recht.Bedrag(centen).String()
}

// collegiaal returns the decisions of organs that met.
func collegiaal(l projections.Lezer, v projections.Vraag) ([]besluit, error) {
	var uit []besluit
	for rij, err := range l.Versies(besluitenlijst.Besluiten, v.BekendOp) {
		if err != nil {
			return nil, err
		}
		x, err := besluitenlijst.Lees(rij, v.Peildatum.String())
		if err != nil {
			return nil, err
		}
		b := besluit{
			nummer: rij.Getal(0), genomen: x.GenomenOp, geregistreerd: x.GeregistreerdOp, orgaan: x.Orgaan, macht: x.Bevoegdheid,
			omschrijving: x.Omschrijving, uitkomst: x.Uitkomst, vergadering: x.Vergadering, bekend: x.BekendgemaaktOp, toegepast: x.ToegepastOp,
			gesimuleerd: x.Gesimuleerd, regels: x.Regels,
		}
		b.toen = vanOrgaan(b.macht, b.orgaan, b.genomen)
		b.nu = append(b.nu, b.toen...)
		if x.Aangenomen && x.ZonderQuorum {
			b.nu = append(b.nu, geenQuorum)
		}
		if x.StemmingOngeldig {
			b.nu = append(b.nu, stemmingOngeldig)
		}
		b.werking(true)
		if n := len(uit); n > 0 && uit[n-1].nummer == b.nummer {
			b.herkomst = uit[n-1].herkomst
			uit = uit[:n-1]
		}
		b.herkomst = projections.MetPositie(b.herkomst, rij.Van)
		b.regelnoot()
		uit = append(uit, b)
	}
	return uit, nil
}

// inMandaat returns the decisions that were taken in mandaat, judged by r.
func inMandaat(l projections.Lezer, v projections.Vraag, r register) ([]besluit, error) {
	var uit []besluit
	for rij, err := range l.Versies(besluitenlijst.InMandaat, v.BekendOp) {
		if err != nil {
			return nil, err
		}
		dag, err := recht.ParseDatum(rij.Tekst(2))
		if err != nil {
			return nil, err
		}
		peil := v.Peildatum.String()
		b := besluit{
			nummer: rij.Getal(1), kenmerk: rij.Tekst(0), genomen: dag, geregistreerd: rij.Tekst(3), orgaan: rij.Tekst(4),
			mandaat: sleutel{rij.Tekst(5), rij.Getal(6)}, functie: rij.Tekst(7), macht: rij.Tekst(8),
			omschrijving: rij.Tekst(9) + " in zaak " + rij.Tekst(11), uitkomst: "genomen", bedrag: rij.Getal(10),
			bekend: besluitenlijst.TotDag(rij.Tekst(12), peil), toegepast: besluitenlijst.TotDag(rij.Tekst(13), peil), gesimuleerd: rij.Getal(14) != 0,
		}
		if n := len(uit); n > 0 && uit[n-1].nummer == b.nummer {
			b.herkomst = uit[n-1].herkomst
			uit = uit[:n-1]
		}
		b.herkomst = projections.MetPositie(b.herkomst, rij.Van)
		b.beoordeel(r, inmandaat.Besluitsoort(rij.Tekst(9)))
		uit = append(uit, b)
	}
	for i := range uit {
		uit[i].herkomst = r.herkomst(uit[i].mandaat, uit[i].herkomst)
	}
	return uit, nil
}

// beoordeel fills in what is wrong with a decision in mandaat.
func (b *besluit) beoordeel(r register, soort inmandaat.Besluitsoort) {
	if vs := r.versies[b.mandaat]; len(vs) > 0 {
		b.versie, b.vastgelegd = vs[len(vs)-1], vs[0].vastgelegd
	}
	u := uitoefening{orgaan: b.orgaan, functie: b.functie, macht: b.macht, mandaat: b.mandaat, bedrag: b.bedrag, dag: b.genomen}
	b.nu, b.toen = r.oordeel(u, ""), r.oordeel(u, b.genomen.String())
	b.werking(soort.Bekendmaking())
	b.regelnoot()
}

// werking points at a decision that was acted upon before it had effect (Awb 3:40).
func (b *besluit) werking(bekendmaking bool) {
	if bekendmaking && b.toegepast != "" && (b.bekend == "" || b.toegepast < b.bekend) {
		b.nu = append(b.nu, vroegToegepast)
	}
}

// regelnoot adds the rule that says whose the bevoegdheid is.
func (b *besluit) regelnoot() {
	if _, n, ok := mandaat.Bevoegdheid(b.macht).Op(b.genomen); ok {
		b.regels = append(b.regels, n)
	}
}

package vrijstelling

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestOntvangBeroep(t *testing.T) {
	for _, c := range []struct {
		naam, op string
		herhaald bool
		want     bool
	}{
		{"een maand voor het begin is op tijd", "2026-07-01", false, true},
		{"een dag later niet", "2026-07-02", false, false},
		{"een herhaald beroep komt voor 1 juli", "2026-06-30", true, true},
		{"en op 1 juli niet meer op tijd", "2026-07-01", true, false},
	} {
		t.Run(c.naam, func(t *testing.T) {
			b := beroep(leerplicht.Grond5OnderB)
			b.OntvangenOp, b.Herhaald = dag(c.op), c.herhaald
			e := na(t).When(b).Events()[0].(BeroepOpVrijstellingOntvangen)
			require.Equal(t, c.want, e.OpTijd)
			require.Equal(t, Wending{Grond: leerplicht.Grond5OnderB, Nu: Stand{Open, []string{"2026-2027"}}}, e.Wending)
			code := "LPW_VRIJSTELLING_START"
			if c.herhaald {
				code = "LPW_VRIJSTELLING_JAAR"
			}
			require.Equal(t, code, e.Regels[0].Code)
			require.Equal(t, "6", e.Grondslag.Artikel)
		})
	}
	t.Run("de kenmerken zijn die van de eerste dag, ook als het kind nog geen vijf is", func(t *testing.T) {
		b := verzoek(leerplicht.Grond5OnderA, "2021-07-10")
		e := na(t).When(b).Events()[0].(BeroepOpVrijstellingOntvangen)
		require.Equal(t, leerplicht.Leerplicht, e.Plicht)
		require.Equal(t, leerplicht.Van5Tot12, e.Leeftijdsklasse)
		na(t).When(verzoek(leerplicht.Grond5OnderA, "2021-08-10")).ThenRefused(ErrLeeftijd)
	})
	t.Run("artikel 5 onder a en artikel 5a zijn twee gronden", func(t *testing.T) {
		for g, artikel := range map[leerplicht.Vrijstellingsgrond]string{leerplicht.Grond5OnderA: "5", leerplicht.GrondTrekker: "5a"} {
			cs := []Command{beroep(g)}
			if g == leerplicht.Grond5OnderA {
				cs = append(cs, verklaard("2026-06-01"))
			}
			e := na(t, append(cs, getoetst(true))...).When(toe()).Events()[0].(VrijstellingVanRechtswegeVastgesteld)
			require.Equal(t, g, e.Grond)
			require.Equal(t, artikel, e.Grondslag.Artikel)
		}
	})
	t.Run("nogmaals verandert niets, anders wordt geweigerd", func(t *testing.T) {
		na(t, beroep(leerplicht.Grond5OnderB)).When(beroep(leerplicht.Grond5OnderB)).ThenNothing()
		na(t, beroep(leerplicht.Grond5OnderB)).When(beroep(leerplicht.Grond5OnderC)).ThenRefused(ErrAlOntvangen)
		na(t).When(getoetst(true)).ThenRefused(ErrNietOntvangen)
		for want, wijzig := range map[*es.Refusal]func(*Ontvang){
			leerplicht.ErrWaardeOnbekend:   func(c *Ontvang) { c.Grond = "LPW-5" },
			leerplicht.ErrDagOntbreekt:     func(c *Ontvang) { c.OntvangenOp = recht.Datum{} },
			leerplicht.ErrInToekomst:       func(c *Ontvang) { c.OntvangenOp = vandaag.PlusDagen(1) },
			ErrPeriode:                     func(c *Ontvang) { c.GevraagdTot = c.GevraagdVanaf },
			leerplicht.ErrGemeenteOnbekend: func(c *Ontvang) { c.Gemeente = "GM0363" },
			leerplicht.ErrPersoonsnummer:   func(c *Ontvang) { c.BSN = es.Persoonlijk[recht.BSN]{} },
		} {
			c := beroep(leerplicht.Grond5OnderB)
			wijzig(&c)
			na(t).When(c).ThenRefused(want)
		}
		c := aanvraag(leerplicht.Grond3a)
		c.Herhaald = true
		na(t).When(c).ThenRefused(ErrHerhaald)
	})
}

func TestToetsing(t *testing.T) {
	met5a := func(v OntvangVerklaring) []Voorwaarde {
		return na(t, beroep(leerplicht.Grond5OnderA), v).When(getoetst(true)).Events()[0].(VoorwaardenGetoetst).Uitkomsten
	}
	t.Run("de verklaring is van een onafhankelijke deskundige en ten hoogste drie maanden oud", func(t *testing.T) {
		want := func(ok bool) []Voorwaarde { return []Voorwaarde{{OpTijd, true}, {Ongeschikt, true}, {Verklaring, ok}} }
		require.Equal(t, want(true), met5a(verklaard("2026-03-15")))
		require.Equal(t, want(false), met5a(verklaard("2026-03-14")))
		v := verklaard("2026-06-01")
		v.Onafhankelijk = false
		require.Equal(t, want(false), met5a(v))
		zonder := na(t, beroep(leerplicht.Grond5OnderA)).When(getoetst(true)).Events()[0].(VoorwaardenGetoetst).Uitkomsten
		require.Equal(t, want(false), zonder)
	})
	t.Run("elke grond heeft een eigen voorwaarde, en alleen 5 onder a een verklaring", func(t *testing.T) {
		for g, code := range map[leerplicht.Vrijstellingsgrond]Code{leerplicht.Grond5OnderB: Richting, leerplicht.Grond5OnderC: BuitenSchool, leerplicht.GrondTrekker: TrektRond} {
			u := na(t, beroep(g)).When(getoetst(false)).Events()[0].(VoorwaardenGetoetst).Uitkomsten
			require.Equal(t, []Voorwaarde{{OpTijd, true}, {code, false}}, u)
			na(t, beroep(g)).When(verklaard("2026-06-01")).ThenRefused(ErrGeenVerklaring)
		}
	})
	t.Run("een proces toetst niet, een aanvraag heeft geen toets, en een nieuwe verklaring vraagt een nieuwe toets", func(t *testing.T) {
		c := getoetst(true)
		c.Actor.Rol = "proces"
		na(t, beroep(leerplicht.Grond5OnderB)).When(c).ThenRefused(leerplicht.ErrMensBeslist)
		na(t, aanvraag(leerplicht.Grond3a)).When(getoetst(true)).ThenRefused(ErrGeenBeroep)
		c = getoetst(true)
		c.GetoetstOp = dag("2026-06-14")
		na(t, beroep(leerplicht.Grond5OnderB)).When(c).ThenRefused(ErrVoorOntvangst)
		na(t, beroep(leerplicht.Grond5OnderB), getoetst(true)).When(getoetst(true)).ThenNothing()
		na(t, beroep(leerplicht.Grond5OnderA), getoetst(true), verklaard("2026-06-01")).When(toe()).ThenRefused(ErrNietGetoetst)
		na(t, beroep(leerplicht.Grond5OnderA), verklaard("2026-06-01")).When(verklaard("2026-06-01")).ThenNothing()
	})
}

func TestVanRechtswege(t *testing.T) {
	b, ok, niet := beroep(leerplicht.Grond5OnderB), getoetst(true), getoetst(false)
	t.Run("wie aan de voorwaarden voldoet is vrijgesteld, en dat is geen besluit", func(t *testing.T) {
		e := na(t, b, ok).When(toe()).Events()[0].(VrijstellingVanRechtswegeVastgesteld)
		require.Equal(t, Wending{leerplicht.Grond5OnderB, Stand{Open, []string{"2026-2027"}}, Stand{Toegekend, []string{"2026-2027"}}}, e.Wending)
		require.Equal(t, leerplicht.Leerplichtambtenaar, e.Orgaan)
		require.Equal(t, []recht.Datum{dag("2026-08-01"), dag("2027-08-01")}, []recht.Datum{e.GeldigVanaf, e.GeldigTot})
		_, besluit := any(e).(recht.Besluit)
		require.False(t, besluit)
		_, besluit = any(BeroepOpVrijstellingNietAanvaard{}).(recht.Besluit)
		require.False(t, besluit)
		s := stand(t, b, ok, toe())
		require.Equal(t, []bool{false, true, true, false}, []bool{
			s.Geldt(dag("2026-07-31")), s.Geldt(dag("2026-08-01")), s.Geldt(dag("2027-07-31")), s.Geldt(dag("2027-08-01")),
		})
	})
	t.Run("zonder toets, of waar een voorwaarde ontbreekt, is er geen vrijstelling", func(t *testing.T) {
		na(t, b).When(toe()).ThenRefused(ErrNietGetoetst)
		na(t, b).When(af()).ThenRefused(ErrNietGetoetst)
		na(t, b, niet).When(toe()).ThenRefused(ErrVoorwaarden)
		c := toe()
		c.Opdracht = met("Toch wel.")
		na(t, b, niet).When(c).ThenRefused(ErrVoorwaarden)
		require.IsType(t, BeroepOpVrijstellingNietAanvaard{}, na(t, b, niet).When(af()).Events()[0])
		na(t, b, ok).When(af()).ThenRefused(ErrAlleVoorwaarden)
	})
	t.Run("alleen een te late kennisgeving mag met een motivering voorbij worden gegaan", func(t *testing.T) {
		laat := b
		laat.OntvangenOp = dag("2026-07-02")
		toets := ok
		toets.GetoetstOp = dag("2026-07-03")
		na(t, laat, toets).When(toe()).ThenRefused(ErrVoorwaarden)
		c := toe()
		c.Opdracht = met("Het gezin kwam op 30 juni hier wonen.")
		require.Len(t, na(t, laat, toets).When(c).Events(), 1)
		require.Len(t, na(t, laat, toets).When(af()).Events(), 1)
	})
	t.Run("een vrijstelling duurt tot het einde van het schooljaar, langer alleen voor wie nooit geschikt zal zijn", func(t *testing.T) {
		c := toe()
		c.Tot = dag("2027-08-02")
		na(t, b, ok).When(c).ThenRefused(ErrSchooljaar)
		a := beroep(leerplicht.Grond5OnderA)
		v := verklaard("2026-06-01")
		na(t, a, v, ok).When(c).ThenRefused(ErrSchooljaar)
		v.NooitGeschikt = true
		c.Tot = dag("2028-08-01")
		e := na(t, a, v, ok).When(c).Events()[0].(VrijstellingVanRechtswegeVastgesteld)
		require.Equal(t, []string{"2026-2027", "2027-2028"}, e.Nu.Schooljaren)
		c.Vanaf = dag("2027-08-01")
		na(t, a, v, ok).When(c).ThenRefused(ErrSchooljaar)
		c.Tot = c.Vanaf
		na(t, a, v, ok).When(c).ThenRefused(ErrPeriode)
	})
	t.Run("een proces beslist niet, en er valt niets te mandateren", func(t *testing.T) {
		c := toe()
		c.Actor.Rol = "proces"
		na(t, b, ok).When(c).ThenRefused(leerplicht.ErrMensBeslist)
		c = toe()
		c.Namens = recht.Namens{Orgaan: leerplicht.College, Mandaat: "M1", Versie: 1}
		na(t, b, ok).When(c).ThenRefused(ErrNamens)
		c = toe()
		c.Op = dag("2026-06-14")
		na(t, b, ok).When(c).ThenRefused(ErrVoorOntvangst)
		c.Op = recht.Datum{}
		na(t, b, ok).When(c).ThenRefused(leerplicht.ErrDagOntbreekt)
	})
	t.Run("het dossier is er een onder leerplicht of kwalificatieplicht", func(t *testing.T) {
		c := toe()
		for _, d := range []es.Stream{"leerplichtdossier-x", "kwalificatieplichtdossier-x"} {
			c.Dossier = d
			require.Equal(t, d, na(t, b, ok).When(c).Events()[0].(VrijstellingVanRechtswegeVastgesteld).Dossier)
		}
		c.Dossier = "halt-x"
		na(t, b, ok).When(c).ThenRefused(ErrDossier)
	})
	t.Run("een correctie verwijst, en zegt wat er eerst stond", func(t *testing.T) {
		c := toe()
		na(t, b, ok, toe()).When(toe()).ThenNothing()
		c.Tot = dag("2027-03-01")
		na(t, b, ok, toe()).When(c).ThenRefused(ErrAlBeslist)
		c.Opdracht = corrigeert()
		e := na(t, b, ok, toe()).When(c).Events()[0].(VrijstellingVanRechtswegeVastgesteld)
		require.Equal(t, Stand{Toegekend, []string{"2026-2027"}}, e.Eerder)
		na(t, b, ok, toe(), einde("2026-10-01")).When(c).ThenRefused(ErrAlBeslist)
		na(t, b, niet, af()).When(af()).ThenNothing()
		na(t, b, niet, af()).When(toe()).ThenRefused(ErrAlBeslist)
		w := getoetst(true)
		na(t, b, niet, af()).When(w).ThenRefused(ErrAlBeslist)
		w.Opdracht = corrigeert()
		e = na(t, b, niet, af(), w).When(c).Events()[0].(VrijstellingVanRechtswegeVastgesteld)
		require.Equal(t, Stand{Afgewezen, []string{"2026-2027"}}, e.Eerder)
	})
}

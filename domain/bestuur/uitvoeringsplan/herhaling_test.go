package uitvoeringsplan

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A command is only a repetition when all that was decided is the same.
func TestHerhaling(t *testing.T) {
	verschil := func(naam string, cs []Command, want *es.Refusal, anders ...Command) {
		t.Run(naam, func(t *testing.T) {
			for _, c := range anders {
				na(t, cs).When(c).ThenRefused(want)
			}
		})
	}
	met := func(fn func(*Onderdeel)) []Onderdeel {
		os := onderdelen()
		fn(&os[1])
		return os
	}
	verschil("concept", totConcept(), ErrAlOpgesteld,
		StelOp{nu(), "Anders", 2020, 2023, opgesteldOp, onderdelen(), false},
		StelOp{nu(), concept.Titel, 2021, 2024, opgesteldOp, onderdelen(), false},
		StelOp{nu(), concept.Titel, 2020, 2024, opgesteldOp, onderdelen(), false},
		StelOp{nu(), concept.Titel, 2020, 2023, opgesteldOp.PlusDagen(1), onderdelen(), false},
		StelOp{nu(), concept.Titel, 2020, 2023, opgesteldOp, met(func(o *Onderdeel) { o.SHA256 = som(7) }), false})
	a := adviesInkoop
	verschil("advies", append(totAdviesvraag(), a), ErrAdviesAlUitgebracht,
		BrengAdviesUit{nu(), a.Onderdeel, a.Commissie, Negatief, "", adviesOp, Stemronde{}},
		BrengAdviesUit{nu(), a.Onderdeel, a.Commissie, Positief, "Anders.", adviesOp, Stemronde{}},
		BrengAdviesUit{nu(), a.Onderdeel, a.Commissie, Positief, "", adviesOp.PlusDagen(1), Stemronde{}},
		BrengAdviesUit{nu(), a.Onderdeel, a.Commissie, Positief, "", adviesOp, ja(adviesOp)})
	verschil("zonder advies", totAdvies(), ErrAlVoortgezet,
		ZetVoortZonderAdvies{nu(), recht.Onderwijszaken, "Anders.", adviesOp},
		ZetVoortZonderAdvies{nu(), recht.Onderwijszaken, zonderAdvies.Reden, adviesOp.PlusDagen(1)})
	verschil("ontwerp", totOntwerp(), ErrOntwerpAlVastgesteld,
		StelOntwerpVast{nu(), nil, stemronde(ontwerpOp, 3, 2, 1)},
		StelOntwerpVast{nu(), []Onderdeel{anders(recht.Inkoop)}, ontwerp.Stemronde})
	verschil("zienswijze", totAntwoord(), ErrAlGeantwoord,
		OntvangZienswijze{nu(), "GM0202", 0, Negatief, "Akkoord.", arnhem.OntvangenOp},
		OntvangZienswijze{nu(), "GM0202", 0, Positief, "Anders.", arnhem.OntvangenOp},
		OntvangZienswijze{nu(), "GM0202", 0, Positief, "Akkoord.", arnhem.OntvangenOp.PlusDagen(1)})
	verschil("afzien", totAntwoord(), ErrAlGeantwoord,
		ZieAfVanZienswijze{nu(), "GM0274", 0, renkum.MeegedeeldOp.PlusDagen(1)})
	z := oordeel.Oordelen[0]
	verschil("oordeel", append(totAntwoord(), oordeel), ErrAlGeoordeeld,
		DeelOordeelMee{nu(), 0, []Zienswijzeoordeel{{Gemeente: z.Gemeente, Conclusie: Kennisgenomen, Toelichting: z.Toelichting}}, oordeel.MeegedeeldOp},
		DeelOordeelMee{nu(), 0, []Zienswijzeoordeel{{Gemeente: z.Gemeente, Conclusie: z.Conclusie, Toelichting: "Anders."}}, oordeel.MeegedeeldOp},
		DeelOordeelMee{nu(), 0, oordeel.Oordelen, oordeel.MeegedeeldOp.PlusDagen(1)})
	b := bijstelling(1, "2020-01-10")
	verschil("bijstelling", append(totPlan(), b), ErrAlVoorgesteld,
		StelBijstellingVoor{nu(), 1, []Onderdeel{anders(recht.Onderwijszaken)}, b.Strekking, false, b.VoorgesteldOp},
		StelBijstellingVoor{nu(), 1, b.Onderdelen, "Anders.", false, b.VoorgesteldOp},
		StelBijstellingVoor{nu(), 1, b.Onderdelen, b.Strekking, true, b.VoorgesteldOp},
		StelBijstellingVoor{nu(), 1, b.Onderdelen, b.Strekking, false, b.VoorgesteldOp.PlusDagen(1)})
	later := nu()
	later.GeldigVanaf = dag("2020-01-01")
	verschil("bekendmaking", append(totPlan(), bekend), ErrAlBekendgemaakt,
		MaakBekend{nu(), hetPlan, Toezending, bekend.Vindplaats, bekend.BekendgemaaktOp},
		MaakBekend{nu(), hetPlan, Publicatieblad, "bgr-2019-1043", bekend.BekendgemaaktOp},
		MaakBekend{nu(), hetPlan, Publicatieblad, bekend.Vindplaats, bekend.BekendgemaaktOp.PlusDagen(1)},
		MaakBekend{later, hetPlan, Publicatieblad, bekend.Vindplaats, bekend.BekendgemaaktOp})
}

func TestStemrondeGelijk(t *testing.T) {
	basis := func() Stemronde {
		r := ja(vastOp)
		r.Vergadering.Tweede, r.Vergadering.EersteAgenda = true, []string{"5"}
		r.Vergadering.OproepBezorgd = vastOp.Begin()
		r.Stemming.Onthoudingen = []recht.Onthouding{{Lid: "zetel-1", Grond: recht.BelangBijAangelegenheid}}
		r.Stemregeling.Gewichten = []recht.Stemgewicht{{Gemeente: "GM0202", Stemmen: 2}}
		return r
	}
	require.True(t, basis().Gelijk(basis()))
	for naam, wijzig := range map[string]func(*Stemronde){
		"aanvang":      func(r *Stemronde) { r.Vergadering.Aanvang = r.Vergadering.Aanvang.Add(time.Minute) },
		"oproep":       func(r *Stemronde) { r.Vergadering.OproepBezorgd = r.Vergadering.OproepBezorgd.Add(time.Minute) },
		"zetels":       func(r *Stemronde) { r.Vergadering.Zetels++ },
		"tweede":       func(r *Stemronde) { r.Vergadering.Tweede = false },
		"presentie":    func(r *Stemronde) { r.Vergadering.Presentie[0].Aanwezig = false },
		"agenda":       func(r *Stemronde) { r.Vergadering.EersteAgenda = []string{"6"} },
		"agendapunt":   func(r *Stemronde) { r.Stemming.Agendapunt = "6" },
		"wijze":        func(r *Stemronde) { r.Stemming.Wijze = recht.Handopsteken },
		"voor":         func(r *Stemronde) { r.Stemming.Voor++ },
		"tegen":        func(r *Stemronde) { r.Stemming.Tegen++ },
		"stemmen":      func(r *Stemronde) { r.Stemming.Stemmen[0].Keuze = recht.StemTegen },
		"onthoudingen": func(r *Stemronde) { r.Stemming.Onthoudingen = nil },
		"gewichten":    func(r *Stemronde) { r.Stemregeling.Gewichten[0].Stemmen++ },
		"quorum":       func(r *Stemronde) { r.Stemregeling.Quorum = recht.QuorumLedenStemmen },
		"meerderheid":  func(r *Stemronde) { r.Stemregeling.Meerderheid = recht.TweeDerde },
		"versie":       func(r *Stemronde) { r.Stemregeling.GeldigVan = dag("2022-01-01") },
		"bron":         func(r *Stemronde) { r.Stemregeling.Bron = "elders" },
	} {
		t.Run("een andere stemming door "+naam, func(t *testing.T) {
			r := basis()
			wijzig(&r)
			require.False(t, basis().Gelijk(r))
		})
	}
	t.Run("wat uit de geschiedenis volgt telt niet mee", func(t *testing.T) {
		r := basis()
		r.Stemming.Herstemming, r.Stemming.NaStaking = true, true
		r.Vergadering.Presentie = slices.Clone(r.Vergadering.Presentie)
		require.True(t, basis().Gelijk(r))
	})
}

package voorzieningen_test

import (
	"fmt"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/voorzieningen"
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

var besluit = voorziening.Besluitverwijzing{Orgaan: recht.AlgemeenBestuur, Kenmerk: "AB-2018-44", GenomenOp: dag("2018-12-13")}

func op(stroom string, e voorziening.Event) es.Recorded {
	return es.Recorded{Stream: es.Stream("voorziening-" + stroom), Event: e}
}

func ingesteld(stroom string, doel voorziening.Doel, saldo recht.Bedrag, d string) es.Recorded {
	return op(stroom, voorziening.VoorzieningIngesteld{
		Doel: doel, BBVGrond: voorziening.Verplichtingen, Beginsaldo: saldo, Besluit: besluit, IngesteldOp: dag(d),
	})
}

func mutatie(n int, b recht.Bedrag, d string) voorziening.Mutatie {
	return voorziening.Mutatie{
		Doel: voorziening.Boventalligen, BBVGrond: voorziening.Verplichtingen, Nummer: n, Bedrag: b, Besluit: besluit, GeboektOp: dag(d),
	}
}

func schat(doel voorziening.Doel, b recht.Bedrag, d string) es.Recorded {
	return op(string(doel), voorziening.VerplichtingOpnieuwGeschat{Doel: doel, Schatting: b, Onderbouwing: "memo", GeschatOp: dag(d)})
}

// verhaal: the voorziening boventalligen over three quarters of 2019, and Viola.
func verhaal() []es.Recorded {
	return []es.Recorded{
		ingesteld("boventalligen", voorziening.Boventalligen, 100_000_00, "2019-01-01"),
		op("boventalligen", voorziening.ToevoegingGeboekt{Mutatie: mutatie(1, 5_000_01, "2019-03-31"), Herkomst: voorziening.Lasten}),
		op("boventalligen", voorziening.AanwendingGeboekt{Mutatie: mutatie(2, 20_000_37, "2019-04-01")}),
		op("boventalligen", voorziening.VrijvalGeboekt{Mutatie: mutatie(3, 1_000_00, "2019-06-30")}),
		schat(voorziening.Boventalligen, 90_000_00, "2019-06-15"),
		ingesteld("viola", voorziening.Viola, 7_50, "2019-05-01"),
		op("boventalligen", voorziening.AanwendingGeboekt{Mutatie: mutatie(4, 1, "2019-07-01")}),
	}
}

func rapport(t *testing.T, r *projections.Rapport, v projections.Vraag, events []es.Recorded) projections.Antwoord {
	t.Helper()
	l := leesmodellentest.Lees(t, voorzieningen.Projector, events...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), r, l, v)
	require.NoError(t, err)
	return a
}

func waarden(a projections.Antwoord) (uit [][]projections.Waarde) {
	for _, r := range a.Uitkomst.Regels {
		uit = append(uit, r.Waarden)
	}
	return uit
}

func TestNorm(t *testing.T) {
	t.Run("per jaar staat er van hoeveel doelen de verplichting opnieuw is beoordeeld, zodra het jaar om is", func(t *testing.T) {
		require.Empty(t, rapport(t, voorzieningen.Rapport, projections.Vraag{Peildatum: dag("2019-09-30")}, verhaal()).Volledigheid.Normen)
		require.Equal(t, []projections.Norm{
			{Naam: "voorzieningen herschat in 2019", Norm: 2, Realisatie: 1},
			{Naam: "voorzieningen herschat in 2020", Norm: 2, Realisatie: 0},
		}, rapport(t, voorzieningen.Rapport, projections.Vraag{Peildatum: dag("2020-12-31")}, verhaal()).Volledigheid.Normen)
		n := rapport(t, voorzieningen.Rapport, projections.Vraag{Peildatum: dag("2019-12-31")}, append(verhaal(), schat(voorziening.Viola, 1, "2019-12-31"))).Volledigheid.Normen
		require.Equal(t, []projections.Norm{{Naam: "voorzieningen herschat in 2019", Norm: 2, Realisatie: 2, Gehaald: true}}, n)
	})
}

func TestVerloop(t *testing.T) {
	t.Run("per doel en kwartaal van begin tot eind, tot op de cent", func(t *testing.T) {
		a := rapport(t, voorzieningen.Rapport, projections.Vraag{}, verhaal())
		require.Equal(t, [][]projections.Waarde{
			{"boventalligen", "2019-K1", "100000.00", "100000.00", "5000.01", "0.00", "0.00", "105000.01", "", "", "", "nee"},
			{"boventalligen", "2019-K2", "105000.01", "0.00", "0.00", "20000.37", "1000.00", "83999.64", "90000.00", "2019-06-15", "6000.36", "ja"},
			{"boventalligen", "2019-K3", "83999.64", "0.00", "0.00", "0.01", "0.00", "83999.63", "90000.00", "2019-06-15", "6000.37", "ja"},
			{"viola", "2019-K2", "7.50", "7.50", "0.00", "0.00", "0.00", "7.50", "", "", "", "nee"},
		}, waarden(a))
		require.Equal(t, []es.Position{1, 2, 3, 4, 5}, a.Uitkomst.Regels[1].Herkomst)
	})
	t.Run("een peildatum telt tot en met die dag, en stille kwartalen blijven staan", func(t *testing.T) {
		a := rapport(t, voorzieningen.Rapport, projections.Vraag{Peildatum: dag("2019-06-29"), Filter: map[string]string{"doel": "boventalligen"}}, verhaal())
		require.Equal(t, []projections.Waarde{"boventalligen", "2019-K2", "105000.01", "0.00", "0.00", "20000.37", "0.00", "84999.64", "90000.00", "2019-06-15", "5000.36", "ja"}, waarden(a)[1])
		a = rapport(t, voorzieningen.Rapport, projections.Vraag{Peildatum: dag("2020-01-01"), Filter: map[string]string{"doel": "boventalligen", "kwartaal": "2020-K1"}}, verhaal())
		require.Equal(t, [][]projections.Waarde{
			{"boventalligen", "2020-K1", "83999.63", "0.00", "0.00", "0.00", "0.00", "83999.63", "90000.00", "2019-06-15", "6000.37", "nee"},
		}, waarden(a))
	})
	t.Run("een correctie met een eerdere dag verandert nu bekend en niet toen bekend", func(t *testing.T) {
		events := append(verhaal(), op("boventalligen", voorziening.AanwendingGeboekt{Mutatie: mutatie(2, 10_000_00, "2019-03-30")}))
		was := rapport(t, voorzieningen.Rapport, projections.Vraag{BekendOp: 7}, events)
		is := rapport(t, voorzieningen.Rapport, projections.Vraag{}, events)
		require.Equal(t, rapport(t, voorzieningen.Rapport, projections.Vraag{}, verhaal()).Uitkomst, was.Uitkomst)
		require.Equal(t, []string{"95000.01", "94000.01", "94000.00"}, []string{waarden(is)[0][7].(string), waarden(is)[1][7].(string), waarden(is)[2][7].(string)})
		require.Equal(t, []projections.Waarde{"0.00", "ja"}, []projections.Waarde{waarden(is)[1][10], waarden(is)[1][11]}, "enough after all")
		require.Contains(t, is.Uitkomst.Regels[0].Herkomst, es.Position(8))
	})
	t.Run("na afwikkeling is er niets meer nodig", func(t *testing.T) {
		events := append(verhaal(),
			op("boventalligen", voorziening.VrijvalGeboekt{Mutatie: mutatie(5, 83_999_63, "2019-09-30")}),
			op("boventalligen", voorziening.VoorzieningAfgewikkeld{Doel: voorziening.Boventalligen, Besluit: besluit, AfgewikkeldOp: dag("2019-09-30")}))
		require.Equal(t, []projections.Waarde{"0.00", "0.00", "2019-09-30", "0.00", "ja"}, waarden(rapport(t, voorzieningen.Rapport, projections.Vraag{}, events))[2][7:])
	})
	t.Run("schattingen van twee voorzieningen voor een doel tellen samen", func(t *testing.T) {
		events := append(verhaal(), ingesteld("erbij", voorziening.Boventalligen, 1_00, "2019-07-01"),
			op("erbij", voorziening.VerplichtingOpnieuwGeschat{Doel: voorziening.Boventalligen, Schatting: 3_00, Onderbouwing: "m", GeschatOp: dag("2019-08-01")}))
		w := waarden(rapport(t, voorzieningen.Rapport, projections.Vraag{}, events))[2]
		require.Equal(t, []projections.Waarde{"84000.64", "1.00"}, []projections.Waarde{w[2], w[3]}) // begin, of which brought in
		require.Equal(t, "90003.00", w[8])
	})
	t.Run("wat gesimuleerd is blijft dat, en boeken zonder instelling stopt de projector", func(t *testing.T) {
		events := verhaal()
		e := events[2].Event.(voorziening.AanwendingGeboekt)
		e.Gesimuleerd = true
		events[2].Event = e
		var gezien []bool
		for _, r := range rapport(t, voorzieningen.Rapport, projections.Vraag{}, events).Uitkomst.Regels {
			gezien = append(gezien, r.Gesimuleerd)
		}
		require.Equal(t, []bool{false, true, true, false}, gezien, "as soon as a saldo rests on it")
		require.ErrorIs(t, voorzieningen.Projector.Verwerk(leegSchrijver{}, verhaal()[1]), projections.ErrVolgorde)
	})
	t.Run("dezelfde gebeurtenissen geven dezelfde rijen", func(t *testing.T) {
		leesmodellentest.Golden(t, voorzieningen.Projector, verhaal(), "testdata/golden.json")
	})
}

type leegSchrijver struct{ projections.Schrijver }

func (leegSchrijver) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, nil
}

func TestMutatielijst(t *testing.T) {
	t.Run("elke mutatie noemt grond en besluit, en haar correcties", func(t *testing.T) {
		events := append(verhaal(), op("boventalligen", voorziening.AanwendingGeboekt{Mutatie: mutatie(2, 0, "2019-04-01")}))
		a := rapport(t, voorzieningen.Mutatielijst, projections.Vraag{Filter: map[string]string{"doel": "boventalligen"}}, events)
		require.Len(t, a.Uitkomst.Regels, 5)
		require.Equal(t, []projections.Waarde{
			"boventalligen", "2019-04-01", int64(2), "aanwending", "0.00", "BBV-44-1-a", "algemeen-bestuur", "AB-2018-44", "2018-12-13", "", "voorziening-boventalligen", "",
		}, waarden(a)[2])
		require.Equal(t, []es.Position{3, 8}, a.Uitkomst.Regels[2].Herkomst)
		toe := op("boventalligen", voorziening.ToevoegingGeboekt{
			Mutatie: mutatie(1, 5_000_01, "2019-03-31"), Wijziging: voorziening.Begrotingswijziging{Jaar: 2019, Nummer: 2, VastgesteldOp: dag("2018-12-13")},
		})
		met := waarden(rapport(t, voorzieningen.Mutatielijst, projections.Vraag{Filter: map[string]string{"doel": "boventalligen"}}, append(verhaal(), toe)))
		require.Equal(t, []projections.Waarde{int64(1), "2 van 2019"}, []projections.Waarde{met[1][2], met[1][11]}, "a correction adds it")
		require.Len(t, rapport(t, voorzieningen.Mutatielijst, projections.Vraag{Peildatum: dag("2019-03-31")}, events).Uitkomst.Regels, 2)
	})
}

// geschiedenis draws bookings by the rules of the domain, with corrections to
// other days and amounts, recorded in any order.
func geschiedenis(t *rapid.T) []es.Recorded {
	var events []es.Recorded
	standen := map[string]voorziening.State{}
	for range rapid.IntRange(1, 30).Draw(t, "stappen") {
		o := recht.Opdracht{Op: dag("2022-01-01").Begin(), Actor: recht.Actor{Rol: "controller", Organisatie: "MGR", ID: "a"}}
		if rapid.Bool().Draw(t, "correctie") {
			o.Corrigeert = uuid.UUID{1}
		}
		b := voorziening.Boeking{
			Nummer: rapid.IntRange(1, 6).Draw(t, "nummer"), Bedrag: recht.Bedrag(rapid.Int64Range(0, 99).Draw(t, "bedrag")),
			Besluit: besluit, GeboektOp: dag("2019-01-01").PlusDagen(45 * rapid.IntRange(0, 10).Draw(t, "dag")),
		}
		doel := rapid.SampledFrom([]voorziening.Doel{voorziening.Viola, voorziening.Huur}).Draw(t, "doel")
		in := voorziening.StelIn{Opdracht: o, Doel: doel, BBVGrond: voorziening.Risicos, Beginsaldo: b.Bedrag, Besluit: besluit, IngesteldOp: dag("2019-01-01")}
		c := rapid.SampledFrom([]voorziening.Command{
			in,
			voorziening.VoegToe{Opdracht: o, Boeking: b, Herkomst: voorziening.Lasten},
			voorziening.WendAan{Opdracht: o, Boeking: b},
			voorziening.LaatVrijvallen{Opdracht: o, Boeking: b},
		}).Draw(t, "stap")
		nieuw, err := voorziening.Decide(c, standen[string(doel)])
		if err != nil {
			continue
		}
		for _, e := range nieuw {
			standen[string(doel)] = voorziening.Evolve(standen[string(doel)], e)
			events = append(events, op(string(doel), e))
		}
	}
	return events
}

// saldo is what the domain says of a purpose at the end of a day, at position p.
func saldo(events []es.Recorded, doel string, d recht.Datum) recht.Bedrag {
	var s voorziening.State
	for _, r := range events {
		if r.Stream == es.Stream("voorziening-"+doel) {
			s = voorziening.Evolve(s, r.Event.(voorziening.Event))
		}
	}
	return s.Saldo(d)
}

func bedrag(t require.TestingT, w projections.Waarde) recht.Bedrag {
	b, err := recht.ParseBedrag(w.(string))
	require.NoError(t, err)
	return b
}

func TestEigenschappen(t *testing.T) {
	t.Run("het rapport sluit op elk moment tot op de cent op het domein, op de cellen en op het kwartaal ervoor", func(t *testing.T) {
		rapid.Check(t, func(r *rapid.T) {
			events := geschiedenis(r)
			l := leesmodellentest.Lees(t, voorzieningen.Projector, events...)
			p := es.Position(rapid.IntRange(0, len(events)).Draw(r, "positie"))
			a, err := projections.Voer(t.Context(), voorzieningen.Rapport, l, projections.Vraag{BekendOp: p, Peildatum: dag("2020-12-31")})
			require.NoError(r, err)
			vorige := map[string]recht.Bedrag{}
			for _, regel := range a.Uitkomst.Regels {
				doel, k := regel.Waarden[0].(string), recht.Kwartaal(regel.Waarden[1].(string))
				var b [6]recht.Bedrag
				for i := range b {
					b[i] = bedrag(r, regel.Waarden[2+i])
				}
				begin, ingebracht, toe, aan, vrij, eind := b[0], b[1], b[2], b[3], b[4], b[5]
				require.Equal(r, eind, begin+toe-aan-vrij)
				require.Equal(r, begin, vorige[doel]+ingebracht)
				require.GreaterOrEqual(r, eind, recht.Bedrag(0))
				require.Equal(r, saldo(events[:p], doel, k.Einde()), eind, "%s %s", doel, k)
				vorige[doel] = eind
			}
			cellen := map[string]recht.Bedrag{}
			for c, err := range l.Cellen(voorzieningen.Bedragen, p, recht.Datum{}) {
				require.NoError(r, err)
				teken := recht.Bedrag(1)
				if c.Dimensies[1] == voorzieningen.Aanwending || c.Dimensies[1] == voorzieningen.Vrijval {
					teken = -1
				}
				cellen[c.Dimensies[0]] += teken * recht.Bedrag(c.Waarde)
			}
			for doel, c := range cellen {
				require.Equal(r, saldo(events[:p], doel, recht.Datum{}), c, fmt.Sprint(doel))
			}
			require.NoError(r, leesmodellentest.Herkomst(l, voorzieningen.Bedragen, p, dag("2019-07-01")))
		})
	})
}

package boventalligen_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/boventalligen"
)

func op(n int, e boventallige.Event) es.Recorded {
	return es.Recorded{Stream: es.Stream(fmt.Sprintf("boventallige-%d", n)), Event: e}
}

func verklaard(n int, k recht.Kwartaal) es.Recorded {
	return op(n, boventallige.BoventalligVerklaard{Kwartaal: k})
}

func uit(n int, k recht.Kwartaal, klasse boventallige.Klasse) es.Recorded {
	return op(n, boventallige.BoventalligeUitgestroomd{Kwartaal: k, Klasse: klasse})
}

// verhaal: four persons of the first quarter of 2019, one of whom gets guidance,
// one leaves and one is not boventallig after all.
func verhaal() []es.Recorded {
	return []es.Recorded{
		verklaard(1, "2019-K1"), verklaard(2, "2019-K1"), verklaard(3, "2019-K1"), verklaard(4, "2019-K1"),
		op(1, boventallige.VanWerkNaarWerkTrajectGestart{Traject: 1, Kwartaal: "2019-K2"}),
		op(2, boventallige.VanWerkNaarWerkTrajectGestart{Traject: 1, Kwartaal: "2019-K1"}),
		op(2, boventallige.VanWerkNaarWerkTrajectBeeindigd{Traject: 1, Kwartaal: "2019-K3"}),
		uit(1, "2019-K3", boventallige.NaarWerk),
		op(4, boventallige.BoventalligheidIngetrokken{Kwartaal: "2019-K3"}),
	}
}

func rapport(t *testing.T, v projections.Vraag, events []es.Recorded) projections.Antwoord {
	t.Helper()
	l := leesmodellentest.Lees(t, boventalligen.Projector, events...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), boventalligen.Rapport, l, v)
	require.NoError(t, err)
	return a
}

func waarden(a projections.Antwoord) (uit [][]projections.Waarde) {
	for _, r := range a.Uitkomst.Regels {
		uit = append(uit, r.Waarden)
	}
	return uit
}

const weg = boventalligen.Afgeschermd

func TestAfbouw(t *testing.T) {
	t.Run("per kwartaal de stand aan het einde en wat er gebeurde", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, verhaal())
		require.Equal(t, [][]projections.Waarde{
			{"2019-K1", int64(3), int64(1), int64(4), int64(4), int64(0), int64(0), weg, weg, "0"},
			{"2019-K2", int64(2), int64(2), int64(4), int64(0), int64(0), int64(0), weg, weg, "0"},
			{"2019-K3", int64(2), int64(0), int64(2), int64(0), int64(1), int64(1), weg, weg, "0"},
		}, waarden(a))
		require.Equal(t, []es.Position{1, 2, 3, 4, 6}, a.Uitkomst.Regels[0].Herkomst)
	})
	t.Run("een peildatum laat latere kwartalen weg en toont ook stille kwartalen", func(t *testing.T) {
		require.Len(t, rapport(t, projections.Vraag{Peildatum: recht.NieuweDatum(2019, 6, 30)}, verhaal()).Uitkomst.Regels, 2)
		require.Len(t, rapport(t, projections.Vraag{Peildatum: recht.NieuweDatum(2019, 7, 1)}, verhaal()).Uitkomst.Regels, 3)
		a := rapport(t, projections.Vraag{Peildatum: recht.NieuweDatum(2020, 1, 1)}, verhaal())
		require.Len(t, a.Uitkomst.Regels, 5)
		require.Equal(t, int64(2), a.Uitkomst.Regels[4].Waarden[3])
		a = rapport(t, projections.Vraag{Filter: map[string]string{"kwartaal": "2019-K2"}}, verhaal())
		require.Len(t, a.Uitkomst.Regels, 1)
		require.Empty(t, rapport(t, projections.Vraag{}, nil).Uitkomst.Regels)
	})
	t.Run("een correctie met een eerdere dag verandert nu bekend en niet toen bekend", func(t *testing.T) {
		events := append(verhaal(), uit(1, "2019-K2", boventallige.Anders), verklaard(3, "2019-K2"))
		toen := es.Position(len(verhaal()))
		was, is := rapport(t, projections.Vraag{BekendOp: toen}, events), rapport(t, projections.Vraag{}, events)
		require.Equal(t, rapport(t, projections.Vraag{}, verhaal()).Uitkomst, was.Uitkomst)
		require.Equal(t, [][]projections.Waarde{
			{"2019-K1", int64(2), int64(1), int64(3), int64(3), int64(0), int64(0), weg, weg, "0"},
			{"2019-K2", int64(2), int64(1), int64(3), int64(1), int64(1), int64(0), weg, weg, "0"},
			{"2019-K3", int64(2), int64(0), int64(2), int64(0), int64(0), int64(1), weg, weg, "0"},
		}, waarden(is))
	})
	t.Run("wat gesimuleerd is blijft dat, en een vreemde volgorde stopt de projector", func(t *testing.T) {
		events := verhaal()
		require.False(t, rapport(t, projections.Vraag{}, events).Uitkomst.Regels[0].Gesimuleerd)
		e := events[8].Event.(boventallige.BoventalligheidIngetrokken)
		e.Gesimuleerd = true
		events[8].Event = e
		require.True(t, rapport(t, projections.Vraag{}, events).Uitkomst.Regels[0].Gesimuleerd)
		require.ErrorIs(t, boventalligen.Projector.Verwerk(leegSchrijver{}, uit(1, "2019-K1", boventallige.Anders)), projections.ErrVolgorde)
	})
	t.Run("dezelfde gebeurtenissen geven dezelfde rijen", func(t *testing.T) {
		leesmodellentest.Golden(t, boventalligen.Projector, verhaal(), "testdata/golden.json")
	})
}

type leegSchrijver struct{ projections.Schrijver }

func (leegSchrijver) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, nil
}

// uitstroom lets people leave in one quarter, one event each, in this order.
func uitstroom(klassen string) []es.Recorded {
	var events []es.Recorded
	for n := range klassen {
		events = append(events, verklaard(n, "2019-K1"))
	}
	for n, k := range klassen {
		events = append(events, uit(n, "2019-K2", map[rune]boventallige.Klasse{'w': boventallige.NaarWerk, 'a': boventallige.Anders}[k]))
	}
	return events
}

func splitsing(a projections.Antwoord, kwartaal string) []projections.Waarde {
	for _, r := range a.Uitkomst.Regels {
		if r.Waarden[0] == kwartaal {
			return r.Waarden[7:]
		}
	}
	return nil
}

func TestKlassen(t *testing.T) {
	t.Run("pas als elke klasse de drempel haalt staan zij er", func(t *testing.T) {
		for klassen, want := range map[string][]projections.Waarde{
			"w":           {weg, weg, "0"},
			"wwwwwwwwwww": {weg, weg, "0"}, // all to work: then everybody's reason would be known
			"wwwwwaaaa":   {weg, weg, "0"},
			"wwwwwaaaaa":  {"5", "5", "10"},
		} {
			require.Equal(t, want, splitsing(rapport(t, projections.Vraag{}, uitstroom(klassen)), "2019-K2"), klassen)
		}
	})
	t.Run("wie daarna uitstroomt wacht in het totaal tot het verschil niets meer zegt", func(t *testing.T) {
		require.Equal(t, []projections.Waarde{"5", "5", "10"}, splitsing(rapport(t, projections.Vraag{}, uitstroom("wwwwwaaaaa"+"w")), "2019-K2"))
		require.Equal(t, []projections.Waarde{"5", "5", "10"}, splitsing(rapport(t, projections.Vraag{}, uitstroom("wwwwwaaaaa"+"wwwwa")), "2019-K2"))
		require.Equal(t, []projections.Waarde{"10", "5", "15"}, splitsing(rapport(t, projections.Vraag{}, uitstroom("wwwwwaaaaa"+"wwwww")), "2019-K2"))
	})
	t.Run("ook een eerder antwoord dan het vorige blijft gelden", func(t *testing.T) {
		klassen := "wwwwwaaaaa" + "a" + "wwwwww" + "aaaa"
		events := uitstroom(klassen)
		require.Equal(t, []projections.Waarde{"11", "10", "21"}, splitsing(rapport(t, projections.Vraag{}, events), "2019-K2"))
		for n := range 5 { // to 6 and 10: five fewer than 11, but one more than the 5 that was shown first
			events = append(events, uit(n, "2019-K3", boventallige.NaarWerk))
		}
		require.Equal(t, []projections.Waarde{"11", "10", "21"}, splitsing(rapport(t, projections.Vraag{}, events), "2019-K2"))
	})
	t.Run("een correctie telt in haar geheel, niet voor de helft", func(t *testing.T) {
		events := append(uitstroom("wwwwwaaaaa"+"wwww"), uit(5, "2019-K2", boventallige.NaarWerk)) // 10 and 4, never 10 and 5
		require.Equal(t, []projections.Waarde{"5", "5", "10"}, splitsing(rapport(t, projections.Vraag{}, events), "2019-K2"))
	})
	t.Run("uit geen twee antwoorden is de reden van een mens te halen", func(t *testing.T) {
		rapid.Check(t, func(r *rapid.T) {
			klassen := rapid.StringMatching(`[wa]{5,25}`).Draw(r, "klassen")
			events := uitstroom(klassen)
			for range rapid.IntRange(0, 4).Draw(r, "correcties") { // the same person, another class or quarter
				n := rapid.IntRange(0, len(klassen)-1).Draw(r, "wie")
				events = append(events, uit(n, rapid.SampledFrom([]recht.Kwartaal{"2019-K2", "2019-K3"}).Draw(r, "kwartaal"),
					rapid.SampledFrom([]boventallige.Klasse{boventallige.NaarWerk, boventallige.Anders}).Draw(r, "klasse")))
			}
			l := leesmodellentest.Lees(t, boventalligen.Projector, events...)
			gezien := [][2]int{{0, 0}}
			for p := range events {
				a, err := projections.Voer(t.Context(), boventalligen.Rapport, l, projections.Vraag{BekendOp: es.Position(p + 1)})
				require.NoError(r, err)
				s := splitsing(a, "2019-K2")
				if s == nil || s[0] == weg {
					continue
				}
				w, err := strconv.Atoi(s[0].(string))
				require.NoError(r, err)
				an, err := strconv.Atoi(s[1].(string))
				require.NoError(r, err)
				for _, g := range gezien {
					for _, d := range []int{w - g[0], an - g[1]} {
						require.True(r, d == 0 || d >= 5 || d <= -5, "at %d: %v after %v", p+1, s, gezien)
					}
				}
				if !slices.Contains(gezien, [2]int{w, an}) {
					gezien = append(gezien, [2]int{w, an})
				}
			}
		})
	})
}

// geschiedenis draws persons whose steps follow the rules of the domain, with
// corrections to other quarters, recorded in any order.
func geschiedenis(t *rapid.T) []es.Recorded {
	var events []es.Recorded
	standen := map[int]boventallige.State{}
	begin := recht.NieuweDatum(2019, 1, 1)
	for range rapid.IntRange(1, 40).Draw(t, "stappen") {
		o := recht.Opdracht{Op: recht.NieuweDatum(2022, 1, 1).Begin(), Actor: recht.Actor{Rol: "personeelsadviseur", Organisatie: "MGR", ID: "a"}}
		if rapid.Bool().Draw(t, "correctie") {
			o.Corrigeert = uuid.UUID{byte(rapid.IntRange(1, 3).Draw(t, "van"))}
		}
		d := begin.PlusDagen(30 * rapid.IntRange(0, 15).Draw(t, "maand"))
		n, nr := rapid.IntRange(0, 4).Draw(t, "wie"), rapid.IntRange(1, 2).Draw(t, "traject")
		p := sw.Persoon{Naam: es.Prive("Verzonnen Naam"), Geboren: es.Prive(recht.NieuweDatum(1960, 1, 1))}
		c := rapid.SampledFrom([]boventallige.Command{
			boventallige.Verklaar{Opdracht: o, Persoon: p, Pseudoniem: "b1oQf6sVTmyC3rXe0kWzHA", VerklaardOp: d},
			boventallige.StartTraject{Opdracht: o, Traject: nr, GestartOp: d},
			boventallige.BeeindigTraject{Opdracht: o, Traject: nr, BeeindigdOp: d},
			boventallige.TrekIn{Opdracht: o, IngetrokkenOp: d},
			boventallige.StroomUit{Opdracht: o, Reden: boventallige.Overig, UitgestroomdOp: d},
		}).Draw(t, "stap")
		nieuw, err := boventallige.Decide(c, standen[n])
		if err != nil {
			continue
		}
		for _, e := range nieuw {
			standen[n] = boventallige.Evolve(standen[n], e)
			events = append(events, op(n, e))
		}
	}
	return events
}

// opDag says from the events alone how somebody stood at the end of quarter k.
func opDag(events []es.Recorded, stroom es.Stream, k recht.Kwartaal) (boventallig, traject bool) {
	var einde recht.Datum
	for _, r := range events {
		if r.Stream != stroom {
			continue
		}
		switch e := r.Event.(type) {
		case boventallige.BoventalligVerklaard:
			boventallig = !e.VerklaardOp.Na(k.Einde())
		case boventallige.VanWerkNaarWerkTrajectGestart:
			traject = traject || !e.GestartOp.Na(k.Einde())
		case boventallige.VanWerkNaarWerkTrajectBeeindigd:
			traject = traject && e.BeeindigdOp.Na(k.Einde())
		case boventallige.BoventalligheidIngetrokken:
			einde = e.IngetrokkenOp
		case boventallige.BoventalligeUitgestroomd:
			einde = e.UitgestroomdOp
		}
	}
	if boventallig = boventallig && (einde.IsZero() || einde.Na(k.Einde())); !boventallig {
		traject = false
	}
	return boventallig, traject
}

func TestEigenschappen(t *testing.T) {
	t.Run("standen zijn gelijk aan de feiten, stand plus instroom min uitstroom is de volgende stand, op elk moment", func(t *testing.T) {
		rapid.Check(t, func(r *rapid.T) {
			events := geschiedenis(r)
			l := leesmodellentest.Lees(t, boventalligen.Projector, events...)
			p := es.Position(rapid.IntRange(0, len(events)).Draw(r, "positie"))
			a, err := projections.Voer(t.Context(), boventalligen.Rapport, l, projections.Vraag{BekendOp: p, Peildatum: recht.NieuweDatum(2020, 12, 31)})
			require.NoError(r, err)
			vorige := int64(0)
			for _, regel := range a.Uitkomst.Regels {
				w := regel.Waarden
				var zonder, in int64
				for n := range 5 {
					b, traject := opDag(events[:p], es.Stream(fmt.Sprintf("boventallige-%d", n)), recht.Kwartaal(w[0].(string)))
					if traject {
						in++
					} else if b {
						zonder++
					}
				}
				require.Equal(r, []projections.Waarde{zonder, in, zonder + in}, w[1:4], "%s", w[0])
				vorige += w[4].(int64) - w[5].(int64) - w[6].(int64)
				require.Equal(r, vorige, w[3], "%s does not follow from the quarter before", w[0])
			}
			require.NoError(r, leesmodellentest.Herkomst(l, boventalligen.Aantallen, p, recht.NieuweDatum(2019, 7, 1)))
		})
	})
}

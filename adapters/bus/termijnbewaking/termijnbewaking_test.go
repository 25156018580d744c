package termijnbewaking_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/termijnbewaking"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	arnhem = recht.Gemeentecode("GM0202")
	renkum = recht.Gemeentecode("GM0274")
	plan   = uitvoeringsplan.Stroom(2020)
	ander  = uitvoeringsplan.Stroom(2024)
	summer = recht.NieuweDatum(2019, time.July, 1)
	winter = recht.NieuweDatum(2019, time.December, 31)
)

func gevraagd(g recht.Gemeentecode, bijstelling int, uiterlijk recht.Datum) uitvoeringsplan.ZienswijzeGevraagd {
	return uitvoeringsplan.ZienswijzeGevraagd{
		Verantwoording: recht.Verantwoording{Gesimuleerd: true},
		Gemeente:       g, Bijstelling: bijstelling, Einde: recht.Termijneinde{Nominaal: uiterlijk, Uiterlijk: uiterlijk},
	}
}

// history numbers events of one plan.
func history(stream es.Stream, events ...uitvoeringsplan.Event) []es.Recorded {
	out := make([]es.Recorded, len(events))
	for i, e := range events {
		id := uuid.NewSHA1(uuid.Nil, []byte{byte(i), stream[len(stream)-1]})
		out[i] = es.Recorded{Position: es.Position(i + 1), Stream: stream, ID: id, Event: e, Correlation: "zaak"}
	}
	return out
}

// due returns for whom a term is over at nu, after history.
func due(nu time.Time, history ...es.Recorded) []termijnbewaking.Verzoek {
	var out []termijnbewaking.Verzoek
	for _, o := range opdrachten(nu, history...) {
		c := o.Opdracht.(uitvoeringsplan.LaatTermijnVerstrijken)
		out = append(out, termijnbewaking.Verzoek{Stroom: o.Stroom, Gemeente: c.Gemeente, Bijstelling: c.Bijstelling})
	}
	return out
}

func opdrachten(nu time.Time, history ...es.Recorded) []bus.Opdracht {
	p := termijnbewaking.Proces()
	s := p.Nieuw()
	for _, r := range history {
		s = p.Volg(s, r)
	}
	return p.Gewekt(s, nu)
}

func TestTerm(t *testing.T) {
	asked := termijnbewaking.Verzoek{Stroom: plan, Gemeente: arnhem}

	t.Run("de laatste dag is in Amsterdam nog helemaal op tijd", func(t *testing.T) {
		for _, tt := range []struct {
			last recht.Datum
			nu   string
			over bool
		}{
			{summer, "2019-07-01T00:00:00Z", false},
			{summer, "2019-07-01T21:59:59.999Z", false}, // one millisecond before midnight
			{summer, "2019-07-01T22:00:00Z", true},
			{winter, "2019-12-31T22:59:59.999Z", false},
			{winter, "2019-12-31T23:00:00Z", true},
			{winter, "2026-11-24T12:00:00Z", true},
		} {
			nu, err := time.Parse(time.RFC3339, tt.nu)
			require.NoError(t, err)
			got := due(nu, history(plan, gevraagd(arnhem, 0, tt.last))...)
			require.Equal(t, tt.over, len(got) == 1, "%s at %s", tt.last, tt.nu)
			if tt.over {
				require.Equal(t, asked, got[0])
			}
		}
	})

	t.Run("het proces volgt het verzoek en elk antwoord", func(t *testing.T) {
		require.Equal(t, []string{
			"nl.gemeenschappelijke-regelingen.van-zienswijze-afgezien.v1",
			"nl.gemeenschappelijke-regelingen.zienswijze-gevraagd.v1",
			"nl.gemeenschappelijke-regelingen.zienswijze-ontvangen.v1",
			"nl.gemeenschappelijke-regelingen.zienswijze-termijn-verstreken.v1",
		}, termijnbewaking.Proces().Types)
	})

	late := summer.PlusDagen(1).Begin()

	t.Run("wie van zich liet horen, op welke manier ook, wordt met rust gelaten", func(t *testing.T) {
		for _, answer := range []uitvoeringsplan.Event{
			uitvoeringsplan.ZienswijzeOntvangen{Gemeente: arnhem, Tijdigheid: uitvoeringsplan.OpTijd},
			uitvoeringsplan.ZienswijzeOntvangen{Gemeente: arnhem, Tijdigheid: uitvoeringsplan.TeLaat},
			uitvoeringsplan.VanZienswijzeAfgezien{Gemeente: arnhem},
			uitvoeringsplan.ZienswijzeTermijnVerstreken{Gemeente: arnhem},
		} {
			require.Empty(t, due(late, history(plan, gevraagd(arnhem, 0, summer), answer)...), "%T", answer)
		}
	})

	t.Run("een antwoord geldt alleen voor die raad, dat plan en die bijstelling", func(t *testing.T) {
		require.Equal(t, []termijnbewaking.Verzoek{
			{Stroom: plan, Gemeente: arnhem}, {Stroom: plan, Gemeente: renkum}, {Stroom: ander, Gemeente: arnhem},
		}, due(late, append(
			history(plan, gevraagd(arnhem, 0, summer), gevraagd(arnhem, 1, summer), gevraagd(renkum, 0, summer),
				uitvoeringsplan.VanZienswijzeAfgezien{Gemeente: arnhem, Bijstelling: 1}),
			history(ander, gevraagd(arnhem, 0, summer))...)...))
	})

	t.Run("een verbeterd verzoek heeft zijn eigen termijn en zijn eigen opdracht", func(t *testing.T) {
		first, again := gevraagd(arnhem, 0, summer), gevraagd(arnhem, 0, winter)
		require.Empty(t, due(late, history(plan, first, again)...), "the term was moved before it was over")
		events := history(plan, first, uitvoeringsplan.ZienswijzeTermijnVerstreken{Gemeente: arnhem}, again)
		require.Empty(t, due(late, events...))
		os := opdrachten(winter.PlusDagen(1).Begin(), events...)
		require.Len(t, os, 1)
		require.Equal(t, events[2].ID, os[0].Oorzaak)
	})

	t.Run("zonder laatste dag is er geen termijn om te bewaken", func(t *testing.T) {
		require.Empty(t, due(late, history(plan, uitvoeringsplan.ZienswijzeGevraagd{Gemeente: arnhem})...))
	})

	t.Run("de oudste termijn gaat voor, en de volgorde ligt vast", func(t *testing.T) {
		events := append(
			history(plan, gevraagd(renkum, 0, summer), gevraagd(arnhem, 1, summer), gevraagd(arnhem, 0, summer)),
			history(ander, gevraagd(arnhem, 0, summer.PlusDagen(-1)), gevraagd(renkum, 0, winter))...)
		for range 20 {
			require.Equal(t, []termijnbewaking.Verzoek{
				{Stroom: ander, Gemeente: arnhem},
				{Stroom: plan, Gemeente: arnhem},
				{Stroom: plan, Gemeente: arnhem, Bijstelling: 1},
				{Stroom: plan, Gemeente: renkum},
			}, due(late, events...))
		}
	})

	t.Run("de opdracht zegt wie handelt, wanneer, en of het verzonnen is", func(t *testing.T) {
		events := history(plan, gevraagd(arnhem, 2, summer))
		require.Equal(t, []bus.Opdracht{{
			Oorzaak: events[0].ID, Samenhang: "zaak", Stroom: plan,
			Opdracht: uitvoeringsplan.LaatTermijnVerstrijken{
				Opdracht: recht.Opdracht{
					Op: late, Gesimuleerd: true,
					Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "termijnbewaking"},
				},
				Gemeente: arnhem, Bijstelling: 2,
			},
		}}, opdrachten(late, events...))
	})
}

package verzuim_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	vm "github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
)

func ctx(t require.TestingT) context.Context {
	if t, ok := t.(interface{ Context() context.Context }); ok {
		return t.Context()
	}
	return context.Background()
}

type w = []projections.Waarde

func een() *kantoor { return &kantoor{} }

func TestVerzuimmeldingen(t *testing.T) {
	t.Run("meldingen tellen per gemeente, schooljaar en soort, en per school", func(t *testing.T) {
		luxe := ontvang("GM0277", "27GZ01", "2026-10-16")
		luxe.Verzuimsoort = vm.Luxe
		k := verhaal(t, map[int][]vm.Command{
			0: {ontvang("GM0202", "27GZ01", "2026-10-16")},
			1: {ontvang("GM0202", "27GZ02", "2026-10-16")},
			2: {luxe},
			3: {ontvang("GM0202", "27GZ01", "2026-08-20")}, // absence began on 31 July: the schooljaar before
		})
		require.Equal(t, []w{
			{"GM0202", "Arnhem", "2025-2026", "16_UUR", int64(1)},
			{"GM0202", "Arnhem", "2026-2027", "16_UUR", int64(2)},
			{"GM0277", "Rozendaal", "2026-2027", "LUXE", int64(1)},
		}, vraag(t, verzuim.Rapport, k, projections.Vraag{}))
		require.Equal(t, []w{
			{"GM0202", "Arnhem", "27GZ01", "2026-2027", "16_UUR", int64(1)},
			{"GM0202", "Arnhem", "27GZ02", "2026-2027", "16_UUR", int64(1)},
		}, vraag(t, verzuim.RapportPerSchool, k, projections.Vraag{Filter: map[string]string{"gemeente": "GM0202", "schooljaar": "2026-2027"}}))
	})
	t.Run("een ingetrokken melding telt tot de dag van intrekking", func(t *testing.T) {
		k := verhaal(t, map[int][]vm.Command{0: {ontvang("GM0202", "27GZ01", "2026-10-16"), intrek("2026-10-20")}})
		require.Empty(t, vraag(t, verzuim.Rapport, k, projections.Vraag{}))
		op := func(d string, p es.Position) int {
			return len(vraag(t, verzuim.Rapport, k, projections.Vraag{Peildatum: dag(d), BekendOp: p}))
		}
		require.Equal(t, []int{0, 1, 1, 0}, []int{op("2026-10-15", 0), op("2026-10-16", 0), op("2026-10-19", 0), op("2026-10-20", 0)})
		require.Equal(t, 1, op("2026-10-20", 1), "as known before it was withdrawn")
	})
	t.Run("een correctie verhuist de melding, en wat eerder bekend was blijft", func(t *testing.T) {
		k := een()
		o := ontvang("GM0202", "27GZ01", "2026-10-16")
		require.NoError(t, k.doe(0, o))
		voor := es.Position(len(k.events))
		o.Gemeente, o.School, o.Verzuimsoort = "GM0274", "27GZ02", vm.Langdurig
		require.NoError(t, k.doe(0, corrigeer(o)))
		require.Equal(t, []w{{"GM0274", "Renkum", "2026-2027", "LRV", int64(1)}}, vraag(t, verzuim.Rapport, k, projections.Vraag{}))
		require.Equal(t, []w{{"GM0202", "Arnhem", "2026-2027", "16_UUR", int64(1)}}, vraag(t, verzuim.Rapport, k, projections.Vraag{BekendOp: voor}))
		require.Equal(t, []w{{"GM0274", "Renkum", "27GZ02", "2026-2027", "LRV", int64(1)}}, vraag(t, verzuim.RapportPerSchool, k, projections.Vraag{}))
	})
	t.Run("wat blijft hangt niet aan wat vernietigd is", func(t *testing.T) {
		k := verhaal(t, map[int][]vm.Command{0: {ontvang("GM0202", "27GZ01", "2026-10-16")}, 1: {ontvang("GM0202", "27GZ01", "2026-10-19"), intrek("2026-10-20")}})
		heel := vraag(t, verzuim.Rapport, k, projections.Vraag{})
		for i, r := range k.events { // as the codec gives back a residu
			r.Replaced = true
			switch e := r.Event.(type) {
			case vm.VerzuimmeldingOntvangen:
				r.Event = vm.VerzuimmeldingOntvangen{Kenmerken: e.Kenmerken}
			case vm.VerzuimmeldingIngetrokken:
				r.Event = vm.VerzuimmeldingIngetrokken{Kenmerken: e.Kenmerken}
			}
			k.events[i] = r
		}
		require.Equal(t, heel, vraag(t, verzuim.Rapport, k, projections.Vraag{}))
		require.Empty(t, vraag(t, verzuim.RapportPerSchool, k, projections.Vraag{}))
		require.Empty(t, vraag(t, verzuim.RapportDoorlooptijd, k, projections.Vraag{}))
	})
	t.Run("verzonnen meldingen maken een regel gesimuleerd, zolang zij tellen", func(t *testing.T) {
		echt, verzonnen, i := ontvang("GM0202", "27GZ01", "2026-10-16"), ontvang("GM0202", "27GZ01", "2026-10-16"), intrek("2026-10-20")
		verzonnen.Gesimuleerd, i.Gesimuleerd = true, true
		k := verhaal(t, map[int][]vm.Command{0: {echt}, 1: {verzonnen, i}})
		l := leesmodellentest.Lees(t, verzuim.Projector, k.events...)
		for p, want := range map[es.Position]bool{1: false, 2: true, 3: false} {
			for _, r := range []*projections.Rapport{verzuim.Rapport, verzuim.RapportPerSchool, verzuim.RapportTijdigheid} {
				require.Equal(t, want, rapport(t, l, r, projections.Vraag{BekendOp: p})[0].Gesimuleerd, "%s at %d", r.Naam, p)
			}
		}
		require.True(t, rapport(t, leesmodellentest.Lees(t, verzuim.Projector, verhaal(t, map[int][]vm.Command{0: {verzonnen}}).events...),
			verzuim.RapportDoorlooptijd, projections.Vraag{BekendOp: 1})[0].Gesimuleerd)
	})
	t.Run("de oude status overgedragen is te lezen en houdt de melding open", func(t *testing.T) {
		k := verhaal(t, map[int][]vm.Command{0: {
			ontvang("GM0202", "27GZ01", "2020-06-15"), behandel("2020-06-16"),
			vm.LeverStatus{Opdracht: nu(), Status: vm.Overgedragen, GeleverdOp: dag("2020-08-11")},
		}})
		l := leesmodellentest.Lees(t, verzuim.Projector, k.events...)
		for rij, err := range l.Rijen(verzuim.Meldingen, es.Position(len(k.events))) {
			require.NoError(t, err)
			require.Equal(t, w{string(vm.Overgedragen), ""}, rij.Waarden[10:12])
		}
		require.Equal(t, int64(1), vraag(t, verzuim.RapportDoorlooptijd, k, projections.Vraag{})[0][6])
	})
	t.Run("een stap zonder ontvangst stopt de projector", func(t *testing.T) {
		k := verhaal(t, map[int][]vm.Command{0: {ontvang("GM0202", "27GZ01", "2026-10-16"), behandel("2026-10-19")}})
		s := schrijver{}
		require.ErrorIs(t, verzuim.Projector.Verwerk(s, k.events[1]), projections.ErrVolgorde)
	})
}

// A schrijver with nothing in it.
type schrijver struct{ projections.Schrijver }

func (schrijver) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, nil
}

func TestDoorlooptijd(t *testing.T) {
	klaar := func(dagen int) []vm.Command {
		return []vm.Command{ontvang("GM0202", "27GZ01", "2026-10-16"), behandel("2026-10-16"), sluit(dag("2026-10-16").PlusDagen(dagen).String())}
	}
	cs := map[int][]vm.Command{}
	for i := range 10 {
		cs[i] = klaar(10 * i) // 0, 10, … 90 days
	}
	cs[10] = []vm.Command{ontvang("GM0202", "27GZ01", "2026-10-16"), behandel("2026-10-19")}
	cs[11] = []vm.Command{ontvang("GM0202", "27GZ01", "2026-10-16"), kennis("2026-10-19")}
	cs[12] = []vm.Command{ontvang("GM0202", "27GZ01", "2026-10-16"), intrek("2026-10-19")}
	k := verhaal(t, cs)
	t.Run("mediaan en p90 zijn van bestaande meldingen, open meldingen staan apart", func(t *testing.T) {
		require.Equal(t, []w{{"GM0202", "Arnhem", "2026-2027", int64(10), int64(40), int64(80), int64(1)}}, vraag(t, verzuim.RapportDoorlooptijd, k, projections.Vraag{}))
	})
	t.Run("op een eerdere dag was meer open", func(t *testing.T) {
		v := projections.Vraag{Peildatum: dag("2026-10-26")} // after 10 days: two are done, those that ended since are not open
		require.Equal(t, []w{{"GM0202", "Arnhem", "2026-2027", int64(2), int64(0), int64(10), int64(9)}}, vraag(t, verzuim.RapportDoorlooptijd, k, v))
		v.Peildatum = dag("2026-10-15")
		require.Empty(t, vraag(t, verzuim.RapportDoorlooptijd, k, v))
	})
	t.Run("zolang alles open is staat er 0", func(t *testing.T) {
		open := verhaal(t, map[int][]vm.Command{0: {ontvang("GM0202", "27GZ01", "2026-10-16"), behandel("2026-10-16")}})
		require.Equal(t, []w{{"GM0202", "Arnhem", "2026-2027", int64(0), int64(0), int64(0), int64(1)}}, vraag(t, verzuim.RapportDoorlooptijd, open, projections.Vraag{}))
	})
	t.Run("met een melding is zij de mediaan en de p90", func(t *testing.T) {
		require.Equal(t, []w{{"GM0202", "Arnhem", "2026-2027", int64(1), int64(30), int64(30), int64(0)}},
			vraag(t, verzuim.RapportDoorlooptijd, verhaal(t, map[int][]vm.Command{0: klaar(30)}), projections.Vraag{}))
	})
}

func TestTijdigheid(t *testing.T) {
	laat := func() vm.Ontvang { // sixteen hours on Friday 9 October, reported on Monday 19 October
		o := ontvang("GM0202", "27GZ01", "2026-10-19")
		o.Einddatum = dag("2026-10-09")
		return o
	}
	opTijd := laat()
	opTijd.OntvangenOp = dag("2026-10-16")
	onbekend, luxe := laat(), laat()
	onbekend.Einddatum = recht.Datum{}
	luxe.Verzuimsoort = vm.Luxe
	t.Run("alleen meldingen met een termijn staan in de noemer", func(t *testing.T) {
		k := verhaal(t, map[int][]vm.Command{0: {laat()}, 1: {opTijd}, 2: {opTijd}, 3: {onbekend}, 4: {luxe}, 5: {laat(), intrek("2026-10-20")}})
		require.Equal(t, []w{{"GM0202", "Arnhem", "2026-2027", int64(2), int64(1), int64(3), "33,3%", int64(1), int64(1)}},
			vraag(t, verzuim.RapportTijdigheid, k, projections.Vraag{}))
	})
	t.Run("zonder noemer is er geen aandeel", func(t *testing.T) {
		k := verhaal(t, map[int][]vm.Command{0: {luxe}})
		require.Equal(t, []w{{"GM0202", "Arnhem", "2026-2027", int64(0), int64(0), int64(0), "", int64(0), int64(1)}},
			vraag(t, verzuim.RapportTijdigheid, k, projections.Vraag{}))
	})
	t.Run("het rapport noemt de regel van vijf werkdagen", func(t *testing.T) {
		l := leesmodellentest.Lees(t, verzuim.Projector, verhaal(t, map[int][]vm.Command{0: {laat()}}).events...)
		a, err := projections.Voer(t.Context(), verzuim.RapportTijdigheid, l, projections.Vraag{BekendOp: 1})
		require.NoError(t, err)
		require.Equal(t, leerplicht.Meldtermijn.Code(), a.Volledigheid.Regels[0].Code)
	})
}

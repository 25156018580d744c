package eventstoredb

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func TestNewTypes(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	a, b := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
	alle := storetest.Catalog().EverStored()
	require.Len(t, alle, 2)
	genoteerd := typeVan(t, a, storetest.Noted{})
	oud, nieuw := []string{genoteerd}, alle
	met := func(j *Journaal) error {
		_, err := j.Append(t.Context(), opdracht(storetest.Stream(), es.NoStream, storetest.Met{Soort: "a", Naam: es.Prive("Jan")}))
		return err
	}

	t.Run("een soort die een knooppunt niet kent wordt geweigerd, en er is niets vastgelegd", func(t *testing.T) {
		require.NoError(t, a.MeldAan(t.Context(), "knoop-a", oud))
		require.NoError(t, b.MeldAan(t.Context(), "knoop-b", oud))
		kop := a.Kop()
		err := met(a)
		require.ErrorIs(t, err, ErrNietVrij)
		require.Equal(t, kop, a.Kop())
		require.Zero(t, s.Count(o.Ruimte.deelkop()), "not even a part")
		schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(2)...))
	})
	t.Run("kent een van twee haar, dan nog niet; kennen beide haar, dan overal", func(t *testing.T) {
		require.NoError(t, a.MeldAan(t.Context(), "knoop-a", nieuw))
		require.ErrorIs(t, met(a), ErrNietVrij)
		require.NoError(t, b.MeldAan(t.Context(), "knoop-b", nieuw))
		require.NoError(t, met(a), "a looks anew")
		require.NoError(t, met(b))
	})
	t.Run("een knooppunt dat een soort niet kent die in gebruik is mag niet meedoen", func(t *testing.T) {
		c := knoop(t, t.TempDir(), o)
		require.ErrorIs(t, c.MeldAan(t.Context(), "knoop-c", oud), ErrVerouderd)
		lijst, err := a.Knooppunten(t.Context())
		require.NoError(t, err)
		require.Len(t, lijst, 2)
	})
	t.Run("een afgemeld knooppunt houdt niets meer op", func(t *testing.T) {
		c := knoop(t, t.TempDir(), o)
		require.NoError(t, c.MeldAan(t.Context(), "knoop-c", nieuw))
		require.NoError(t, a.MeldAan(t.Context(), "knoop-a", append(alle[:2:2], "proef.derde")))
		require.NoError(t, b.MeldAan(t.Context(), "knoop-b", append(alle[:2:2], "proef.derde")))
		vrij := func() bool {
			require.NoError(t, a.geefVrij(t.Context()))
			return a.knopen.vrij["proef.derde"]
		}
		require.False(t, vrij())
		require.ErrorIs(t, a.MeldAf(t.Context(), "knoop-x"), ErrGeenKnooppunt)
		require.NoError(t, a.MeldAf(t.Context(), "knoop-c"))
		require.True(t, vrij())
	})
	t.Run("wie vrijgeeft terwijl een ander zich meldt ziet hem", func(t *testing.T) {
		var fouten atomic.Int32
		var wg sync.WaitGroup
		verouderd := make([]*Journaal, 4)
		for i := range verouderd {
			verouderd[i] = knoop(t, t.TempDir(), o)
		}
		for i, j := range verouderd {
			wg.Go(func() {
				err := j.MeldAan(t.Context(), "laat-"+string(rune('a'+i)), append(alle[:2:2], "proef.derde"))
				if err != nil {
					fouten.Add(1)
				}
			})
			wg.Go(func() {
				if err := a.MeldAan(t.Context(), "knoop-a", append(alle[:2:2], "proef.derde", "proef.vierde")); err != nil {
					fouten.Add(1)
				}
			})
		}
		wg.Wait()
		require.Zero(t, fouten.Load())
		require.NoError(t, b.geefVrij(t.Context()))
		for typ := range b.knopen.vrij {
			for id, lid := range b.knopen.leden {
				require.Contains(t, lid.typen, typ, id)
			}
		}
	})
}

// typeVan returns the stored type of an event without personal fields.
func typeVan(t *testing.T, j *Journaal, e any) string {
	v, err := j.o.Codec.Verzegel(opdracht(storetest.Stream(), es.NoStream, e), 0, nil)
	require.NoError(t, err)
	return v.Type
}

func TestSlot(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	a, b := knoop(t, t.TempDir(), o), knoop(t, t.TempDir(), o)
	require.NoError(t, a.MeldAan(t.Context(), "knoop-a", storetest.Catalog().EverStored()))
	require.NoError(t, b.MeldAan(t.Context(), "knoop-b", storetest.Catalog().EverStored()))

	t.Run("van twee knooppunten houdt er altijd maar een het slot", func(t *testing.T) {
		var binnen, gedaan atomic.Int32
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() {
				_, los, err := []*Journaal{a, b}[i%2].Slot(t.Context(), "proef")
				if err != nil {
					return
				}
				defer los()
				if binnen.Add(1) > 1 {
					t.Error("two at once")
				}
				gedaan.Add(1)
				binnen.Add(-1)
			})
		}
		wg.Wait()
		require.NotZero(t, gedaan.Load())
	})
	t.Run("wie het slot krijgt heeft alles geteld wat ervoor kwam", func(t *testing.T) {
		schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(1, 2, 3)...))
		_, los, err := b.Slot(t.Context(), "anders")
		require.NoError(t, err)
		defer los()
		require.Equal(t, a.Kop(), b.Kop())
	})
	t.Run("een slot van een knooppunt dat stierf gaat na drie keer het geduld over, en niet eerder", func(t *testing.T) {
		_, _, err := a.Slot(t.Context(), "sterft") // never given back
		require.NoError(t, err)
		begin := time.Now()
		_, _, err = b.Slot(t.Context(), "sterft")
		require.ErrorIs(t, err, ErrBezet)
		require.GreaterOrEqual(t, time.Since(begin), slotgeduld)
		stroom := o.Ruimte.slot("sterft")
		b.sloten.mu.Lock()
		g := b.sloten.gezien[stroom]
		require.False(t, g.sinds.IsZero())
		b.sloten.gezien[stroom] = gezienSlot{g.revisie, time.Now().Add(-3*o.Geduld - slotgeduld)}
		b.sloten.mu.Unlock()
		_, los, err := b.Slot(t.Context(), "sterft")
		require.NoError(t, err)
		los()
	})
	t.Run("hetzelfde knooppunt dat opnieuw begint neemt het meteen over", func(t *testing.T) {
		_, _, err := a.Slot(t.Context(), "zelf")
		require.NoError(t, err)
		opnieuw := knoop(t, t.TempDir(), o)
		require.NoError(t, opnieuw.MeldAan(t.Context(), "knoop-a", storetest.Catalog().EverStored()))
		_, los, err := opnieuw.Slot(t.Context(), "zelf")
		require.NoError(t, err)
		los()
	})
}

package controle

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMap(t *testing.T) {
	t.Run("een map waarmee niets mis is, is goed, en alles is geteld", func(t *testing.T) {
		h := bouw(t).schrijf(100).verzegel().schrijf(200).verzegel().schrijf(13)
		vkey := h.z.Vkey()
		map_ := h.vervang(4, 300).vervang(120, 313).dicht()
		u := moetGoed(t, map_, MapOpties{Vkey: vkey})
		assert.EqualValues(t, 313, u.Gebeurtenissen)
		assert.EqualValues(t, 300, u.Verzegeld.Grootte)
		assert.EqualValues(t, 13, u.NietVerzegeld)
		assert.EqualValues(t, 313-bits.OnesCount(313), u.Knopen)
		assert.Positive(t, u.Persoonsdelen)
		assert.Positive(t, u.Opdrachten)
		assert.Less(t, u.Opdrachten, u.Gebeurtenissen)
		assert.Equal(t, []Vervanging{
			{Positie: 4, Door: 300, Type: u.Vervangen[0].Type}, {Positie: 120, Door: 313, Type: u.Vervangen[1].Type},
		}, u.Vervangen)
		assert.NotEmpty(t, u.Vervangen[0].Type)
	})
	t.Run("ook een open map, terwijl er wordt geschreven", func(t *testing.T) {
		h := bouw(t).schrijf(300).verzegel()
		defer h.dicht()
		u := moetGoed(t, h.map_, MapOpties{})
		assert.EqualValues(t, 300, u.Gebeurtenissen)
		h.schrijf(50).vervang(7, 350)
		u = moetGoed(t, h.map_, MapOpties{})
		assert.EqualValues(t, 350, u.Gebeurtenissen)
	})
}

func TestMissingPersonalPart(t *testing.T) {
	map_ := bouw(t).schrijf(20).verzegel().dicht()
	moetGoed(t, map_, MapOpties{PersoonsdelenVolledig: true})
	doe(t, openSchrijven(t, map_, journaalBestand), "DELETE FROM persoonsdelen WHERE positie = 2")
	t.Run("een ontbrekend persoonsdeel telt als vernietigd", func(t *testing.T) {
		assert.EqualValues(t, 1, moetGoed(t, map_, MapOpties{}).Vernietigd)
	})
	t.Run("waar niets is vernietigd, is het verloren", func(t *testing.T) {
		u, err := Map(t.Context(), map_, MapOpties{PersoonsdelenVolledig: true})
		require.NoError(t, err)
		require.False(t, u.Goed)
		assert.Equal(t, Afwijking{Positie: 2, Soort: SoortPersoons, Melding: u.Eerste.Melding}, *u.Eerste)
	})
	t.Run("wat voor deze map begon, had nooit persoonsdelen; wat erna kwam wel", func(t *testing.T) {
		assert.EqualValues(t, 1, moetGoed(t, map_, MapOpties{PersoonsdelenVolledig: true, ZonderPersoonsdelenTot: 2}).Vernietigd)
		u, err := Map(t.Context(), map_, MapOpties{PersoonsdelenVolledig: true, ZonderPersoonsdelenTot: 1})
		require.NoError(t, err)
		require.False(t, u.Goed)
	})
}

func BenchmarkMapKlein(b *testing.B) {
	map_ := bouw(b).schrijf(40).verzegel().dicht()
	for b.Loop() {
		moetGoed(b, map_, MapOpties{Werkers: 1})
	}
}

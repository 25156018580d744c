package zegel

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestTiles(t *testing.T) {
	j := nieuwNep("a", 600)
	z := openZegel(t, t.TempDir(), j, Opties{})

	t.Run("voor het eerste checkpoint is er niets te zien", func(t *testing.T) {
		_, err := z.Tegel(t.Context(), "/tile/0/000.p/1")
		require.ErrorIs(t, err, ErrNogNietVerzegeld)
		_, err = z.Bewijs(t.Context(), 1, nil)
		require.ErrorIs(t, err, ErrNogNietVerzegeld)
	})
	_, err := z.Verzegel(t.Context())
	require.NoError(t, err)
	j.voegToe(40) // committed, not sealed

	tests := []struct {
		naam, pad string
		van, n    int64 // first leaf and number of hashes
		per       int64 // leaves per hash
		fout      error
	}{
		{"een volle tegel", "/tile/0/000", 0, 256, 1, nil},
		{"de tweede volle tegel", "/tile/0/001", 256, 256, 1, nil},
		{"een deeltegel op de grootte van het checkpoint", "tile/0/002.p/88", 512, 88, 1, nil},
		{"een smallere deeltegel van een eerder checkpoint", "tile/0/002.p/1", 512, 1, 1, nil},
		{"een deel van een tegel die al vol is", "tile/0/001.p/255", 256, 255, 1, nil},
		{"niveau 1", "tile/1/000.p/2", 0, 2, 256, nil},
		{"een deeltegel die verder gaat dan het checkpoint", "tile/0/002.p/89", 0, 0, 0, ErrNogNietVerzegeld},
		{"een tegel die nog niet vol is", "tile/0/002", 0, 0, 0, ErrNogNietVerzegeld},
		{"een niveau dat er nog niet is", "tile/2/000.p/1", 0, 0, 0, ErrNogNietVerzegeld},
		{"niveau 1 over een tegel die nog niet vol is", "tile/1/000.p/3", 0, 0, 0, ErrNogNietVerzegeld},
		{"een tegel ver voorbij het eind", "tile/0/x123/456", 0, 0, 0, ErrNogNietVerzegeld},
		{"een andere schrijfwijze", "tile/0/0", 0, 0, 0, ErrOnbekendPad},
		{"een pad dat geen tegel is", "checkpoint", 0, 0, 0, ErrOnbekendPad},
	}
	for _, tt := range tests {
		t.Run(tt.naam, func(t *testing.T) {
			b, err := z.Tegel(t.Context(), tt.pad)
			if tt.fout != nil {
				require.ErrorIs(t, err, tt.fout)
				return
			}
			require.NoError(t, err)
			var want []byte
			for i := range tt.n {
				h := onafhankelijk(j, tt.van+i*tt.per, tt.van+(i+1)*tt.per)
				want = append(want, h...)
			}
			assert.Equal(t, want, b)
		})
	}

	t.Run("een bundel bevat de logregels, elk na haar lengte", func(t *testing.T) {
		b, err := z.Tegel(t.Context(), "tile/entries/002.p/88")
		require.NoError(t, err)
		var want []byte
		for i := 512; i < 600; i++ {
			regel := envelop.Logregel(j.rijen[i].Commitment)
			want = append(binary.BigEndian.AppendUint16(want, uint16(len(regel))), regel...)
		}
		assert.Equal(t, want, b)
		_, err = z.Tegel(t.Context(), "tile/entries/002.p/89")
		require.ErrorIs(t, err, ErrNogNietVerzegeld)
	})
	t.Run("een vraag die wordt afgebroken geeft geen halve tegel", func(t *testing.T) {
		for _, pad := range []string{"tile/0/000", "tile/entries/000"} {
			b, err := z.Tegel(gestopt(t), pad)
			require.Error(t, err)
			assert.Nil(t, b)
		}
	})
}

// TestProofs checks every proof of every position with the other library.
func TestProofs(t *testing.T) {
	for _, n := range []int{1, 2, 3, 255, 256, 257, 300} {
		j := nieuwNep("a", n)
		z := openZegel(t, t.TempDir(), j, Opties{})
		c, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		tekst, err := z.Checkpoint()
		require.NoError(t, err)
		t.Run("elk bewijs klopt volgens een tweede implementatie", func(t *testing.T) {
			for i, v := range j.rijen {
				b, err := z.Bewijs(t.Context(), v.Positie, v.Zout[:])
				require.NoError(t, err)
				gelezen, err := c2sp.LeesBewijs(b)
				require.NoError(t, err)
				assert.Equal(t, v.Zout[:], gelezen.Extra)
				assert.EqualValues(t, i, gelezen.Index)
				assert.True(t, bytes.Equal(tekst, gelezen.Checkpoint))
				blad := rfc6962.DefaultHasher.HashLeaf(envelop.Logregel(v.Commitment))
				require.NoError(t, proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(i), uint64(n), blad, los(gelezen.Hashes), c.Wortel[:]))
			}
		})
	}
	t.Run("een gebeurtenis na het checkpoint, of geen positie, heeft nog geen bewijs", func(t *testing.T) {
		j := nieuwNep("a", 5)
		z := openZegel(t, t.TempDir(), j, Opties{})
		_, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		j.voegToe(1)
		for _, p := range []es.Position{-1, 0, 6, 7} {
			_, err = z.Bewijs(t.Context(), p, nil)
			require.ErrorIs(t, err, ErrNogNietVerzegeld)
		}
	})
	t.Run("een bewijs dat door een beschadigde knoop niet zou kloppen, wordt niet afgegeven", func(t *testing.T) {
		j := nieuwNep("a", 8)
		z := openZegel(t, t.TempDir(), j, Opties{})
		_, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		j.hashes[tlog.StoredHashIndex(1, 0)][0] ^= 1
		_, err = z.Bewijs(t.Context(), 3, nil)
		require.ErrorIs(t, err, ErrVerschil)
	})
	t.Run("een vervangen gebeurtenis heeft een bewijs zonder zout", func(t *testing.T) {
		j := nieuwNep("a", 8)
		z := openZegel(t, t.TempDir(), j, Opties{})
		j.rijen[3].Gebeurtenis, j.rijen[3].Zout, j.rijen[3].Vervangen = []byte(`{}`), [32]byte{}, 8
		_, err := z.Verzegel(t.Context())
		require.NoError(t, err, "a replacement is no difference")
		b, err := z.Bewijs(t.Context(), 4, nil)
		require.NoError(t, err)
		gelezen, err := c2sp.LeesBewijs(b)
		require.NoError(t, err)
		assert.Nil(t, gelezen.Extra)
	})
}

// TestTwoTrees holds the two implementations, and a third that is RFC 6962 word
// for word, against each other at every size and in every order of growing.
func TestTwoTrees(t *testing.T) {
	j := nieuwNep("a", 600)
	b := legeBoom()
	for n := int64(0); n <= 600; n++ {
		if n > 0 {
			require.NoError(t, b.groei(j.rijen[n-1].Commitment, nil))
		}
		w, err := b.wortel()
		require.NoError(t, err)
		h, err := tlog.TreeHash(n, j)
		require.NoError(t, err)
		require.Equal(t, [32]byte(h), w, "size %d", n)
		require.Equal(t, onafhankelijk(j, 0, n), w[:], "size %d", n)
	}
	t.Run("bewaren en herstellen op elk punt verandert niets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.IntRange(0, 600).Draw(t, "n")
			b := legeBoom()
			for i := range n {
				if rapid.IntRange(0, 20).Draw(t, "herstel") == 0 {
					h, err := herstelBoom(int64(i), b.bewaar())
					require.NoError(t, err)
					b = h
				}
				require.NoError(t, b.groei(j.rijen[i].Commitment, nil))
			}
			w, err := b.wortel()
			require.NoError(t, err)
			h, err := tlog.TreeHash(int64(n), j)
			require.NoError(t, err)
			require.Equal(t, [32]byte(h), w)
		})
	})
	t.Run("een tussenstand van een verkeerde lengte wordt geweigerd", func(t *testing.T) {
		for n := range int64(9) {
			b := make([]byte, 32*9)
			_, err := herstelBoom(n, b)
			require.Error(t, err)
		}
		_, err := herstelBoom(1, make([]byte, 31))
		require.Error(t, err)
	})
}

// onafhankelijk is MTH of RFC 6962, section 2.1, over leaves van up to tot.
func onafhankelijk(j *nepJournaal, van, tot int64) []byte {
	var h [32]byte
	switch n := tot - van; n {
	case 0:
		h = sha256.Sum256(nil)
	case 1:
		h = sha256.Sum256(append([]byte{0}, envelop.Logregel(j.rijen[van].Commitment)...))
	default:
		k := int64(1)
		for k*2 < n {
			k *= 2
		}
		h = sha256.Sum256(append(append([]byte{1}, onafhankelijk(j, van, van+k)...), onafhankelijk(j, van+k, tot)...))
	}
	return h[:]
}

func los(hashes [][32]byte) [][]byte {
	uit := make([][]byte, len(hashes))
	for i := range hashes {
		uit[i] = hashes[i][:]
	}
	return uit
}

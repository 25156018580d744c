package c2sp

import (
	"crypto/rand"
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func TestPaths(t *testing.T) {
	goed := []struct {
		pad      string
		tegel    Tegel
		van, tot int64
	}{
		{"tile/0/000", Tegel{Breedte: 256}, 0, 256},
		{"tile/0/001.p/1", Tegel{Index: 1, Breedte: 1}, 256, 257},
		{"tile/0/x001/x234/067", Tegel{Index: 1234067, Breedte: 256}, 1234067 * 256, 1234068 * 256},
		{"tile/1/000.p/255", Tegel{Niveau: 1, Breedte: 255}, 0, 255 * 256},
		{"tile/2/007", Tegel{Niveau: 2, Index: 7, Breedte: 256}, 7 << 24, 8 << 24},
		{"tile/entries/x001/000.p/9", Tegel{Regels: true, Index: 1000, Breedte: 9}, 256000, 256009},
	}
	for _, tt := range goed {
		t.Run("een pad van de specificatie wordt gelezen en weer zo geschreven", func(t *testing.T) {
			tegel, err := LeesPad(tt.pad)
			require.NoError(t, err)
			assert.Equal(t, tt.tegel, tegel)
			assert.Equal(t, tt.pad, tegel.Pad())
			van, tot := tegel.Bladen()
			assert.Equal(t, []int64{tt.van, tt.tot}, []int64{van, tot})
			metStreep, err := LeesPad("/" + tt.pad)
			require.NoError(t, err)
			assert.Equal(t, tegel, metStreep)
		})
	}
	for _, pad := range []string{
		"", "/", "tile", "tile/", "tile/0", "tile/0/", "tile//000", "//tile/0/000", "tile/0/000/", "Tile/0/000",
		"tile/00/000", "tile/+0/000", "tile/-1/000", "tile/7/000", "tile/63/000", "tile/64/000", "tile/x/000", "tile/data/000",
		"tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000", "tile/0/x000/001", "tile/0/000/001", "tile/0/x001", "tile/0/1000", "tile/0/x01/000",
		"tile/0/x1000/000", "tile/0/00a", "tile/0/+01", "tile/0/-01", "tile/0/x001/x000", "tile/0/x001//000", "tile/0/xx01/000", "tile/0/X001/000",
		"tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/-1", "tile/0/000.p/+1", "tile/0/000.p/1/", "tile/0/000.p/1.p/1", "tile/0/000.P/1",
		"tile/entries", "tile/entries/", "tile/entries/0", "tile/entries/x000/000", "tile/entries/000.p/0", "tile/Entries/000", "tile/0/entries/000",
		"tile/0/000?x", "tile/0/000 ", " tile/0/000", "tile/0/000\n", "tile/0/%30%30%30", "tile/0/../0/000", "tile/8/0/000", "tile/0/٠٠٠",
		"tile/0/x999/x999/x999/x999/x999/999", "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999", "tile/6/064", "tile/0/" + strings.Repeat("x001/", 40) + "001",
	} {
		t.Run("een andere schrijfwijze wordt geweigerd, zonder haar te herhalen", func(t *testing.T) {
			_, err := LeesPad(pad)
			require.ErrorIs(t, err, ErrPad)
			if len(pad) > 6 {
				assert.NotContains(t, err.Error(), pad)
			}
		})
	}
	t.Run("elke tegel heeft een pad, en elk pad een tegel", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			tegel := Tegel{Regels: rapid.Bool().Draw(t, "regels"), Breedte: rapid.IntRange(1, 256).Draw(t, "breedte")}
			if !tegel.Regels {
				tegel.Niveau = rapid.IntRange(0, maxNiveau).Draw(t, "niveau")
			}
			tegel.Index = rapid.Int64Range(0, maxIndex>>(8*tegel.Niveau)-1).Draw(t, "index")
			gelezen, err := LeesPad(tegel.Pad())
			require.NoError(t, err)
			require.Equal(t, tegel, gelezen)
			van, tot := tegel.Bladen()
			require.GreaterOrEqual(t, van, int64(0))
			require.Greater(t, tot, van)
		})
	})
	t.Run("het pad is dat van x/mod zonder de hoogte", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			n, w := rapid.Int64Range(0, 1<<40).Draw(t, "n"), rapid.IntRange(1, 256).Draw(t, "w")
			xmod := tlog.Tile{H: 8, L: 3, N: n % (1 << 20), W: w}.Path()
			require.Equal(t, strings.Replace(xmod, "tile/8/3/", "tile/3/", 1), Tegel{Niveau: 3, Index: n % (1 << 20), Breedte: w}.Pad())
		})
	})
}

func FuzzPath(f *testing.F) {
	for _, s := range []string{"tile/0/000", "/tile/1/x001/234.p/5", "tile/entries/000.p/255", "tile/0/x000/000", "tile/6/063"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, pad string) {
		tegel, err := LeesPad(pad)
		if err != nil {
			return
		}
		if tegel.Pad() != strings.TrimPrefix(pad, "/") {
			t.Fatalf("%q and %q are one tile", pad, tegel.Pad())
		}
		van, tot := tegel.Bladen()
		if van < 0 || tot <= van || tegel.Breedte < 1 || tegel.Breedte > 256 {
			t.Fatalf("%q spans %d to %d", pad, van, tot)
		}
	})
}

func proefCheckpoint(t testing.TB) ([]byte, note.Verifier, Checkpoint) {
	skey, vkey, err := note.GenerateKey(rand.Reader, "kroniek.example/log")
	require.NoError(t, err)
	s, err := note.NewSigner(skey)
	require.NoError(t, err)
	v, err := note.NewVerifier(vkey)
	require.NoError(t, err)
	c := Checkpoint{Oorsprong: "kroniek.example/log", Grootte: 257, Wortel: sha256.Sum256([]byte("wortel"))}
	b, err := note.Sign(&note.Note{Text: c.Tekst()}, s)
	require.NoError(t, err)
	return b, v, c
}

func TestCheckpoint(t *testing.T) {
	b, v, c := proefCheckpoint(t)
	t.Run("een ondertekend checkpoint wordt gelezen", func(t *testing.T) {
		gelezen, err := Open(b, v)
		require.NoError(t, err)
		assert.Equal(t, c, gelezen)
	})
	t.Run("elke andere byte op elke plaats wordt geweigerd", func(t *testing.T) {
		for i := range b {
			for x := range 256 {
				anders := append([]byte(nil), b...)
				if anders[i] = byte(x); anders[i] == b[i] {
					continue
				}
				if _, err := Open(anders, v); err == nil {
					t.Fatalf("byte %d: %q accepted for %q", i, anders[i], b[i])
				}
			}
		}
	})
	t.Run("controle: note.Open alleen laat een gewijzigde handtekeningregel door", func(t *testing.T) {
		door := 0
		for i := range b {
			for x := range 256 {
				anders := append([]byte(nil), b...)
				if anders[i] = byte(x); anders[i] == b[i] {
					continue
				}
				if _, err := note.Open(anders, note.VerifierList(v)); err == nil {
					door++
				}
			}
		}
		assert.Positive(t, door)
	})
	t.Run("een handtekening van een getuige erbij mag", func(t *testing.T) {
		skey, _, err := note.GenerateKey(rand.Reader, "gemeente.example/getuige")
		require.NoError(t, err)
		s, err := note.NewSigner(skey)
		require.NoError(t, err)
		n, err := note.Open(b, note.VerifierList(v))
		require.NoError(t, err)
		twee, err := note.Sign(n, s)
		require.NoError(t, err)
		gelezen, err := Open(twee, v)
		require.NoError(t, err)
		assert.Equal(t, c, gelezen)
	})
	t.Run("een checkpoint onder een andere oorsprong dan de naam van de sleutel wordt geweigerd", func(t *testing.T) {
		skey, vkey, err := note.GenerateKey(rand.Reader, "kroniek.example/anders")
		require.NoError(t, err)
		s, err := note.NewSigner(skey)
		require.NoError(t, err)
		ander, err := note.NewVerifier(vkey)
		require.NoError(t, err)
		b, err := note.Sign(&note.Note{Text: c.Tekst()}, s)
		require.NoError(t, err)
		_, err = Open(b, ander)
		require.ErrorIs(t, err, ErrHandtekening)
	})
	w := strings.Split(c.Tekst(), "\n")[2]
	for _, tekst := range []string{
		"", "\n", "o\n1\n", "o\n1\n" + w, "o\n1\n" + w + "\nextra\n", "\n1\n" + w + "\n", "o\n01\n" + w + "\n", "o\n-1\n" + w + "\n", "o\n+1\n" + w + "\n",
		"o\n 1\n" + w + "\n", "o\n1\n" + w[:43] + "\n", "o\n1\n" + w[:42] + "B=\n", "o\n1\nAAAA\n", "o\n9223372036854775808\n" + w + "\n", "o\n1\n" + w[:20] + "\r" + w[20:] + "\n",
	} {
		t.Run("een andere vorm van de drie regels wordt geweigerd", func(t *testing.T) {
			_, err := LeesTekst(tekst)
			require.ErrorIs(t, err, ErrCheckpoint)
		})
	}
}

func TestProofFile(t *testing.T) {
	cp, _, _ := proefCheckpoint(t)
	bewijs := func(extra []byte, n int) Bewijs {
		b := Bewijs{Extra: extra, Index: 7, Checkpoint: cp}
		for i := range n {
			b.Hashes = append(b.Hashes, sha256.Sum256([]byte{byte(i)}))
		}
		return b
	}
	for _, b := range []Bewijs{bewijs(nil, 0), bewijs([]byte{0}, 0), bewijs(make([]byte, 32), 9), bewijs(nil, 63)} {
		t.Run("schrijven en lezen is hetzelfde bewijs", func(t *testing.T) {
			gelezen, err := LeesBewijs(b.Tekst())
			require.NoError(t, err)
			assert.Equal(t, b, gelezen)
		})
	}
	goed := string(bewijs(make([]byte, 32), 2).Tekst())
	regels := strings.SplitAfter(goed, "\n")
	for naam, fout := range map[string]string{
		"leeg":                          "",
		"alleen de eerste regel":        regels[0],
		"een andere versie":             strings.Replace(goed, "@v1", "@v2", 1),
		"geen index":                    strings.Replace(goed, "index 7\n", "", 1),
		"een index met voorloopnul":     strings.Replace(goed, "index 7", "index 07", 1),
		"een index onder nul":           strings.Replace(goed, "index 7", "index -7", 1),
		"twee keer extra":               strings.Replace(goed, regels[1], regels[1]+regels[1], 1),
		"een lege extra":                strings.Replace(goed, regels[1], "extra \n", 1),
		"extra na de index":             regels[0] + regels[2] + regels[1] + strings.Join(regels[3:], ""),
		"een hash met losse bits":       strings.Replace(goed, "=\n\n", "=\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n\n", 1),
		"een te korte hash":             strings.Replace(goed, "=\n\n", "=\nAAAA\n\n", 1),
		"regels met een wagenterugloop": strings.ReplaceAll(goed, "\n", "\r\n"),
		"geen checkpoint":               goed[:strings.Index(goed, "\n\n")+2],
		"te veel hashes":                string(bewijs(nil, 64).Tekst()),
	} {
		t.Run(naam+" is geen bewijs", func(t *testing.T) {
			_, err := LeesBewijs([]byte(fout))
			require.ErrorIs(t, err, ErrBewijs)
		})
	}
}

func FuzzProof(f *testing.F) {
	cp, _, _ := proefCheckpoint(f)
	f.Add(Bewijs{Index: 1, Checkpoint: cp}.Tekst())
	f.Add(Bewijs{Index: 3, Extra: []byte("zout"), Hashes: [][32]byte{{1}, {2}}, Checkpoint: cp}.Tekst())
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := LeesBewijs(b)
		if err == nil && string(p.Tekst()) != string(b) {
			t.Fatalf("%q and %q are one proof", b, p.Tekst())
		}
	})
}

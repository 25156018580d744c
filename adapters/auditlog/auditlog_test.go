package auditlog

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

type klok struct {
	mu sync.Mutex
	t  time.Time
}

func (k *klok) nu() time.Time          { k.mu.Lock(); defer k.mu.Unlock(); return k.t }
func (k *klok) verder(d time.Duration) { k.mu.Lock(); defer k.mu.Unlock(); k.t = k.t.Add(d) }

func nieuweKlok() *klok { return &klok{t: time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)} }

func open(t testing.TB, dir string, o Opties) *Logboek {
	t.Helper()
	l, err := Open(dir, o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Sluit() })
	return l
}

func regel(object string) Regel {
	return Regel{
		Actie: Lezen, Handeling: "leesVerzuimmelding", Object: object, Resultaat: Geweigerd,
		Beleid: []string{"opsporing-niemand-anders"}, Oorsprong: "127.0.0.1", Actor: Actor{Rol: "auditor", Organisatie: "MGR", ID: "p", Bewijs: "abcdefgh"},
	}
}

func lees(t testing.TB, dir string) (regels []Regel, err error) {
	t.Helper()
	err = Lees(dir, func(r Regel) error { regels = append(regels, r); return nil })
	return regels, err
}

func heel(t testing.TB, dir string) []Regel {
	t.Helper()
	regels, err := lees(t, dir)
	require.NoError(t, err)
	return regels
}

func TestLeg(t *testing.T) {
	dir, k := filepath.Join(t.TempDir(), Map), nieuweKlok()
	l := open(t, dir, Opties{Nu: k.nu})
	require.NoError(t, l.Leg(regel("verzuimmelding-1")))
	k.verder(time.Second)
	require.NoError(t, l.Leg(regel("verzuimmelding-2")))
	t.Run("een regel heeft de zes velden van BIO2 en het beleid dat besliste", func(t *testing.T) {
		regels := heel(t, dir)
		require.Len(t, regels, 3, "the first says that the file began")
		r := regels[2]
		assert.Equal(t, k.nu(), r.Tijdstip)
		assert.NotEmpty(t, r.Keten)
		r.Keten, r.Tijdstip, r.Nr = "", time.Time{}, 0
		assert.Equal(t, regel("verzuimmelding-2"), r)
	})
	t.Run("na heropenen gaat de keten verder", func(t *testing.T) {
		require.NoError(t, l.Sluit())
		require.ErrorIs(t, l.Leg(regel("x")), ErrNietBeschikbaar)
		l2 := open(t, dir, Opties{Nu: k.nu})
		require.NoError(t, l2.Leg(regel("verzuimmelding-3")))
		regels := heel(t, dir)
		require.Len(t, regels, 4)
		nr, keten, err := l2.Stand()
		require.NoError(t, err)
		assert.Equal(t, int64(4), nr)
		assert.Equal(t, regels[3].Keten, keten)
	})
	t.Run("map en bestand zijn alleen voor de eigenaar", func(t *testing.T) {
		for _, pad := range []string{dir, bestandspad(dir, 1)} {
			info, err := os.Stat(pad)
			require.NoError(t, err)
			assert.Zero(t, info.Mode().Perm()&0o077, pad)
		}
	})
	t.Run("wat er niet hoort komt er niet in", func(t *testing.T) {
		l := open(t, filepath.Join(t.TempDir(), Map), Opties{})
		for naam, r := range map[string]Regel{
			"een regeleinde":      regel("a\nb"),
			"een aanhalingsteken": regel(`a"b`),
			"een adres":           regel("jan@voorbeeld.nl"),
			"een naam":            regel("Zoë"),
			"te lang":             regel(strings.Repeat("a", 201)),
			"zonder oorsprong":    {Actie: Lezen, Resultaat: Geweigerd},
		} {
			assert.ErrorIs(t, l.Leg(r), ErrRegel, naam)
			assert.ErrorIs(t, l.LegVreemde(r), ErrRegel, naam)
		}
	})
}

// TestEveryChangeIsSeen changes every single byte of a log, drops and swaps every
// line, and reads it again each time.
func TestEveryChangeIsSeen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), Map)
	l := open(t, dir, Opties{Nu: nieuweKlok().nu})
	for _, o := range []string{"a", "b", "c"} {
		require.NoError(t, l.Leg(regel(o)))
	}
	require.NoError(t, l.Sluit())
	pad := bestandspad(dir, 1)
	goed, err := os.ReadFile(pad)
	require.NoError(t, err)
	require.Len(t, heel(t, dir), 4, "control")
	schrijf := func(b []byte) { require.NoError(t, os.WriteFile(pad, b, 0o600)) }
	t.Run("een ander teken, waar dan ook", func(t *testing.T) {
		for i := range goed {
			fout := bytes.Clone(goed)
			fout[i] ^= 1
			schrijf(fout)
			if i == len(goed)-1 { // the last line has no end now: it was being written, and nobody was told it was there
				assert.Len(t, heel(t, dir), 3)
				continue
			}
			_, err := lees(t, dir)
			require.ErrorIs(t, err, ErrGebroken, "byte %d", i)
		}
	})
	regels := bytes.SplitAfter(goed, []byte("\n"))[:4]
	t.Run("een regel weg, of twee verwisseld", func(t *testing.T) {
		for i := range len(regels) - 1 {
			schrijf(bytes.Join(append(append([][]byte{}, regels[:i]...), regels[i+1:]...), nil))
			_, err := lees(t, dir)
			require.ErrorIs(t, err, ErrGebroken, "line %d", i)
		}
		schrijf(bytes.Join([][]byte{regels[0], regels[2], regels[1]}, nil))
		_, err := lees(t, dir)
		require.ErrorIs(t, err, ErrGebroken)
	})
	t.Run("een regel met hetzelfde nummer uit een ander log", func(t *testing.T) {
		ander := filepath.Join(t.TempDir(), Map)
		l := open(t, ander, Opties{Nu: nieuweKlok().nu})
		for _, o := range []string{"x", "b", "c"} { // the second line differs, the others say the same
			require.NoError(t, l.Leg(regel(o)))
		}
		require.NoError(t, l.Sluit())
		vreemd, err := os.ReadFile(bestandspad(ander, 1))
		require.NoError(t, err)
		for i, r := range bytes.SplitAfter(vreemd, []byte("\n"))[:4] {
			gemengd := append([][]byte{}, regels...)
			gemengd[i] = r
			schrijf(bytes.Join(gemengd, nil))
			_, err := lees(t, dir)
			if i == 0 { // both begin alike
				require.NoError(t, err)
				continue
			}
			require.ErrorIs(t, err, ErrGebroken, "line %d", i)
		}
	})
	t.Run("op een gebroken keten wordt niet verder geschreven", func(t *testing.T) {
		schrijf(bytes.Replace(goed, []byte(`"geweigerd"`), []byte(`"toegestaan"`), 1))
		_, err := Open(dir, Opties{})
		require.ErrorIs(t, err, ErrGebroken)
	})
	t.Run("een half geschreven regel wordt weggelaten en niet afgemaakt", func(t *testing.T) {
		schrijf(goed[:len(goed)-10])
		l := open(t, dir, Opties{})
		require.NoError(t, l.Leg(regel("d")))
		regels := heel(t, dir)
		require.Len(t, regels, 4)
		assert.Equal(t, "d", regels[3].Object)
	})
}

func TestBestanden(t *testing.T) {
	k := nieuweKlok()
	gevuld := func(t *testing.T) (string, *Logboek) {
		dir := filepath.Join(t.TempDir(), Map)
		l := open(t, dir, Opties{Nu: k.nu, MaxGroot: 1000})
		for range 12 {
			require.NoError(t, l.Leg(regel("x")))
			k.verder(24 * time.Hour)
		}
		nummers, err := bestanden(dir)
		require.NoError(t, err)
		require.Greater(t, len(nummers), 3)
		return dir, l
	}
	t.Run("een vol bestand wordt opgevolgd, en de keten loopt door", func(t *testing.T) {
		dir, l := gevuld(t)
		regels := heel(t, dir)
		nr, _, err := l.Stand()
		require.NoError(t, err)
		assert.Equal(t, int64(len(regels)), nr)
		require.NoError(t, l.Sluit())
		open(t, dir, Opties{Nu: k.nu})
		assert.Len(t, heel(t, dir), len(regels))
	})
	t.Run("een bestand dat ontbreekt wordt gemerkt, ook het eerste", func(t *testing.T) {
		for _, n := range []int{1, 2} {
			dir, _ := gevuld(t)
			require.NoError(t, os.Remove(bestandspad(dir, n)))
			_, err := lees(t, dir)
			require.ErrorIs(t, err, ErrGebroken, n)
		}
	})
	t.Run("opruimen laat jonge bestanden staan en legt vast wat er weg is", func(t *testing.T) {
		dir, l := gevuld(t)
		regels := heel(t, dir)
		weg, err := l.RuimOp(regels[0].Tijdstip)
		require.NoError(t, err)
		assert.Empty(t, weg, "the term of none is over")
		weg, err = l.RuimOp(k.nu().Add(-5 * 24 * time.Hour))
		require.NoError(t, err)
		assert.NotEmpty(t, weg)
		over := heel(t, dir)
		var opgeruimd int
		for _, r := range over {
			assert.True(t, r.Actie == Begonnen || !r.Tijdstip.Before(k.nu().Add(-8*24*time.Hour)), r.Tijdstip)
			if r.Actie == Opgeruimd {
				opgeruimd++
			}
		}
		assert.Equal(t, len(weg), opgeruimd)
		require.NoError(t, l.Leg(regel("y")))
		t.Run("control: hetzelfde bestand weg zonder regel is een breuk", func(t *testing.T) {
			nummers, err := bestanden(dir)
			require.NoError(t, err)
			require.NoError(t, os.Remove(bestandspad(dir, nummers[0])))
			_, err = lees(t, dir)
			require.ErrorIs(t, err, ErrGebroken)
		})
	})
	t.Run("opruimen laat altijd het laatste bestand staan", func(t *testing.T) {
		dir, l := gevuld(t)
		_, err := l.RuimOp(k.nu().Add(time.Hour))
		require.NoError(t, err)
		nummers, err := bestanden(dir)
		require.NoError(t, err)
		assert.Len(t, nummers, 1)
		heel(t, dir)
	})
	t.Run("is er geen plaats meer, dan wordt geweigerd en niet overschreven", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), Map)
		l := open(t, dir, Opties{Nu: k.nu, MaxGroot: 600, MaxFiles: 2})
		var err error
		geschreven := 0
		for range 20 {
			if err = l.Leg(regel("x")); err != nil {
				break
			}
			geschreven++
		}
		require.ErrorIs(t, err, ErrNietBeschikbaar)
		assert.ErrorContains(t, err, "kroniek auditlog opruimen")
		assert.Len(t, heel(t, dir), geschreven+2)
	})
}

func TestKenmerkAndCopy(t *testing.T) {
	dir, naar := filepath.Join(t.TempDir(), Map), filepath.Join(t.TempDir(), Map)
	l := open(t, dir, Opties{MaxGroot: 600})
	for range 5 {
		require.NoError(t, l.Leg(regel("x")))
	}
	t.Run("een kopie heeft dezelfde regels en hetzelfde kenmerk, en gaat zelf verder", func(t *testing.T) {
		require.NoError(t, Kopieer(dir, naar))
		assert.Equal(t, heel(t, dir), heel(t, naar))
		kopie := open(t, naar, Opties{})
		assert.Equal(t, l.Kenmerk(), kopie.Kenmerk())
		require.NoError(t, kopie.Leg(regel("y")))
		heel(t, naar)
	})
	t.Run("een ander log heeft een ander kenmerk", func(t *testing.T) {
		assert.NotEqual(t, l.Kenmerk(), open(t, filepath.Join(t.TempDir(), Map), Opties{}).Kenmerk())
	})
	t.Run("een log zonder kenmerk wordt niet gebruikt", func(t *testing.T) {
		require.NoError(t, os.Remove(filepath.Join(dir, kenmerkbestand)))
		_, err := Open(dir, Opties{})
		require.ErrorIs(t, err, ErrGebroken)
	})
	t.Run("zonder log is er niets te kopieren", func(t *testing.T) {
		require.NoError(t, Kopieer(t.TempDir(), filepath.Join(t.TempDir(), "x")))
	})
}

func TestFailures(t *testing.T) {
	t.Run("kan een regel niet worden geschreven, dan is dat een fout en staat er niets half", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), Map)
		l := open(t, dir, Opties{})
		require.NoError(t, l.Leg(regel("a")))
		l.mu.Lock()
		require.NoError(t, l.bestand.Close())
		l.mu.Unlock()
		require.ErrorIs(t, l.Leg(regel("b")), ErrNietBeschikbaar)
		assert.Len(t, heel(t, dir), 2)
	})
	t.Run("is het bestand weg, vervangen of leeggemaakt, dan wordt geen regel bevestigd", func(t *testing.T) {
		for naam, doe := range map[string]func(pad string) error{
			"weg":       os.Remove,
			"leeg":      func(pad string) error { return os.Truncate(pad, 0) },
			"vervangen": func(pad string) error { return errors.Join(os.Rename(pad, pad+".weg"), os.WriteFile(pad, nil, 0o600)) },
		} {
			dir := filepath.Join(t.TempDir(), Map)
			l := open(t, dir, Opties{})
			require.NoError(t, l.Leg(regel("a")))
			require.NoError(t, doe(l.pad(l.nummer)), naam)
			require.ErrorIs(t, l.Leg(regel("b")), ErrNietBeschikbaar, naam)
			require.ErrorIs(t, l.Leg(regel("c")), ErrNietBeschikbaar, naam)
		}
	})
	t.Run("na een mislukte fsync wordt niets meer geschreven", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), Map)
		l := open(t, dir, Opties{})
		l.mu.Lock()
		l.fout = os.ErrInvalid
		l.mu.Unlock()
		require.ErrorIs(t, l.Leg(regel("b")), ErrNietBeschikbaar)
		require.ErrorIs(t, l.LegVreemde(regel("b")), ErrNietBeschikbaar)
		require.ErrorIs(t, l.Sluit(), os.ErrInvalid)
	})
}

func TestVreemden(t *testing.T) {
	dir, k := filepath.Join(t.TempDir(), Map), nieuweKlok()
	l := open(t, dir, Opties{Nu: k.nu, Vreemden: 3})
	vreemd := Regel{Actie: Aanmelden, Resultaat: Geweigerd, Oorsprong: "192.0.2.7"}
	for range 10 {
		require.NoError(t, l.LegVreemde(vreemd))
	}
	t.Run("wie niets geldigs toont vult het log niet: boven een aantal per minuut wordt geteld", func(t *testing.T) {
		assert.Len(t, heel(t, dir), 1+3)
		require.NoError(t, l.Leg(regel("x")), "others are not held up by it")
	})
	t.Run("de minuut erna staat er hoeveel het er waren", func(t *testing.T) {
		k.verder(time.Minute)
		require.NoError(t, l.LegVreemde(vreemd))
		regels := heel(t, dir)
		require.Len(t, regels, 1+3+1+2)
		assert.Equal(t, 7, regels[5].Aantal)
	})
	t.Run("bij sluiten gaat die telling niet verloren", func(t *testing.T) {
		for range 5 {
			require.NoError(t, l.LegVreemde(vreemd))
		}
		require.NoError(t, l.Sluit())
		regels := heel(t, dir)
		assert.Equal(t, 3, regels[len(regels)-1].Aantal)
	})
}

func TestSeveralWriters(t *testing.T) {
	dir := filepath.Join(t.TempDir(), Map)
	a, b := open(t, dir, Opties{MaxGroot: 4000}), open(t, dir, Opties{MaxGroot: 4000})
	var samen sync.WaitGroup
	for _, l := range []*Logboek{a, b, a, b} {
		samen.Go(func() {
			for range 50 {
				assert.NoError(t, l.Leg(regel("x")))
			}
		})
	}
	samen.Wait()
	t.Run("regels van meer dan een proces vormen een keten", func(t *testing.T) {
		n := 0
		for _, r := range heel(t, dir) {
			if r.Actie != Begonnen {
				n++
			}
		}
		assert.Equal(t, 200, n)
	})
}

func TestChainProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "log")
		require.NoError(rt, err)
		o := Opties{MaxGroot: rapid.Int64Range(300, 3000).Draw(rt, "groot")}
		teksten := rapid.SliceOfN(rapid.StringMatching(`[a-z0-9-]{0,40}`), 1, 20).Draw(rt, "objecten")
		var gezien []string
		for len(teksten) > 0 {
			n := rapid.IntRange(1, len(teksten)).Draw(rt, "voor sluiten")
			l, err := Open(dir, o)
			require.NoError(rt, err)
			for _, s := range teksten[:n] {
				require.NoError(rt, l.Leg(regel(s)))
				gezien = append(gezien, s)
			}
			teksten = teksten[n:]
			require.NoError(rt, l.Sluit())
		}
		var uit []string
		require.NoError(rt, Lees(dir, func(r Regel) error {
			if r.Actie != Begonnen {
				uit = append(uit, r.Object)
			}
			return nil
		}))
		require.Equal(rt, gezien, uit)
	})
}

func BenchmarkLeg(b *testing.B) {
	l := open(b, filepath.Join(b.TempDir(), Map), Opties{})
	for b.Loop() {
		if err := l.Leg(regel("verzuimmelding-01890a5d-ac96-774b-bcce-b302099a8057")); err != nil {
			b.Fatal(err)
		}
	}
}

package sleutels_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// gevuld opens a store from b with n keys in use.
func gevuld(t *testing.T, pad string, b sleutels.Inpaksleutels, n int) (*sleutels.Kluis, []envelop.Sleutel) {
	t.Helper()
	k, err := sleutels.OpenMet(t.Context(), pad, b)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, k.Sluit()) })
	var uit []envelop.Sleutel
	for range n {
		s, err := k.Neem(t.Context())
		require.NoError(t, err)
		uit = append(uit, s)
	}
	return k, uit
}

func opent(t *testing.T, k *sleutels.Kluis, ss []envelop.Sleutel) {
	t.Helper()
	for _, s := range ss {
		got, err := k.Geef(t.Context(), s.ID)
		require.NoError(t, err)
		require.Equal(t, s, got)
	}
}

func TestVernieuwInpaksleutel(t *testing.T) {
	dir := t.TempDir()
	pad, b := filepath.Join(dir, "sleutels.db"), sleutels.Bestand{Pad: filepath.Join(dir, "kek")}
	k, ss := gevuld(t, pad, b, 3000)
	oud, err := b.Huidig(t.Context())
	require.NoError(t, err)
	oudIngepakt := alleIDs(t, pad)
	wie, dossier := sleutels.Nummer{Soort: "bsn", Waarde: "999990342"}, es.Stream("leerplichtdossier-0190a0b0-0001-89ad-b105-cf9887382a96")
	pseudoniem, err := k.LegVast(t.Context(), "onderwijszaken", wie, dossier)
	require.NoError(t, err)
	var ids [][16]byte
	for _, s := range ss {
		ids = append(ids, s.ID)
	}

	t.Run("terwijl sleutels worden uitgegeven en gelezen wordt opnieuw ingepakt", func(t *testing.T) {
		var wg sync.WaitGroup
		klaar := make(chan struct{})
		erbij := make([][]envelop.Sleutel, 4)
		for i := range erbij {
			wg.Go(func() {
				for {
					select {
					case <-klaar:
						return
					default:
					}
					s, err := k.Neem(context.WithoutCancel(t.Context()))
					if !assert.NoError(t, err) {
						return
					}
					erbij[i] = append(erbij[i], s)
					if _, err := k.Geef(context.WithoutCancel(t.Context()), ss[len(erbij[i])%len(ss)].ID); !assert.NoError(t, err) {
						return
					}
				}
			})
		}
		for range 3 {
			require.NoError(t, sleutels.VernieuwInpaksleutel(t.Context(), k, b))
		}
		close(klaar)
		wg.Wait()
		require.Zero(t, resten(t, dir, oudIngepakt, ids), "not even while the store is open")
		for _, e := range erbij {
			require.NotEmpty(t, e)
			ss = append(ss, e...)
		}
	})
	require.NoError(t, k.Sluit())
	t.Run("daarna opent alleen de nieuwe inpaksleutel, en alle sleutels zijn dezelfde", func(t *testing.T) {
		_, err := sleutels.Open(pad, oud)
		require.ErrorIs(t, err, sleutels.ErrKEK)
		k, _ := gevuld(t, pad, b, 0)
		opent(t, k, ss)
		p, er, err := k.ZoekPersoon(t.Context(), "onderwijszaken", wie)
		require.NoError(t, err)
		require.True(t, er, "the index finds with the same secret")
		require.Equal(t, sleutels.Persoon{Pseudoniem: pseudoniem, Dossiers: []es.Stream{dossier}}, p)
		require.NoError(t, k.Sluit())
	})
	t.Run("geen byte van de oude ingepakte sleutels staat nog in de map", func(t *testing.T) {
		assert.Zero(t, resten(t, dir, oudIngepakt, ids))
		nu := alleIDs(t, pad)
		assert.Equal(t, len(ids), resten(t, dir, nu, ids), "this search finds what is there")
	})
	t.Run("het bestand met de nieuwe sleutel is in gebruik genomen", func(t *testing.T) {
		assert.NoFileExists(t, b.Pad+".nieuw")
	})
}

// TestRotationWhileAnotherReads holds a read of another process open: the log cannot
// be emptied, which is an error, but the key that all is wrapped under is the current one.
func TestRotationWhileAnotherReads(t *testing.T) {
	dir := t.TempDir()
	pad, b := filepath.Join(dir, "sleutels.db"), sleutels.Bestand{Pad: filepath.Join(dir, "kek")}
	k, _ := gevuld(t, pad, b, 10)
	oud, err := b.Huidig(t.Context())
	require.NoError(t, err)
	lezer, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
	require.NoError(t, err)
	voerConn(t, lezer, "BEGIN")
	voerConn(t, lezer, "SELECT count(*) FROM sleutels")

	err = sleutels.VernieuwInpaksleutel(t.Context(), k, b)
	require.ErrorIs(t, err, sleutels.ErrBezet)
	require.ErrorContains(t, err, "is in gebruik")
	require.NoError(t, lezer.Close())
	nu, err := b.Huidig(t.Context())
	require.NoError(t, err)
	require.NotEqual(t, oud, nu)
	require.NoError(t, k.Sluit())
	_, err = sleutels.Open(pad, oud)
	require.ErrorIs(t, err, sleutels.ErrKEK)
	weer, err := sleutels.Open(pad, nu)
	require.NoError(t, err)
	require.NoError(t, weer.Sluit())
}

// TestBrokenOffRotation crashes between each pair of steps.
func TestBrokenOffRotation(t *testing.T) {
	for naam, stap := range map[string]func(*testing.T, *sleutels.Kluis, sleutels.Bestand){
		"na het maken van de nieuwe sleutel": func(t *testing.T, _ *sleutels.Kluis, b sleutels.Bestand) {
			_, err := b.Volgende(t.Context(), true)
			require.NoError(t, err)
		},
		"na het inpakken": func(t *testing.T, k *sleutels.Kluis, b sleutels.Bestand) {
			kek, err := b.Volgende(t.Context(), true)
			require.NoError(t, err)
			require.NoError(t, k.Hersleutel(t.Context(), kek))
		},
	} {
		t.Run(naam+" opent de kluis gewoon", func(t *testing.T) {
			dir := t.TempDir()
			pad, b := filepath.Join(dir, "sleutels.db"), sleutels.Bestand{Pad: filepath.Join(dir, "kek")}
			k, ss := gevuld(t, pad, b, 10)
			stap(t, k, b)
			require.NoError(t, k.Sluit())
			k, _ = gevuld(t, pad, b, 1)
			opent(t, k, ss)
			require.NoError(t, sleutels.VernieuwInpaksleutel(t.Context(), k, b))
			require.NoError(t, k.Sluit())
			k, _ = gevuld(t, pad, b, 0)
			opent(t, k, ss)
		})
	}
	t.Run("wordt het inpakken afgebroken, dan is er niets veranderd", func(t *testing.T) {
		dir := t.TempDir()
		pad, b := filepath.Join(dir, "sleutels.db"), sleutels.Bestand{Pad: filepath.Join(dir, "kek")}
		k, ss := gevuld(t, pad, b, 10)
		af, stop := context.WithCancel(t.Context())
		stop()
		require.ErrorIs(t, k.Hersleutel(af, [32]byte{1}), context.Canceled)
		opent(t, k, ss)
		_, err := k.Neem(t.Context())
		require.NoError(t, err)
	})
}

func TestLostWrappingKey(t *testing.T) {
	dir := t.TempDir()
	pad, b := filepath.Join(dir, "sleutels.db"), sleutels.Bestand{Pad: filepath.Join(dir, "kek")}
	k, _ := gevuld(t, pad, b, 1)
	require.NoError(t, k.Sluit())
	t.Run("een kluis waarvan de inpaksleutel weg is wordt bij het openen geweigerd, en er komt geen nieuwe", func(t *testing.T) {
		require.NoError(t, os.Rename(b.Pad, b.Pad+".weg"))
		_, err := sleutels.OpenMet(t.Context(), pad, b)
		require.ErrorIs(t, err, sleutels.ErrKEK)
		require.ErrorContains(t, err, "ontbreekt")
		require.NoFileExists(t, b.Pad)
	})
	t.Run("een andere inpaksleutel ook", func(t *testing.T) {
		_, err := sleutels.MaakKEK(b.Pad)
		require.NoError(t, err)
		_, err = sleutels.OpenMet(t.Context(), pad, b)
		require.ErrorIs(t, err, sleutels.ErrKEK)
		_, err = sleutels.MaakKEK(b.Pad + ".nieuw")
		require.NoError(t, err)
		_, err = sleutels.OpenMet(t.Context(), pad, b)
		require.ErrorIs(t, err, sleutels.ErrKEK)
	})
	t.Run("met de goede inpaksleutel opent zij weer", func(t *testing.T) {
		require.NoError(t, os.Rename(b.Pad+".weg", b.Pad))
		gevuld(t, pad, b, 0)
	})
}

func TestSourcesOfTheWrappingKey(t *testing.T) {
	const een, twee = "0000000000000000000000000000000000000000000000000000000000000001", "0000000000000000000000000000000000000000000000000000000000000002"
	t.Run("een systemd-credential gaat voor het bestand in de map, en wisselt met kek.nieuw", func(t *testing.T) {
		dir, cred := t.TempDir(), t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(cred, "kek"), []byte(een+"\n"), 0o440))
		b := sleutels.Bron(dir, "", "", cred)
		require.Equal(t, sleutels.Credential{Map: cred}, b)
		pad := filepath.Join(dir, "sleutels.db")
		k, ss := gevuld(t, pad, b, 10)
		require.ErrorIs(t, sleutels.VernieuwInpaksleutel(t.Context(), k, b), sleutels.ErrVast)
		require.NoError(t, os.WriteFile(filepath.Join(cred, "kek.nieuw"), []byte(twee), 0o440))
		require.NoError(t, sleutels.VernieuwInpaksleutel(t.Context(), k, b))
		require.NoError(t, k.Sluit())
		k, _ = gevuld(t, pad, b, 0) // kek is the old one still
		opent(t, k, ss)
		require.NoFileExists(t, filepath.Join(dir, "kek"))
	})
	t.Run("zonder credential is het het bestand in de map; wat genoemd is gaat voor", func(t *testing.T) {
		dir := t.TempDir()
		require.Equal(t, sleutels.Bestand{Pad: filepath.Join(dir, "kek")}, sleutels.Bron(dir, "", "", ""))
		require.Equal(t, sleutels.Bestand{Pad: filepath.Join(dir, "kek")}, sleutels.Bron(dir, "", "", t.TempDir()))
		require.Equal(t, sleutels.Bestand{Pad: "x"}, sleutels.Bron(dir, "x", "", dir))
		require.Equal(t, sleutels.Programma{Pad: "p"}, sleutels.Bron(dir, "x", "p", dir))
	})
	t.Run("een programma van een sleutelbeheersysteem geeft en wisselt de sleutel", func(t *testing.T) {
		dir := t.TempDir()
		prog := filepath.Join(dir, "kms.sh")
		require.NoError(t, os.WriteFile(prog, []byte(`#!/bin/sh
cd "$(dirname "$0")" || exit 1
case "$1" in
huidig) [ -f nu ] || exit 3; cat nu ;;
volgende) [ -f straks ] || exit 3; cat straks ;;
maak) [ -f straks ] || { [ -f nu ] && echo `+twee+` || echo `+een+`; } > straks; cat straks ;;
bevestig) [ ! -f straks ] || mv straks nu ;;
esac
`), 0o700))
		b := sleutels.Programma{Pad: prog}
		pad := filepath.Join(dir, "sleutels.db")
		k, ss := gevuld(t, pad, b, 10)
		require.NoError(t, sleutels.VernieuwInpaksleutel(t.Context(), k, b))
		require.NoError(t, k.Sluit())
		kek, err := b.Huidig(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 2, kek[31])
		k, _ = gevuld(t, pad, b, 0)
		opent(t, k, ss)
	})
	t.Run("een programma dat iets anders zegt wordt geweigerd, zonder zijn woorden te herhalen", func(t *testing.T) {
		for _, script := range []string{"echo geheim", "echo geheim >&2; exit 1"} {
			dir := t.TempDir()
			prog := filepath.Join(dir, "kms.sh")
			require.NoError(t, os.WriteFile(prog, []byte("#!/bin/sh\n"+script+"\n"), 0o700))
			_, err := sleutels.OpenMet(t.Context(), filepath.Join(dir, "sleutels.db"), sleutels.Programma{Pad: prog})
			require.Error(t, err)
			require.NotContains(t, err.Error(), "geheim")
			require.NoFileExists(t, filepath.Join(dir, "sleutels.db"))
		}
	})
}

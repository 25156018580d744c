package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
)

func regelOver(object string) auditlog.Regel {
	return auditlog.Regel{Actie: auditlog.Lezen, Object: object, Resultaat: auditlog.Toegestaan, Oorsprong: "127.0.0.1"}
}

func TestAuditLogIsAnchored(t *testing.T) {
	ctx, dir := t.Context(), filepath.Join(t.TempDir(), "data")
	nu := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	var log bytes.Buffer
	k, err := openKantoor(ctx, kantooropties{dir: dir, nu: func() time.Time { return nu }, log: slog.New(slog.NewTextHandler(&log, nil))}, &ingangopties{}, "https://127.0.0.1:1")
	require.NoError(t, err)
	open := true
	defer func() {
		if open {
			assert.NoError(t, k.sluit())
		}
	}()
	ankers := func() int {
		g, err := k.journaal.Read(ctx, auditspoor.Stroom(k.audit.Kenmerk()))
		require.NoError(t, err)
		return len(g)
	}
	t.Run("een log zonder regels wordt niet verankerd", func(t *testing.T) {
		require.NoError(t, k.verankerNu(ctx))
		assert.Zero(t, ankers())
	})
	t.Run("daarna een keer per dag, als er regels bij zijn", func(t *testing.T) {
		require.NoError(t, k.audit.Leg(regelOver("a")))
		require.NoError(t, k.verankerNu(ctx))
		require.Equal(t, 1, ankers())
		require.NoError(t, k.audit.Leg(regelOver("b")))
		nu = nu.Add(ankerafstand - time.Millisecond)
		require.NoError(t, k.verankerNu(ctx))
		require.Equal(t, 1, ankers())
		nu = nu.Add(time.Millisecond)
		require.NoError(t, k.verankerNu(ctx))
		require.Equal(t, 2, ankers())
		nu = nu.Add(ankerafstand)
		require.NoError(t, k.verankerNu(ctx))
		require.Equal(t, 2, ankers(), "nothing was added")
	})
	require.NoError(t, k.sluit())
	open = false
	pad := filepath.Join(dir, auditlog.Map, "auditlog-000001.jsonl")
	goed, err := os.ReadFile(pad)
	require.NoError(t, err)
	controleer := func() (string, int) {
		uit, fout, code := kroniek(t, "auditlog", "--data", dir, "--controleer")
		return uit + fout, code
	}
	t.Run("wat verankerd is klopt", func(t *testing.T) {
		uit, code := controleer()
		require.Zero(t, code, uit)
	})
	t.Run("een regel die aan het eind is weggehaald wordt gemerkt", func(t *testing.T) {
		zonder := goed[:bytes.LastIndexByte(goed[:len(goed)-1], '\n')+1]
		require.NoError(t, os.WriteFile(pad, zonder, 0o600))
		uit, code := controleer()
		assert.Equal(t, exitVerschil, code)
		assert.Contains(t, uit, "regel 3 is verankerd")
	})
	t.Run("een heel ander log op die plaats ook", func(t *testing.T) {
		require.NoError(t, os.RemoveAll(filepath.Join(dir, auditlog.Map)))
		l, err := auditlog.Open(filepath.Join(dir, auditlog.Map), auditlog.Opties{})
		require.NoError(t, err)
		for _, o := range strings.Split("abcdef", "") {
			require.NoError(t, l.Leg(regelOver(o)))
		}
		require.NoError(t, l.Sluit())
		uit, code := controleer()
		assert.Equal(t, exitVerschil, code)
		assert.Contains(t, uit, "een ander auditlog")
	})
}

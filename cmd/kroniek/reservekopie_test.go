package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// deelneming gives one harmless command: the start of a deelname in a module.
func (p *kantoorproef) deelneming(t *testing.T, g recht.Gemeentecode, m recht.Module) bon {
	t.Helper()
	return p.post(t, http.StatusCreated, "/deelnames", veld{"gemeente": g, "module": m, "vanaf": "2020-01-01", "genomenOp": "2019-12-12"}).bon(t)
}

// verzegeld waits until everything up to p is sealed.
func (p *kantoorproef) verzegeld(t *testing.T, positie int64) {
	t.Helper()
	require.Eventually(t, func() bool { return zegelstand(t, p.server).Positie >= positie }, 20*time.Second, 20*time.Millisecond)
}

func TestBackupAndRestore(t *testing.T) {
	p := nieuweProef(t)
	werk := t.TempDir()
	for _, m := range recht.Modules() {
		p.deelneming(t, "GM0202", m)
	}
	p.verzegeld(t, 4)
	kopie := filepath.Join(werk, "kopie")
	_, fout, code := kroniek(t, "backup", "--data", p.dir, "--naar", kopie)
	require.Zero(t, code, fout)
	p.deelneming(t, "GM0274", recht.Inkoop)
	last := p.deelneming(t, "GM0277", recht.Inkoop)
	p.verzegeld(t, last.Positie)
	nieuwste := filepath.Join(werk, "checkpoint")
	require.NoError(t, os.WriteFile(nieuwste, p.vraag(t, http.MethodGet, "/checkpoint", "", nil).Body, 0o600))
	kek := filepath.Join(p.dir, "kek")

	t.Run("een reservekopie komt nooit over een bestaande map heen", func(t *testing.T) {
		_, fout, code := kroniek(t, "backup", "--data", p.dir, "--naar", kopie)
		assert.Equal(t, exitGebruik, code)
		assert.Contains(t, fout, "bestaat al")
	})
	t.Run("de inpaksleutel gaat niet mee", func(t *testing.T) {
		_, err := os.Stat(filepath.Join(kopie, "kek"))
		assert.ErrorIs(t, err, os.ErrNotExist)
	})
	t.Run("een kopie die ouder is dan het nieuwste checkpoint wordt niet verder ondertekend", func(t *testing.T) {
		naar := filepath.Join(werk, "oud")
		_, fout, code := kroniek(t, "restore", "--van", kopie, "--naar", naar, "--kek", kek, "--checkpoint", nieuwste)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "Onder deze oorsprong wordt niet meer ondertekend")
		_, err := os.Stat(naar)
		assert.ErrorIs(t, err, os.ErrNotExist, "er blijft geen halve map staan")
	})
	t.Run("een terugzetting over een verzegelde map heen splitst het log niet", func(t *testing.T) {
		naar := filepath.Join(werk, "los")
		_, fout, code := kroniek(t, "restore", "--van", kopie, "--naar", naar, "--kek", kek, "--"+vlagZonder)
		require.Zero(t, code, fout)
		// The seal of the newer state meets the journal of the older one.
		require.NoError(t, os.Remove(filepath.Join(naar, "zegel.db")))
		nieuwer := filepath.Join(werk, "nieuwer")
		_, fout, code = kroniek(t, "backup", "--data", p.dir, "--naar", nieuwer)
		require.Zero(t, code, fout)
		require.NoError(t, os.Rename(filepath.Join(nieuwer, "zegel.db"), filepath.Join(naar, "zegel.db")))
		_, fout, code = kroniek(t, "serve", "--data", naar, "--listen", "127.0.0.1:0")
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "niet meer ondertekend")
	})
	t.Run("de nieuwste kopie gaat verder waar het was, onder dezelfde naam en met dezelfde tokens", func(t *testing.T) {
		verse := filepath.Join(werk, "vers")
		_, fout, code := kroniek(t, "backup", "--data", p.dir, "--naar", verse)
		require.Zero(t, code, fout)
		naar := filepath.Join(werk, "hersteld")
		uit, fout, code := kroniek(t, "restore", "--van", verse, "--naar", naar, "--kek", kek, "--checkpoint", nieuwste)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, fmt.Sprintf("positie %d", last.Positie))
		s := start(t, "serve", naar)
		defer s.stop()
		assert.Equal(t, zegelstand(t, p.server).Vkey, zegelstand(t, s).Vkey)
		hersteld := &kantoorproef{server: s, secretaris: p.secretaris, nr: p.nr}
		b := hersteld.deelneming(t, "GM0299", recht.Inkoop)
		assert.Equal(t, last.Positie+2, b.Positie, "putting back is an event itself")
		hersteld.verzegeld(t, b.Positie)
	})
}

package persoonsindex_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/persoonsindex"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

type proef struct {
	t     *testing.T
	dir   string
	codec *envelop.Codec
	kluis *sleutels.Kluis
	j     *journaal.Journaal
	log   *persoonsindex.Log
	dicht bool
}

func open(t *testing.T, dir string) *proef {
	t.Helper()
	p := &proef{t: t, dir: dir}
	var err error
	p.codec, err = envelop.New("urn:nld:oin:00000099000000001000:systeem:kroniek", leerplichtdossier.Events)
	require.NoError(t, err)
	p.kluis, err = sleutels.Open(filepath.Join(dir, "sleutels.db"), [32]byte{1})
	require.NoError(t, err)
	p.j, err = journaal.Open(t.Context(), dir, journaal.Opties{Codec: p.codec, Sleutels: p.kluis})
	require.NoError(t, err)
	p.log, err = persoonsindex.Nieuw(p.j, p.kluis, p.codec, persoonsindex.Standaard())
	require.NoError(t, err)
	t.Cleanup(p.sluit)
	return p
}

func (p *proef) sluit() {
	if !p.dicht {
		p.dicht = true
		require.NoError(p.t, errors.Join(p.j.Sluit(), p.kluis.Sluit()))
	}
}

func nummer(bsn string) sleutels.Nummer { return sleutels.Nummer{Soort: "bsn", Waarde: bsn} }

// dossier opens the file of somebody through log, and returns its stream.
func dossier(t *testing.T, log es.Log, bsn string) (es.Stream, error) {
	t.Helper()
	c := es.CommandID(uuid.Must(uuid.NewV7()))
	s := leerplichtdossier.Stroom(leerplicht.Leerplicht, c.StreamID(0))
	h := es.Handler[leerplichtdossier.Command, leerplichtdossier.State, leerplichtdossier.Event]{Decider: leerplichtdossier.Decider, Log: log}
	op := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	_, err := h.Handle(t.Context(), s, leerplichtdossier.Open{
		Opdracht: recht.Opdracht{Op: op, Actor: recht.Actor{Rol: "consulent-leerplicht", Organisatie: "MGR", ID: "a"}},
		Opgave:   leerplicht.Opgave{Gemeente: "GM0202", Onderwijssoort: "vo"}, Plicht: leerplicht.Leerplicht, GeopendOp: recht.NieuweDatum(2026, 3, 2),
		Persoon: leerplicht.Persoon{Naam: es.Prive("Noor"), Geboren: es.Prive(recht.NieuweDatum(2012, 5, 20)), BSN: es.Prive(recht.BSN(bsn))},
	}, es.Meta{Command: c, Time: op}, nil)
	return s, err
}

func (p *proef) vind(bsn string) []es.Stream {
	p.t.Helper()
	w, _, err := p.kluis.ZoekPersoon(p.t.Context(), "onderwijszaken", nummer(bsn))
	require.NoError(p.t, err)
	return w.Dossiers
}

// A klem is a journal that takes no append.
type klem struct{ es.Log }

var errVol = errors.New("vol")

func (klem) Append(context.Context, es.Append) (es.Receipt, error) { return es.Receipt{}, errVol }

func TestAppend(t *testing.T) {
	p := open(t, t.TempDir())
	t.Run("wat is vastgelegd is te vinden", func(t *testing.T) {
		s, err := dossier(t, p.log, "999990019")
		require.NoError(t, err)
		assert.Equal(t, []es.Stream{s}, p.vind("999990019"))
	})
	t.Run("een tweede lopend dossier wordt geweigerd en laat geen rij na", func(t *testing.T) {
		_, err := dossier(t, p.log, "999990019")
		require.ErrorIs(t, err, leerplichtdossier.ErrAnderDossier)
		assert.Len(t, p.vind("999990019"), 1)
	})
	t.Run("mislukt de vastlegging, dan houdt de rij die er al stond niemand tegen", func(t *testing.T) {
		half, err := persoonsindex.Nieuw(klem{p.j}, p.kluis, p.codec, persoonsindex.Standaard())
		require.NoError(t, err)
		_, err = dossier(t, half, "999990020")
		require.ErrorIs(t, err, errVol)
		require.Len(t, p.vind("999990020"), 1, "control: the row came first")
		s, err := dossier(t, p.log, "999990020")
		require.NoError(t, err)
		assert.Equal(t, []es.Stream{s}, p.vind("999990020"), "and is gone")
	})
	t.Run("een soort die niet zegt wanneer een dossier loopt kan niet", func(t *testing.T) {
		_, err := persoonsindex.Nieuw(p.j, p.kluis, p.codec, map[string]persoonsindex.Soort{"x": {Module: "m", Enig: leerplichtdossier.ErrAnderDossier}})
		require.Error(t, err)
		_, err = persoonsindex.Nieuw(p.j, p.kluis, p.codec, map[string]persoonsindex.Soort{"x": {}})
		require.Error(t, err)
	})
}

func TestBouw(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir)
	var stromen []es.Stream
	for _, bsn := range []string{"999990019", "999990020", "111222333"} {
		s, err := dossier(t, p.j, bsn) // past the index, as before there was one
		require.NoError(t, err)
		stromen = append(stromen, s)
	}
	require.Empty(t, p.vind("999990019"), "control: nothing was indexed")
	vs, err := p.j.Stroom(t.Context(), stromen[2])
	require.NoError(t, err)
	_, err = p.kluis.Vernietig(t.Context(), vs[0].Sleutel)
	require.NoError(t, err)
	_, err = p.kluis.LegVast(t.Context(), "onderwijszaken", nummer("123456782"), "leerplichtdossier-0190a0b0-0001-89ad-b105-cf9887382a94")
	require.NoError(t, err)
	bouw := func(p *proef) (int, int) {
		erbij, weg, err := p.log.Bouw(t.Context(), p.j, p.kluis, func(int64, int64) {})
		require.NoError(t, err)
		return erbij, weg
	}
	erbij, weg := bouw(p)
	require.Zero(t, erbij+weg, "a complete index is left alone")
	p.sluit()
	conn, err := sqlite.OpenConn(filepath.Join(dir, "sleutels.db"), sqlite.OpenReadWrite)
	require.NoError(t, err)
	require.NoError(t, sqlitex.Execute(conn, "UPDATE indexstand SET volledig = 0", nil)) // as after an older program
	require.NoError(t, conn.Close())

	p = open(t, dir)
	erbij, weg = bouw(p)
	assert.Equal(t, []int{2, 1}, []int{erbij, weg}, "who was destroyed is left out, a row without a dossier goes")
	assert.Equal(t, stromen[:1], p.vind("999990019"))
	assert.Equal(t, stromen[1:2], p.vind("999990020"))
	assert.Empty(t, p.vind("111222333"))
	assert.Empty(t, p.vind("123456782"))
	erbij, weg = bouw(p)
	assert.Zero(t, erbij+weg)
	_, err = dossier(t, p.log, "999990019")
	require.ErrorIs(t, err, leerplichtdossier.ErrAnderDossier, "what was built refuses a second dossier")
}

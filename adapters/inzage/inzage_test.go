package inzage_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
)

var nu = time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)

const oin = "00000099000000001000"

// An opname notes in what order the log confirmed and the journal was opened.
type opname struct {
	*journaal.Journaal
	log  inzage.Logboek
	mu   sync.Mutex
	stap []string
	kan  bool // the log confirms
}

func (o *opname) noteer(s string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.stap = append(o.stap, s)
}

func (o *opname) Stroom(ctx context.Context, s es.Stream) ([]envelop.Verzegeld, error) {
	o.noteer("open " + string(s))
	return o.Journaal.Stroom(ctx, s)
}

func (o *opname) Leg(ctx context.Context, regels ...verwerkingslog.Regel) error {
	if !o.kan {
		return verwerkingslog.ErrNietBeschikbaar
	}
	err := o.log.Leg(ctx, regels...)
	for _, r := range regels {
		o.noteer("log " + r.Betrokkene)
	}
	return err
}

func (o *opname) Over(ctx context.Context, b ...string) ([]verwerkingslog.Regel, error) {
	return o.log.Over(ctx, b...)
}

type proef struct {
	*opname
	kluis *sleutels.Kluis
	lezer *inzage.Lezer
	ldv   *verwerkingslog.Logboek
}

func nieuw(t *testing.T) *proef {
	t.Helper()
	dir := t.TempDir()
	codec, err := envelop.New("urn:nld:oin:"+oin+":systeem:kroniek", storetest.Catalog())
	require.NoError(t, err)
	kluis, err := sleutels.Open(filepath.Join(dir, "sleutels.db"), [32]byte{1})
	require.NoError(t, err)
	j, err := journaal.Open(t.Context(), dir, journaal.Opties{Codec: codec, Sleutels: kluis})
	require.NoError(t, err)
	ldv, err := verwerkingslog.Open(filepath.Join(dir, verwerkingslog.Bestand))
	require.NoError(t, err)
	register, err := gegevensverwerking.Standaard()
	require.NoError(t, err)
	p := &proef{opname: &opname{Journaal: j, log: ldv, kan: true}, kluis: kluis, ldv: ldv}
	p.lezer, err = inzage.Nieuw(inzage.Opties{
		Stromen: p, Sleutels: kluis, Codec: codec, Logboek: p, Register: register, OIN: oin, Nu: func() time.Time { return nu },
	})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, errors.Join(ldv.Sluit(), j.Sluit(), kluis.Sluit())) })
	return p
}

func (p *proef) schrijf(t require.TestingT, n byte, tekst string) es.Stream {
	c := es.CommandID{0: n, 15: 1}
	s := es.StreamOf("verzuimmelding", c.StreamID(0))
	_, err := p.Append(context.Background(), es.Append{
		Meta: es.Meta{Command: c, Time: nu}, Stream: s, Expected: es.NoStream,
		Events: []any{storetest.Met{Soort: "a", Naam: es.Prive(tekst)}},
	})
	require.NoError(t, err)
	return s
}

func raadpleging() inzage.Raadpleging {
	return inzage.Raadpleging{Spoor: verwerkingslog.NieuwSpoor(), Naam: "lees", Begin: nu, Rol: "consulent-leerplicht", Organisatie: "MGR"}
}

func TestLees(t *testing.T) {
	p := nieuw(t)
	ctx := t.Context()
	a, b := p.schrijf(t, 1, "Noor"), p.schrijf(t, 2, "Sam")
	t.Run("elke lezing is een regel per dossier, bevestigd voor er iets wordt geopend", func(t *testing.T) {
		p.stap = nil
		ds, err := p.lezer.Lees(ctx, raadpleging(), a, b)
		require.NoError(t, err)
		require.Len(t, p.stap, 4)
		assert.Equal(t, []string{"open " + string(a), "open " + string(b)}, p.stap[2:])
		assert.Equal(t, `"Noor"`, string(ds[0].Gebeurtenissen[0].Velden[0].Waarde))
		assert.Equal(t, `"Sam"`, string(ds[1].Gebeurtenissen[0].Velden[0].Waarde))
	})
	t.Run("zonder bevestiging wordt niets geopend", func(t *testing.T) {
		p.kan, p.stap = false, nil
		_, err := p.lezer.Lees(ctx, raadpleging(), a)
		require.ErrorIs(t, err, verwerkingslog.ErrNietBeschikbaar)
		_, err = p.lezer.Zoek(ctx, raadpleging(), "onderwijszaken", sleutels.Nummer{Soort: "bsn", Waarde: "1"})
		require.ErrorIs(t, err, verwerkingslog.ErrNietBeschikbaar)
		assert.Empty(t, p.stap)
		p.kan = true
	})
	t.Run("een soort stroom zonder verwerkingsactiviteit leest niemand", func(t *testing.T) {
		voor, err := p.ldv.Aantal(ctx)
		require.NoError(t, err)
		_, err = p.lezer.Lees(ctx, raadpleging(), "onbekend-0190a0b0-0001-89ad-b105-cf9887382a94")
		require.ErrorIs(t, err, inzage.ErrGeenActiviteit)
		r := raadpleging()
		r.Activiteit = "bestaat-niet"
		_, err = p.lezer.Lees(ctx, r, a)
		require.ErrorIs(t, err, inzage.ErrGeenActiviteit)
		na, err := p.ldv.Aantal(ctx)
		require.NoError(t, err)
		assert.Equal(t, voor, na)
	})
	t.Run("zoeken laat een regel na, over wie is gevonden of over niemand", func(t *testing.T) {
		wie, err := p.kluis.LegVast(ctx, "onderwijszaken", sleutels.Nummer{Soort: "bsn", Waarde: "999990019"}, a)
		require.NoError(t, err)
		gevonden, err := p.lezer.Zoek(ctx, raadpleging(), "onderwijszaken", sleutels.Nummer{Soort: "bsn", Waarde: "999990019"})
		require.NoError(t, err)
		assert.Equal(t, []es.Stream{a}, gevonden)
		niemand, err := p.lezer.Zoek(ctx, raadpleging(), "onderwijszaken", sleutels.Nummer{Soort: "bsn", Waarde: "999990020"})
		require.NoError(t, err)
		assert.Empty(t, niemand)
		assert.Equal(t, []string{"log " + wie.String(), "log "}, p.stap[len(p.stap)-2:])
	})
	t.Run("wie keek is te vinden, ook van voor de index het dossier kende", func(t *testing.T) {
		regels, err := p.lezer.WieKeek(ctx, a)
		require.NoError(t, err)
		namen := []string{}
		for _, r := range regels {
			namen = append(namen, r.Activiteit)
		}
		assert.Equal(t, []string{
			"urn:nld:oin:" + oin + ":verwerkingsactiviteit:verzuimmeldingen-behandelen:v1",
			"urn:nld:oin:" + oin + ":verwerkingsactiviteit:persoon-opzoeken:v1",
		}, namen, "the reading by the derived pseudonym and the search by the one of the index")
	})
	t.Run("een lege stroom is geen dossier", func(t *testing.T) {
		_, err := p.lezer.Lees(ctx, raadpleging(), "verzuimmelding-0190a0b0-0001-89ad-b105-cf9887382a94")
		require.Error(t, err)
	})
	t.Run("zonder een van de delen is er geen lezer", func(t *testing.T) {
		_, err := inzage.Nieuw(inzage.Opties{})
		require.Error(t, err)
	})
}

// TestNooitZonderRegel: over random readings, searches and failures of the log,
// nothing is opened before a line about that very person was confirmed.
func TestNooitZonderRegel(t *testing.T) {
	p := nieuw(t)
	ctx := t.Context()
	var stromen []es.Stream
	for n := range byte(8) {
		stromen = append(stromen, p.schrijf(t, n+1, "x"))
	}
	gelezen, geweigerd := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p.kan = rapid.IntRange(0, 2).Draw(t, "log") > 0
		p.stap = nil
		welke := rapid.SliceOfNDistinct(rapid.SampledFrom(stromen), 1, 4, func(s es.Stream) es.Stream { return s }).Draw(t, "stromen")
		voor, err := p.ldv.Aantal(ctx)
		require.NoError(t, err)
		ds, err := p.lezer.Lees(ctx, raadpleging(), welke...)
		na, errNa := p.ldv.Aantal(ctx)
		require.NoError(t, errNa)
		if !p.kan {
			require.ErrorIs(t, err, verwerkingslog.ErrNietBeschikbaar)
			require.Empty(t, ds)
			require.Empty(t, p.stap)
			require.Equal(t, voor, na)
			geweigerd++
			return
		}
		require.NoError(t, err)
		require.Equal(t, voor+int64(len(welke)), na)
		for _, s := range welke {
			wie, err := p.kluis.Dossierpseudoniem(ctx, s)
			require.NoError(t, err)
			require.Less(t, slices.Index(p.stap, "log "+wie.String()), slices.Index(p.stap, "open "+string(s)))
			require.Contains(t, p.stap, "log "+wie.String())
		}
		gelezen++
	})
	require.Positive(t, gelezen)
	require.Positive(t, geweigerd)
}

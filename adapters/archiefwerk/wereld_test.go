package archiefwerk_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/archiefbeheer"
	"github.com/mgr-sdcg/kroniek/projections/boventalligen"
	"github.com/mgr-sdcg/kroniek/projections/communicatieplicht"
	"github.com/mgr-sdcg/kroniek/projections/gebeurtenistelling"
	"github.com/mgr-sdcg/kroniek/projections/thuiszitters"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
	"github.com/mgr-sdcg/kroniek/projections/vrijstellingen"
)

var projectoren = []*projections.Projector{
	verzuim.Projector, thuiszitters.Projector, vrijstellingen.Projector, boventalligen.Projector, gebeurtenistelling.Projector, communicatieplicht.Projector, archiefbeheer.Projector,
}

var kek = [32]byte{7}

// A wereld is a data folder that is open, with all that a destruction touches.
type wereld struct {
	t     testing.TB
	dir   string
	nu    time.Time
	kluis *sleutels.Kluis
	codec *envelop.Codec
	j     *journaal.Journaal
	z     *zegel.Zegel
	a     *archiefwerk.Archief
	m     *leesmodellen.Leesmodellen
	open  bool
}

// opent opens the folder as the back office does: what was decided is carried out
// before anything is served.
func opent(t testing.TB, dir string, nu time.Time, na func(archiefwerk.Stap) error) *wereld {
	t.Helper()
	w := &wereld{t: t, dir: dir, nu: nu, open: true}
	var err error
	w.codec, err = envelop.New("urn:nld:oin:00000099000000001000:systeem:kroniek", communicatie.Events, verzuimmelding.Events,
		leerplichtdossier.Events, doorstroompunt.Events, boventallige.Events, vernietiging.Events, bewaring.Events, afscherming.Events, beperking.Events, vrijstelling.Events, verlof.Events)
	require.NoError(t, err)
	w.kluis, err = sleutels.Open(filepath.Join(dir, "sleutels.db"), kek)
	require.NoError(t, err)
	w.j, err = journaal.Open(t.Context(), dir, journaal.Opties{Codec: w.codec, Sleutels: w.kluis})
	require.NoError(t, err)
	w.z, err = zegel.Open(t.Context(), dir, w.j, zegel.Opties{})
	require.NoError(t, err)
	w.a, err = archiefwerk.Open(t.Context(), archiefwerk.Opties{
		Journaal: w.j, Codec: w.codec, Sleutels: w.kluis, Nu: func() time.Time { return w.nu }, Log: slog.New(slog.DiscardHandler), Na: na,
	})
	require.NoError(t, err)
	t.Cleanup(w.sluit)
	return w
}

// heropenMet opens the archive again, with somebody who keeps the list.
func (w *wereld) heropenMet(lijst func(context.Context, []archiefwerk.Lijstregel) error) {
	w.t.Helper()
	var err error
	w.a, err = archiefwerk.Open(w.t.Context(), archiefwerk.Opties{
		Journaal: w.j, Codec: w.codec, Sleutels: w.kluis, Nu: func() time.Time { return w.nu }, Log: slog.New(slog.DiscardHandler), Lijst: lijst,
	})
	require.NoError(w.t, err)
}

// herstel does what the start of the back office does after opening.
func (w *wereld) herstel() error {
	opnieuw, err := w.a.Herstel(w.t.Context())
	if err != nil {
		return err
	}
	if map_ := filepath.Join(w.dir, "leesmodellen"); opnieuw {
		err = leesmodellen.Verwijder(map_)
	} else {
		err = leesmodellen.VerwijderVerouderd(w.t.Context(), map_, projectoren, w.a.Laatste())
	}
	if err == nil {
		err = w.a.RondAf(w.t.Context())
	}
	if err != nil {
		return err
	}
	w.m, err = leesmodellen.Open(w.t.Context(), filepath.Join(w.dir, "leesmodellen"), projectoren, leesmodellen.Opties{
		Bron: w.j, Decodeer: w.codec.Lees,
		Wortel: func(_ context.Context, p es.Position) ([32]byte, error) {
			h, err := tlog.TreeHash(int64(p), w.j)
			return [32]byte(h), err
		},
	})
	require.NoError(w.t, err)
	w.bij()
	return nil
}

// bij waits until the read models know everything.
func (w *wereld) bij() {
	w.t.Helper()
	var reeks []es.Recorded
	s, err := w.m.Stand(projectoren[0].Naam)
	require.NoError(w.t, err)
	require.NoError(w.t, w.j.Scan(w.t.Context(), s.Positie, w.j.Kop(), func(v *envelop.Verzegeld) error {
		r, err := w.codec.Lees(v)
		reeks = append(reeks, r)
		return err
	}))
	require.NoError(w.t, w.m.Verwerk(w.t.Context(), reeks))
	for _, p := range projectoren {
		require.NoError(w.t, w.m.WachtOp(w.t.Context(), p.Naam, w.j.Kop()), "%v", w.m.Oorzaak(p.Naam))
	}
}

func (w *wereld) sluit() {
	if !w.open {
		return
	}
	w.open = false
	if w.m != nil {
		require.NoError(w.t, w.m.Sluit())
	}
	_, err := w.z.Verzegel(context.Background())
	require.NoError(w.t, err)
	require.NoError(w.t, w.z.Sluit())
	require.NoError(w.t, w.j.Sluit())
	require.NoError(w.t, w.kluis.Sluit())
}

func (w *wereld) herbouw(ctx context.Context) error {
	if err := w.m.Herbouw(ctx, func(int64, int64) {}); err != nil {
		return err
	}
	return w.m.Opruimen(ctx)
}

// doe carries out a command by somebody at the clock of w.
func doe[C, S, E any](w *wereld, d es.Decider[C, S, E], s es.Stream, maak func(recht.Opdracht) C, wie string) es.Receipt {
	w.t.Helper()
	o := recht.Opdracht{Op: w.nu, Actor: recht.Actor{Rol: "consulent-leerplicht", Organisatie: "MGR", ID: wie}}
	r, err := es.Handler[C, S, E]{Decider: d, Log: w.a.Log()}.Handle(w.t.Context(), s, maak(o), versMeta(w.t, w.nu), nil)
	require.NoError(w.t, err)
	return r
}

func versMeta(t testing.TB, nu time.Time) es.Meta {
	u, err := uuid.NewV7()
	require.NoError(t, err)
	m := es.Meta{Command: es.CommandID(u), Time: nu}
	_, err = rand.Read(m.Body[:])
	require.NoError(t, err)
	return m
}

// inBestanden returns the first file under dir that holds b.
func inBestanden(t testing.TB, dir string, b []byte) (waar string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || waar != "" {
			return err
		}
		inhoud, err := os.ReadFile(p)
		if bytes.Contains(inhoud, b) {
			waar = p
		}
		return err
	}))
	return waar
}

func kopieer(t testing.TB, van, naar string) {
	t.Helper()
	require.NoError(t, os.CopyFS(naar, os.DirFS(van)))
	require.NoError(t, filepath.WalkDir(naar, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chmod(p, 0o600)
	}))
}

// blijvend writes every lasting figure as known at each of the given positions.
func (w *wereld) blijvend(posities ...es.Position) string {
	w.t.Helper()
	var b strings.Builder
	for _, p := range projectoren {
		l, los, err := w.m.Lees(w.t.Context(), p.Naam)
		require.NoError(w.t, err)
		for _, t := range p.Tellingen {
			if !t.Blijvend {
				continue
			}
			for _, op := range posities {
				for c, err := range l.Cellen(t, op, recht.Datum{}) {
					require.NoError(w.t, err)
					fmt.Fprintf(&b, "%s/%s@%d %q %d\n", p.Naam, t.Naam, op, c.Dimensies, c.Waarde)
				}
			}
		}
		los()
	}
	return b.String()
}

// ingepakt returns the wrapped keys in the store, from outside.
func ingepakt(t testing.TB, dir string) map[[16]byte][]byte {
	t.Helper()
	conn, err := sqlite.OpenConn(filepath.Join(dir, "sleutels.db"), sqlite.OpenReadOnly)
	require.NoError(t, err)
	uit := map[[16]byte][]byte{}
	require.NoError(t, sqlitex.Execute(conn, "SELECT id, ingepakt FROM sleutels", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		var id [16]byte
		s.ColumnBytes(0, id[:])
		b := make([]byte, s.ColumnLen(1))
		s.ColumnBytes(1, b)
		uit[id] = b
		return nil
	}}))
	require.NoError(t, conn.Close())
	return uit
}

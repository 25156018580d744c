package httpapi

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/persoonsindex"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/uitgifte"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/kpi"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/inzageverzoek"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
	"github.com/mgr-sdcg/kroniek/domain/toegang/inzagemachtiging"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
	"github.com/mgr-sdcg/kroniek/domain/toegang/verwerkingsspoor"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kvknummer"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/archiefbeheer"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
	"github.com/mgr-sdcg/kroniek/projections/bevoegdheden"
	"github.com/mgr-sdcg/kroniek/projections/boventalligen"
	"github.com/mgr-sdcg/kroniek/projections/deelnamematrix"
	"github.com/mgr-sdcg/kroniek/projections/gebeurtenistelling"
	"github.com/mgr-sdcg/kroniek/projections/kengetallen"
	"github.com/mgr-sdcg/kroniek/projections/planstand"
	"github.com/mgr-sdcg/kroniek/projections/thuiszitters"
	"github.com/mgr-sdcg/kroniek/projections/trechter"
	"github.com/mgr-sdcg/kroniek/projections/verstrekkingen"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
	"github.com/mgr-sdcg/kroniek/projections/voorzieningen"
	"github.com/mgr-sdcg/kroniek/projections/vrijstellingen"
	"github.com/mgr-sdcg/kroniek/projections/zienswijzen"
)

const (
	eigenGemeente, andereGemeente = "GM0202", "GM0221"
	eigenSchool, andereSchool     = "27GZ01", "27GZ02"
)

// A klok is a clock that a test sets.
type klok struct {
	mu sync.Mutex
	t  time.Time
}

func (k *klok) nu() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.t
}

func (k *klok) verder(d time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.t = k.t.Add(d)
}

// A logboek collects what the server logs.
type logboek struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logboek) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logboek) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A kantoor is a whole server on a real journal, seal and read models, behind a
// real listener.
type kantoor struct {
	opties  Opties // what the server was made of
	t       testing.TB
	adres   string
	dir     string
	server  *Server
	kluis   *sleutels.Kluis
	j       *journaal.Journaal
	codec   *envelop.Codec
	zegel   *zegel.Zegel
	reg     *toegang.Register
	ldv     *verwerkingslog.Logboek
	audit   *auditlog.Logboek
	klok    *klok // of decisions; tokens go by the clock of the machine
	log     *logboek
	archief *archiefwerk.Archief
	token   map[toegang.Rol]string
	opname  func(*http.Request, gekregen) // sees every answer, when set
}

func rapporten() []*projections.Rapport {
	return []*projections.Rapport{
		planstand.Rapport, zienswijzen.Rapport, besluitenlijst.Rapport, bevoegdheden.Rapport, deelnamematrix.Rapport, gebeurtenistelling.Rapport, kengetallen.Rapport, verstrekkingen.Rapport,
		verzuim.Rapport, verzuim.RapportPerSchool, verzuim.RapportTijdigheid, verzuim.RapportDoorlooptijd,
		thuiszitters.Rapport, thuiszitters.RapportDossiers, vrijstellingen.Rapport, vrijstellingen.RapportTijdigheid,
		boventalligen.Rapport, voorzieningen.Rapport, voorzieningen.Mutatielijst,
		trechter.Rapport, trechter.Duurzaamheid, trechter.Afwijsredenen,
		archiefbeheer.Rapport,
	}
}

func catalogi() []es.Types {
	return []es.Types{
		begroting.Events, communicatie.Events, deelname.Events, inmandaat.Events, kpi.Events, mandaat.Events, rapportverstrekking.Events, uitvoeringsplan.Events,
		verzuimmelding.Events, leerplichtdossier.Events, doorstroompunt.Events, halt.Events, procesverbaal.Events, vrijstelling.Events, verlof.Events,
		boventallige.Events, voorziening.Events,
		werkgever.Events, vacature.Events, kandidaat.Events, kvknummer.Events, match.Events,
		abonnement.Events, uitgifte.Events,
		beperking.Events, inzageverzoek.Events,
		vernietiging.Events, bewaring.Events, afscherming.Events,
		beheerhandeling.Events, rolverlening.Events, auditspoor.Events, inzagemachtiging.Events, verwerkingsspoor.Events,
	}
}

func typen() (ts []string) {
	for _, c := range catalogi() {
		ts = slices.AppendSeq(ts, maps.Keys(c.Current()))
		ts = slices.AppendSeq(ts, maps.Keys(c.Upcasters()))
	}
	return ts
}

// standaardbeleid is the policy of the program, judged once for all tests: what it
// decides does not change.
var standaardbeleid = sync.OnceValues(func() (*toegang.Beleid, error) {
	return toegang.NieuwBeleid(toegang.Standaard()...)
})

// open starts a kantoor; anders may change its options.
func open(t testing.TB, anders ...func(*Opties)) *kantoor {
	t.Helper()
	ctx, map_ := context.Background(), t.TempDir()
	k := &kantoor{
		t: t, dir: map_, log: &logboek{}, token: map[toegang.Rol]string{},
		klok: &klok{t: time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)},
	}
	var err error
	k.codec, err = envelop.New("urn:nld:oin:00000099000000001000:systeem:kroniek", catalogi()...)
	require.NoError(t, err)
	k.kluis, err = sleutels.Open(filepath.Join(map_, "sleutels.db"), [32]byte{2})
	require.NoError(t, err)
	k.j, err = journaal.Open(ctx, map_, journaal.Opties{Codec: k.codec, Sleutels: k.kluis})
	require.NoError(t, err)
	k.zegel, err = zegel.Open(ctx, map_, k.j, zegel.Opties{})
	require.NoError(t, err)
	var projectoren []*projections.Projector
	for _, r := range rapporten() {
		if !slices.Contains(projectoren, r.Model) {
			projectoren = append(projectoren, r.Model)
		}
	}
	wortel := func(_ context.Context, p es.Position) ([32]byte, error) {
		h, err := tlog.TreeHash(int64(p), k.j)
		return [32]byte(h), err
	}
	m, err := leesmodellen.Open(ctx, filepath.Join(map_, "leesmodellen"), projectoren, leesmodellen.Opties{Bron: k.j, Decodeer: k.codec.Open, Wortel: wortel})
	require.NoError(t, err)
	k.reg, err = toegang.Open(filepath.Join(map_, "toegang.db"), time.Now)
	require.NoError(t, err)
	k.ldv, err = verwerkingslog.Open(filepath.Join(map_, verwerkingslog.Bestand))
	require.NoError(t, err)
	for _, rol := range toegang.Rollen() {
		k.token[rol] = k.geef(rol, eigenGemeente, "inkoop", time.Hour).Token
	}
	k.audit, err = auditlog.Open(filepath.Join(map_, auditlog.Map), auditlog.Opties{})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, k.audit.Sluit()) })
	beleid, err := standaardbeleid()
	require.NoError(t, err)
	o := Opties{
		Log: geindexeerd(t, k, false), Geschiedenis: k.j, Zegel: k.zegel, Leesmodellen: m, Wortel: wortel, Rapporten: rapporten(), Typen: typen(),
		Inzage: inzagelezer(t, k.j, k.kluis, k.codec, k.ldv, k.klok.nu), Verwerkingslog: k.ldv,
		Tokens: toegang.NieuweIngang(k.reg, nil, nil), Auditlog: k.audit, Beleid: beleid, Geheim: [32]byte{1}, Nu: k.klok.nu,
		Logboek: slog.New(slog.NewTextHandler(k.log, nil)), Grenzen: Grenzen{Hartslag: 200 * time.Millisecond},
	}
	o.Abonnementen = k.uitgaand(beleid)
	for _, f := range anders {
		f(&o)
	}
	k.archief, err = archiefwerk.Open(ctx, archiefwerk.Opties{
		Journaal: k.j, Schrijf: o.Log, Codec: k.codec, Sleutels: k.kluis, Nu: k.klok.nu, Log: slog.New(slog.NewTextHandler(k.log, nil)),
	})
	require.NoError(t, err)
	o.Log, o.Archief = k.archief.Log(), k.archief
	k.opties = o
	k.server, err = New(o)
	require.NoError(t, err)
	k.draai(m)
	return k
}

// An indexlog is the log before the journal of a kantoor.
type indexlog struct {
	*persoonsindex.Log
	k *kantoor
}

// geindexeerd returns a log that indexes persons. Only with uniek it refuses a
// second dossier: most tests open many about the same person.
func geindexeerd(t testing.TB, k *kantoor, uniek bool) indexlog {
	t.Helper()
	soorten := persoonsindex.Standaard()
	for naam, s := range soorten {
		if !uniek {
			s.Enig = nil
		}
		soorten[naam] = s
	}
	l, err := persoonsindex.Nieuw(k.j, k.kluis, k.codec, soorten)
	require.NoError(t, err)
	return indexlog{l, k}
}

// uniek has the log refuse a second dossier, as it does outside tests.
func uniek(o *Opties) {
	k := o.Log.(indexlog).k
	o.Log = geindexeerd(k.t, k, true)
}

// inzagelezer opens personal data for a test.
func inzagelezer(t testing.TB, j *journaal.Journaal, kluis *sleutels.Kluis, codec *envelop.Codec, l inzage.Logboek, nu func() time.Time) *inzage.Lezer {
	t.Helper()
	register, err := gegevensverwerking.Standaard()
	require.NoError(t, err)
	uit, err := inzage.Nieuw(inzage.Opties{Stromen: j, Sleutels: kluis, Codec: codec, Logboek: l, Register: register, OIN: "00000099000000001000", Nu: nu})
	require.NoError(t, err)
	return uit
}

// draai serves, and feeds the read models, until the test ends.
func (k *kantoor) draai(m *leesmodellen.Leesmodellen) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(k.t, err)
	k.adres = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { assert.NoError(k.t, k.server.Serve(l)) })
	wg.Go(func() {
		assert.NoError(k.t, k.archief.Run(ctx, func(ctx context.Context) error { return m.Herbouw(ctx, func(int64, int64) {}) }))
	})
	wg.Go(func() {
		var na es.Position
		for {
			kop, err := k.j.Wacht(ctx, na)
			if err != nil {
				return
			}
			var reeks []es.Recorded
			err = k.j.Scan(ctx, na, kop, func(v *envelop.Verzegeld) error {
				r, err := k.codec.Open(v)
				reeks = append(reeks, r)
				return err
			})
			if err == nil {
				err = m.Verwerk(ctx, reeks)
			}
			if err != nil {
				return
			}
			na = kop
		}
	})
	k.t.Cleanup(func() {
		afronden, klaar := context.WithTimeout(context.Background(), 5*time.Second)
		defer klaar()
		assert.NoError(k.t, k.server.Stop(afronden))
		stop()
		wg.Wait()
		require.NoError(k.t, m.Sluit())
		require.NoError(k.t, k.zegel.Sluit())
		require.NoError(k.t, k.reg.Sluit())
		require.NoError(k.t, k.ldv.Sluit())
		require.NoError(k.t, k.j.Sluit())
		require.NoError(k.t, k.kluis.Sluit())
	})
}

// geef issues a token for rol, with gemeente and module where the role has them.
func (k *kantoor) geef(rol toegang.Rol, gemeente recht.Gemeentecode, module string, duur time.Duration) toegang.Uitgegeven {
	w := toegang.Wie{Rol: rol, Organisatie: "MGR"}
	if rol == toegang.Griffier || rol == toegang.Integrator {
		w.Gemeente, w.Organisatie = gemeente, string(gemeente)
	}
	if rol == toegang.Bestuurscommissie || rol == toegang.Integrator {
		w.Module = module
	}
	switch rol {
	case toegang.ConsulentLeerplicht, toegang.Opsporingsambtenaar:
		w.Gemeente, w.Module = gemeente, "onderwijszaken"
	case toegang.ConsulentSW:
		w.Module = "werkgeverschap-sw"
	case toegang.Accountmanager:
		w.Gemeente, w.Module = gemeente, "werkgeversservicepunt"
	case toegang.School:
		w.Organisatie = eigenSchool
	}
	uit, err := k.reg.Geef(context.Background(), "test", w, duur)
	require.NoError(k.t, err)
	return uit
}

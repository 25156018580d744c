package httpapi

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Geschiedenis is what the server reads of the journal. All methods may be
// called concurrently.
type Geschiedenis interface {
	// Kop returns the last committed position.
	Kop() es.Position
	// Wacht returns the last committed position once it lies after na. It
	// returns the error of ctx when that ends first.
	Wacht(ctx context.Context, na es.Position) (es.Position, error)
	// Scan calls fn for each event with na < position <= tot, in order, and stops
	// with the first error of fn. The argument is only valid during the call.
	Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error
	// Gebeurtenis returns one event; false when there is none with this id.
	Gebeurtenis(ctx context.Context, id uuid.UUID) (envelop.Verzegeld, bool, error)
	// PositieVoor returns the position before the first event whose time is at or after t.
	PositieVoor(ctx context.Context, t time.Time) (es.Position, error)
}

// Zegel is what the server shows of the seal. All methods may be called
// concurrently.
type Zegel interface {
	// Stand returns origin, key and newest checkpoint.
	Stand() zegel.Stand
	// Bewijs returns the C2SP tlog-proof of the event at p, with its salt, or
	// zegel.ErrNogNietVerzegeld.
	Bewijs(ctx context.Context, p es.Position, zout []byte) ([]byte, error)
	// Tegel returns a tile or entry bundle by its path, such as "tile/0/x001/234";
	// zegel.ErrOnbekendPad or zegel.ErrNogNietVerzegeld when it cannot.
	Tegel(ctx context.Context, pad string) ([]byte, error)
}

// Leesmodellen gives access to read models. It may be used concurrently.
type Leesmodellen interface {
	// WachtOp returns when the read model has reached p; with leesmodellen.ErrGestopt
	// when it stopped before, and with the error of ctx when that ends.
	WachtOp(ctx context.Context, naam string, p es.Position) error
	// Lees begins a reading at one fixed moment, until release is called;
	// leesmodellen.ErrInOpbouw while the read model is being built.
	Lees(ctx context.Context, naam string) (l projections.Lezer, release func(), err error)
}

// Tokens recognises who sends a request. It may be used concurrently.
type Tokens interface {
	// Herken returns who the proof belongs to, or toegang.ErrOngeldig.
	Herken(ctx context.Context, b toegang.Bewijs) (toegang.Wie, error)
	// Geldig reports whether what w came in with is still valid.
	Geldig(w toegang.Wie) bool
	// TrekVerleningenIn ends all access that rests on these rolverleningen.
	TrekVerleningenIn(ctx context.Context, ids ...string) error
}

// Inzage opens personal data, after the processing log has confirmed that
// somebody looks. It may be used concurrently.
type Inzage interface {
	// Lees opens streams, in the given order; an error that wraps
	// verwerkingslog.ErrNietBeschikbaar when the log does not confirm.
	Lees(ctx context.Context, r inzage.Raadpleging, stromen ...es.Stream) ([]inzage.Dossier, error)
	// Zoek returns the streams that the index knows of whoever has this number.
	Zoek(ctx context.Context, r inzage.Raadpleging, module string, n sleutels.Nummer) ([]es.Stream, error)
	// WieKeek returns what the log says about the persons of these streams.
	WieKeek(ctx context.Context, stromen ...es.Stream) ([]verwerkingslog.Regel, error)
	// Velden returns the personal fields that events can hold: their places by type.
	Velden() map[string][]string
	// Activiteiten returns the register of processing activities.
	Activiteiten() []gegevensverwerking.Activiteit
	// Activiteit returns the id of an activity, as the log has it.
	Activiteit(a gegevensverwerking.Activiteit) string
}

// Verwerkingslog is the log that goes line by line after its term.
// [verwerkingslog.Logboek] is the one. It may be used concurrently.
type Verwerkingslog interface {
	// Kenmerk returns the id of the log.
	Kenmerk() uuid.UUID
	// Rijp returns the oldest lines of before voor.
	Rijp(ctx context.Context, voor time.Time) (verwerkingslog.Rijp, error)
	// RuimOp removes all lines up to tot; again when they are gone it does nothing.
	RuimOp(ctx context.Context, tot verwerkingslog.Plaats) error
}

// Abonnementen tells how far those are who get events. [uitgaand.Dienst] is the one.
type Abonnementen interface {
	// Stand returns every abonnement, by name.
	Stand(ctx context.Context) ([]uitgaand.Stand, error)
	// Een returns one; false when it is not known yet.
	Een(ctx context.Context, stroom es.Stream) (uitgaand.Stand, bool, error)
	// Gestopt returns why none is followed, a code; empty while all are.
	Gestopt() string
}

// Grenzen are the limits of the server. Zero fields get the values of
// [StandaardGrenzen].
type Grenzen struct {
	Lichaam      int64         // bytes of a request body
	Koppen       int           // bytes of the request headers
	Diepte       int           // nesting of a request body
	KopTijd      time.Duration // for reading the headers
	LeesTijd     time.Duration // for reading the whole request
	SchrijfTijd  time.Duration // for writing an answer; per message of a stream
	RustTijd     time.Duration // of a connection between requests
	Wachten      time.Duration // for a read model to reach naPositie
	Hartslag     time.Duration // between two messages of a stream
	Stromen      int           // open streams together
	StromenEigen int           // open streams of one token
	StroomBuffer int           // bytes that wait for one slow reader
	// Tempo and TempoOpenbaar are requests per second, of one principal and, without
	// a valid token, of one address; twice and four times as many may come at once.
	// A report counts as fifty.
	Tempo, TempoOpenbaar int
}

// StandaardGrenzen returns the limits that a server has by default.
func StandaardGrenzen() Grenzen {
	return Grenzen{
		Lichaam: 1 << 20, Koppen: 16 << 10, Diepte: 16,
		KopTijd: 5 * time.Second, LeesTijd: 15 * time.Second, SchrijfTijd: 30 * time.Second, RustTijd: time.Minute,
		Wachten: 5 * time.Second, Hartslag: 5 * time.Second, Stromen: 256, StromenEigen: 8, StroomBuffer: 256 << 10,
		Tempo: 20_000, TempoOpenbaar: 500,
	}
}

// metStandaard returns g with its zero fields filled in.
func (g Grenzen) metStandaard() Grenzen {
	s := StandaardGrenzen()
	vul(&g.Lichaam, s.Lichaam)
	vul(&g.Koppen, s.Koppen)
	vul(&g.Diepte, s.Diepte)
	vul(&g.KopTijd, s.KopTijd)
	vul(&g.LeesTijd, s.LeesTijd)
	vul(&g.SchrijfTijd, s.SchrijfTijd)
	vul(&g.RustTijd, s.RustTijd)
	vul(&g.Wachten, s.Wachten)
	vul(&g.Hartslag, s.Hartslag)
	vul(&g.Stromen, s.Stromen)
	vul(&g.StromenEigen, s.StromenEigen)
	vul(&g.StroomBuffer, s.StroomBuffer)
	vul(&g.Tempo, s.Tempo)
	vul(&g.TempoOpenbaar, s.TempoOpenbaar)
	return g
}

func vul[T comparable](p *T, standaard T) {
	var nul T
	if *p == nul {
		*p = standaard
	}
}

// Opties is what a server is made of. All fields but Grenzen are required.
type Opties struct {
	Log          es.Log // where commands are recorded
	Geschiedenis Geschiedenis
	Zegel        Zegel
	Leesmodellen Leesmodellen
	Wortel       leesmodellen.Wortel // root of the log at a position
	Rapporten    []*projections.Rapport
	Typen        []string // every event type that may be in store; the policy must rule on each
	Inzage       Inzage
	// Verwerkingslog is where Inzage has its lines.
	Verwerkingslog Verwerkingslog
	Tokens         Tokens
	Auditlog       Auditlog
	Beleid         *toegang.Beleid
	Archief        Archief
	Geheim         [32]byte         // keys the HMACs of commands; the same after every restart
	Nu             func() time.Time // the clock
	Logboek        *slog.Logger     // gets failures, without values of requests
	Abonnementen   Abonnementen
	Grenzen        Grenzen
	// Waarnemer is told of every request, and Metingen serves the figures on
	// /metrics; both may be nil.
	Waarnemer Waarnemer
	Metingen  http.Handler
	// Aanmelding serves the pages on which people sign in; nil: only tokens.
	Aanmelding Aanmelding
	// Opstart makes the first beheerders; nil: the office knows somebody already.
	Opstart Opstart
	// AchterTLS says that a proxy on this machine ends TLS before this server, so that
	// browsers get the cookies of TLS.
	AchterTLS bool
}

// Aanmelding serves the pages on which people sign in and out. Its handlers may
// be called concurrently.
type Aanmelding interface {
	Begin(http.ResponseWriter, *http.Request)         // to the provider
	Terug(http.ResponseWriter, *http.Request)         // back from it
	Kies(http.ResponseWriter, *http.Request)          // as which principal, for who has more than one
	Stand(http.ResponseWriter, *http.Request)         // who is signed in, and what that opens
	Afmelden(http.ResponseWriter, *http.Request)      // out
	Sessies(http.ResponseWriter, *http.Request)       // where else the same person is signed in
	Achterom(http.ResponseWriter, *http.Request)      // the provider says that somebody signed out there
	EindigSessies(http.ResponseWriter, *http.Request) // ends those
	Stijl(http.ResponseWriter, *http.Request)         // the style sheet of these pages
}

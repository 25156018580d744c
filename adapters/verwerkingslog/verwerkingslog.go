// Package verwerkingslog keeps the Logboek Dataverwerkingen (LDV): who looked at
// whose data, for which processing activity.
//
// A line is committed to disk before the data leaves: [Logboek.Leg] returns only
// then, and whoever serves personal data calls it first. A logbook that has failed
// once takes no line any more, so nothing is served until a new process has
// looked at what is on disk.
//
// One line is about one person, who stands in it under a pseudonym that only the
// key store resolves. The lines hold no identity of an employee (the standard
// forbids it) but the role, the organisation and the reason, as a code; the trace
// id joins them to the access log. There is no way to change a line. Each holds a
// hash over itself and the line before it; the head of that chain is recorded in the
// history (domain/toegang/verwerkingsspoor) and sealed with it. Lines go only from
// the beginning, after their term, and what is left still hangs from the recorded
// hash of the last that went.
package verwerkingslog

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// geduld is how long a commit waits for another process that holds the file. Nobody
// else writes it, so whoever does is not to be waited for.
const geduld = 2 * time.Second

// Bestand is the name of the logbook in its folder.
const Bestand = "verwerkingen.db"

// Errors of a [Logboek]. Each may be wrapped.
var (
	// ErrNietBeschikbaar reports a logbook that cannot confirm a line: it is
	// closed, or a write has failed. No personal data may be served.
	ErrNietBeschikbaar = errors.New("verwerkingslog: line was not confirmed")
	// ErrBeschadigd reports a file that is not as this program wrote it.
	ErrBeschadigd = errors.New("verwerkingslog: file is not a logbook of this program")
	// ErrRegel reports a line without what the standard requires.
	ErrRegel = errors.New("verwerkingslog: line is incomplete")
)

// A Spoor is the W3C trace that a line belongs to.
type Spoor struct {
	Trace [16]byte
	Ouder [8]byte // span of the caller; zero when there is none
}

// NieuwSpoor returns a trace of our own.
func NieuwSpoor() (s Spoor) {
	rand.Read(s.Trace[:]) // never fails: crypto/rand ends the process instead
	return s
}

// LeesSpoor reads a traceparent header (W3C Trace Context, version 00). A header
// that is absent or malformed begins a new trace, as the standard says.
func LeesSpoor(traceparent string) Spoor {
	var s Spoor
	d := strings.Split(traceparent, "-")
	if len(d) != 4 || d[0] != "00" || len(d[1]) != 32 || len(d[2]) != 16 || len(d[3]) != 2 || strings.ToLower(traceparent) != traceparent {
		return NieuwSpoor()
	}
	_, err := hex.Decode(s.Trace[:], []byte(d[1]))
	_, err2 := hex.Decode(s.Ouder[:], []byte(d[2]))
	if err != nil || err2 != nil || s.Trace == [16]byte{} || s.Ouder == [8]byte{} {
		return NieuwSpoor()
	}
	return s
}

// A Regel is one line: one processing of the data of one person.
type Regel struct {
	Spoor
	Span            [8]byte   // drawn by Leg when zero
	Naam            string    // what was done, such as "leesLeerplichtdossier"
	Begin, Eind     time.Time // UTC, whole milliseconds
	Activiteit      string    // dpl.core.processing_activity_id: URI into the register
	Betrokkene      string    // dpl.core.data_subject_id: a pseudonym; empty when the person is not known
	Betrokkenesoort string    // dpl.core.data_subject_id_type
	Rol             string    // of whoever looked
	Organisatie     string    // for which that was
	Reden           string    // code of the reason, where one was given
}

// A Logboek is an open logbook. It is safe for concurrent use by one process.
type Logboek struct {
	mu     sync.Mutex // guards posten
	posten []*post

	db   sync.Mutex // guards conn and fout; is taken before mu
	conn *sqlite.Conn
	fout error

	pad     string
	bestand os.FileInfo // of the file that was opened
	kenmerk uuid.UUID
}

// A post is a number of lines that wait for the next commit.
type post struct {
	regels []Regel
	klaar  bool // guarded by db
	fout   error
}

// Open opens the logbook in file pad, and creates it if there is none, owner-only.
func Open(pad string) (*Logboek, error) {
	f, err := os.OpenFile(pad, os.O_RDWR|os.O_CREATE, 0o600) // SQLite would let everybody read it
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("open processing log: %w", err)
	}
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	if err != nil {
		return nil, fmt.Errorf("open processing log: %w", err)
	}
	conn.SetBusyTimeout(geduld)
	if err := bereid(conn); err != nil {
		return nil, fmt.Errorf("open processing log: %w", errors.Join(err, conn.Close()))
	}
	info, err := os.Stat(pad)
	if err != nil {
		return nil, fmt.Errorf("open processing log: %w", errors.Join(err, conn.Close()))
	}
	id, _, err := begin(conn)
	if err != nil {
		return nil, fmt.Errorf("open processing log: %w", errors.Join(err, conn.Close()))
	}
	return &Logboek{conn: conn, pad: pad, bestand: info, kenmerk: id}, nil
}

// Leg records lines, all or none, and returns when they are on disk. Lines that
// come while others are being committed share the next commit. Any error means
// that the data must not be served.
func (l *Logboek) Leg(ctx context.Context, regels ...Regel) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for i := range regels {
		if err := regels[i].maakAf(); err != nil {
			return err
		}
	}
	if len(regels) == 0 {
		return nil
	}
	p := &post{regels: regels}
	l.mu.Lock()
	l.posten = append(l.posten, p)
	l.mu.Unlock()
	l.db.Lock()
	defer l.db.Unlock()
	if !p.klaar {
		l.boek()
	}
	return p.fout
}

// maakAf draws what is not there and refuses what may not be absent.
func (r *Regel) maakAf() error {
	if r.Span == [8]byte{} {
		rand.Read(r.Span[:]) // never fails
	}
	switch {
	case r.Trace == [16]byte{}, r.Naam == "", r.Activiteit == "", r.Rol == "", r.Begin.IsZero(), r.Eind.Before(r.Begin):
		return fmt.Errorf("%w: trace, name, activity, role or time", ErrRegel)
	case (r.Betrokkene == "") != (r.Betrokkenesoort == ""):
		return fmt.Errorf("%w: data subject and its type go together", ErrRegel)
	}
	return nil
}

// boek commits all lines that wait. The caller holds db.
func (l *Logboek) boek() {
	l.mu.Lock()
	posten := l.posten
	l.posten = nil
	l.mu.Unlock()
	if l.fout == nil {
		err := schrijf(l.conn, posten)
		if err == nil {
			err = l.nogDaar()
		}
		if err != nil {
			l.fout = fmt.Errorf("%w: %w", ErrNietBeschikbaar, err)
		}
	}
	for _, p := range posten {
		p.klaar, p.fout = true, l.fout
	}
}

// nogDaar returns an error when the file is no longer the one that was opened: a
// line that is in a file without a name is kept nowhere.
func (l *Logboek) nogDaar() error {
	info, err := os.Stat(l.pad)
	if err != nil {
		return err
	}
	if !os.SameFile(info, l.bestand) {
		return errors.New("the file was replaced")
	}
	return nil
}

func schrijf(conn *sqlite.Conn, posten []*post) (err error) {
	klaar, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer klaar(&err)
	p, err := stand(conn)
	if err != nil {
		return err
	}
	for _, post := range posten {
		for i := range post.regels {
			if p, err = voegToe(conn, p, &post.regels[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Sluit closes the logbook. Lines that come later get [ErrNietBeschikbaar].
func (l *Logboek) Sluit() error {
	l.db.Lock()
	defer l.db.Unlock()
	if l.conn == nil {
		return nil
	}
	err := l.conn.Close()
	l.conn, l.fout = nil, ErrNietBeschikbaar
	if err != nil {
		return fmt.Errorf("close processing log: %w", err)
	}
	return nil
}

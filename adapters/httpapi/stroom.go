package httpapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

const stroompad = grondslag + "/gebeurtenissen/stroom"

// Reasons why the server ends a stream; the last message names one.
const (
	redenToken = "token-verlopen"
	redenStop  = "server-stopt"
)

// VolgGebeurtenissen implements StrictServerInterface.
//
// A stream has no queue of its own: the journal is the queue. The stream reads
// on only after the last message was written, keeps at most StroomBuffer bytes
// for a reader, and gives up on one that does not take a message in time.
func (s *Server) VolgGebeurtenissen(ctx context.Context, r VolgGebeurtenissenRequestObject) (weergave, error) {
	v := verzoekUit(ctx)
	if !s.stromen.neem(v.wie.TokenID) {
		return nil, errTeVeelStromen
	}
	if err := s.volg(v); err != nil {
		s.stromen.geefTerug(v.wie.TokenID)
		return nil, err
	}
	na := es.Position(r.Params.NaPositie)
	if r.Params.LastEventID != 0 {
		na = es.Position(r.Params.LastEventID)
	}
	return &stroom{s: s, ctx: ctx, blik: blik{beleid: s.beleid, wie: v.wie, typ: r.Params.Type}, na: min(na, s.geschiedenis.Kop())}, nil
}

// plaatsen counts the open streams, so that one token cannot take the places of
// all. It may be used concurrently.
type plaatsen struct {
	samen, elk int

	mu    sync.Mutex
	open  int
	bezet map[string]int // by public id of the token
}

func (p *plaatsen) neem(token string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open == p.samen || p.bezet[token] == p.elk {
		return false
	}
	p.open++
	p.bezet[token]++
	return true
}

func (p *plaatsen) geefTerug(token string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open--
	if p.bezet[token]--; p.bezet[token] == 0 {
		delete(p.bezet, token)
	}
}

// A stroom is one reader that follows the history.
type stroom struct {
	s    *Server
	ctx  context.Context
	blik blik
	na   es.Position // looked at so far
	buf  bytes.Buffer
	w    http.ResponseWriter
	rc   *http.ResponseController
}

// schrijf sends t.
func (t *stroom) schrijf(w http.ResponseWriter) error {
	defer t.s.stromen.geefTerug(t.blik.wie.TokenID)
	t.w, t.rc = w, http.NewResponseController(w)
	// The reader sends nothing more; the deadline for reading is for requests.
	if err := t.rc.SetReadDeadline(time.Time{}); err != nil {
		return fmt.Errorf("follow events: %w", err)
	}
	w.Header().Set("Content-Type", typeStroom)
	w.WriteHeader(http.StatusOK)
	fmt.Fprintf(&t.buf, "retry: 2000\n\n")
	t.positie()
	for {
		if err := t.stuur(); err != nil {
			return nil //nolint:nilerr // the reader is gone; nobody is left to tell
		}
		reden, err := t.wacht()
		if err != nil || reden != "" {
			return t.eindig(reden)
		}
		if err := t.vul(); err != nil {
			t.s.logboek.Error("stroom afgebroken", "na", t.na, "fout", err)
			return nil
		}
	}
}

// wacht returns when there is something to look at, when a heartbeat is due, or
// with the reason to end.
func (t *stroom) wacht() (reden string, err error) {
	select {
	case <-t.s.einde:
		return redenStop, nil
	default:
	}
	if !t.s.tokens.Geldig(t.blik.wie) {
		return redenToken, nil
	}
	duur := t.s.grenzen.Hartslag
	if rest := time.Until(t.blik.wie.Verloopt); rest > 0 {
		duur = min(duur, rest) // so that the stream ends when the token does
	}
	ctx, klaar := context.WithTimeout(t.ctx, duur)
	defer klaar()
	los := make(chan struct{})
	defer close(los)
	go func() { // the journal knows nothing of the end of this server
		select {
		case <-t.s.einde:
			klaar()
		case <-los:
		}
	}()
	_, err = t.s.geschiedenis.Wacht(ctx, t.na)
	switch {
	case t.ctx.Err() != nil:
		return "", t.ctx.Err()
	case err == nil || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled):
		return "", nil
	default:
		return "", err
	}
}

// vul looks at what came after na, as far as the buffer allows, and ends with the
// position looked at: also when all of it was hidden or filtered out.
func (t *stroom) vul() error {
	getoond := t.na
	err := t.s.geschiedenis.Scan(t.ctx, t.na, min(t.s.geschiedenis.Kop(), t.na+maxGelezen), func(v *envelop.Verzegeld) error {
		if t.buf.Len() > 0 && t.buf.Len()+len(v.Gebeurtenis) > t.s.grenzen.StroomBuffer {
			return errVol
		}
		regel, erbij, err := t.blik.regel(nil, v)
		if err != nil {
			return err
		}
		if erbij {
			fmt.Fprintf(&t.buf, "id: %d\nevent: gebeurtenis\ndata: %s\n\n", v.Positie, regel)
			getoond = v.Positie
		}
		t.na = v.Positie
		return nil
	})
	if err != nil && !errors.Is(err, errVol) {
		return err
	}
	if t.buf.Len() == 0 || getoond != t.na {
		t.positie()
	}
	return nil
}

// positie adds the message that says how far was looked.
func (t *stroom) positie() {
	fmt.Fprintf(&t.buf, "id: %d\nevent: positie\ndata: {\"positie\":%d}\n\n", t.na, t.na)
}

// stuur writes what is in the buffer, within the time for one message.
func (t *stroom) stuur() error {
	if err := t.rc.SetWriteDeadline(time.Now().Add(t.s.grenzen.SchrijfTijd)); err != nil {
		return err
	}
	if _, err := t.buf.WriteTo(t.w); err != nil {
		return err
	}
	return t.rc.Flush()
}

// eindig tells the reader why there will be no more, if anybody still listens.
func (t *stroom) eindig(reden string) error {
	if reden != "" {
		fmt.Fprintf(&t.buf, "event: einde\ndata: {\"reden\":%q}\n\n", reden)
		_ = t.stuur() // the reader may be gone already; the stream ends either way
	}
	return nil
}

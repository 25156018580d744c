package eventstoredb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"
)

// A verbinding is the one wrapper around the client. It owns what the client
// leaves to its users: it gives the client no chance to give up for good, lets a
// caller leave a call that ignores its context, catches its panics, and closes it
// only when no call is in flight.
type verbinding struct {
	client *esdb.Client
	keuze  esdb.Configuration // as it was given

	mu    sync.Mutex
	dicht bool
	gaand sync.WaitGroup
}

// ontdekkingen is how often the client looks for a node before it is dead for
// good: never, for all that we care. Callers leave by their context.
const ontdekkingen = 1 << 30

// leegloop bounds how long Sluit waits for calls in flight. Whoever called them
// has left; a client with a call in flight is not closed, since it would panic.
const leegloop = 2 * time.Second

// verbind reads a connection string and makes the client. Nothing is dialled yet.
// No error holds any part of the string.
func verbind(tekst string) (*verbinding, error) {
	if err := keurVerbinding(tekst); err != nil {
		return nil, err
	}
	c, err := esdb.ParseConnectionString(tekst)
	if err != nil || c == nil {
		return nil, fmt.Errorf("%w: hij is niet van de vorm esdb://gebruiker:wachtwoord@machine:2113?tls=true", ErrVerbinding)
	}
	c.MaxDiscoverAttempts = ontdekkingen
	c.Logger = esdb.NoopLogging() // its lines quote addresses and errors of the server
	if len(c.GossipSeeds) > 0 || c.DnsDiscover {
		c.NodePreference = esdb.NodePreferenceLeader
	}
	client, err := esdb.NewClient(c)
	if err != nil {
		return nil, fmt.Errorf("%w: de instellingen gaan niet samen", ErrVerbinding)
	}
	return &verbinding{client: client, keuze: *c}, nil
}

// keurVerbinding refuses what the client would swallow: a deadline that is no
// number (it makes every call time out), and reading at a node that may lag.
func keurVerbinding(tekst string) error {
	if !IsVerbinding(tekst) {
		return fmt.Errorf("%w: hij begint niet met esdb:// of esdb+discover://", ErrVerbinding)
	}
	_, vraag, _ := strings.Cut(tekst, "?")
	waarden, err := url.ParseQuery(vraag)
	if err != nil {
		return fmt.Errorf("%w: wat na het vraagteken staat is onleesbaar", ErrVerbinding)
	}
	for sleutel, w := range waarden {
		switch strings.ToLower(sleutel) {
		case "defaultdeadline":
			if n, err := strconv.Atoi(w[0]); err != nil || n <= 0 {
				return fmt.Errorf("%w: defaultDeadline is geen aantal milliseconden", ErrVerbinding)
			}
		case "nodepreference":
			if !strings.EqualFold(w[0], "leader") {
				return fmt.Errorf("%w: alleen nodePreference=leader kan, want een andere knoop kan achterlopen", ErrVerbinding)
			}
		}
	}
	return nil
}

// IsVerbinding reports whether text is a connection string, and not a folder.
func IsVerbinding(text string) bool {
	return strings.HasPrefix(text, "esdb://") || strings.HasPrefix(text, "esdb+discover://")
}

// sluit waits for calls in flight, and closes the client if they have ended. A
// client that still has one is left to the end of the process.
func (v *verbinding) sluit() error {
	v.mu.Lock()
	v.dicht = true
	v.mu.Unlock()
	leeg := make(chan struct{})
	go func() { v.gaand.Wait(); close(leeg) }()
	t := time.NewTimer(leegloop)
	defer t.Stop()
	select {
	case <-leeg:
		return v.client.Close()
	case <-t.C:
		return nil
	}
}

func (v *verbinding) begin() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.dicht {
		v.gaand.Add(1)
	}
	return !v.dicht
}

// doe makes one call of the client and returns when it ends or when ctx does,
// whichever is first; a call that was left behind ends by itself.
func doe[T any](ctx context.Context, v *verbinding, roep func(context.Context) (T, error)) (T, error) {
	type uit struct {
		waarde T
		err    error
	}
	var niets T
	if err := ctx.Err(); err != nil {
		return niets, err
	}
	if !v.begin() {
		return niets, errGesloten
	}
	klaar := make(chan uit, 1)
	go func() {
		defer v.gaand.Done()
		defer func() {
			if recover() != nil { // the client panics when it is closed, and on answers that it does not know
				klaar <- uit{err: errClient}
			}
		}()
		w, err := roep(ctx)
		klaar <- uit{w, err}
	}()
	select {
	case u := <-klaar:
		return u.waarde, vertaal(ctx, u.err)
	case <-ctx.Done():
		return niets, ctx.Err()
	}
}

// An inzending is one event to be appended.
type inzending struct {
	id         uuid.UUID
	soort      string
	json       bool
	data, meta []byte
}

// A plaats is where an append ended.
type plaats struct {
	revisie int64 // of its last event
	positie esdb.Position
}

// Expectations beside a revision.
const (
	geenStroom int64 = -1
	maaktNiet  int64 = -2 // any revision: for streams in which a repetition does no harm
)

// legt makes one attempt to append.
func (v *verbinding) legt(ctx context.Context, stroom string, verwacht int64, in []inzending) (plaats, error) {
	o := esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}
	switch {
	case verwacht == geenStroom:
		o.ExpectedRevision = esdb.NoStream{}
	case verwacht >= 0:
		o.ExpectedRevision = esdb.Revision(uint64(verwacht))
	}
	events := make([]esdb.EventData, len(in))
	for i, e := range in {
		events[i] = esdb.EventData{EventID: e.id, EventType: e.soort, ContentType: esdb.ContentTypeBinary, Data: e.data, Metadata: e.meta}
		if e.json {
			events[i].ContentType = esdb.ContentTypeJson
		}
	}
	r, err := doe(ctx, v, func(ctx context.Context) (*esdb.WriteResult, error) {
		return v.client.AppendToStream(ctx, stroom, o, events...)
	})
	if err != nil {
		return plaats{}, err
	}
	return plaats{int64(r.NextExpectedVersion), esdb.Position{Commit: r.CommitPosition, Prepare: r.PreparePosition}}, nil
}

// A stuk is one stored event of the server.
type stuk struct {
	stroom     string
	revisie    int64
	positie    esdb.Position
	id         uuid.UUID
	soort      string
	data, meta []byte
}

func stukVan(r *esdb.ResolvedEvent) (stuk, bool) {
	e := r.OriginalEvent()
	if e == nil {
		return stuk{}, false
	}
	return stuk{e.StreamID, int64(e.EventNumber), e.Position, e.EventID, e.EventType, e.Data, e.UserMetadata}, true
}

// leesStroom returns at most n events of a stream from revision van on, or its
// last n, newest first, with van laatste. A stream that is not there is empty.
func (v *verbinding) leesStroom(ctx context.Context, stroom string, van int64, n uint64) ([]stuk, error) {
	o := esdb.ReadStreamOptions{Direction: esdb.Forwards, From: esdb.Revision(uint64(max(van, 0)))}
	if van == laatste {
		o.Direction, o.From = esdb.Backwards, esdb.End{}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	lijst, err := doe(ctx, v, func(ctx context.Context) ([]stuk, error) {
		r, err := v.client.ReadStream(ctx, stroom, o, n)
		if err != nil {
			return nil, err
		}
		return uitlezen(r, int(min(n, 4096)))
	})
	if errors.Is(err, errAfwezig) {
		return nil, nil
	}
	return lijst, err
}

const laatste int64 = -1

// leesAlles returns at most n events of $all from position van on, van itself included.
func (v *verbinding) leesAlles(ctx context.Context, van esdb.Position, n uint64) ([]stuk, error) {
	o := esdb.ReadAllOptions{Direction: esdb.Forwards, From: esdb.Start{}}
	if van != (esdb.Position{}) {
		o.From = van
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	return doe(ctx, v, func(ctx context.Context) ([]stuk, error) {
		r, err := v.client.ReadAll(ctx, o, n)
		if err != nil {
			return nil, err
		}
		return uitlezen(r, 16)
	})
}

func uitlezen(r *esdb.ReadStream, ruimte int) ([]stuk, error) {
	defer r.Close()
	lijst := make([]stuk, 0, ruimte)
	for {
		e, err := r.Recv()
		if errors.Is(err, io.EOF) {
			return lijst, nil
		}
		if err != nil {
			return nil, err
		}
		if s, ok := stukVan(e); ok {
			lijst = append(lijst, s)
		}
	}
}

// beperk has the server keep only the last n events of a stream of ours in which
// only the last one counts; older ones go with a scavenge.
func (v *verbinding) beperk(ctx context.Context, stroom string, n uint64) error {
	var m esdb.StreamMetadata
	m.SetMaxCount(n)
	_, err := doe(ctx, v, func(ctx context.Context) (*esdb.WriteResult, error) {
		return v.client.SetStreamMetadata(ctx, stroom, esdb.AppendToStreamOptions{ExpectedRevision: esdb.NoStream{}}, m)
	})
	if errors.Is(err, errRevisie) { // somebody has set it
		return nil
	}
	return err
}

// kap hides the events of a stream before a revision; a scavenge removes them.
func (v *verbinding) kap(ctx context.Context, stroom string, voor uint64) error {
	var m esdb.StreamMetadata
	m.SetTruncateBefore(voor)
	_, err := doe(ctx, v, func(ctx context.Context) (*esdb.WriteResult, error) {
		return v.client.SetStreamMetadata(ctx, stroom, esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, m)
	})
	return err
}

// wis ends a stream for good: what is in it cannot be read any more, nothing can
// be added, and a scavenge removes it. A stream that ended before is no error.
func (v *verbinding) wis(ctx context.Context, stroom string) error {
	_, err := doe(ctx, v, func(ctx context.Context) (*esdb.DeleteResult, error) {
		return v.client.TombstoneStream(ctx, stroom, esdb.TombstoneStreamOptions{ExpectedRevision: esdb.Any{}})
	})
	if errors.Is(err, errBegraven) {
		return nil
	}
	return err
}

// A melding is what a subscription brings: an event, or how far it has looked.
type melding struct {
	stuk    *stuk
	tot     esdb.Position // with neither event nor bij: a checkpoint
	bij     bool          // all that was there has been delivered
	gevolgd error         // the subscription has ended
}

// volg subscribes to $all after position van, to streams whose names begin with
// one of the prefixes. The channel ends with a melding of why; the subscription
// ends with ctx.
func (v *verbinding) volg(ctx context.Context, van esdb.Position, koppen []string) (<-chan melding, error) {
	o := esdb.SubscribeToAllOptions{
		From: esdb.Start{}, MaxSearchWindow: 512,
		Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: koppen},
	}
	if van != (esdb.Position{}) {
		o.From = van
	}
	s, err := doe(ctx, v, func(ctx context.Context) (*esdb.Subscription, error) { return v.client.SubscribeToAll(ctx, o) })
	if err != nil {
		return nil, err
	}
	uit := make(chan melding, 1024)
	if !v.begin() {
		return nil, errors.Join(errGesloten, s.Close())
	}
	go func() {
		defer v.gaand.Done()
		defer close(uit)
		defer func() { _ = s.Close() }() // it cannot fail
		ontvang(ctx, s, uit)
	}()
	return uit, nil
}

func ontvang(ctx context.Context, s *esdb.Subscription, uit chan<- melding) {
	for {
		m := meldingVan(ctx, s.Recv())
		select {
		case uit <- m:
		case <-ctx.Done():
			return
		}
		if m.gevolgd != nil {
			return
		}
	}
}

func meldingVan(ctx context.Context, e *esdb.SubscriptionEvent) melding {
	switch {
	case e.SubscriptionDropped != nil:
		err := vertaal(ctx, e.SubscriptionDropped.Error)
		if err == nil {
			err = errAfgebroken
		}
		return melding{gevolgd: err}
	case e.EventAppeared != nil:
		s, ok := stukVan(e.EventAppeared)
		if ok {
			return melding{stuk: &s}
		}
	case e.CheckPointReached != nil:
		return melding{tot: *e.CheckPointReached}
	case e.CaughtUp != nil:
		return melding{bij: true}
	}
	return melding{} // a newer server may say what this client does not know
}

// Package envelop turns events into sealed bytes and back: envelope version 1.
//
// An event is stored as the canonical JSON (RFC 8785) of a CloudEvent that holds
// its public part only. Its personal fields, recognised by their type
// [es.Persoonlijk], become salted disclosures (as in RFC 9901), encrypted under
// the key of their stream; only their digests stand in the event. What the log
// commits to is [Commitment]: a hash over a random zout and the stored bytes.
//
// The form of the bytes is for ever: each is pinned by the golden files in
// testdata. The codec writes them itself, field by field in key order, after
// compiling each Go type once; a canonicaliser serves only as oracle in the
// tests, since it costs ten times as much. Whoever verifies hashes the stored
// bytes and never makes them again.
//
// Reading is strict. An unknown type or member, a duplicate, a value of another
// type, a missing field: each is an error, and so are bytes that the codec would
// not have written for the event it read.
package envelop

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"sync"

	"github.com/go-json-experiment/json"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Limits of what is stored, in bytes and events.
const (
	MaxGebeurtenis = 64 << 10  // public and personal part of one event together
	MaxAppend      = 512 << 10 // the same of one append
	MaxAantal      = 100       // events in one append
)

// Errors of reading and sealing. Each may be wrapped. See also
// [es.ErrUnknownType], [es.ErrUnstorable] and [es.ErrTooLarge].
var (
	// ErrOnleesbaar reports stored bytes that are not an event as this codec writes it.
	ErrOnleesbaar = errors.New("envelop: stored event cannot be read")
	// ErrPersoonsdeel reports a personal part that does not belong to its event,
	// was damaged, or was sealed under another key.
	ErrPersoonsdeel = errors.New("envelop: personal part does not belong to its event")
	// ErrSleutelNodig reports an event with personal fields that was given no key.
	ErrSleutelNodig = errors.New("envelop: event with personal fields needs the key of its stream")
)

// A Sleutel is the key of a stream about one person.
type Sleutel struct {
	ID     [16]byte // random; stands in the event as pdsleutel
	Geheim [32]byte // AES-256 key; destroying it destroys the personal parts
}

// Format implements fmt.Formatter and hides the secret under every verb.
func (Sleutel) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "[sleutel]") // fmt keeps the error of its own writer
}

// MarshalText refuses: a key leaves the program only wrapped.
func (Sleutel) MarshalText() ([]byte, error) {
	return nil, errors.New("envelop: a key cannot be marshalled")
}

// A Codec seals and opens events of the types it was made for.
// It is safe for concurrent use.
type Codec struct {
	bron      string
	opNaam    map[string]*plan
	opType    map[reflect.Type]*plan
	opvolgers map[string]es.Upcaster
	toeval    io.Reader
	streng    json.Options
	werk      sync.Pool // of *werk
}

// A plan is one event type, compiled.
type plan struct {
	naam    string
	node    *node
	waarden sync.Pool // of *waarde
}

// A waarde is room for one event, addressable, reused.
type waarde struct {
	v   reflect.Value // the event
	ptr any           // its address
}

// werk holds the buffers of one call, reused.
type werk struct {
	buf     []byte // bytes of the event, or of its data
	extra   []byte // JSON that is compared with buf
	klaar   []byte // plaintext of the personal part; wiped after use
	digests []digest
	toeval  [32]byte
}

// A digest is base64url of the SHA-256 of a disclosure.
type digest [43]byte

var (
	bronvorm = regexp.MustCompile(`^urn:nld:oin:[0-9]{20}:systeem:kroniek$`) // read only
	typevorm = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*\.v[1-9][0-9]*$`)
)

// New returns a codec for the given event types. bron is the CloudEvents source,
// `urn:nld:oin:<20 digits>:systeem:kroniek`.
//
// It returns an error for a type name that is declared twice or not of the form
// `naam.vN`, an upcaster that leads nowhere, and a Go type that cannot be an
// event: fields without a json tag in ASCII lowerCamelCase, pointers, maps,
// floats, types that hold themselves.
func New(bron string, types ...es.Types) (*Codec, error) {
	if !bronvorm.MatchString(bron) {
		return nil, fmt.Errorf("envelop: source %q is not urn:nld:oin:<20 digits>:systeem:kroniek", bron)
	}
	c := &Codec{
		bron: bron, opNaam: map[string]*plan{}, opType: map[reflect.Type]*plan{},
		opvolgers: map[string]es.Upcaster{}, toeval: rand.Reader, streng: json.RejectUnknownMembers(true),
	}
	c.werk.New = func() any { return &werk{buf: make([]byte, 0, 2048), extra: make([]byte, 0, 2048)} }
	for _, t := range types {
		for naam, typ := range t.Current() {
			if err := c.neemOp(naam, typ); err != nil {
				return nil, err
			}
		}
		for van, op := range t.Upcasters() {
			if c.opvolgers[van].Fn != nil || !typevorm.MatchString(van) || op.Fn == nil {
				return nil, fmt.Errorf("envelop: superseded type %q is declared twice or not as naam.vN with an upcaster", van)
			}
			c.opvolgers[van] = op
		}
	}
	if err := c.toetsOpvolgers(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Codec) neemOp(naam string, t reflect.Type) error {
	if !typevorm.MatchString(naam) {
		return fmt.Errorf("envelop: event type %q is not of the form naam.vN", naam)
	}
	if c.opNaam[naam] != nil || c.opType[t] != nil {
		return fmt.Errorf("envelop: event type %q (%s) is declared twice", naam, t)
	}
	if t.Kind() != reflect.Struct || heeftVorm(t) || isPersoonlijk(t) || t == typeTijd {
		return fmt.Errorf("envelop: event type %q: %s is not a plain struct", naam, t)
	}
	n, err := compileer(t, nil)
	if err != nil {
		return fmt.Errorf("envelop: event type %q: %w", naam, err)
	}
	p := &plan{naam: naam, node: n}
	p.waarden.New = func() any {
		v := reflect.New(t)
		return &waarde{v: v.Elem(), ptr: v.Interface()}
	}
	c.opNaam[naam], c.opType[t] = p, p
	return nil
}

// toetsOpvolgers checks that every superseded type leads to a current one.
func (c *Codec) toetsOpvolgers() error {
	for van := range c.opvolgers {
		if c.opNaam[van] != nil {
			return fmt.Errorf("envelop: event type %q is both current and superseded", van)
		}
		var gezien []string
		for naam := van; c.opNaam[naam] == nil; naam = c.opvolgers[naam].To {
			if c.opvolgers[naam].Fn == nil || slices.Contains(gezien, naam) {
				return fmt.Errorf("envelop: superseded type %q leads to no current type", van)
			}
			gezien = append(gezien, naam)
		}
	}
	return nil
}

// Kent reports whether the codec can read events of the stored type typ,
// current or superseded.
func (c *Codec) Kent(typ string) bool { return c.opNaam[typ] != nil || c.opvolgers[typ].Fn != nil }

// Persoonlijk reports whether event carries an open personal field, so that
// sealing it needs a key. An event of an unknown type carries none.
func (c *Codec) Persoonlijk(event any) bool {
	p := c.opType[reflect.TypeOf(event)]
	if p == nil || !p.node.prive {
		return false
	}
	w := p.leen(event)
	defer p.geefTerug(w)
	return p.node.heeftOpen(w.v)
}

// leen returns room for an event, filled with event if that is not nil.
func (p *plan) leen(event any) *waarde {
	w := p.waarden.Get().(*waarde)
	if event != nil {
		w.v.Set(reflect.ValueOf(event))
	}
	return w
}

// geefTerug wipes w before it is used again: it may hold personal data.
func (p *plan) geefTerug(w *waarde) {
	w.v.SetZero()
	p.waarden.Put(w)
}

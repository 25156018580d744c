package httpapi

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A stroomsoort is what the server needs of one stream package.
type stroomsoort[C, S, E any] struct {
	es.Handler[C, S, E]
	Events *es.Catalog[E]
}

// Omstandigheden are the parameters that every command route has.
type omstandigheden struct {
	proef   bool
	alsWas  string // If-Match, as sent
	adres   string // of the resource that the command touches
	bezig   *verzoek
	stroom  es.Stream
	moment  time.Time
	id      es.CommandID
	ifMatch *es.Revision
}

// begin gathers what a command needs beside its own fields. op is the moment of
// deciding: the clock is read once per request.
func (s *Server) begin(ctx context.Context, proef bool, ifMatch, adres string) (omstandigheden, error) {
	o := omstandigheden{
		proef: proef, alsWas: ifMatch, adres: adres, bezig: verzoekUit(ctx),
		moment: s.klok(ctx).UTC().Truncate(time.Millisecond),
	}
	o.id = s.opdrachtID(o.bezig.wie.ID, o.bezig.sleutel, o.moment)
	if ifMatch != "" {
		var r es.Revision
		if _, err := fmt.Sscanf(ifMatch, `"%d"`, &r); err != nil {
			return o, enkel(Header, "If-Match", "pattern", "Geef de ETag van een eerder antwoord.")
		}
		o.ifMatch = &r
	}
	return o, nil
}

// opdracht returns the circumstances for the domain.
func (o omstandigheden) opdracht(toelichting Opdracht) recht.Opdracht {
	return recht.Opdracht{
		Op: o.moment, Actor: o.bezig.wie.Actor(),
		Namens: recht.Namens{
			Orgaan: recht.Orgaan(toelichting.Namens.Orgaan), Mandaat: toelichting.Namens.Mandaat, Versie: toelichting.Namens.Versie,
		},
		Motivering: toelichting.Motivering, GeldigVanaf: toelichting.GeldigVanaf,
		Corrigeert: toelichting.Corrigeert, Gesimuleerd: toelichting.Gesimuleerd,
	}
}

// voerUit carries out cmd on stroom, or with proef only decides it.
func voerUit[C, S, E any](ctx context.Context, s *Server, soort stroomsoort[C, S, E], stroom es.Stream, cmd C, o omstandigheden) (antwoord, error) {
	if o.bezig.op.betreft.Stroom && !o.bezig.bekeken {
		return antwoord{}, fmt.Errorf("write to %s: %w", stroom, errNietBekeken)
	}
	if err := s.keurCorrectie(ctx, stroom, o.bezig); err != nil {
		return antwoord{}, err
	}
	if s.archief.Vernietigd(stroom) { // before any rule judges what is left of it
		return antwoord{}, archiefwerk.ErrVernietigd
	}
	if o.proef {
		gebeurtenissen, revisie, err := soort.Try(ctx, stroom, cmd, o.ifMatch)
		if err != nil {
			return antwoord{}, o.verouderd(err)
		}
		if l, ok := s.log.(toetser); ok {
			if err := s.legZoekenVast(ctx, stroom, o.bezig, true, l.Toets(ctx, stroom, gebeurtenissen)); err != nil {
				return antwoord{}, err
			}
		}
		return proefAntwoord(soort.Events, stroom, revisie, gebeurtenissen)
	}
	meta := es.Meta{Command: o.id, Body: s.inhoud(o.bezig), Time: o.moment}
	ontvangst, err := soort.Handle(ctx, stroom, cmd, meta, o.ifMatch)
	if err != nil {
		return antwoord{}, o.verouderd(s.legZoekenVast(ctx, stroom, o.bezig, false, err))
	}
	return vastgelegd(o.id, ontvangst, o.adres), nil
}

// A toetser is a log that refuses some appends for what stands in other streams,
// and can say so beforehand.
type toetser interface {
	Toets(ctx context.Context, stroom es.Stream, events []any) error
}

// keurCorrectie refuses a correction of what is not an event of the stream itself:
// a command mends its own history, and no other.
func (s *Server) keurCorrectie(ctx context.Context, stroom es.Stream, v *verzoek) error {
	velden, _ := v.boom.(map[string]any)
	toelichting, _ := velden["opdracht"].(map[string]any)
	tekst, genoemd := toelichting["corrigeert"].(string)
	if !genoemd {
		return nil
	}
	id, err := uuid.Parse(tekst)
	if err != nil {
		return fmt.Errorf("corrected event: %w", err)
	}
	was, gevonden, err := s.geschiedenis.Gebeurtenis(ctx, id)
	if err != nil {
		return err
	}
	if !gevonden || was.Stroom != stroom {
		return enkel(Body, "/opdracht/corrigeert", "onbekend", "Dit is geen gebeurtenis van het plan, de gemeente of het dossier waar de opdracht over gaat.")
	}
	return nil
}

// verouderd tells a conflict that the sender asked to be told of from one that
// merely went on too long.
func (o omstandigheden) verouderd(err error) error {
	if o.ifMatch != nil && errors.Is(err, es.ErrConflict) {
		return fmt.Errorf("%w: %w", errVerouderd, err)
	}
	return err
}

// opdrachtID derives the id of a command from who sends it and the key given.
// The same principal and key always give the same id; another principal cannot
// arrive at it. A UUIDv7 keeps its time bits, so that ids stay ordered on disk.
func (s *Server) opdrachtID(wie, sleutel string, nu time.Time) (id es.CommandID) {
	if sleutel == "" {
		return versID(nu)
	}
	som := s.hmac("opdracht", wie, sleutel).Sum(nil)
	if u, err := uuid.Parse(sleutel); err == nil && len(sleutel) == 36 && u.Version() == 7 {
		copy(id[:6], u[:6])
		copy(id[6:], som)
		return id
	}
	copy(id[:], som)
	return id
}

// versID returns a fresh UUIDv7 for moment nu.
func versID(nu time.Time) es.CommandID {
	u := uuid.New()
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(nu.UnixMilli()))
	copy(u[:6], ms[2:])
	u[6] = u[6]&0x0f | 0x70 // version 7; New has set the variant
	return es.CommandID(u)
}

// inhoud returns what tells a retry from a key used again: a keyed hash of
// method, path and canonical body. Keyed, so that a stored hash gives no way of
// guessing what a body held.
func (s *Server) inhoud(v *verzoek) (som [32]byte) {
	h := s.hmac("inhoud", v.methode, v.pad, string(v.lichaam))
	h.Sum(som[:0])
	return som
}

// hmac returns an HMAC-SHA256 of parts, each preceded by its length so that no
// two lists of parts are the same bytes.
func (s *Server) hmac(delen ...string) hash.Hash {
	h := hmac.New(sha256.New, s.geheim[:])
	var n [8]byte
	for _, d := range delen {
		binary.BigEndian.PutUint64(n[:], uint64(len(d)))
		h.Write(n[:])
		h.Write([]byte(d))
	}
	return h
}

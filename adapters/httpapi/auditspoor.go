package httpapi

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Auditlog takes a line about each decision on access. It may be used concurrently.
type Auditlog interface {
	// Leg adds a line; after an error nothing of what it says may happen.
	Leg(r auditlog.Regel) error
	// LegVreemde does so for a sender who shows nothing valid.
	LegVreemde(r auditlog.Regel) error
}

// errBuitenBereik is a resource out of the sender's reach. It answers as one that
// does not exist, so that an id tells nothing; the log knows better.
var errBuitenBereik = fmt.Errorf("httpapi: out of reach: %w", errNietGevonden)

// An auditfeit is what the log needs of a request, beside who sends it.
type auditfeit struct {
	oorsprong  string // network address of the sender
	gelogd     bool   // a line about the decision is in the log
	toegestaan string // what the last line about something allowed was about
	// machtiging is the only stream that may be read, for who reads on an inzagemachtiging.
	machtiging es.Stream
}

// regel returns the line about v: what h is, what object, and what was decided.
// Object is the id of a stream, event or report, never something that was typed.
func (v *verzoek) regel(h toegang.Handeling, object string, u toegang.Uitspraak) auditlog.Regel {
	r := auditlog.Regel{
		Actie: auditlog.Opdracht, Handeling: string(h), Object: object, Resultaat: auditlog.Geweigerd, Beleid: u.Regels, Oorsprong: v.oorsprong,
		Actor: auditlog.Actor{Rol: string(v.wie.Rol), Organisatie: v.wie.Organisatie, ID: v.wie.ID, Bewijs: v.wie.TokenID},
	}
	if v.wie.ID != "" {
		r.Spoor = hex.EncodeToString(v.spoor.Trace[:])
	}
	if v.methode == http.MethodGet || v.methode == http.MethodHead {
		r.Actie = auditlog.Lezen
	}
	if u.Mag {
		r.Resultaat = auditlog.Toegestaan
	}
	return r
}

// oorsprong returns the address of the sender. A proxy is its own sender: what it
// says of others is not to be relied on.
func oorsprong(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil || host == "" {
		return "onbekend"
	}
	return host
}

// weiger records that v was refused h, and returns fout; or, when that cannot be
// recorded, the error of the log.
func (s *Server) weiger(v *verzoek, h toegang.Handeling, object string, u toegang.Uitspraak, fout error) error {
	v.gelogd = true
	u.Mag = false
	if err := s.auditlog.Leg(v.regel(h, object, u)); err != nil {
		return err
	}
	return fout
}

// weigerAanmelding records that nobody was recognised, or what else kept v out.
func (s *Server) weigerAanmelding(v *verzoek, fout error) error {
	switch {
	case errors.Is(fout, errGeenToegang), errors.Is(fout, errAndereHerkomst) && v.wie.ID != "":
		return s.weiger(v, toegang.Handeling(v.op.id), "", v.bereik.Weigering(), fout)
	case errors.Is(fout, toegang.ErrOngeldig), errors.Is(fout, errAndereHerkomst):
		v.gelogd = true
		r := v.regel(toegang.Handeling(v.op.id), "", toegang.Uitspraak{})
		r.Actie = auditlog.Aanmelden
		if err := s.auditlog.LegVreemde(r); err != nil {
			return err
		}
	}
	return fout
}

// staToe records that v may do h with object, where the policy wants to know. What
// comes after it may only happen when it returns nil.
func (s *Server) staToe(v *verzoek, h toegang.Handeling, object string, u toegang.Uitspraak) error {
	if !s.beleid.Gevolgd(h) || v.methode != http.MethodGet {
		return nil // a command is an event, with its actor
	}
	wat := string(h) + " " + object
	if v.toegestaan == wat { // a handler may look twice at what it answers with
		return nil
	}
	v.gelogd, v.toegestaan = true, wat
	return s.auditlog.Leg(v.regel(h, object, u))
}

// eigen is what is the sender's own: where a right reaches, it reaches this.
func (v *verzoek) eigen() toegang.Over {
	return toegang.Over{Gemeente: string(v.wie.Gemeente), Module: v.wie.Module, School: v.wie.Organisatie}
}

// staVoorafToe records what the policy wants to know before the handler runs, also
// when it is no reading by its method: a search for a person.
func (s *Server) staVoorafToe(v *verzoek) error {
	h := toegang.Handeling(v.op.id)
	if !s.beleid.GevolgdVooraf(h) {
		return nil
	}
	return s.auditlog.Leg(v.regel(h, "", v.bereik.Oordeel(v.eigen())))
}

// volg records who reads events, as far as these can be about persons.
func (s *Server) volg(v *verzoek) error {
	if s.beleid.Bereik(v.wie, toegang.Personen).Niets() {
		return nil
	}
	u := v.bereik.Oordeel(toegang.Over{})
	return s.auditlog.Leg(v.regel(toegang.Handeling(v.op.id), "", u))
}

// beslis decides whether v may do h with object, which concerns o, and records it
// where that is due.
func (s *Server) beslis(v *verzoek, h toegang.Handeling, object string, bereik toegang.Bereik, o toegang.Over, fout error) error {
	u := bereik.Oordeel(o)
	if !u.Mag {
		return s.weiger(v, h, object, u, fout)
	}
	return s.staToe(v, h, object, u)
}

// stroomobject names a stream in the log. Its name is random, and holds no person.
func stroomobject(s es.Stream) string { return string(s) }

// gebeurtenisobject names an event in the log.
func gebeurtenisobject(id uuid.UUID) string { return "gebeurtenis-" + id.String() }

package toegang

import (
	"context"
	"crypto/x509"
	"errors"
	"strings"
	"time"
)

// A Bewijs is what a request carries to show who sends it: at most one of token
// and session, and the certificate that the TLS connection was opened with.
type Bewijs struct {
	Token       string            // of the Authorization header; empty when there was none
	Sessie      string            // of the session cookie; empty when there was none
	Certificaat *x509.Certificate // verified against the CA's that the server trusts; nil without
}

// Leeg reports whether b shows nothing.
func (b Bewijs) Leeg() bool { return b == Bewijs{} }

// A Keurder checks access tokens that another party signed (OAuth 2.0, RFC 9068).
type Keurder interface {
	// Keur returns whose token it is and until when it is valid. It returns
	// ErrOngeldig for a token that proves nothing, and another error when the
	// issuer could not be asked.
	Keur(ctx context.Context, token string, certificaat *x509.Certificate) (Identiteit, time.Time, error)
}

// An Ingang recognises every kind of proof. It may be used concurrently.
type Ingang struct {
	register *Register
	sessies  *Sessies // nil: nobody signs in
	keurder  Keurder  // nil: no tokens of another issuer
}

// NieuweIngang returns an Ingang. Without s there are no sessions, and without k
// tokens of other issuers are refused.
func NieuweIngang(r *Register, s *Sessies, k Keurder) *Ingang {
	return &Ingang{register: r, sessies: s, keurder: k}
}

// Herken returns who b belongs to, or ErrOngeldig. A token goes before a session
// and a session before a certificate: who sends a token that is not valid is
// refused, also when the connection itself would have been enough.
func (i *Ingang) Herken(ctx context.Context, b Bewijs) (Wie, error) {
	switch {
	case b.Token != "" && b.Sessie != "":
		return Wie{}, ErrOngeldig // two senders in one request
	case strings.HasPrefix(b.Token, Voorvoegsel):
		return i.register.Herken(b.Token)
	case b.Token != "":
		return i.herkenJWT(ctx, b)
	case b.Sessie != "" && i.sessies != nil:
		return i.sessies.Herken(b.Sessie)
	case b.Sessie != "":
		return Wie{}, ErrOngeldig
	case b.Certificaat != nil:
		return i.herkenCertificaat(b.Certificaat)
	default:
		return Wie{}, ErrOngeldig
	}
}

func (i *Ingang) herkenJWT(ctx context.Context, b Bewijs) (Wie, error) {
	if i.keurder == nil || strings.Count(b.Token, ".") != 2 {
		return Wie{}, ErrOngeldig
	}
	id, tot, err := i.keurder.Keur(ctx, b.Token, b.Certificaat)
	if err != nil {
		return Wie{}, err
	}
	return i.register.enige(id, tot)
}

// herkenCertificaat knows an organisation by the OIN in its certificate, where
// PKIoverheid puts it (subject serialNumber, Logius OIN-stelsel).
func (i *Ingang) herkenCertificaat(c *x509.Certificate) (Wie, error) {
	id, err := VanOIN(c.Subject.SerialNumber)
	if err != nil {
		return Wie{}, ErrOngeldig
	}
	return i.register.enige(id, c.NotAfter)
}

// Geldig reports whether w may still go on: what it was recognised by has not
// expired and was not taken back. A connection that stays open asks it now and then.
func (i *Ingang) Geldig(w Wie) bool {
	return i.register.Geldig(w) && (w.Sessie == "" || i.sessies != nil && i.sessies.Open(w.Sessie))
}

// enige returns the one principal that id is linked to. A machine works for one:
// with more than one link it is not clear for whom, so it is refused.
func (r *Register) enige(id Identiteit, tot time.Time) (Wie, error) {
	wie, err := r.Koppelingen(id)
	if err != nil {
		return Wie{}, err
	}
	if len(wie) != 1 {
		return Wie{}, ErrOngeldig
	}
	w := wie[0]
	if tot.Before(w.Verloopt) {
		w.Verloopt = tot
	}
	if !r.nu().Before(w.Verloopt) {
		return Wie{}, ErrOngeldig
	}
	return w, nil
}

// ErrIdentiteit reports an identity that cannot be one, such as an OIN of the wrong length.
var ErrIdentiteit = errors.New("toegang: not an identity")

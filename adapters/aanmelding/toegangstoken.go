package aanmelding

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// The office checks access tokens of its provider.
var _ toegang.Keurder = (*Aanmelding)(nil)

// Keur implements toegang.Keurder. It takes a token that the provider signed for
// this office as audience (RFC 9068, section 4), which an ID token never is: its
// audience is the client. A token bound to a certificate (RFC 8705, 3.1) counts
// only over a connection with that certificate. A token that a system got on behalf
// of a person says when the person signed in, or in which session (RFC 9068, 2.2.1);
// it is refused, or every user of that system would act as the system itself.
func (a *Aanmelding) Keur(ctx context.Context, token string, certificaat *x509.Certificate) (toegang.Identiteit, time.Time, error) {
	if a.o.Doelgroep == "" {
		return toegang.Identiteit{}, time.Time{}, toegang.ErrOngeldig
	}
	ab, err := a.vraag(ctx)
	if err != nil {
		return toegang.Identiteit{}, time.Time{}, err
	}
	t, err := ab.systemen.Verify(oidc.ClientContext(ctx, a.o.Client), token)
	if err != nil {
		return toegang.Identiteit{}, time.Time{}, toegang.ErrOngeldig
	}
	var c struct {
		Client   string `json:"client_id"`
		Azp      string `json:"azp"`
		Tijd     any    `json:"auth_time"`
		Eenmalig any    `json:"nonce"`
		Sid      any    `json:"sid"`
		Staat    any    `json:"session_state"`
		Gebonden struct {
			Certificaat string `json:"x5t#S256"`
		} `json:"cnf"`
	}
	if err := t.Claims(&c); err != nil {
		return toegang.Identiteit{}, time.Time{}, fmt.Errorf("%w: claims", toegang.ErrOngeldig)
	}
	if c.Tijd != nil || c.Eenmalig != nil || c.Sid != nil || c.Staat != nil {
		return toegang.Identiteit{}, time.Time{}, fmt.Errorf("%w: of a person", toegang.ErrOngeldig)
	}
	if c.Gebonden.Certificaat != "" && !hoortBij(c.Gebonden.Certificaat, certificaat) {
		return toegang.Identiteit{}, time.Time{}, fmt.Errorf("%w: certificate", toegang.ErrOngeldig)
	}
	client := c.Client
	if client == "" {
		client = c.Azp
	}
	if client == "" {
		client = t.Subject // of client credentials the subject is the client (RFC 9068, 2.2)
	}
	return toegang.VanClient(t.Issuer, client), t.Expiry, nil
}

func hoortBij(vingerafdruk string, c *x509.Certificate) bool {
	if c == nil {
		return false
	}
	h := sha256.Sum256(c.Raw)
	return subtle.ConstantTimeCompare([]byte(vingerafdruk), []byte(base64.RawURLEncoding.EncodeToString(h[:]))) == 1
}

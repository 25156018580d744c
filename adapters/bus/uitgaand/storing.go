package uitgaand

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
)

// A Storing is why one attempt failed: a code, never a text of the other side.
type Storing struct {
	Soort string
	// Reden is set when another attempt would be pointless.
	Reden abonnement.Reden
	Wacht time.Duration // what the receiver asked to wait; 0 when it did not
	Err   error         // for errors.Is; not for a log
}

// The kinds of Storing.
const (
	GeenVerbinding = "geen-verbinding"
	NaamOnbekend   = "naam-onbekend"
	TLSFout        = "tls"
	TeTraag        = "te-traag"
	Omleiding      = "omleiding" // a redirect; these are not followed
	Status4        = "status-4xx"
	Status5        = "status-5xx"
	StatusAnders   = "status-onbekend"
	Weg            = "weg" // 410: the receiver wants no more
	Geweigerd      = "adres-geweigerd"
	GeenStroom     = "geen-jetstream" // no stream takes the subject
	GeenNATS       = "nats-niet-ingesteld"
)

// Error implements error.
func (s *Storing) Error() string { return "uitgaand: not delivered: " + s.Soort }

// Unwrap returns what led to it.
func (s *Storing) Unwrap() error { return s.Err }

// vanNetwerk names the kind of a fault of the connection.
func vanNetwerk(err error) *Storing {
	var naam *net.DNSError
	var cert *tls.CertificateVerificationError
	var rec tls.RecordHeaderError
	var alarm tls.AlertError
	var onbekend x509.UnknownAuthorityError
	switch {
	case errors.Is(err, ErrAdres):
		return &Storing{Soort: Geweigerd, Reden: abonnement.AdresGeweigerd, Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), traag(err):
		return &Storing{Soort: TeTraag, Err: err}
	case errors.As(err, &naam):
		return &Storing{Soort: NaamOnbekend, Err: err}
	case errors.As(err, &cert), errors.As(err, &rec), errors.As(err, &alarm), errors.As(err, &onbekend):
		return &Storing{Soort: TLSFout, Err: err}
	default:
		return &Storing{Soort: GeenVerbinding, Err: err}
	}
}

func traag(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

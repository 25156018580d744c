// Package verbinding makes the TLS connections of the office: TLS 1.3 only, with
// a certificate that is given, or else one of its own.
//
// A certificate of its own proves nothing to a stranger. Commands on the same
// machine read it from the data folder, and people compare the fingerprint that
// the office prints when it starts. For the network, give a certificate of
// PKIoverheid or another authority.
package verbinding

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Files of the office's own certificate, in its data folder.
const (
	certificaatbestand = "tls.crt"
	sleutelbestand     = "tls.key"
)

// The life of an own certificate, and how long before its end a start renews it.
const (
	levensduur   = 397 * 24 * time.Hour // the longest that browsers accept
	vernieuwtijd = 30 * 24 * time.Hour
)

// Errors of this package. Each may be wrapped; their texts are for whoever runs
// the server.
var (
	// ErrLeesbaar reports a private key that others than its owner can read.
	ErrLeesbaar = errors.New("de sleutel van het certificaat is ook leesbaar voor anderen dan de eigenaar; zet de rechten met chmod 600")
	// ErrCertificaat reports files that do not hold a certificate with its key.
	ErrCertificaat = errors.New("dit is geen certificaat met de sleutel die erbij hoort (PEM)")
)

// Lees reads a certificate with its chain, and its key, from two PEM files. It
// refuses a key that others can read.
func Lees(certificaat, sleutel string) (tls.Certificate, error) {
	info, err := os.Stat(sleutel)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("lees certificaat: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return tls.Certificate{}, fmt.Errorf("%s: %w", sleutel, ErrLeesbaar)
	}
	c, err := tls.LoadX509KeyPair(certificaat, sleutel)
	if err != nil {
		return c, fmt.Errorf("%s: %w", certificaat, ErrCertificaat) // the cause may quote the file
	}
	return c, nil
}

// Eigen returns the certificate of the office in dir, for this machine alone. It is
// made at the first start, and anew when it has expired or will within a month.
func Eigen(dir string, nu time.Time) (tls.Certificate, error) {
	crt, key := filepath.Join(dir, certificaatbestand), filepath.Join(dir, sleutelbestand)
	c, err := Lees(crt, key)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return c, err
	case nu.Before(c.Leaf.NotAfter.Add(-vernieuwtijd)):
		return c, nil
	}
	if err := maak(crt, key, nu); err != nil {
		return c, fmt.Errorf("maak certificaat: %w", err)
	}
	return Lees(crt, key)
}

func maak(crt, key string, nu time.Time) error {
	sleutel, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	nummer, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return err
	}
	s := &x509.Certificate{
		SerialNumber: nummer, Subject: pkix.Name{CommonName: "Kroniek op deze machine"},
		NotBefore: nu.Add(-time.Hour), NotAfter: nu.Add(levensduur),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, DNSNames: []string{"localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	der, err := x509.CreateCertificate(rand.Reader, s, s, sleutel.Public(), sleutel)
	if err != nil {
		return err
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(sleutel)
	if err != nil {
		return err
	}
	if err := schrijf(key, "PRIVATE KEY", pkcs8, 0o600); err != nil {
		return err
	}
	return schrijf(crt, "CERTIFICATE", der, 0o644)
}

// schrijf replaces a file wholly or not at all.
func schrijf(pad, soort string, der []byte, modus fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(pad), "."+filepath.Base(pad)+"-*")
	if err != nil {
		return err
	}
	err = errors.Join(pem.Encode(f, &pem.Block{Type: soort, Bytes: der}), f.Chmod(modus), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), pad)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Vingerafdruk returns the SHA-256 of a certificate as browsers show it.
func Vingerafdruk(c tls.Certificate) string {
	h := sha256.Sum256(c.Leaf.Raw)
	hex := strings.ToUpper(hex.EncodeToString(h[:]))
	delen := make([]string, 0, len(h))
	for i := 0; i < len(hex); i += 2 {
		delen = append(delen, hex[i:i+2])
	}
	return strings.Join(delen, ":")
}

// Server returns the settings of a server with this certificate. With partijen,
// clients may show a certificate of one of these authorities; one of another is
// refused while connecting.
func Server(c tls.Certificate, partijen *x509.CertPool) *tls.Config {
	t := &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{c}, NextProtos: []string{"http/1.1"}}
	if partijen != nil {
		t.ClientCAs, t.ClientAuth = partijen, tls.VerifyClientCertIfGiven
	}
	return t
}

// Partijen reads the authorities in a PEM file.
func Partijen(pad string) (*x509.CertPool, error) {
	b, err := os.ReadFile(pad)
	if err != nil {
		return nil, fmt.Errorf("lees certificaten: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(b) {
		return nil, fmt.Errorf("%s: %w", pad, ErrCertificaat)
	}
	return pool, nil
}

// Client returns the settings of a client that trusts only the authorities in a
// PEM file; an empty pad trusts those of the machine.
func Client(pad string) (*tls.Config, error) {
	t := &tls.Config{MinVersion: tls.VersionTLS13}
	if pad == "" {
		return t, nil
	}
	var err error
	t.RootCAs, err = Partijen(pad)
	return t, err
}

// VanMap returns the settings of a client for the office that runs on dir: it
// trusts that office's own certificate and, for an office with a certificate of an
// authority, those of the machine.
func VanMap(dir string) (*tls.Config, error) {
	pad := filepath.Join(dir, certificaatbestand)
	if _, err := os.Stat(pad); errors.Is(err, fs.ErrNotExist) {
		pad = ""
	}
	return Client(pad)
}

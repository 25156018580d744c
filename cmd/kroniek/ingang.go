package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/aanmelding"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verbinding"
)

// ingangopties say how the office is reached, and how people and systems show who
// they are.
type ingangopties struct {
	luister              string
	onversleuteld        bool
	certificaat, sleutel string // PEM files; empty: the office's own
	partijen             string // PEM file with the authorities of client certificates; empty: none are asked for

	uitgever, clientID, geheim string // of the OpenID provider; geheim is a file
	acr, amr                   []string
	hooguit                    time.Duration // since signing in at the provider; 0: any time
	doelgroep                  string
	adres                      string // as a browser reaches the office; empty: where it listens

	eersteStart bool // a folder that knows nobody shows a code that makes the first beheerders

	vooraf    func(adres string) error // runs once the address is known, before the office opens; may be nil
	naderhand func() error             // runs after the office closed; may be nil
}

func (o *ingangopties) vlaggen(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.luister, "listen", "127.0.0.1:8080", "adres en poort; poort 0 kiest een vrije")
	f.BoolVar(&o.onversleuteld, "onversleuteld", false, "spreek HTTP zonder TLS; kan alleen op deze machine, achter een eigen proxy")
	f.StringVar(&o.certificaat, "certificaat", "", "PEM-bestand met het certificaat en zijn keten (standaard een eigen certificaat in DIR, voor deze machine)")
	f.StringVar(&o.sleutel, "certificaat-sleutel", "", "PEM-bestand met de sleutel van het certificaat")
	f.StringVar(&o.partijen, "client-certificaten", "", "PEM-bestand met de uitgevers van certificaten waaraan systemen met hun OIN worden herkend, zoals PKIoverheid")
	f.StringVar(&o.adres, "adres", "", "adres waarop browsers het kantoor bereiken, zoals https://kroniek.voorbeeld.nl (standaard het adres uit --listen)")
	f.StringVar(&o.uitgever, "aanmelden-uitgever", "", "adres van de OpenID-aanbieder waar mensen zich aanmelden")
	f.StringVar(&o.clientID, "aanmelden-client", "kroniek", "naam van dit kantoor bij de OpenID-aanbieder")
	f.StringVar(&o.geheim, "aanmelden-geheim", "", "bestand met het geheim van dit kantoor bij de OpenID-aanbieder")
	f.StringSliceVar(&o.acr, "aanmelden-niveau", nil, "zekerheidsniveaus (acr) die genoeg zijn: NIVEAU voor iedereen of ROL=NIVEAU voor een rol; mag vaker (standaard elk niveau)")
	f.StringSliceVar(&o.amr, "aanmelden-methode", nil, "wijzen van aanmelden (amr) die genoeg zijn, zoals mfa, bij een aanbieder zonder acr: WIJZE of ROL=WIJZE; mag vaker (standaard elke wijze)")
	f.DurationVar(&o.hooguit, "aanmelden-hooguit", 0, "zo lang geleden mag iemand zich bij de OpenID-aanbieder hebben aangemeld, zoals 8h; daarna moet dat daar opnieuw (standaard zo lang de aanbieder iemand kent)")
	f.StringVar(&o.doelgroep, "doelgroep", "", "doelgroep (audience) van toegangstokens die de aanbieder aan systemen geeft; zonder deze vlag neemt het kantoor die niet aan")
}

// open listens as o says, and returns the address and, with TLS, the certificate.
func (o *ingangopties) open(ctx context.Context, dir string) (net.Listener, string, error) {
	l, err := o.luisterOp(ctx)
	if err != nil || o.onversleuteld {
		return l, adresVan("http", l), err
	}
	conf, c, err := o.tls(dir)
	if err != nil {
		return nil, "", errors.Join(metCode(exitGeweigerd, err), l.Close())
	}
	if o.certificaat == "" {
		fmt.Fprintf(os.Stderr, "eigen certificaat voor deze machine, SHA-256 %s\n", verbinding.Vingerafdruk(c))
	}
	return tls.NewListener(l, conf), adresVan("https", l), nil
}

func adresVan(soort string, l net.Listener) string {
	if l == nil {
		return ""
	}
	return soort + "://" + l.Addr().String()
}

func (o *ingangopties) tls(dir string) (*tls.Config, tls.Certificate, error) {
	var partijen *x509.CertPool
	var c tls.Certificate
	var err error
	if o.partijen != "" {
		if partijen, err = verbinding.Partijen(o.partijen); err != nil {
			return nil, c, err
		}
	}
	if o.certificaat == "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, c, fmt.Errorf("maak datamap: %w", err)
		}
		c, err = verbinding.Eigen(dir, time.Now())
	} else {
		c, err = verbinding.Lees(o.certificaat, o.sleutel)
	}
	return verbinding.Server(c, partijen), c, err
}

// keur refuses flags that do not go together.
func (o *ingangopties) keur() error {
	switch {
	case (o.certificaat == "") != (o.sleutel == ""):
		return errors.New("--certificaat en --certificaat-sleutel horen bij elkaar")
	case o.onversleuteld && (o.certificaat != "" || o.partijen != ""):
		return errors.New("--onversleuteld gaat niet samen met een certificaat")
	case o.uitgever == "" && (o.geheim != "" || len(o.acr) > 0 || len(o.amr) > 0 || o.hooguit != 0 || o.doelgroep != ""):
		return errors.New("geef ook --aanmelden-uitgever: daar komen mensen en toegangstokens vandaan")
	}
	return nil
}

// luisterOp listens on a loopback address. Another one is only taken with a
// certificate that was given: nobody can trust one of our own over a network.
func (o *ingangopties) luisterOp(ctx context.Context) (net.Listener, error) {
	host, _, err := net.SplitHostPort(o.luister)
	if err != nil {
		return nil, metCode(exitGebruik, fmt.Errorf("--listen %s: geef adres en poort, zoals 127.0.0.1:8080", o.luister))
	}
	ip := net.ParseIP(host)
	if host == "localhost" {
		ip = net.IPv4(127, 0, 0, 1)
	}
	if o.certificaat == "" && (ip == nil || !ip.IsLoopback()) {
		return nil, metCode(exitGebruik, fmt.Errorf("--listen %s: zonder --certificaat kan alleen een adres op deze machine (127.0.0.1 of ::1)", o.luister))
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.luister)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			err = errors.New("deze poort is bezet; --listen 127.0.0.1:0 kiest een vrije")
		}
		return nil, fmt.Errorf("luister op %s: %w", o.luister, err)
	}
	return l, nil
}

// aanmelding returns the pages on which people sign in; nil when no provider was given.
func (o *ingangopties) aanmelding(k *kantoor, adres string) (*aanmelding.Aanmelding, error) {
	if o.uitgever == "" {
		return nil, nil
	}
	if o.adres != "" {
		adres = strings.TrimSuffix(o.adres, "/")
	}
	geheim, err := leesGeheim(o.geheim)
	if err != nil {
		return nil, err
	}
	eis, perRol := eisen(o.acr, o.amr)
	a, err := aanmelding.New(aanmelding.Opties{
		Uitgever: strings.TrimSuffix(o.uitgever, "/"), ClientID: o.clientID, Geheim: geheim, Adres: adres, Doelgroep: o.doelgroep,
		Eis: eis, PerRol: perRol, Hooguit: o.hooguit,
		Register: k.register, Sessies: k.sessies, Gelogd: k.logAanmelding, Nu: time.Now, Log: k.o.log,
	})
	if err != nil {
		return nil, metCode(exitGebruik, err)
	}
	return a, nil
}

// eisen returns what signing in must meet: for all, and what replaces that for a role.
// A value with a word and "=" before it is for the role of that name; a level may be an
// address that holds "=" itself.
func eisen(acr, amr []string) (allen aanmelding.Eis, perRol map[toegang.Rol]aanmelding.Eis) {
	perRol = map[toegang.Rol]aanmelding.Eis{}
	verdeel := func(waarden []string, zet func(*aanmelding.Eis, string)) {
		for _, w := range waarden {
			rol, voor, ok := strings.Cut(w, "=")
			if !ok || strings.ContainsAny(rol, ":/") {
				zet(&allen, w)
				continue
			}
			e := perRol[toegang.Rol(rol)]
			zet(&e, voor)
			perRol[toegang.Rol(rol)] = e
		}
	}
	verdeel(acr, func(e *aanmelding.Eis, w string) { e.Acr = append(e.Acr, w) })
	verdeel(amr, func(e *aanmelding.Eis, w string) { e.Amr = append(e.Amr, w) })
	return allen, perRol
}

// leesGeheim reads a secret from a file that only its owner can read.
func leesGeheim(pad string) (string, error) {
	if pad == "" {
		return "", nil
	}
	f, err := os.Open(pad)
	if err != nil {
		return "", metCode(exitGebruik, fmt.Errorf("lees geheim: %w", err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("lees geheim: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", metCode(exitGeweigerd, fmt.Errorf("%s is ook leesbaar voor anderen dan de eigenaar; zet de rechten met chmod 600 %s", pad, pad))
	}
	b, err := io.ReadAll(io.LimitReader(f, 4<<10))
	return strings.TrimSpace(string(b)), err
}

// meldBegincode tells whoever started the office how its first beheerders get in. It
// goes to the terminal and not to the log, since it is a secret.
func meldBegincode(adres, code string) {
	fmt.Fprintf(os.Stderr, `dit kantoor kent nog niemand. Eenmalig, en binnen een kwartier, maakt deze code de eerste twee beheerders:
  curl --cacert DIR/tls.crt -H 'Content-Type: application/json' -d '{"code":"%s"}' %s/eerste-beheerders
`, code, adres)
}

// ingangVan recognises everything by which people and systems show who they are.
// A nil *Aanmelding must not become a Keurder that is not nil.
func ingangVan(k *kantoor, a *aanmelding.Aanmelding) *toegang.Ingang {
	if a == nil {
		return toegang.NieuweIngang(k.register, k.sessies, nil)
	}
	return toegang.NieuweIngang(k.register, k.sessies, a)
}

package uitgaand

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// ErrAdres reports an address to which nothing is sent.
var ErrAdres = errors.New("uitgaand: address is not allowed")

// Netwerk says to which addresses a webhook may lead: to all that are reachable
// from the whole internet, and to those of Toegestaan. The zero value is the
// strictest.
//
// The judgement falls on the address that is about to be connected to. A name
// that is looked up first and judged, and looked up again to connect, could
// answer differently the second time.
type Netwerk struct {
	// Toegestaan are networks of the organisation itself. Only there may a webhook
	// be plain http.
	Toegestaan []netip.Prefix
	// Oplosser resolves names; nil means the machine's own.
	Oplosser *net.Resolver
}

// gesloten are networks that are not the public internet, though Go's own
// predicates do not name them (IANA special-purpose registries, RFC 6890).
func gesloten() []netip.Prefix {
	teksten := []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		// Forms of IPv6 that carry an IPv4 address, which they would hide.
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
		"100::/64", "2001:2::/48", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
	}
	uit := make([]netip.Prefix, len(teksten))
	for i, t := range teksten {
		uit[i] = netip.MustParsePrefix(t)
	}
	return uit
}

func bevat(netten []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(netten, func(p netip.Prefix) bool { return p.Contains(a) })
}

// Mag returns nil when something may be sent to a, over TLS or in the clear, or
// else an error that wraps [ErrAdres]. The error does not hold the address.
func (n Netwerk) Mag(a netip.Addr, tls bool) error {
	a = a.Unmap().WithZone("")
	switch {
	case bevat(n.Toegestaan, a):
		return nil
	case !tls:
		return fmt.Errorf("%w: http only within an own network", ErrAdres)
	case !a.IsValid(), a.IsPrivate(), a.IsLoopback(), a.IsLinkLocalUnicast(), a.IsMulticast(), a.IsUnspecified(), bevat(gesloten(), a):
		return fmt.Errorf("%w: not on the public internet", ErrAdres)
	}
	return nil
}

// beller returns a dialer that judges every address right before it connects.
func (n Netwerk) beller(wacht time.Duration, tls bool) *net.Dialer {
	return &net.Dialer{
		Timeout: wacht, Resolver: n.Oplosser,
		Control: func(_, adres string, _ syscall.RawConn) error {
			a, err := netip.ParseAddrPort(adres)
			if err != nil {
				return fmt.Errorf("%w: %w", ErrAdres, err)
			}
			return n.Mag(a.Addr(), tls)
		},
	}
}

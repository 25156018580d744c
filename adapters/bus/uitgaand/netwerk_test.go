package uitgaand

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"

	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
)

func TestAllowedAddresses(t *testing.T) {
	dicht := []string{
		"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
		"169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.0.8", "192.0.2.1", "203.0.113.9", "224.0.0.1", "255.255.255.255", "240.0.0.1",
		"::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1", "2002:7f00:1::", "64:ff9b::7f00:1",
		"::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1", "2001:0:1::1",
	}
	for _, a := range dicht {
		t.Run("naar "+a+" wordt niets gestuurd", func(t *testing.T) {
			require.ErrorIs(t, Netwerk{}.Mag(netip.MustParseAddr(a), true), ErrAdres)
			require.ErrorIs(t, Netwerk{}.Mag(netip.MustParseAddr(a), false), ErrAdres)
		})
	}
	t.Run("het openbare internet mag, alleen versleuteld", func(t *testing.T) {
		for _, a := range []string{"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "2a00:1450::1", "::ffff:8.8.8.8"} {
			require.NoError(t, Netwerk{}.Mag(netip.MustParseAddr(a), true), a)
			require.ErrorIs(t, Netwerk{}.Mag(netip.MustParseAddr(a), false), ErrAdres, a)
		}
	})
	t.Run("een eigen netwerk mag als het is ingesteld, en niets ernaast", func(t *testing.T) {
		n := Netwerk{Toegestaan: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}}
		require.NoError(t, n.Mag(netip.MustParseAddr("10.1.2.3"), false))
		require.NoError(t, n.Mag(netip.MustParseAddr("::ffff:10.1.2.3"), true))
		require.ErrorIs(t, n.Mag(netip.MustParseAddr("10.2.0.1"), true), ErrAdres)
	})
	t.Run("een adres dat er geen is mag niet", func(t *testing.T) {
		require.ErrorIs(t, Netwerk{}.Mag(netip.Addr{}, true), ErrAdres)
	})
}

// naamdienst answers each question for an A record with the next of antwoorden,
// the last one for ever.
func naamdienst(t *testing.T, antwoorden ...[]string) *net.Resolver {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	var mu sync.Mutex
	go func() {
		for b := make([]byte, 1500); ; {
			n, van, err := c.ReadFrom(b)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(b[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			uit := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true}, Questions: m.Questions}
			mu.Lock()
			nu := antwoorden[0]
			if q.Type == dnsmessage.TypeA && len(antwoorden) > 1 {
				antwoorden = antwoorden[1:]
			}
			mu.Unlock()
			for _, s := range nu {
				a := netip.MustParseAddr(s)
				k := dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 0}
				if a.Is4() && q.Type == dnsmessage.TypeA {
					uit.Answers = append(uit.Answers, dnsmessage.Resource{Header: k, Body: &dnsmessage.AResource{A: a.As4()}})
				} else if a.Is6() && q.Type == dnsmessage.TypeAAAA {
					uit.Answers = append(uit.Answers, dnsmessage.Resource{Header: k, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
				}
			}
			if p, err := uit.Pack(); err == nil {
				_, _ = c.WriteTo(p, van)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", c.LocalAddr().String())
	}}
}

func bericht() Bericht {
	return Bericht{ID: "x", Lichaam: []byte("{}"), Abonnement: "abonnement-1", Geheim: 1}
}

// binnen is a service that nobody from outside should reach.
func binnen(t *testing.T) (adres string, geraakt func() int) {
	o := nieuweOntvanger(t, false)
	return o.srv.URL, o.verzoeken
}

func TestInsideIsOutOfReach(t *testing.T) {
	adres, geraakt := binnen(t)
	poort := adres[strings.LastIndex(adres, ":"):]
	weiger := func(t *testing.T, w *webhook, url string) {
		t.Helper()
		var s *Storing
		require.ErrorAs(t, w.verzend(t.Context(), url, bericht()), &s)
		require.Equal(t, Geweigerd, s.Soort, "%v", s.Err)
		require.Equal(t, abonnement.AdresGeweigerd, s.Reden)
		require.Zero(t, geraakt())
		require.NotContains(t, s.Error(), poort, "no text holds the address")
	}
	w := nieuweWebhook(Netwerk{}, geheim, Tijden{}, time.Now, nil)
	for _, gastheer := range []string{"127.0.0.1" + poort, "[::1]" + poort, "[::ffff:127.0.0.1]" + poort, "169.254.169.254", "localhost" + poort, "0.0.0.0" + poort} {
		t.Run("een adres binnen wordt niet gebeld: "+gastheer, func(t *testing.T) {
			weiger(t, w, "https://"+gastheer+"/")
			weiger(t, w, "http://"+gastheer+"/")
		})
	}
	t.Run("een naam die naar binnen leidt evenmin, met welk antwoord ook", func(t *testing.T) {
		for _, antwoord := range [][]string{{"127.0.0.1"}, {"::1"}, {"127.0.0.1", "::1"}, {"169.254.169.254"}, {"10.0.0.1", "192.168.0.1"}} {
			w := nieuweWebhook(Netwerk{Oplosser: naamdienst(t, antwoord)}, geheim, Tijden{}, time.Now, nil)
			weiger(t, w, "https://suite.example"+poort+"/")
		}
	})
	t.Run("een naam die eerst naar buiten leidt en bij het bellen naar binnen evenmin", func(t *testing.T) {
		n := Netwerk{Oplosser: naamdienst(t, []string{"8.8.8.8"}, []string{"127.0.0.1"})}
		eerst, err := n.Oplosser.LookupNetIP(t.Context(), "ip4", "suite.example")
		require.NoError(t, err)
		require.NoError(t, n.Mag(eerst[0], true), "who only looks beforehand would let it pass")
		weiger(t, nieuweWebhook(n, geheim, Tijden{}, time.Now, nil), "https://suite.example"+poort+"/")
	})
	t.Run("een ander schema dan http en https wordt niet gebeld", func(t *testing.T) {
		weiger(t, w, "ftp://127.0.0.1"+poort+"/")
	})
	t.Run("control: zonder het oordeel bij het bellen komt het verzoek wel binnen", func(t *testing.T) {
		open := nieuweWebhook(Netwerk{Oplosser: naamdienst(t, []string{"127.0.0.1"})}, geheim, Tijden{}, time.Now, nil)
		open.in.Transport.(*http.Transport).DialContext = (&net.Dialer{Resolver: naamdienst(t, []string{"127.0.0.1"})}).DialContext
		require.NoError(t, open.verzend(t.Context(), "http://suite.example"+poort+"/", bericht()))
		require.Equal(t, 1, geraakt())
	})
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	for _, code := range []int{301, 302, 303, 307, 308} {
		binnenadres, geraakt := binnen(t)
		om := httptest.NewServer(http.RedirectHandler(binnenadres, code))
		t.Cleanup(om.Close)
		w := nieuweWebhook(Netwerk{Toegestaan: lokaal}, geheim, Tijden{}, time.Now, nil)
		var s *Storing
		require.ErrorAs(t, w.verzend(t.Context(), om.URL, bericht()), &s)
		require.Equal(t, Omleiding, s.Soort)
		require.Zero(t, geraakt())

		w.in.CheckRedirect = nil // control: a client that follows does reach it
		require.NoError(t, w.verzend(t.Context(), om.URL, bericht()))
		require.Equal(t, 1, geraakt())
	}
}

package httpapi

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// A bericht is one message of a stream.
type bericht struct{ id, soort, data string }

// A volger reads a stream in the background.
type volger struct {
	t       *testing.T
	antw    *http.Response
	komt    chan bericht // closed at the end of the stream
	stop    context.CancelFunc
	laatste string
}

func (k *kantoor) volg(t *testing.T, token, query string, koppen ...string) *volger {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	r, err := http.NewRequestWithContext(ctx, "GET", k.adres+stroompad+query, nil)
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+token)
	for i := 0; i < len(koppen); i += 2 {
		r.Header.Set(koppen[i], koppen[i+1])
	}
	antw, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
	require.NoError(t, err)
	v := &volger{t: t, antw: antw, komt: make(chan bericht, 10_000), stop: stop}
	if antw.StatusCode != 200 {
		antw.Body.Close()
		return v
	}
	go v.lees()
	return v
}

func (v *volger) lees() {
	defer close(v.komt)
	defer v.antw.Body.Close()
	lezer := bufio.NewReader(v.antw.Body)
	var b bericht
	for {
		regel, err := lezer.ReadString('\n')
		if err != nil {
			return
		}
		veld, waarde, _ := strings.Cut(strings.TrimSuffix(regel, "\n"), ": ")
		switch veld {
		case "id":
			b.id = waarde
		case "event":
			b.soort = waarde
		case "data":
			b.data = waarde
		case "":
			if b.soort != "" {
				v.komt <- b
			}
			b = bericht{}
		}
	}
}

// volgende returns the next message, or false at the end of the stream.
func (v *volger) volgende() (bericht, bool) {
	v.t.Helper()
	select {
	case b, ok := <-v.komt:
		if b.id != "" {
			v.laatste = b.id
		}
		return b, ok
	case <-time.After(10 * time.Second):
		require.FailNow(v.t, "no message")
		return bericht{}, false
	}
}

// tot reads messages until ok says so, and returns those read.
func (v *volger) tot(ok func(bericht) bool) (bs []bericht) {
	v.t.Helper()
	for eind := time.Now().Add(10 * time.Second); ; {
		require.True(v.t, time.Now().Before(eind), "the message did not come; last were %v", bs[max(0, len(bs)-3):])
		b, nog := v.volgende()
		require.True(v.t, nog, "the stream ended after %v", bs)
		bs = append(bs, b)
		if ok(b) {
			return bs
		}
	}
}

func positie(p int) func(bericht) bool {
	return func(b bericht) bool { return b.id == strconv.Itoa(p) }
}

func TestStroom(t *testing.T) {
	k := open(t)
	k.neemDeel()
	auditor := k.token[toegang.Auditor]

	t.Run("een lezer krijgt eerst wat er was en dan wat erbij komt, in volgorde en één keer", func(t *testing.T) {
		v := k.volg(t, auditor, "")
		require.Equal(t, 200, v.antw.StatusCode)
		assert.Equal(t, typeStroom, v.antw.Header.Get("Content-Type"))
		assert.Equal(t, "1.0.0", v.antw.Header.Get("API-Version"))
		v.tot(positie(2))
		k.secretaris("/v1/deelnames", met("GM0202", "GM0226")).is(201)
		bs := v.tot(positie(3))
		g := bs[len(bs)-1]
		assert.Equal(t, "gebeurtenis", g.soort)
		assert.Contains(t, g.data, `"gebeurtenis":{"data":{`)
		assert.Contains(t, g.data, "GM0226")
	})
	t.Run("na een onderbreking gaat de lezer verder waar hij was", func(t *testing.T) {
		v := k.volg(t, auditor, "?naPositie=0", "Last-Event-ID", "2")
		var ids []string
		for _, b := range v.tot(positie(3)) {
			if b.soort == "gebeurtenis" {
				ids = append(ids, b.id)
			}
		}
		assert.Equal(t, []string{"3"}, ids)
	})
	t.Run("ook als alles is weggefilterd schuift de positie op", func(t *testing.T) {
		v := k.volg(t, auditor, "?type=nl.gemeenschappelijke-regelingen.uitvoeringsplan-opgesteld.v1")
		bs := v.tot(positie(3))
		for _, b := range bs {
			assert.Equal(t, "positie", b.soort)
		}
		k.secretaris("/v1/deelnames", met("GM0202", "GM0274")).is(201)
		bs = v.tot(positie(4))
		assert.Equal(t, bericht{"4", "positie", `{"positie":4}`}, bs[len(bs)-1])
	})
	t.Run("wat een rol niet mag zien is ook hier een kale positie", func(t *testing.T) {
		v := k.volg(t, k.token[toegang.Beheerder], "")
		var kaal []string
		for _, b := range v.tot(positie(4)) {
			if b.soort == "gebeurtenis" {
				kaal = append(kaal, b.data)
			}
		}
		assert.Equal(t, []string{`{"positie":1}`, `{"positie":2}`, `{"positie":3}`, `{"positie":4}`}, kaal)
	})
	t.Run("zonder nieuws klopt het hart", func(t *testing.T) {
		v := k.volg(t, auditor, "?naPositie=4")
		for range 3 {
			b, ok := v.volgende()
			require.True(t, ok)
			assert.Equal(t, bericht{"4", "positie", `{"positie":4}`}, b)
		}
	})
	t.Run("een positie die er nog niet is begint bij de laatste", func(t *testing.T) {
		v := k.volg(t, auditor, "?naPositie=999")
		b, _ := v.volgende()
		assert.Equal(t, "4", b.id)
	})
	t.Run("een verlopen token sluit de stroom", func(t *testing.T) {
		v := k.volg(t, k.geef(toegang.Auditor, "", "", 700*time.Millisecond).Token, "")
		begin := time.Now()
		bs := v.tot(func(b bericht) bool { return b.soort == "einde" })
		assert.Contains(t, bs[len(bs)-1].data, redenToken)
		_, nog := v.volgende()
		assert.False(t, nog)
		assert.Less(t, time.Since(begin), 15*time.Second)
	})
	t.Run("een ingetrokken token sluit de stroom", func(t *testing.T) {
		uit := k.geef(toegang.Auditor, "", "", time.Hour)
		v := k.volg(t, uit.Token, "")
		v.volgende()
		require.NoError(t, k.reg.TrekIn(context.Background(), uit.Wie.TokenID))
		v.tot(func(b bericht) bool { return b.soort == "einde" })
	})
	t.Run("een lezer die weggaat laat zijn plaats vrij", func(t *testing.T) {
		require.Eventually(t, func() bool { return k.open() == 0 }, 5*time.Second, 10*time.Millisecond)
	})
}

// open returns how many streams are open.
func (k *kantoor) open() int {
	k.server.stromen.mu.Lock()
	defer k.server.stromen.mu.Unlock()
	return k.server.stromen.open
}

func TestStroomGrenzen(t *testing.T) {
	t.Run("een token neemt niet de plaatsen van een ander", func(t *testing.T) {
		k := open(t, func(o *Opties) { o.Grenzen.StromenEigen = 1 })
		a := k.volg(t, k.token[toegang.Auditor], "")
		a.volgende()
		k.stuur(k.token[toegang.Auditor], "GET", stroompad, nil).is(429)
		k.volg(t, k.token[toegang.Griffier], "").volgende()
		a.stop()
		require.Eventually(t, func() bool { return k.open() == 1 }, 5*time.Second, 10*time.Millisecond)
		k.volg(t, k.token[toegang.Auditor], "").volgende()
	})
	t.Run("er staan nooit meer stromen open dan de grens", func(t *testing.T) {
		k := open(t, func(o *Opties) { o.Grenzen.Stromen = 2 })
		a, b := k.volg(t, k.token[toegang.Auditor], ""), k.volg(t, k.token[toegang.Auditor], "")
		a.volgende()
		b.volgende()
		g := k.stuur(k.token[toegang.Auditor], "GET", stroompad, nil).is(429)
		assert.NotEmpty(t, g.kop.Get("Retry-After"))
		a.stop()
		require.Eventually(t, func() bool { return k.open() == 1 }, 5*time.Second, 10*time.Millisecond)
		k.volg(t, k.token[toegang.Auditor], "").volgende()
	})
	t.Run("een lezer die niet leest wordt afgesloten, en een ander merkt er niets van", func(t *testing.T) {
		k := open(t, func(o *Opties) { o.Grenzen.SchrijfTijd, o.Grenzen.StroomBuffer = 500*time.Millisecond, 2_000 })
		k.neemDeel()
		k.totOntwerp()
		p := make(pijp, 1)
		go func() { assert.NoError(t, k.server.Serve(p)) }()
		c := p.verbind() // a connection without any buffer of its own
		defer c.Close()
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", stroompad, k.token[toegang.Auditor])
		require.Eventually(t, func() bool { return k.open() == 1 }, 5*time.Second, time.Millisecond)
		snel := k.volg(t, k.token[toegang.Auditor], "")
		snel.tot(positie(int(k.j.Kop())))
		snel.stop()
		require.Eventually(t, func() bool { return k.open() == 0 }, 5*time.Second, 10*time.Millisecond)
	})
	t.Run("wat voor een lezer wacht blijft binnen de grens", func(t *testing.T) {
		k := open(t, func(o *Opties) { o.Grenzen.StroomBuffer = 2_000 })
		k.neemDeel()
		k.totOntwerp()
		beleid, err := toegang.NieuwBeleid(toegang.Standaard()...)
		require.NoError(t, err)
		s := &stroom{s: k.server, ctx: context.Background(), blik: blik{beleid: beleid, wie: toegang.Wie{Rol: toegang.Auditor}}}
		for s.na < k.j.Kop() {
			voor := s.na
			require.NoError(t, s.vul())
			assert.Greater(t, s.na, voor, "a full buffer must not stop the reading")
			assert.True(t, s.buf.Len() < 2_200 || s.na == voor+1, "%d bytes", s.buf.Len())
			s.buf.Reset()
		}
	})
	t.Run("de server die stopt sluit zijn stromen en wacht niet op lezers", func(t *testing.T) {
		k := open(t)
		v := k.volg(t, k.token[toegang.Auditor], "")
		v.volgende()
		begin := time.Now()
		ctx, klaar := context.WithTimeout(context.Background(), 4*time.Second)
		defer klaar()
		require.NoError(t, k.server.Stop(ctx))
		assert.Less(t, time.Since(begin), 15*time.Second)
		bs := v.tot(func(b bericht) bool { return b.soort == "einde" })
		assert.Contains(t, bs[len(bs)-1].data, redenStop)
	})
}

// A pijp is a listener whose connections hold nothing: what is written waits
// for a reader.
type pijp chan net.Conn

func (p pijp) verbind() net.Conn {
	c, s := net.Pipe()
	p <- s
	return c
}

func (p pijp) Accept() (net.Conn, error) {
	c, ok := <-p
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}

func (p pijp) Close() error   { close(p); return nil }
func (p pijp) Addr() net.Addr { return &net.TCPAddr{} }

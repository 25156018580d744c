package invoer

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"
)

const (
	perKeer      = 32       // commands that are sent before the first answer is read
	bytesPerKeer = 64 << 10 // and about how many bytes
	pogingen     = 8        // times that a command is tried while the kantoor is away or asks for patience
	storingen    = 3        // and when it answers with a fault of its own
	antwoordtijd = 60 * time.Second
)

// A lijn is one connection over which commands are given in order: several are
// sent at once, and HTTP answers in the order of the requests.
type lijn struct {
	im   *Importeur
	in   chan *werk
	rest *werk // taken from in, and not carried out yet
	conn net.Conn
	r    *bufio.Reader
	buf  []byte
	klad []byte
}

// loop carries out what comes in, until it is closed.
func (l *lijn) loop(ctx context.Context) {
	defer l.hangOp()
	for {
		stapel := l.neem()
		if len(stapel) == 0 {
			return
		}
		l.voerUit(ctx, stapel)
	}
}

// neem returns the next commands that can be sent together. It waits for a command
// whose references are not known only when that is the first.
func (l *lijn) neem() (stapel []*werk) {
	bytes := 0
	for len(stapel) < perKeer && bytes < bytesPerKeer {
		w := l.rest
		l.rest = nil
		if w == nil {
			if len(stapel) > 0 {
				select {
				case w = <-l.in:
				default:
					return stapel
				}
			} else {
				w = <-l.in
			}
		}
		if w == nil {
			return stapel
		}
		// Two commands on one resource are not sent together: if the first must be
		// tried again, the second would have gone before it.
		dubbel := w.bron != "" && slices.ContainsFunc(stapel, func(x *werk) bool { return x.bron == w.bron })
		if dubbel || !w.wachtOp(len(stapel) == 0) {
			l.rest = w
			return stapel
		}
		if !l.im.bereid(w) {
			continue
		}
		bytes += len(w.verzoek.body)
		stapel = append(stapel, w)
	}
	return stapel
}

// voerUit sends the commands and hands out their answers. After a fault of the
// connection, or an answer that asks for patience, it goes on from there: sending a
// command twice is giving it once.
func (l *lijn) voerUit(ctx context.Context, stapel []*werk) {
	for poging := 0; len(stapel) > 0; {
		n, u, err := l.eens(ctx, stapel)
		if n > 0 {
			poging = 0
		}
		if stapel = stapel[n:]; len(stapel) == 0 {
			return
		}
		poging++
		grens := pogingen
		if err == nil && u.Code == "storing" {
			grens = storingen
		}
		if fataal := l.im.fataal(); fataal != nil || poging >= grens || ctx.Err() != nil {
			if err != nil {
				u = stapel[0].regel.mislukt("verbinding", "Het kantoor was niet te bereiken. Geef het bestand opnieuw.")
			}
			if ctx.Err() != nil || fataal != nil {
				u = stapel[0].regel.mislukt("afgebroken", "Het inlezen is afgebroken. Geef het bestand opnieuw.")
			}
			stapel[0].klaarMet(u)
			stapel, poging = stapel[1:], 0
			if err != nil { // nobody answers: the rest need not wait as long
				l.im.stop(fmt.Errorf("het kantoor op %s is niet te bereiken: %w", l.im.o.Adres, err))
			}
			continue
		}
		l.hangOp()
		select {
		case <-ctx.Done():
		case <-time.After(min(l.im.rust<<poging, 60*l.im.rust)):
		}
	}
}

// eens sends all and reads answers until one must be asked again, which it returns.
// n commands have their answer.
func (l *lijn) eens(ctx context.Context, stapel []*werk) (n int, u Uitslag, err error) {
	if ctx.Err() != nil || l.im.fataal() != nil {
		return 0, u, nil
	}
	if err := l.bel(ctx); err != nil {
		return 0, u, err
	}
	l.buf = l.buf[:0]
	for _, w := range stapel {
		l.buf = l.im.schrijf(l.buf, &w.verzoek)
	}
	if err := l.conn.SetDeadline(time.Now().Add(antwoordtijd)); err != nil {
		return 0, u, l.weg(err)
	}
	if _, err := l.conn.Write(l.buf); err != nil {
		return 0, u, l.weg(err)
	}
	for _, w := range stapel {
		status, sluit, err := l.antwoord()
		if err != nil {
			return n, u, l.weg(err)
		}
		u, eerste, opnieuw := w.regel.beoordeel(status, l.klad)
		if status == http.StatusUnauthorized {
			l.im.stop(errToken)
		}
		if opnieuw {
			return n, u, nil
		}
		l.im.klaar(w, u, eerste)
		n++
		if sluit {
			return n, u, l.weg(io.ErrUnexpectedEOF)
		}
	}
	return n, u, nil
}

// bel opens the connection if there is none.
func (l *lijn) bel(ctx context.Context) error {
	if l.conn != nil {
		return nil
	}
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "tcp", l.im.host)
	if err == nil && l.im.tls != nil {
		conn, err = beveilig(ctx, conn, l.im.tls)
	}
	if err != nil {
		return fmt.Errorf("verbind: %w", err)
	}
	l.conn, l.r = conn, bufio.NewReaderSize(conn, 32<<10)
	return nil
}

// beveilig begins TLS on a connection, and closes one on which that fails.
func beveilig(ctx context.Context, conn net.Conn, conf *tls.Config) (net.Conn, error) {
	ctx, klaar := context.WithTimeout(ctx, 5*time.Second)
	defer klaar()
	t := tls.Client(conn, conf)
	if err := t.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return t, nil
}

func (l *lijn) weg(err error) error {
	l.hangOp()
	return err
}

// hangOp closes the connection. What it had to say was read, or is asked again.
func (l *lijn) hangOp() {
	if l.conn != nil {
		_ = l.conn.Close()
		l.conn = nil
	}
}

// antwoord reads one answer; its body is in l.klad.
func (l *lijn) antwoord() (status int, sluit bool, err error) {
	a, err := http.ReadResponse(l.r, nil)
	if err != nil {
		return 0, false, fmt.Errorf("lees antwoord: %w", err)
	}
	n := max(0, min(a.ContentLength, 1<<20))
	if int64(cap(l.klad)) < n {
		l.klad = make([]byte, 0, n)
	}
	if a.ContentLength >= 0 && a.ContentLength <= 1<<20 {
		l.klad = l.klad[:n]
		_, err = io.ReadFull(a.Body, l.klad)
	} else {
		l.klad, err = io.ReadAll(io.LimitReader(a.Body, 1<<20))
	}
	if err = errors.Join(err, a.Body.Close()); err != nil {
		return 0, false, fmt.Errorf("lees antwoord: %w", err)
	}
	return a.StatusCode, a.Close, nil
}

// schrijf appends a request to b.
func (im *Importeur) schrijf(b []byte, v *verzoek) []byte {
	b = append(b, "POST "...)
	b = append(b, im.grondslag...)
	b = append(b, v.pad...)
	if im.o.Proef {
		b = append(b, "?proef=true"...)
	}
	b = append(b, " HTTP/1.1\r\nHost: "...)
	b = append(b, im.host...)
	b = append(b, "\r\nAuthorization: Bearer "...)
	b = append(b, im.o.Token...)
	if !im.o.Proef {
		b = append(b, "\r\nIdempotency-Key: "...)
		b = append(b, v.sleutel...)
	}
	b = append(b, "\r\nContent-Type: application/json\r\nContent-Length: "...)
	b = strconv.AppendInt(b, int64(len(v.body)), 10)
	b = append(b, "\r\n\r\n"...)
	return append(b, v.body...)
}

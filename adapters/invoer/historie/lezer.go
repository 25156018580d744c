package historie

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Lezer reads an export line by line. It checks the form and that positions
// follow on each other from 1; whether the events are what they say is for
// [envelop.Codec.Herken].
type Lezer struct {
	r     *bufio.Reader
	regel int64
	vorig es.Position
	slot  *Slot
}

// NieuweLezer reads from r.
func NieuweLezer(r io.Reader) *Lezer { return &Lezer{r: bufio.NewReaderSize(r, MaxRegel+1)} }

// Volgende returns the next event: Positie, Gebeurtenis, Zout, Commitment and
// Vervangen are filled in, and its bytes are its own. At the end it returns
// io.EOF, but only after a last line that agrees with what came before: a file
// that was cut off is ErrVorm.
func (l *Lezer) Volgende() (v envelop.Verzegeld, err error) {
	b, err := l.lees()
	switch {
	case errors.Is(err, io.EOF) && l.slot != nil:
		return v, io.EOF
	case errors.Is(err, io.EOF):
		return v, fmt.Errorf("na regel %d: %w: de laatste regel ontbreekt, het bestand is afgebroken", l.regel, ErrVorm)
	case err != nil:
		return v, err
	case l.slot != nil:
		return v, l.fout("na de laatste regel staat nog iets")
	}
	w := woord{b: b}
	if w.mag(`{"omvang":`) {
		return l.sluit(&w)
	}
	w.letterlijk(`{"positie":`)
	v.Positie = es.Position(w.getal(','))
	switch {
	case w.mag(`"vervangenDoor":`):
		v.Vervangen = es.Position(w.getal(','))
	default:
		w.letterlijk(`"zout":"`)
		w.base64(base64.RawURLEncoding, v.Zout[:])
		w.letterlijk(`,`)
	}
	w.letterlijk(`"commitment":"`)
	w.base64(base64.RawURLEncoding, v.Commitment[:])
	w.letterlijk(`,"gebeurtenis":`)
	v.Gebeurtenis, _ = bytes.CutSuffix(w.b, []byte("}"))
	if w.fout || len(v.Gebeurtenis) != len(w.b)-1 || !bytes.HasPrefix(v.Gebeurtenis, []byte("{")) {
		return v, l.fout("zij is geen gebeurtenis met positie, zout en commitment")
	}
	if v.Positie != l.vorig+1 {
		return v, l.fout(fmt.Sprintf("positie %d ontbreekt; een geschiedenis begint bij 1 en heeft geen gaten", l.vorig+1))
	}
	l.vorig = v.Positie
	v.Gebeurtenis = bytes.Clone(v.Gebeurtenis)
	return v, nil
}

// Slot returns the last line; it is known once Volgende has returned io.EOF.
func (l *Lezer) Slot() Slot {
	if l.slot == nil {
		return Slot{}
	}
	return *l.slot
}

func (l *Lezer) sluit(w *woord) (v envelop.Verzegeld, err error) {
	var s Slot
	s.Omvang = es.Position(w.getal(','))
	w.letterlijk(`"wortel":"`)
	w.base64(base64.StdEncoding, s.Wortel[:])
	w.letterlijk(`}`)
	switch {
	case w.fout || len(w.b) > 0:
		return v, l.fout("zij is geen slotregel")
	case s.Omvang != l.vorig:
		return v, l.fout("het aantal in de slotregel is niet het aantal gebeurtenissen ervoor")
	}
	l.slot = &s
	return l.Volgende()
}

// lees returns the next line without its newline, which it must have.
func (l *Lezer) lees() ([]byte, error) {
	b, err := l.r.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		l.regel++
		return nil, l.fout("zij is te lang")
	case errors.Is(err, io.EOF) && len(b) > 0:
		l.regel++
		return nil, l.fout("zij is afgebroken")
	case err != nil:
		return nil, err
	}
	l.regel++
	return b[:len(b)-1], nil
}

func (l *Lezer) fout(waarom string) error {
	return fmt.Errorf("regel %d: %w: %s", l.regel, ErrVorm, waarom)
}

// A woord reads from the front of b. After a fault it reads nothing more.
type woord struct {
	b    []byte
	fout bool
}

func (w *woord) mag(s string) bool {
	if w.fout || !bytes.HasPrefix(w.b, []byte(s)) {
		return false
	}
	w.b = w.b[len(s):]
	return true
}

func (w *woord) letterlijk(s string) { w.fout = !w.mag(s) || w.fout }

// tot returns what comes before c, and skips c.
func (w *woord) tot(c byte) []byte {
	n := bytes.IndexByte(w.b, c)
	if w.fout || n < 0 {
		w.fout = true
		return nil
	}
	s := w.b[:n]
	w.b = w.b[n+1:]
	return s
}

// getal reads a number above 0, without leading zero, up to c.
func (w *woord) getal(c byte) int64 {
	s := w.tot(c)
	n, err := strconv.ParseInt(string(s), 10, 64)
	w.fout = w.fout || err != nil || n < 0 || strconv.FormatInt(n, 10) != string(s)
	return n
}

// base64 reads exactly len(in) bytes up to a closing quote.
func (w *woord) base64(enc *base64.Encoding, in []byte) {
	s := w.tot('"')
	if len(s) != enc.EncodedLen(len(in)) {
		w.fout = true
		return
	}
	b, err := enc.Strict().AppendDecode(nil, s)
	w.fout = w.fout || err != nil || len(b) != len(in)
	copy(in, b)
}

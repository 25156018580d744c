package httpapi

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// maxGelezen bounds how many events one request looks at: a filter that nothing
// matches must not make the server read all history.
const maxGelezen = 10_000

// errVol ends a scan when the answer is full.
var errVol = errors.New("httpapi: answer is full")

// A blik is what one reader may see of the history.
type blik struct {
	beleid *toegang.Beleid
	wie    toegang.Wie
	typ    string // only events of this type; empty for all
}

// regel appends the line for v to b, and reports whether there is one. What the
// role may not see is a bare position, whatever type was asked for: otherwise
// the type of hidden events could be found out by asking.
func (k blik) regel(b []byte, v *envelop.Verzegeld) ([]byte, bool, error) {
	zien, err := k.ziet(v)
	if err != nil {
		return b, false, err
	}
	if !zien {
		b = append(b, `{"positie":`...)
		b = strconv.AppendInt(b, int64(v.Positie), 10)
		return append(b, '}'), true, nil
	}
	if k.typ != "" && k.typ != v.Type {
		return b, false, nil
	}
	return opgeslagen(b, v), true, nil
}

// ziet reports whether the reader may see the content of v. An event whose bytes
// are not those that were sealed is shown to nobody.
func (k blik) ziet(v *envelop.Verzegeld) (bool, error) {
	if !v.Gaaf() {
		return false, fmt.Errorf("serve position %d: %w", v.Positie, envelop.ErrOnleesbaar)
	}
	zien, err := k.beleid.Ziet(k.wie, v.Type, v.Gebeurtenis)
	if err != nil {
		return false, fmt.Errorf("judge position %d: %w", v.Positie, err)
	}
	return zien, nil
}

// opgeslagen appends v as it is served: the stored bytes as they are, with
// position and salt beside them. An event that was replaced by its residu has
// lost its salt, and says which event replaced it.
func opgeslagen(b []byte, v *envelop.Verzegeld) []byte {
	b = append(b, `{"positie":`...)
	b = strconv.AppendInt(b, int64(v.Positie), 10)
	if v.Vervangen != 0 {
		b = append(b, `,"vervangenDoor":`...)
		b = strconv.AppendInt(b, int64(v.Vervangen), 10)
	} else {
		b = append(b, `,"zout":"`...)
		b = base64.RawURLEncoding.AppendEncode(b, v.Zout[:])
		b = append(b, '"')
	}
	b = append(b, `,"gebeurtenis":`...)
	b = append(b, v.Gebeurtenis...)
	return append(b, '}')
}

// LeesGebeurtenissen implements StrictServerInterface.
func (s *Server) LeesGebeurtenissen(ctx context.Context, r LeesGebeurtenissenRequestObject) (weergave, error) {
	limiet := r.Params.Limiet
	if limiet == 0 {
		limiet = 100
	}
	if err := s.volg(verzoekUit(ctx)); err != nil {
		return nil, err
	}
	k := blik{beleid: s.beleid, wie: verzoekUit(ctx).wie, typ: r.Params.Type}
	na, kop := es.Position(r.Params.NaPositie), s.geschiedenis.Kop()
	tot := min(kop, na+maxGelezen)
	gekeken, aantal := min(na, kop), 0
	b := append([]byte(nil), `{"gebeurtenissen":[`...)
	err := s.geschiedenis.Scan(ctx, na, tot, func(v *envelop.Verzegeld) error {
		if aantal > 0 && (aantal == limiet || len(b) > s.grenzen.StroomBuffer) {
			return errVol
		}
		if aantal > 0 {
			b = append(b, ',')
		}
		var erbij bool
		var err error
		if b, erbij, err = k.regel(b, v); err != nil {
			return err
		}
		if erbij {
			aantal++
		} else if aantal > 0 {
			b = b[:len(b)-1] // the comma
		}
		gekeken = v.Positie
		return nil
	})
	if err != nil && !errors.Is(err, errVol) {
		return nil, fmt.Errorf("read events after %d: %w", na, err)
	}
	b = fmt.Appendf(b, `],"totPositie":%d,"kop":%d,"_links":{`, gekeken, kop)
	if gekeken < kop {
		b = fmt.Appendf(b, `"volgende":{"href":"%s/gebeurtenissen?naPositie=%d&limiet=%d%s"},`, grondslag, gekeken, limiet, typeparameter(k.typ))
	}
	b = fmt.Appendf(b, `"stroom":{"href":"%s?naPositie=%d"}}}`, stroompad, gekeken)
	return feit(b), nil
}

// typeparameter repeats the type in a link. The description allows only letters,
// digits, dots and hyphens in it.
func typeparameter(typ string) string {
	if typ == "" {
		return ""
	}
	return "&type=" + typ
}

// LeesGebeurtenis implements StrictServerInterface.
func (s *Server) LeesGebeurtenis(ctx context.Context, r LeesGebeurtenisRequestObject) (weergave, error) {
	v, err := s.zichtbaar(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return feit(opgeslagen(nil, &v)), nil
}

// LeesBewijs implements StrictServerInterface.
func (s *Server) LeesBewijs(ctx context.Context, r LeesBewijsRequestObject) (weergave, error) {
	v, err := s.zichtbaar(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	zout := v.Zout[:]
	if v.Vervangen != 0 {
		zout = nil // it went with the content
	}
	bewijs, err := s.zegel.Bewijs(ctx, v.Positie, zout)
	if err != nil {
		return nil, fmt.Errorf("prove position %d: %w", v.Positie, err)
	}
	return tekstantwoord(bewijs), nil
}

// zichtbaar returns an event that the sender may see. One that is hidden answers
// as one that does not exist, so that an id tells nothing.
func (s *Server) zichtbaar(ctx context.Context, id [16]byte) (envelop.Verzegeld, error) {
	v, ok, err := s.geschiedenis.Gebeurtenis(ctx, id)
	if err != nil {
		return v, fmt.Errorf("read event: %w", err)
	}
	if !ok {
		return v, errNietGevonden
	}
	verzoek := verzoekUit(ctx)
	zien, err := blik{beleid: s.beleid, wie: verzoek.wie}.ziet(&v)
	if err != nil {
		return v, err
	}
	h := toegang.Gebeurtenis(v.Type)
	if !zien {
		return v, s.weiger(verzoek, h, gebeurtenisobject(v.ID), s.beleid.Bereik(verzoek.wie, h).Weigering(), errBuitenBereik)
	}
	return v, s.staToe(verzoek, h, gebeurtenisobject(v.ID), s.beleid.Bereik(verzoek.wie, h).Oordeel(verzoek.eigen()))
}

// A feit is an answer whose JSON holds stored bytes, which no encoder may touch.
type feit []byte

// schrijf sends f.
func (f feit) schrijf(w http.ResponseWriter) error {
	return schrijfBytes(w, http.StatusOK, typeJSON, f)
}

// A tekstantwoord is an answer in plain text.
type tekstantwoord []byte

// schrijf sends t.
func (t tekstantwoord) schrijf(w http.ResponseWriter) error {
	return schrijfBytes(w, http.StatusOK, typeTekst+"; charset=utf-8", t)
}

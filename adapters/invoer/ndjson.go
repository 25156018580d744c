package invoer

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// maxRegel is the longest line that is read: what the API takes as a body, and some.
const maxRegel = 1<<20 + 64<<10

// An NDJSON reads lines of the form
//
//	{"opdracht":"startDeelname","pad":{},"sleutel":"…","als":"…","body":{…}}
//
// of which only opdracht and body are required. Empty lines are skipped.
type NDJSON struct {
	r       *bufio.Reader
	nummer  int64
	gelezen int64
}

// NieuweNDJSON reads from r.
func NieuweNDJSON(r io.Reader) *NDJSON { return &NDJSON{r: bufio.NewReaderSize(r, 64<<10)} }

// Gelezen implements Lezer.
func (n *NDJSON) Gelezen() int64 { return n.gelezen }

// Volgende implements Lezer.
func (n *NDJSON) Volgende() (*Regel, error) {
	for {
		b, heel, err := n.regel()
		if err != nil {
			return nil, err
		}
		if heel && len(bytes.TrimSpace(b)) == 0 {
			continue
		}
		r := &Regel{Nummer: n.nummer}
		if !heel {
			r.Fouten = []Veldfout{{Code: "te-lang", Reden: "Deze regel is langer dan een opdracht mag zijn."}}
			return r, nil
		}
		r.lees(b)
		return r, nil
	}
}

// regel returns the next line; heel is false for one that is too long, of which
// the rest was skipped.
func (n *NDJSON) regel() (b []byte, heel bool, err error) {
	n.nummer++
	heel = true
	for {
		deel, err := n.r.ReadSlice('\n')
		n.gelezen += int64(len(deel))
		if heel = heel && len(b)+len(deel) <= maxRegel; heel {
			b = append(b, deel...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(b)+len(deel) > 0, err == nil:
			if n.nummer == 1 {
				b = bytes.TrimPrefix(b, []byte("\uFEFF"))
			}
			return b, heel, nil
		case errors.Is(err, io.EOF):
			return nil, false, io.EOF
		default:
			return nil, false, fmt.Errorf("regel %d: %w", n.nummer, err)
		}
	}
}

// ndjsonRegel is a line as it is written.
type ndjsonRegel struct {
	Opdracht string            `json:"opdracht"`
	Pad      map[string]string `json:"pad"`
	Sleutel  string            `json:"sleutel"`
	Als      string            `json:"als"`
	Body     jsontext.Value    `json:"body"`
}

// lees fills in r from a line of JSON. The decoder's own texts may quote the line,
// so they go nowhere.
func (r *Regel) lees(b []byte) {
	if !utf8.Valid(b) {
		r.Fouten = []Veldfout{{Code: "utf-8", Reden: "Deze regel is geen UTF-8."}}
		return
	}
	var in ndjsonRegel
	err := json.Unmarshal(b, &in, json.RejectUnknownMembers(true))
	var semantisch *json.SemanticError
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		r.Fouten = []Veldfout{{Code: "dubbele-sleutel", Reden: "Een veld staat er twee keer in."}}
	case errors.As(err, &semantisch):
		r.Fouten = []Veldfout{regelfout(semantisch)}
	case err != nil:
		r.Fouten = []Veldfout{{Code: "json", Reden: "Deze regel is geen JSON-object."}}
	default:
		r.Opdracht, r.Pad, r.Sleutel, r.Als, r.Body = in.Opdracht, in.Pad, in.Sleutel, in.Als, in.Body
	}
}

// regelvelden are the fields of a line.
var regelvelden = []string{"opdracht", "pad", "sleutel", "als", "body"} // read only

// regelfout says which field of a line is none, or is not of its kind.
func regelfout(err *json.SemanticError) Veldfout {
	naam := strings.TrimPrefix(string(err.JSONPointer), "/")
	naam, _, _ = strings.Cut(naam, "/")
	switch {
	case errors.Is(err, json.ErrUnknownName) && isVeldnaam(naam):
		return Veldfout{Veld: "/" + naam, Code: "onbekend", Reden: geenVeld + welke(regelvelden)}
	case errors.Is(err, json.ErrUnknownName):
		return Veldfout{Code: "onbekend", Reden: "Een regel heeft een veld dat niet bestaat. " + welke(regelvelden)}
	case slices.Contains(regelvelden, naam):
		return Veldfout{Veld: "/" + naam, Code: "vorm", Reden: "Dit veld is niet van de goede soort: opdracht, sleutel en als zijn tekst, pad is een object met tekst en body een object."}
	}
	return Veldfout{Code: "vorm", Reden: "Een regel is een object met de velden opdracht, pad, sleutel, als en body."}
}

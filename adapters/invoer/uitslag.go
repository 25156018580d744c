package invoer

import (
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
)

// A Status is what became of a line.
type Status string

// The outcomes. Only aanvaard and herhaald are as whoever made the file wants it.
const (
	Aanvaard  Status = "aanvaard"  // recorded now; in a trial: would be recorded
	Herhaald  Status = "herhaald"  // recorded before, or already so
	Geweigerd Status = "geweigerd" // refused by a rule, or by access
	Ongeldig  Status = "ongeldig"  // not a valid command
	Mislukt   Status = "mislukt"   // not known to be recorded: give the file again
)

// An Uitslag is the answer to one line.
type Uitslag struct {
	Regel    int64      `json:"regel"`
	Status   Status     `json:"status"`
	Opdracht string     `json:"opdracht,omitempty"`
	Positie  int64      `json:"positie,omitempty"` // of the last event of the command
	Stroom   string     `json:"stroom,omitempty"`
	Code     string     `json:"code,omitempty"`
	Reden    string     `json:"reden,omitempty"`
	Grond    string     `json:"grond,omitempty"` // the rule or article behind a refusal
	Velden   []Veldfout `json:"velden,omitempty"`
	LetOp    []Veldfout `json:"letOp,omitempty"` // not a fault: the line is as it should be, or was judged by itself
}

// A Telling is how many lines ended how.
type Telling struct {
	Regels    int64 `json:"regels"`
	Aanvaard  int64 `json:"aanvaard"`
	Herhaald  int64 `json:"herhaald"`
	Geweigerd int64 `json:"geweigerd"`
	Ongeldig  int64 `json:"ongeldig"`
	Mislukt   int64 `json:"mislukt"`
}

// Tel adds one outcome.
func (t *Telling) Tel(s Status) {
	t.Regels++
	switch s {
	case Aanvaard:
		t.Aanvaard++
	case Herhaald:
		t.Herhaald++
	case Geweigerd:
		t.Geweigerd++
	case Ongeldig:
		t.Ongeldig++
	default:
		t.Mislukt++
	}
}

// Goed reports whether every line was recorded, now or before.
func (t Telling) Goed() bool { return t.Regels == t.Aanvaard+t.Herhaald }

// Afgekeurd returns the answer to a line that is not sent.
func (r *Regel) Afgekeurd() Uitslag {
	u := Uitslag{Regel: r.Nummer, Status: Ongeldig, Code: "ongeldige-invoer", Reden: "Deze regel klopt niet; alle gevonden fouten staan onder velden.", Velden: r.Fouten}
	if r.Geweigerd {
		u.Status, u.Code, u.Reden = Geweigerd, "geweigerd", "Deze regel wordt niet overgenomen; de redenen staan onder velden."
	}
	return u
}

// A bon is what of a receipt is needed.
type bon struct {
	Stroom         string
	Positie        int64
	Proef          bool
	Gebeurtenissen []struct{ Positie int64 }
	ZouVastleggen  []struct{ Type string }
}

// A probleem is what of problem details is needed.
type probleem struct {
	Type, Detail, Code, Regel string
	Fouten                    []struct{ In, Pointer, Code, Detail string }
}

// beoordeel turns an answer of the API into an outcome; opnieuw says that it should
// be asked again.
func (r *Regel) beoordeel(status int, body []byte) (u Uitslag, eerste int64, opnieuw bool) {
	u = Uitslag{Regel: r.Nummer, Opdracht: r.Opdracht}
	if status == http.StatusOK || status == http.StatusCreated {
		var b bon
		if err := json.Unmarshal(body, &b, json.MatchCaseInsensitiveNames(true)); err != nil {
			return r.mislukt("antwoord", "Het antwoord van het kantoor was niet te lezen."), 0, true
		}
		u.Status, u.Positie, u.Stroom = Aanvaard, b.Positie, b.Stroom
		switch {
		case len(b.Gebeurtenissen) > 0:
			eerste = b.Gebeurtenissen[0].Positie
		case len(b.ZouVastleggen) == 0:
			u.Status, u.Code, u.Reden = Herhaald, "niets-nieuws", "Dit was al zo; er valt niets vast te leggen."
		}
		return u, eerste, false
	}
	var p probleem
	if err := json.Unmarshal(body, &p, json.MatchCaseInsensitiveNames(true)); err != nil {
		return r.mislukt("antwoord", "Het antwoord van het kantoor was niet te lezen."), 0, true
	}
	soort := p.Type[strings.LastIndexByte(p.Type, '/')+1:]
	u.Code, u.Reden, u.Grond = p.Code, p.Detail, p.Regel
	if u.Code == "" {
		u.Code = soort
	}
	switch {
	case status == http.StatusConflict && soort == "gewijzigd", status == http.StatusTooManyRequests, status >= 500:
		u.Status = Mislukt
		return u, 0, true
	case status == http.StatusConflict, status == http.StatusForbidden, status == http.StatusNotFound, status == http.StatusPreconditionFailed:
		u.Status = Geweigerd
	case status == http.StatusUnauthorized:
		u.Status = Mislukt
	default:
		u.Status = Ongeldig
		for _, f := range p.Fouten {
			u.Velden = append(u.Velden, Veldfout{Veld: r.plaats(f.In, f.Pointer), Code: f.Code, Reden: f.Detail})
		}
	}
	return u, 0, false
}

func (r *Regel) mislukt(code, reden string) Uitslag {
	return Uitslag{Regel: r.Nummer, Status: Mislukt, Code: code, Reden: reden}
}

// plaats returns the field of the file in which the API found a fault.
func (r *Regel) plaats(in, pointer string) string {
	switch in {
	case "body":
		pointer = "/body" + pointer
	case "path":
		pointer = "/pad/" + pointer
	case "header":
		pointer = "/sleutel" // the only header that a line fills in
	default:
		return ""
	}
	if r.Veld != nil {
		return r.Veld(pointer)
	}
	return pointer
}

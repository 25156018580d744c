package archiefwerk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// lijstkop is the first line of the signed part of a list. It is no name of an
// origin, so no list can pass for a checkpoint.
const lijstkop = "kroniek/vernietigd/v1"

// Errors about a list of what was destroyed. Each may be wrapped.
var (
	// ErrLijst reports a file that is not such a list, or not as it was signed.
	ErrLijst = errors.New("dit is geen gave lijst van vernietigde dossiers")
	// ErrLijstSleutel reports a list that none of the given keys signed.
	ErrLijstSleutel = errors.New("de lijst van vernietigde dossiers is niet ondertekend met een sleutel die deze map kent")
)

// A Vernietigdenlijst says what was decided to destroy or to shield, for whoever
// puts back a backup that does not know. It lives outside the backup, and holds no
// personal data: random ids of streams, events and keys, and positions.
type Vernietigdenlijst struct {
	Oorsprong  string      // of the seal that signed
	Positie    es.Position // up to which the history was looked at
	Op         time.Time   // when, UTC, whole seconds
	Checkpoint []byte      // newest signed checkpoint then; nil when there was none
	Regels     []Lijstregel
}

// A Lijstregel is one decision. Either Dossiers or Gebeurtenis is filled.
type Lijstregel struct {
	Stroom      es.Stream      `json:"stroom"`  // of the decision: a list, or an afscherming
	Besluit     uuid.UUID      `json:"besluit"` // the event that decided
	Positie     es.Position    `json:"positie"` // of that event
	Gesimuleerd bool           `json:"gesimuleerd,omitzero"`
	Dossiers    []Lijstdossier `json:"dossiers,omitzero"`
	Gebeurtenis uuid.UUID      `json:"gebeurtenis,omitzero"`
	In          es.Stream      `json:"in,omitzero"` // stream of that event
	Velden      []string       `json:"velden,omitzero"`
}

// A Lijstdossier is one file that is destroyed.
type Lijstdossier struct {
	archief.Dossier
	Sleutel string `json:"sleutel,omitzero"` // id of its key, hex; empty when it had none
}

// Lijst returns what was decided up to now, in order. What it costs goes with the
// number of files that were destroyed, not with the length of the history.
func (a *Archief) Lijst(ctx context.Context) ([]Lijstregel, error) {
	return a.register.lijst(ctx, a.o.Journaal)
}

// LeesLijst is [Archief.Lijst] on a journal that is only read.
func LeesLijst(ctx context.Context, j Journaal) ([]Lijstregel, error) {
	g := nieuwRegister()
	if err := g.lees(ctx, j); err != nil {
		return nil, err
	}
	return g.lijst(ctx, j)
}

func (g *register) lijst(ctx context.Context, j Journaal) ([]Lijstregel, error) {
	var uit []Lijstregel
	for _, l := range g.besluiten() {
		r := Lijstregel{Stroom: l.stroom, Besluit: l.besluit, Positie: l.positie, Gesimuleerd: l.gesimuleerd}
		var stromen []es.Stream
		for _, d := range l.state.Besloten() {
			stromen = append(stromen, d.Stroom)
		}
		resten, err := j.Resten(ctx, stromen, l.positie)
		if err != nil {
			return nil, err
		}
		sleutels := map[es.Stream]string{}
		for _, x := range resten {
			if x.Sleutel != [16]byte{} {
				sleutels[x.Stroom] = hex.EncodeToString(x.Sleutel[:])
			}
		}
		for _, d := range l.state.Besloten() {
			r.Dossiers = append(r.Dossiers, Lijstdossier{Dossier: d, Sleutel: sleutels[d.Stroom]})
		}
		uit = append(uit, r)
	}
	for _, d := range g.afdekkingen() {
		p := d.state.Plek()
		uit = append(uit, Lijstregel{
			Stroom: d.stroom, Besluit: d.besluit, Positie: d.positie, Gesimuleerd: d.state.Gesimuleerd(),
			Gebeurtenis: p.Gebeurtenis, In: p.Stroom, Velden: p.Velden,
		})
	}
	slices.SortFunc(uit, func(a, b Lijstregel) int { return int(a.Positie - b.Positie) })
	return uit, nil
}

// Teken writes the list: a signed note over what it says and the digest of its
// lines, a blank line, and the lines as JSON. onderteken signs a text as the seal does.
func (v Vernietigdenlijst) Teken(onderteken func(tekst string) ([]byte, error)) ([]byte, error) {
	var regels bytes.Buffer
	e := json.NewEncoder(&regels)
	for _, r := range v.Regels {
		if err := e.Encode(r); err != nil {
			return nil, fmt.Errorf("lijst van vernietigde dossiers: %w", err)
		}
	}
	som := sha256.Sum256(regels.Bytes())
	kop, err := onderteken(strings.Join([]string{
		lijstkop, v.Oorsprong, strconv.FormatInt(int64(v.Positie), 10), v.Op.UTC().Format(time.RFC3339), strconv.Itoa(len(v.Regels)),
		base64.StdEncoding.EncodeToString(som[:]), base64.StdEncoding.EncodeToString(v.Checkpoint), "",
	}, "\n"))
	if err != nil {
		return nil, fmt.Errorf("lijst van vernietigde dossiers: %w", err)
	}
	return slices.Concat(kop, []byte("\n"), regels.Bytes()), nil
}

// LeesVernietigdenlijst reads a list that one of vkeys must have signed.
func LeesVernietigdenlijst(b []byte, vkeys ...string) (v Vernietigdenlijst, err error) {
	tekst, rest, ok := bytes.Cut(b, []byte("\n\n"))
	handtekening, regels, ook := bytes.Cut(rest, []byte("\n\n"))
	if !ok || !ook {
		return v, ErrLijst
	}
	var sleutels []note.Verifier
	for _, k := range vkeys {
		s, err := note.NewVerifier(k)
		if err != nil {
			return v, fmt.Errorf("openbare sleutel van het zegel: %w", err)
		}
		sleutels = append(sleutels, s)
	}
	n, err := note.Open(slices.Concat(tekst, []byte("\n\n"), handtekening, []byte("\n")), note.VerifierList(sleutels...))
	if err != nil {
		return v, fmt.Errorf("%w: %w", ErrLijstSleutel, err)
	}
	return v, v.lees(n, regels)
}

func (v *Vernietigdenlijst) lees(n *note.Note, regels []byte) error {
	k := strings.Split(n.Text, "\n")
	if len(k) != 8 || k[0] != lijstkop || k[1] != n.Sigs[0].Name {
		return ErrLijst
	}
	som := sha256.Sum256(regels)
	positie, err := strconv.ParseInt(k[2], 10, 64)
	op, err2 := time.Parse(time.RFC3339, k[3])
	aantal, err3 := strconv.Atoi(k[4])
	checkpoint, err4 := base64.StdEncoding.DecodeString(k[6])
	if err := errors.Join(err, err2, err3, err4); err != nil || k[5] != base64.StdEncoding.EncodeToString(som[:]) {
		return fmt.Errorf("%w: de regels zijn niet die van de ondertekening", ErrLijst)
	}
	v.Oorsprong, v.Positie, v.Op = k[1], es.Position(positie), op
	if len(checkpoint) > 0 {
		v.Checkpoint = checkpoint
	}
	for r := range bytes.Lines(regels) {
		var x Lijstregel
		if err := json.Unmarshal(r, &x); err != nil {
			return fmt.Errorf("%w: %w", ErrLijst, err)
		}
		v.Regels = append(v.Regels, x)
	}
	if len(v.Regels) != aantal {
		return ErrLijst
	}
	return nil
}

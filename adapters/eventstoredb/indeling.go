package eventstoredb

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Ruimte is the first part of the names of all streams of one journal. The
// part before the first dash is what EventStoreDB calls the category.
type Ruimte string

// StandaardRuimte is the Ruimte of an office.
const StandaardRuimte Ruimte = "kroniek"

func (r Ruimte) grootboekkop() string         { return string(r) + ".grootboek-" }
func (r Ruimte) deelkop() string              { return string(r) + ".deel-" }
func (r Ruimte) vervangkop() string           { return string(r) + ".vervanging-" }
func (r Ruimte) grootboek(s es.Stream) string { return r.grootboekkop() + string(s) }
func (r Ruimte) deel(sleutel [16]byte) string { return r.deelkop() + hex.EncodeToString(sleutel[:]) }

func (r Ruimte) vervanging(sleutel [16]byte) string {
	return r.vervangkop() + hex.EncodeToString(sleutel[:])
}
func (r Ruimte) pacht(naam string) string        { return string(r) + ".pacht-" + naam }
func (r Ruimte) hoofden(oorsprong string) string { return string(r) + ".hoofden-" + oorsprong }
func (r Ruimte) merk(naam string) string         { return string(r) + ".merk-" + naam }

// keur refuses a Ruimte that another could be taken for.
func (r Ruimte) keur() error {
	if r == "" || len(r) > 60 || strings.ContainsFunc(string(r), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	}) {
		return fmt.Errorf("%w: een ruimte is 1 tot 60 kleine letters en cijfers", ErrVerbinding)
	}
	return nil
}

// A grootboekregel is the metadata of an event in a ledger stream, as JSON. The
// data is the event itself, or empty when the body lies in a part stream.
type grootboekregel struct {
	Versie      int    `json:"kroniek"` // of this form
	Poging      string `json:"poging"`  // the attempt: random, one per append that was sent
	Opdracht    string `json:"opdracht"`
	Inhoud      string `json:"inhoud"` // keyed hash of what was asked
	Nummer      int    `json:"nummer"` // of this event among those of the command, from 0
	Aantal      int    `json:"aantal"`
	Revisie     int64  `json:"revisie"` // in the stream as Kroniek counts it
	Tijd        int64  `json:"tijd"`    // Unix milliseconds
	Commitment  string `json:"commitment"`
	Zout        string `json:"zout,omitempty"`    // with the body in the ledger
	Sleutel     string `json:"sleutel,omitempty"` // names the part stream
	Deel        string `json:"deel,omitempty"`    // id of the part
	DeelOp      int64  `json:"deelOp,omitempty"`  // its revision
	Persoonlijk bool   `json:"persoonlijk,omitempty"`
	Samenhang   string `json:"$correlationId,omitempty"`
	Oorzaak     string `json:"$causationId,omitempty"`
	Overgenomen bool   `json:"overgenomen,omitempty"` // copied from another journal
	Vervangen   int64  `json:"vervangen,omitempty"`   // position of the decision to replace it, before it was copied
}

const regelversie = 1

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func vanB64(s string, in []byte) bool {
	b, err := base64.RawURLEncoding.DecodeString(s)
	return err == nil && len(b) == len(in) && copy(in, b) == len(in)
}

func b64len(s string) int { return base64.RawURLEncoding.DecodedLen(len(s)) }

// A regel is a read ledger event.
type regel struct {
	stuk
	grootboekregel
	stroomnaam es.Stream
	opdracht   es.CommandID
	inhoud     [32]byte
	verzegeld  envelop.Verzegeld
	sleutel    [16]byte
	deel       uuid.UUID
	laat       bool // see teLaat
	vernietigd bool // the body is gone; verzegeld holds the residu
}

// leesRegel reads a ledger event. What is not as this program writes it is ErrVreemd.
func (r Ruimte) leesRegel(s stuk) (*regel, error) {
	g := &regel{stuk: s}
	fout := func(wat string) (*regel, error) {
		return nil, fmt.Errorf("%w: stroom %s, revisie %d (%s)", ErrVreemd, s.stroom, s.revisie, wat)
	}
	if err := json.Unmarshal(s.meta, &g.grootboekregel); err != nil || g.Versie != regelversie {
		return fout("metadata")
	}
	naam, _ := strings.CutPrefix(s.stroom, r.grootboekkop())
	g.stroomnaam = es.Stream(naam)
	v := &g.verzegeld
	ok := vanB64(g.Opdracht, g.opdracht[:]) && vanB64(g.Inhoud, g.inhoud[:]) && vanB64(g.Commitment, v.Commitment[:])
	if !ok || g.Aantal < 1 || g.Aantal > envelop.MaxAantal || g.Nummer < 0 || g.Nummer >= g.Aantal || g.Revisie < 0 {
		return fout("kenmerken")
	}
	if g.Sleutel != "" && !vanB64(g.Sleutel, g.sleutel[:]) {
		return fout("sleutel")
	}
	v.Stroom, v.Revisie, v.ID, v.Type = g.stroomnaam, es.Revision(g.Revisie), s.id, s.soort
	v.Vervangen = es.Position(g.Vervangen)
	if g.Persoonlijk {
		v.Sleutel = g.sleutel
	}
	if g.Deel != "" {
		id, err := uuid.Parse(g.Deel)
		if err != nil || g.sleutel == [16]byte{} {
			return fout("deel")
		}
		g.deel = id
		return g, nil
	}
	v.Gebeurtenis = s.data
	if v.Vervangen == 0 && !vanB64(g.Zout, v.Zout[:]) {
		return fout("zout")
	}
	return g, nil
}

func (g *regel) meta() es.Meta {
	return es.Meta{Command: g.opdracht, Body: g.inhoud, Time: time.UnixMilli(g.Tijd).UTC()}
}

// Event types in part streams.
const (
	soortSleutel = "kroniek.sleutel"
	soortLichaam = "kroniek.lichaam"
)

// A lichaam is what destruction takes away: the event, its zout and its personal part.
type lichaam struct {
	zout         [32]byte
	gebeurtenis  []byte
	persoonsdeel []byte
}

// bytes is a version, the zout, the length of the event, the event, the personal part.
func (l *lichaam) bytes() []byte {
	b := make([]byte, 0, 37+len(l.gebeurtenis)+len(l.persoonsdeel))
	b = append(append(b, 1), l.zout[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(l.gebeurtenis)))
	return append(append(b, l.gebeurtenis...), l.persoonsdeel...)
}

func leesLichaam(b []byte) (lichaam, bool) {
	var l lichaam
	if len(b) < 37 || b[0] != 1 {
		return l, false
	}
	copy(l.zout[:], b[1:33])
	n := binary.BigEndian.Uint32(b[33:37])
	if uint64(n) > uint64(len(b)-37) {
		return l, false
	}
	l.gebeurtenis = b[37 : 37+n : 37+n]
	if rest := b[37+n:]; len(rest) > 0 {
		l.persoonsdeel = bytes.Clone(rest)
	}
	return l, true
}

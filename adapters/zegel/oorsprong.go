package zegel

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
)

// Errors about the origin.
var (
	// ErrOorsprong reports a name that cannot be an origin, that was used before,
	// or that is not the origin of this folder.
	ErrOorsprong = errors.New("deze oorsprong kan niet")
	// ErrZegelWeg reports a folder with a key but without the heads it signed.
	ErrZegelWeg = errors.New("zegel.key is er, maar zegel.db weet niet wat ermee is ondertekend; zet zegel.db uit de nieuwste reservekopie terug, of leg zegel.key apart om onder een nieuwe oorsprong te beginnen")
	// ErrOudCheckpoint reports a rotation that does not name the newest
	// checkpoint of the old origin.
	ErrOudCheckpoint = errors.New("een nieuwe oorsprong moet het nieuwste checkpoint van de oude noemen")
)

// openOorsprong finds the current origin and its key, or makes the first.
func (z *Zegel) openOorsprong() error {
	lijst, err := z.opslag.oorsprongen()
	if err != nil {
		return err
	}
	if len(lijst) == 0 {
		if _, err := leesSleutel(z.map_, sleutelBestand); !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(ErrZegelWeg, err)
		}
		return z.eersteOorsprong()
	}
	p := publicatie{oorsprong: lijst[len(lijst)-1], eerdere: eerdere(lijst)}
	if z.o.Oorsprong != "" && z.o.Oorsprong != lijst[0].naam && z.o.Oorsprong != p.naam {
		return fmt.Errorf("%w: de map heeft een andere; wisselen kan alleen door een nieuwe oorsprong te openen", ErrOorsprong)
	}
	if p.toetst, err = note.NewVerifier(p.vkey); err != nil {
		return fmt.Errorf("%w: %w", ErrOpslag, err)
	}
	p.ondertekent, err = z.vindSleutel(p.vkey)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		z.geweig.Store(wegensSleutel())
	case err != nil:
		return err
	}
	z.publiek.Store(&p)
	return nil
}

// vindSleutel returns the key of vkey. A rotation that was cut off after it was
// recorded has left the key under its temporary name: it is put in its place.
func (z *Zegel) vindSleutel(vkey string) (note.Signer, error) {
	s, err := leesSleutel(z.map_, sleutelBestand)
	if err == nil && hoortBij(s, vkey) {
		return s, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if n, fout := leesSleutel(z.map_, sleutelNieuw); fout == nil && hoortBij(n, vkey) {
		return n, neemInGebruik(z.map_)
	}
	if err == nil {
		err = ErrSleutel
	}
	return nil, err
}

func (z *Zegel) eersteOorsprong() error {
	naam := z.o.Oorsprong
	if naam == "" {
		var id [16]byte
		if _, err := rand.Read(id[:]); err != nil {
			return fmt.Errorf("kies oorsprong: %w", err)
		}
		naam = "kroniek.invalid/" + hex.EncodeToString(id[:])
	}
	return z.vestig(naam, nil, nil)
}

// vestig makes a key for naam and records the origin. The key is on disk before
// the origin is recorded, and takes its place after.
func (z *Zegel) vestig(naam string, oud []byte, eerder []Eerder) error {
	if err := keurNaam(naam); err != nil {
		return err
	}
	s, vkey, err := nieuweSleutel(z.map_, sleutelNieuw, naam)
	if err != nil {
		return err
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return fmt.Errorf("maak sleutel: %w", err)
	}
	nr, err := z.opslag.begin(naam, vkey, oud)
	if err != nil {
		return err
	}
	if err := neemInGebruik(z.map_); err != nil {
		return err
	}
	z.publiek.Store(&publicatie{
		oorsprong: oorsprong{nr: nr, naam: naam, vkey: vkey, oud: oud},
		eerdere:   eerder, ondertekent: s, toetst: v,
	})
	return nil
}

func keurNaam(naam string) error {
	raar := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '+' }
	switch {
	case naam == "" || len(naam) > 200 || !utf8.ValidString(naam) || strings.ContainsFunc(naam, raar):
		return fmt.Errorf("%w: een naam is 1 tot 200 tekens zonder spaties en zonder plusteken", ErrOorsprong)
	case strings.Contains(naam, "://") || strings.HasSuffix(naam, "/"):
		return fmt.Errorf("%w: schrijf het webadres zonder https:// en zonder schuine streep aan het eind", ErrOorsprong)
	}
	return nil
}

// NieuweOorsprong ends the current origin and opens a new one, with a key of its
// own, named naam. It is for a journal that was restored from an older backup,
// for a lost key, and for one that others may have seen. The caller has
// recorded the decision (four eyes) as an event that names checkpoint oud, the
// newest signed checkpoint of the current origin that is known anywhere.
//
// The whole journal is recomputed first; if its events and its tree disagree,
// nothing changes and the Weigering is returned. It returns ErrOudCheckpoint,
// ErrOorsprong, or the new verifier key. The next Verzegel signs under it.
func (z *Zegel) NieuweOorsprong(ctx context.Context, naam string, oud []byte) (vkey string, err error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	p := z.publiek.Load()
	c, err := c2sp.Open(oud, p.toetst)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrOudCheckpoint, err)
	}
	if nieuwste := z.nieuwsteBekende(p); c.Grootte < nieuwste {
		return "", fmt.Errorf("%w: er is er een over %d posities", ErrOudCheckpoint, nieuwste)
	}
	eerder := slices.Concat(p.eerdere, []Eerder{{Oorsprong: p.naam, Vkey: p.vkey, Checkpoint: string(oud)}})
	for _, e := range eerder {
		if e.Oorsprong == naam {
			return "", fmt.Errorf("%w: de naam is al gebruikt", ErrOorsprong)
		}
	}
	if _, w, err := z.herreken(ctx, int64(z.j.Kop()), nil); err != nil {
		return "", err
	} else if w != nil {
		return "", w
	}
	if err := z.vestig(naam, oud, eerder); err != nil {
		return "", fmt.Errorf("open oorsprong: %w", err)
	}
	z.geweig.Store(nil)
	z.log.Warn("zegel: nieuwe oorsprong geopend", "oorsprong", naam, "vorige", p.naam, "grootte", c.Grootte)
	if err := z.herlaad(); err != nil {
		return "", err
	}
	return z.Vkey(), nil
}

// nieuwsteBekende is the size of the largest checkpoint we know was signed.
func (z *Zegel) nieuwsteBekende(p *publicatie) int64 {
	n := max(z.hoofd.grootte, p.checkpoint.Grootte)
	if w := z.geweig.Load(); w != nil && w.checkpoint != nil {
		if c, err := c2sp.Open(w.checkpoint, p.toetst); err == nil {
			n = max(n, c.Grootte)
		}
	}
	return n
}

// An Eerder is an origin that was ended: what it signed stays valid.
type Eerder struct {
	Oorsprong  string `json:"oorsprong"`
	Vkey       string `json:"vkey"`
	Checkpoint string `json:"checkpoint"` // the last one, named by the origin that followed
}

func eerdere(lijst []oorsprong) (e []Eerder) {
	for i := 1; i < len(lijst); i++ {
		e = append(e, Eerder{Oorsprong: lijst[i-1].naam, Vkey: lijst[i-1].vkey, Checkpoint: string(lijst[i].oud)})
	}
	return e
}

// A Stand is what anybody may know about the seal.
type Stand struct {
	Oorsprong  string     `json:"oorsprong"`
	Vkey       string     `json:"vkey"`
	Grootte    int64      `json:"grootte"`             // last sealed position
	Wortel     string     `json:"wortel,omitzero"`     // base64, as in the checkpoint
	Checkpoint string     `json:"checkpoint,omitzero"` // signed note, verbatim
	Geweigerd  *Weigering `json:"geweigerd,omitzero"`
	Eerdere    []Eerder   `json:"eerdereOorsprongen,omitzero"`
}

// Stand returns origin, key and newest checkpoint as they were at one moment.
func (z *Zegel) Stand() Stand {
	p := z.publiek.Load()
	s := Stand{Oorsprong: p.naam, Vkey: p.vkey, Grootte: p.checkpoint.Grootte, Checkpoint: string(p.tekst), Geweigerd: z.geweig.Load(), Eerdere: p.eerdere}
	if p.tekst != nil {
		s.Wortel = base64.StdEncoding.EncodeToString(p.checkpoint.Wortel[:])
	}
	return s
}

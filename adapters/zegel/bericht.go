package zegel

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// berichtkop begins every text but a checkpoint that the key of the seal signs. The
// first line of a checkpoint is its origin, which that of a message may not be, so
// none can pass for the other.
const berichtkop = "kroniek/"

// errBericht refuses to sign what could pass for something else.
var errBericht = errors.New("zegel: a message begins with kroniek/ and the name of its kind")

// Onderteken signs a message of this folder, as a signed note, with the key of the
// current origin. Its first line says what kind of message it is, and begins with
// "kroniek/". It returns ErrSleutelOntbreekt when the key is gone.
func (z *Zegel) Onderteken(tekst string) ([]byte, error) {
	p := z.publiek.Load()
	if p.ondertekent == nil {
		return nil, ErrSleutelOntbreekt
	}
	return onderteken(p.ondertekent, p.naam, tekst)
}

// A Tekenaar signs messages of a folder without opening its seal: also beside a
// running office.
type Tekenaar struct {
	Oorsprong  string
	Vkey       string
	Checkpoint []byte // newest signed checkpoint; nil when there is none
	teken      note.Signer
}

// LeesTekenaar returns who signs for the folder map_, with its newest checkpoint.
// It returns ErrSleutelOntbreekt when the key is gone, and ErrOpslag when the folder
// has no seal yet.
func LeesTekenaar(map_ string) (_ *Tekenaar, err error) {
	if _, err := os.Stat(filepath.Join(map_, opslagBestand)); err != nil {
		return nil, fmt.Errorf("lees zegel: %w", err)
	}
	o, err := openOpslag(filepath.Join(map_, opslagBestand))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, o.sluit()) }()
	lijst, err := o.oorsprongen()
	if err != nil {
		return nil, err
	}
	if len(lijst) == 0 {
		return nil, fmt.Errorf("%w: no origin", ErrOpslag)
	}
	nu := lijst[len(lijst)-1]
	h, err := o.hoofdVan(nu.nr)
	if err != nil {
		return nil, err
	}
	s, err := leesSleutel(map_, sleutelBestand)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrSleutelOntbreekt
	case err != nil:
		return nil, err
	case !hoortBij(s, nu.vkey):
		return nil, ErrSleutel
	}
	return &Tekenaar{Oorsprong: nu.naam, Vkey: nu.vkey, Checkpoint: h.checkpoint, teken: s}, nil
}

// Onderteken signs as [Zegel.Onderteken] does.
func (t *Tekenaar) Onderteken(tekst string) ([]byte, error) {
	return onderteken(t.teken, t.Oorsprong, tekst)
}

func onderteken(s note.Signer, oorsprong, tekst string) ([]byte, error) {
	eerste, _, ok := strings.Cut(tekst, "\n")
	if !ok || !strings.HasPrefix(eerste, berichtkop) || eerste == oorsprong {
		return nil, errBericht
	}
	b, err := note.Sign(&note.Note{Text: tekst}, s)
	if err != nil {
		return nil, fmt.Errorf("onderteken bericht: %w", err)
	}
	return b, nil
}

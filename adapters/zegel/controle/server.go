package controle

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/transparency-dev/merkle/compact"
	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Stuk is one event with its proof, as somebody keeps it.
type Stuk struct {
	Naam        string // for the report, such as the name of the file
	Bewijs      []byte // the .tlog-proof file
	Gebeurtenis []byte // the event as it was served
}

// ServerOpties is what Server can be told.
type ServerOpties struct {
	// Toestand is the path of a file in which the last good checkpoint is kept,
	// so that the next visit notices when history was rewritten in between.
	// Empty keeps nothing.
	Toestand string
	// Stukken are proofs that must hold in this log as it is now.
	Stukken []Stuk
	// Client is the HTTP client; nil is one with time limits.
	Client *http.Client
	// Voortgang, if not nil, is told how many of the events are done.
	Voortgang func(gedaan, totaal int64)
}

// Server checks a server from outside, with public things only: the checkpoint,
// the entry bundles and the tiles below url. It verifies the signature under
// vkey, recomputes the root from the entries, compares every tile with what it
// computed, and holds the result against the checkpoint of the last visit.
// What is wrong is in the Uitslag. An error says that the server could not be
// asked, or that vkey or the file of the last visit is unreadable.
func Server(ctx context.Context, url, vkey string, o ServerOpties) (Uitslag, error) {
	begin := time.Now()
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return Uitslag{}, fmt.Errorf("de opgegeven sleutel (vkey) is onleesbaar: %w", err)
	}
	b := &bezoek{ctx: ctx, haal: nieuweHaler(url, o.Client), o: o, vkey: vkey, v: v, fabriek: nieuweFabriek()}
	if err := b.loop(); err != nil {
		return Uitslag{}, fmt.Errorf("controleer server: %w", err)
	}
	b.u.rond(begin)
	if b.u.Goed && o.Toestand != "" {
		if err := bewaarToestand(o.Toestand, b.tekst); err != nil {
			return b.u, fmt.Errorf("controleer server: %w", err)
		}
	}
	return b.u, nil
}

// A bezoek is one check of one server.
type bezoek struct {
	ctx     context.Context
	haal    *haler
	o       ServerOpties
	vkey    string
	v       note.Verifier
	fabriek *compact.RangeFactory

	tekst    []byte // the checkpoint as served
	c        c2sp.Checkpoint
	gezien   *c2sp.Checkpoint   // of the last visit
	boom     *compact.Range     // grows with every bundle
	tegels   [maxNiveaus][]byte // hashes of the tile of each level that is not full yet
	vol      [maxNiveaus]int64  // number of full tiles of each level
	groottes map[int64]bool     // sizes at which the root is needed
	wortels  map[int64][32]byte
	u        Uitslag
}

// maxNiveaus is enough for 2^56 events.
const maxNiveaus = 7

func (b *bezoek) fout(p int64, s Soort, melding string) {
	b.u.Afwijkingen = append(b.u.Afwijkingen, Afwijking{Positie: es.Position(p), Soort: s, Melding: melding})
}

func (b *bezoek) loop() (err error) {
	if b.gezien, err = leesToestand(b.o.Toestand, b.v); err != nil {
		return err
	}
	if b.tekst, err = b.haal.een(b.ctx, "checkpoint", maxCheckpoint); err != nil {
		return err
	}
	if b.c, err = c2sp.Open(b.tekst, b.v); err != nil {
		b.fout(0, SoortCheckpoint, "het checkpoint van de server is niet met de opgegeven sleutel ondertekend")
		return nil
	}
	c := b.c
	b.u.Gebeurtenissen, b.u.Checkpoints = c.Grootte, 1
	b.u.Verzegeld = &Verzegeling{Oorsprong: c.Oorsprong, Vkey: b.vkey, Grootte: c.Grootte, Wortel: base64.StdEncoding.EncodeToString(c.Wortel[:])}
	if b.gezien != nil && b.gezien.Grootte > c.Grootte {
		b.fout(0, SoortSplitsing, fmt.Sprintf("de server toont een checkpoint over %d posities, terwijl er eerder een over %d is gezien", c.Grootte, b.gezien.Grootte))
		return nil
	}
	b.begin()
	err = b.regels()
	if weg(err) {
		b.fout(0, SoortTegel, fmt.Sprintf("de server geeft niet alles wat het checkpoint dekt (%v)", err))
		return nil
	}
	if err != nil || len(b.u.Afwijkingen) > 0 {
		return err
	}
	if wortel := wortelVan(b.boom); !bytes.Equal(wortel, c.Wortel[:]) {
		b.fout(0, SoortWortel, "de logregels van de server geven een andere wortel dan het checkpoint")
	}
	b.vergelijkGezien()
	b.stukken()
	return nil
}

// begin makes an empty tree and collects the sizes at which its root is needed.
func (b *bezoek) begin() {
	b.boom = b.fabriek.NewEmptyRange(0)
	b.wortels = map[int64][32]byte{0: [32]byte(wortelVan(b.boom))}
	b.groottes = map[int64]bool{b.c.Grootte: true}
	if b.gezien != nil {
		b.groottes[b.gezien.Grootte] = true
	}
	for _, s := range b.o.Stukken {
		if _, c, err := opent(s.Bewijs, b.vkey); err == nil {
			b.groottes[c.Grootte] = true
		}
	}
}

// regels fetches all bundles in order and grows the tree with them. Each bundle
// is held against its tile, and each tile of hashes against what was computed.
func (b *bezoek) regels() error {
	var tegels []c2sp.Tegel
	for i := int64(0); i*c2sp.Breedte < b.c.Grootte; i++ {
		breedte := int(min(c2sp.Breedte, b.c.Grootte-i*c2sp.Breedte))
		tegels = append(tegels, c2sp.Tegel{Regels: true, Index: i, Breedte: breedte}, c2sp.Tegel{Index: i, Breedte: breedte})
	}
	var bundel []byte
	return b.haal.reeks(b.ctx, tegels, func(t c2sp.Tegel, inhoud []byte) error {
		if t.Regels {
			bundel = inhoud
			return nil
		}
		if err := b.bundel(t, bundel, inhoud); err != nil {
			return err
		}
		if b.o.Voortgang != nil {
			b.o.Voortgang(int64(b.boom.End()), b.c.Grootte)
		}
		return nil
	})
}

// bundel adds the entries of one bundle and compares them with their tile.
func (b *bezoek) bundel(t c2sp.Tegel, bundel, tegel []byte) error {
	van, _ := t.Bladen()
	rest := bundel
	for i := range t.Breedte {
		p := van + int64(i) + 1
		commitment, verder, ok := logregel(rest)
		if !ok {
			b.fout(p, SoortTegel, "de logregel van de server is onleesbaar")
			return errGevonden
		}
		rest = verder
		blad := bladHash(commitment)
		if !bytes.Equal(deelVan(tegel, i), blad) {
			b.fout(p, SoortTegel, "de logregel en de tegel van de server zeggen niet hetzelfde")
			return errGevonden
		}
		if err := b.boom.Append(blad, b.knoop); err != nil {
			return err
		}
		if b.groottes[p] {
			b.wortels[p] = [32]byte(wortelVan(b.boom))
		}
	}
	if len(rest) > 0 || len(tegel) != t.Breedte*32 {
		b.fout(van+int64(t.Breedte), SoortTegel, "een bundel of tegel van de server is te lang")
		return errGevonden
	}
	return b.hogere(van+int64(t.Breedte) == b.c.Grootte)
}

// knoop keeps the hashes that tiles above level 0 are made of.
func (b *bezoek) knoop(id compact.NodeID, hash []byte) {
	if n := int(id.Level) / 8; id.Level%8 == 0 && n > 0 && n < maxNiveaus {
		b.tegels[n] = append(b.tegels[n], hash...)
	}
}

// hogere compares the tiles above level 0 that are full now, or, at the end, as
// wide as they get.
func (b *bezoek) hogere(einde bool) error {
	for n := 1; n < maxNiveaus; n++ {
		breedte := len(b.tegels[n]) / 32
		if breedte == 0 || (breedte < c2sp.Breedte && !einde) {
			continue
		}
		t := c2sp.Tegel{Niveau: n, Index: b.vol[n], Breedte: breedte}
		inhoud, err := b.haal.een(b.ctx, t.Pad(), maxTegel)
		if err != nil {
			return err
		}
		if !bytes.Equal(inhoud, b.tegels[n]) {
			i := 0
			for i < breedte-1 && bytes.Equal(deelVan(inhoud, i), deelVan(b.tegels[n], i)) {
				i++
			}
			_, tot := c2sp.Tegel{Niveau: n, Index: t.Index, Breedte: i + 1}.Bladen()
			b.fout(tot, SoortTegel, "een hogere tegel van de server is een andere dan uit de logregels volgt")
			return errGevonden
		}
		if breedte == c2sp.Breedte {
			b.tegels[n], b.vol[n] = b.tegels[n][:0], b.vol[n]+1
		}
	}
	return nil
}

// vergelijkGezien holds the log against the checkpoint of the last visit.
func (b *bezoek) vergelijkGezien() {
	if b.gezien == nil {
		return
	}
	if b.wortels[b.gezien.Grootte] != b.gezien.Wortel {
		b.fout(0, SoortSplitsing, fmt.Sprintf("in de eerste %d posities is de geschiedenis een andere dan bij het vorige bezoek; beide checkpoints samen zijn daarvan het bewijs", b.gezien.Grootte))
		return
	}
	b.u.EerderGezien = b.gezien.Grootte
}

// stukken verifies the proofs, and that their checkpoints are of this history.
func (b *bezoek) stukken() {
	for _, s := range b.o.Stukken {
		b.u.Bewijzen++
		_, c, err := opent(s.Bewijs, b.vkey)
		if err == nil {
			_, err = Bewijs(s.Bewijs, s.Gebeurtenis, b.vkey)
		}
		switch {
		case err != nil:
			b.fout(0, SoortBewijs, fmt.Sprintf("%s: %v", s.Naam, err))
		case c.Grootte > b.c.Grootte:
			b.fout(0, SoortSplitsing, fmt.Sprintf("%s: het bewijs noemt een checkpoint over %d posities, de server toont er %d", s.Naam, c.Grootte, b.c.Grootte))
		case b.wortels[c.Grootte] != c.Wortel:
			b.fout(0, SoortSplitsing, fmt.Sprintf("%s: het checkpoint in het bewijs hoort bij een andere geschiedenis", s.Naam))
		}
	}
}

// logregel takes one entry off a bundle: a length of 73 in two bytes, and
// "blad/v1 ", 64 lower-case hexadecimal digits and a line feed.
func logregel(b []byte) (commitment, rest []byte, ok bool) {
	if len(b) < 2+logregelLen || int(binary.BigEndian.Uint16(b)) != logregelLen {
		return nil, nil, false
	}
	regel := b[2 : 2+logregelLen]
	commitment = make([]byte, 32)
	if _, err := hex.Decode(commitment, regel[len(logregelKop):logregelLen-1]); err != nil {
		return nil, nil, false
	}
	want := append(hex.AppendEncode([]byte(logregelKop), commitment), '\n')
	return commitment, b[2+logregelLen:], bytes.Equal(regel, want)
}

// deelVan returns hash i of a tile, nil past its end.
func deelVan(tegel []byte, i int) []byte {
	if len(tegel) < (i+1)*32 {
		return nil
	}
	return tegel[i*32 : (i+1)*32]
}

// isGevonden reports that a walk ended because a difference was found.
func isGevonden(err error) bool { return errors.Is(err, errGevonden) }

package controle

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

const (
	journaalBestand = "journaal.db"
	zegelBestand    = "zegel.db"
	journaalKenmerk = 0x4b524f4e // application_id of a journal
	zegelKenmerk    = 0x4b524f5a
	// deelBits is the size of the largest full deel: 2^15 leaves.
	deelBits = 15
)

// MapOpties is what Map can be told. The zero value checks all that a folder holds.
type MapOpties struct {
	// Vkey is the verifier key of the log as it is known from elsewhere. Without
	// it the key in zegel.db is taken at its word: that shows that the folder
	// agrees with itself, not who signed it.
	Vkey string
	// Bekend are signed checkpoints from elsewhere (an earlier visit, a witness,
	// a printed page) that the history must still contain.
	Bekend [][]byte
	// Vervangers are the event types that may decide on a replacement; an empty
	// list allows none. Nil allows all, and leaves it to the reader to judge the
	// list of replaced positions.
	Vervangers []string
	// Beslist reports whether the event that is said to have decided on a
	// replacement, as stored, names the event with this id in this stream. Nil
	// leaves that to the reader.
	Beslist func(besluit []byte, stroom, id string) bool
	// PersoonsdelenVolledig says that no personal part was ever destroyed, so one
	// that is absent is a difference. Without it those are only counted: what was
	// destroyed rightly and what was lost look the same from here.
	PersoonsdelenVolledig bool
	// ZonderPersoonsdelenTot is the last position of which the folder never had
	// personal parts: it was read in from a public history. Up to there they are
	// counted, also with PersoonsdelenVolledig.
	ZonderPersoonsdelenTot es.Position
	// Voortgang, if not nil, is told now and then how many of the events are
	// done. It is called by one goroutine at a time.
	Voortgang func(gedaan, totaal int64)
	// Werkers is the number of goroutines that hash; 0 is one per processor.
	Werkers int
}

// Map checks the data folder map_: every event with its zout, commitment,
// columns, personal part and nodes of the tree, the revisions of every stream,
// the commands, the checkpoints and their signatures. It only reads, also while
// a server writes: what is committed during the check is left for the next.
// Memory is flat but for the list of replaced positions.
//
// What is wrong is in the Uitslag, the first wrong position first; it is no
// error. An error says that nothing could be checked: the folder does not exist,
// it is of a newer version, or ctx has ended.
func Map(ctx context.Context, map_ string, o MapOpties) (Uitslag, error) {
	return controleer(ctx, map_, o, alle)
}

func controleer(ctx context.Context, map_ string, o MapOpties, doe toetsen) (Uitslag, error) {
	pad := filepath.Join(map_, journaalBestand)
	for poging := 0; ; poging++ {
		druk, err := inGebruik(pad)
		if err != nil {
			return Uitslag{}, fmt.Errorf("controleer map: %w", err)
		}
		g := &gang{ctx: ctx, map_: map_, stil: !druk, o: o, doe: doe}
		u, err := g.loop()
		// A file that was read as if nobody had it open, while a server started
		// meanwhile, proves nothing: read it again with the server in mind.
		if nu, fout := inGebruik(pad); g.stil && fout == nil && nu && poging < 3 {
			continue
		}
		return u, err
	}
}

// besluit puts the delen together and draws the conclusions that need all of them.
func (g *gang) besluit(delen []*deel) error {
	boom, heel := g.fabriek.NewEmptyRange(0), true
	g.wortels[0] = [32]byte(wortelVan(boom))
	typen := map[int64]bool{}
	for _, d := range delen {
		g.u.Persoonsdelen += d.persoonsdelen
		g.u.Vernietigd += d.vernietigd
		g.u.Onbevestigd += d.onbevestigd
		g.u.Knopen += d.knopen
		g.u.Vervangen = append(g.u.Vervangen, d.vervangen...)
		if d.fout != nil {
			g.u.Afwijkingen = append(g.u.Afwijkingen, *d.fout)
			heel = false
		}
		for t := range d.typen {
			typen[t] = true
		}
		if !heel {
			continue
		}
		a, err := g.sluitAan(boom, d)
		if err != nil {
			return err
		}
		if a != nil {
			g.u.Afwijkingen = append(g.u.Afwijkingen, *a)
		}
	}
	if heel && g.doe.doet(toetsKolommen) && len(typen) != len(g.typen) {
		g.afwijking(0, SoortKolom, "de tabel typen noemt een type waarvan geen gebeurtenis bestaat")
	}
	if err := g.besluitGeheel(delen, heel); err != nil {
		return err
	}
	if err := g.keurVervangingen(); err != nil {
		return err
	}
	g.keurZegel(heel)
	return nil
}

// kiesGroottes collects the sizes at which somebody claims a root.
func (g *gang) kiesGroottes() {
	for _, c := range g.zegel.checkpoints {
		g.groottes = append(g.groottes, c.Grootte)
	}
	g.groottes = append(g.groottes, g.zegel.hoofd.Grootte)
	for _, b := range g.o.Bekend {
		if c, ok := ongetoetst(b); ok {
			g.groottes = append(g.groottes, c.Grootte)
		}
	}
	g.groottes = uniekTot(g.groottes, g.tot)
}

package controle

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/transparency-dev/merkle/compact"
	"golang.org/x/mod/sumdb/note"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
)

// zegelstand is what zegel.db says.
type zegelstand struct {
	oorsprongen []oorsprong // oldest first
	hoofd       hoofd       // of the newest origin
	checkpoints []checkpoint
}

type oorsprong struct {
	nr         int64
	naam, vkey string
	oud        []byte
}

type hoofd struct {
	nr, Grootte        int64
	wortel, bereik, cp []byte
}

type checkpoint struct {
	nr int64
	c2sp.Checkpoint
	tekst []byte
}

// leesZegel reads zegel.db as at one moment. A folder without one is told about
// in keurZegel.
func (g *gang) leesZegel() (err error) {
	pad := filepath.Join(g.map_, zegelBestand)
	if _, err := os.Stat(pad); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	conn, err := openLezen(g.ctx, pad, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetBusyTimeout(10 * time.Second)
	if _, err := getal(conn, "BEGIN"); err != nil {
		return err
	}
	kenmerk, err := getal(conn, "PRAGMA application_id")
	if err != nil {
		return err
	}
	if kenmerk != zegelKenmerk {
		return fmt.Errorf("%s is geen zegelbestand van Kroniek", zegelBestand)
	}
	z := &g.zegel
	err = vraag(conn, "SELECT nr, naam, vkey, oud FROM oorsprongen ORDER BY nr", nil, func(s *sqlite.Stmt) error {
		z.oorsprongen = append(z.oorsprongen, oorsprong{nr: s.ColumnInt64(0), naam: s.ColumnText(1), vkey: s.ColumnText(2), oud: kolom(s, 3, nil)})
		return nil
	})
	if err != nil {
		return err
	}
	err = vraag(conn, "SELECT nr, grootte, wortel, bereik, checkpoint FROM hoofden ORDER BY nr DESC LIMIT 1", nil, func(s *sqlite.Stmt) error {
		z.hoofd = hoofd{nr: s.ColumnInt64(0), Grootte: s.ColumnInt64(1), wortel: kolom(s, 2, nil), bereik: kolom(s, 3, nil), cp: kolom(s, 4, nil)}
		return nil
	})
	if err != nil {
		return err
	}
	err = vraag(conn, "SELECT nr, grootte, wortel, tekst FROM checkpoints ORDER BY nr, grootte", nil, func(s *sqlite.Stmt) error {
		c := checkpoint{nr: s.ColumnInt64(0), tekst: kolom(s, 3, nil)}
		c.Grootte = s.ColumnInt64(1)
		if s.ColumnBytes(2, c.Wortel[:]) != len(c.Wortel) {
			c.tekst = nil // told as a checkpoint that does not read
		}
		z.checkpoints = append(z.checkpoints, c)
		return nil
	})
	if err != nil {
		return err
	}
	return vraag(conn, "SELECT melding FROM weigering", nil, func(s *sqlite.Stmt) error {
		g.u.Geweigerd = s.ColumnText(0)
		return nil
	})
}

// keurZegel holds every checkpoint against its key and against the history.
// Heel says that the whole history could be read.
func (g *gang) keurZegel(heel bool) {
	z := &g.zegel
	g.u.Checkpoints = int64(len(z.checkpoints))
	n := len(z.oorsprongen)
	if n == 0 || len(z.checkpoints) == 0 || z.checkpoints[len(z.checkpoints)-1].nr != z.oorsprongen[n-1].nr {
		if g.doe.doet(toetsZegel) && (g.tot > 0 || n > 0) {
			g.afwijking(0, SoortZegel, "er is geen checkpoint onder de huidige oorsprong: deze geschiedenis is door niemand ondertekend")
		}
		g.u.NietVerzegeld = g.tot
		return
	}
	huidig := z.oorsprongen[n-1]
	laatste := z.checkpoints[len(z.checkpoints)-1]
	g.u.Verzegeld = &Verzegeling{Oorsprong: huidig.naam, Vkey: huidig.vkey, Grootte: laatste.Grootte, Wortel: base64.StdEncoding.EncodeToString(laatste.Wortel[:])}
	g.u.NietVerzegeld = max(0, g.tot-laatste.Grootte)
	toetsers := g.keurSleutels()
	for i, c := range z.checkpoints {
		g.keurHandtekening(c, toetsers[c.nr], i == len(z.checkpoints)-1)
	}
	if g.doe.doet(toetsZegel) {
		g.keurHoofd(laatste, heel)
	}
	if g.doe.doet(toetsWortels) {
		g.keurWortels(huidig.nr)
		g.keurBekend(toetsers)
	}
	g.eerdere()
}

// keurSleutels returns the verifier of every origin.
func (g *gang) keurSleutels() map[int64]note.Verifier {
	uit := map[int64]note.Verifier{}
	for i, o := range g.zegel.oorsprongen {
		vkey := o.vkey
		if i == len(g.zegel.oorsprongen)-1 && g.o.Vkey != "" {
			if vkey = g.o.Vkey; vkey != o.vkey {
				g.afwijking(0, SoortCheckpoint, "de sleutel in zegel.db is niet de sleutel die u opgaf")
			}
		}
		v, err := note.NewVerifier(vkey)
		if err != nil || !eenduidig(vkey) || (v.Name() != o.naam && g.doe.doet(toetsZegel)) {
			g.afwijking(0, SoortCheckpoint, "de sleutel van een oorsprong in zegel.db is onleesbaar of heeft een andere naam")
			continue
		}
		uit[o.nr] = v
		if i > 0 && g.doe.doet(toetsHandtekening) {
			if vorige := uit[g.zegel.oorsprongen[i-1].nr]; vorige == nil || !ondertekend(o.oud, vorige) {
				g.afwijking(0, SoortCheckpoint, "een oorsprong noemt geen geldig checkpoint van de vorige")
			}
		}
	}
	return uit
}

// eenduidig reports whether vkey is written the one way that C2SP signed-note
// prescribes. note takes capitals in the key id and loose bits at the end of the
// base64 as well, so a changed byte could go unseen.
func eenduidig(vkey string) bool {
	delen := strings.SplitN(vkey, "+", 3)
	if len(delen) != 3 || delen[1] != strings.ToLower(delen[1]) {
		return false
	}
	_, err := base64.StdEncoding.Strict().DecodeString(delen[2])
	return err == nil
}

func ondertekend(b []byte, v note.Verifier) bool {
	_, err := c2sp.Open(b, v)
	return err == nil
}

func (g *gang) keurHandtekening(c checkpoint, v note.Verifier, nieuwste bool) {
	if !g.doe.doet(toetsHandtekening) {
		return
	}
	if v == nil {
		g.afwijking(0, SoortCheckpoint, "zegel.db bewaart een checkpoint zonder sleutel om het te toetsen")
		return
	}
	welk := "een eerder checkpoint"
	if nieuwste {
		welk = "het nieuwste checkpoint"
	}
	gelezen, err := c2sp.Open(c.tekst, v)
	switch {
	case err != nil:
		g.afwijking(0, SoortCheckpoint, fmt.Sprintf("%s, over %d posities, is niet geldig ondertekend", welk, c.Grootte))
	case gelezen.Grootte != c.Grootte || gelezen.Wortel != c.Wortel:
		g.afwijking(0, SoortCheckpoint, fmt.Sprintf("%s, over %d posities, zegt iets anders dan zijn rij in zegel.db", welk, c.Grootte))
	}
}

// keurHoofd holds the head that the seal works on against the newest checkpoint.
func (g *gang) keurHoofd(laatste checkpoint, heel bool) {
	h := g.zegel.hoofd
	getekend := len(h.cp) > 0
	wortel, bekend := g.wortels[h.Grootte]
	switch {
	case h.nr != laatste.nr,
		getekend && (h.Grootte != laatste.Grootte || string(h.wortel) != string(laatste.Wortel[:]) || string(h.cp) != string(laatste.tekst)),
		!getekend && h.Grootte < laatste.Grootte,
		heel && bekend && string(h.wortel) != string(wortel[:]):
		g.afwijking(0, SoortZegel, "het hoofd in zegel.db is niet dat van het nieuwste checkpoint")
		return
	}
	r, err := g.fabriek.NewRange(0, uint64(max(h.Grootte, 0)), slices.Collect(slices.Chunk(h.bereik, 32)))
	if err != nil || len(h.bereik)%32 != 0 || compact.RangeSize(0, uint64(max(h.Grootte, 0)))*32 != len(h.bereik) || string(wortelVan(r)) != string(h.wortel) {
		g.afwijking(0, SoortZegel, "de tussenstand van de boom in zegel.db hoort niet bij het hoofd")
	}
}

// keurWortels holds the history against every checkpoint of the present origin.
// Between the last that agrees and the first that does not, it was rewritten.
func (g *gang) keurWortels(nr int64) {
	goed := int64(0)
	for _, c := range g.zegel.checkpoints {
		if c.nr != nr {
			continue
		}
		if c.Grootte > g.tot {
			g.afwijking(g.tot+1, SoortWortel, fmt.Sprintf("het journaal eindigt bij positie %d, maar er is een checkpoint over %d posities: er ontbreken gebeurtenissen, of er is een oudere reservekopie teruggezet", g.tot, c.Grootte))
			return
		}
		w, bekend := g.wortels[c.Grootte]
		if !bekend {
			return // the history up to here could not be read: told already
		}
		if w != c.Wortel {
			g.afwijking(goed+1, SoortWortel, fmt.Sprintf("ergens in de posities %d tot en met %d is de geschiedenis een andere dan die is ondertekend", goed+1, c.Grootte))
			return
		}
		goed = c.Grootte
	}
}

// keurBekend holds the history against checkpoints from elsewhere.
func (g *gang) keurBekend(toetsers map[int64]note.Verifier) {
	for _, b := range g.o.Bekend {
		c, ok := ongetoetst(b)
		geldig := false
		for _, v := range toetsers {
			geldig = geldig || (ok && ondertekend(b, v))
		}
		w, bekend := g.wortels[c.Grootte]
		switch {
		case !geldig:
			g.afwijking(0, SoortCheckpoint, "een opgegeven checkpoint is niet door dit log ondertekend")
		case c.Grootte > g.tot:
			g.afwijking(g.tot+1, SoortSplitsing, fmt.Sprintf("een opgegeven checkpoint gaat over %d posities, het journaal heeft er %d", c.Grootte, g.tot))
		case bekend && w != c.Wortel:
			g.afwijking(0, SoortSplitsing, fmt.Sprintf("een opgegeven checkpoint over %d posities heeft een andere wortel dan deze geschiedenis", c.Grootte))
		}
	}
}

// eerdere tells up to where the present history is that of earlier origins.
func (g *gang) eerdere() {
	lijst := g.zegel.oorsprongen
	for _, o := range lijst[:len(lijst)-1] {
		e := Eerdere{Oorsprong: o.naam, Vkey: o.vkey}
		for _, c := range g.zegel.checkpoints {
			if c.nr != o.nr {
				continue
			}
			e.Grootte = c.Grootte
			if w, ok := g.wortels[c.Grootte]; ok && w == c.Wortel {
				e.GelijkTot = c.Grootte
			}
		}
		g.u.Eerdere = append(g.u.Eerdere, e)
	}
}

// ongetoetst reads the text of a checkpoint, whoever signed it.
func ongetoetst(b []byte) (c2sp.Checkpoint, bool) {
	tekst, _, ok := strings.Cut(string(b), "\n\n")
	c, err := c2sp.LeesTekst(tekst + "\n")
	return c, ok && err == nil
}

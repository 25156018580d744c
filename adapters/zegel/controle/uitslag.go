// Package controle checks history without trusting who wrote it: a data folder
// from its files ([Map]), a running server from outside ([Server]), and the
// proof of one event from nothing but the proof ([Bewijs]).
//
// It shares no code with the writing side but the text formats of package c2sp.
// It hashes the bytes as they are stored and never makes them again, and it
// builds the tree with transparency-dev/merkle, while the journal and the seal
// build it with golang.org/x/mod. Somebody who wants no Go at all can do the same
// with a hash program; a test does it in Python with its standard library.
//
// What it cannot see, because nothing that is signed depends on it: the keyed
// hash of a command's body (only the server has that key), and of a replaced
// event, whose original is gone, the fields of its residu and a personal part
// that was left. Replaced positions are therefore always listed, with the event
// that replaced them.
package controle

import (
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Soort is a kind of difference. The values are permanent: scripts read them.
type Soort string

// Kinds of difference.
const (
	SoortPositie     Soort = "positie"     // a position is missing, or is there twice
	SoortGebeurtenis Soort = "gebeurtenis" // bytes, zout and commitment do not belong together
	SoortKolom       Soort = "kolom"       // a column says something else than the event
	SoortRevisie     Soort = "revisie"     // the events of a stream are not 0, 1, 2 … in order of position
	SoortPersoons    Soort = "persoonsdeel"
	SoortKnoop       Soort = "knoop" // a stored node of the Merkle tree
	SoortOpdracht    Soort = "opdracht"
	SoortVervanging  Soort = "vervanging" // a replacement without an event that decided it
	SoortWortel      Soort = "wortel"     // the root of a checkpoint is not that of the history
	SoortCheckpoint  Soort = "checkpoint" // text or signature of a checkpoint
	SoortZegel       Soort = "zegel"      // zegel.db contradicts itself, or seals nothing
	SoortTegel       Soort = "tegel"      // a served tile or bundle
	SoortSplitsing   Soort = "splitsing"  // two signed checkpoints that cannot both be true
	SoortLeesfout    Soort = "leesfout"   // a file cannot be read
	SoortVorm        Soort = "vorm"       // journaal.db holds objects that do not belong there
	SoortBewijs      Soort = "bewijs"     // a proof that does not hold
	SoortLog         Soort = "log"        // audit log or processing log is not what the history anchors
)

// maxGemeld bounds the differences in one result.
const maxGemeld = 100

// An Afwijking is one difference. It holds no personal data and no content.
type Afwijking struct {
	Positie es.Position `json:"positie,omitzero"` // 0 when it is not about one position
	Soort   Soort       `json:"soort"`
	Melding string      `json:"melding"` // one Dutch sentence
}

// A Vervanging is a position whose public part was replaced by its residu.
type Vervanging struct {
	Positie es.Position `json:"positie"`
	Door    es.Position `json:"door"`          // position of the event that decided it
	Type    string      `json:"type,omitzero"` // type of that event
}

// A Verzegeling is what the newest checkpoint says.
type Verzegeling struct {
	Oorsprong string `json:"oorsprong"`
	Vkey      string `json:"vkey"`
	Grootte   int64  `json:"grootte"`
	Wortel    string `json:"wortel"` // base64
}

// An Uitslag is the outcome of a check.
type Uitslag struct {
	Goed           bool          `json:"goed"`
	Gebeurtenissen int64         `json:"gebeurtenissen"`
	Stromen        int64         `json:"stromen,omitzero"`
	Opdrachten     int64         `json:"opdrachten,omitzero"`
	Persoonsdelen  int64         `json:"persoonsdelen,omitzero"`
	Vernietigd     int64         `json:"persoonsdelenVernietigd,omitzero"`  // named by an event, no longer there
	Onbevestigd    int64         `json:"persoonsdelenOnbevestigd,omitzero"` // of replaced events, whose digest is gone
	Knopen         int64         `json:"knopen,omitzero"`
	Checkpoints    int64         `json:"checkpoints"`
	Verzegeld      *Verzegeling  `json:"verzegeld,omitzero"`
	NietVerzegeld  int64         `json:"nietVerzegeld"` // events after the newest checkpoint
	Vervangen      []Vervanging  `json:"vervangen,omitzero"`
	Eerdere        []Eerdere     `json:"eerdereOorsprongen,omitzero"`
	Geweigerd      string        `json:"geweigerd,omitzero"` // why the seal does not sign, if it does not
	Eerste         *Afwijking    `json:"eersteAfwijking,omitzero"`
	Afwijkingen    []Afwijking   `json:"afwijkingen,omitzero"` // by position; at most 100
	Duur           time.Duration `json:"duurNanoseconden"`
	PerSeconde     int64         `json:"gebeurtenissenPerSeconde"`
	Bewijzen       int           `json:"bewijzen,omitzero"`     // proof files that were checked along
	EerderGezien   int64         `json:"eerderGezien,omitzero"` // size of the remembered checkpoint, found consistent
}

// An Eerdere is an origin that was ended by a new one.
type Eerdere struct {
	Oorsprong string `json:"oorsprong"`
	Vkey      string `json:"vkey"`
	Grootte   int64  `json:"grootte"`   // its last checkpoint that is kept
	GelijkTot int64  `json:"gelijkTot"` // its largest checkpoint that the present history still has
}

// rond orders the differences and concludes.
func (u *Uitslag) rond(begin time.Time) {
	slices.SortStableFunc(u.Afwijkingen, func(x, y Afwijking) int {
		switch {
		case x.Positie == y.Positie:
			return 0
		case x.Positie == 0: // about the whole: after those that point somewhere
			return 1
		case y.Positie == 0:
			return -1
		}
		return int(x.Positie - y.Positie)
	})
	if len(u.Afwijkingen) > maxGemeld {
		u.Afwijkingen = u.Afwijkingen[:maxGemeld]
	}
	if len(u.Afwijkingen) > 0 {
		u.Eerste = &u.Afwijkingen[0]
	}
	u.Goed = len(u.Afwijkingen) == 0
	u.Duur = time.Since(begin)
	if s := u.Duur.Seconds(); s > 0 {
		u.PerSeconde = int64(float64(u.Gebeurtenissen) / s)
	}
}

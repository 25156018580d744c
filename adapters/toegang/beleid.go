package toegang

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A Handeling is something a policy rules on: a route by its operation id, a
// report ("rapport:<naam>"), seeing events of a type ("gebeurtenis:<type>"), or
// getting one field ("veld:<type or schema>/<place>").
type Handeling string

// Personen is the right to be told about persons: to see reports that count them
// as they are, at any moment, and events that are about one. Without it a report
// is shielded (projections/afscherming). It does not open names or numbers.
const Personen Handeling = "personen"

// Rapport returns the act of reading a report.
func Rapport(naam string) Handeling { return Handeling("rapport:" + naam) }

// Gebeurtenis returns the act of seeing the content of events of a type.
func Gebeurtenis(typ string) Handeling { return Handeling("gebeurtenis:" + typ) }

// Veld returns the act of getting one field: of events of a type, or of an answer by
// the name of its schema. Plaats begins with a slash. For a personal field of an event
// the school of what it concerns is the one that wrote the event, if one did.
func Veld(van, plaats string) Handeling { return Handeling("veld:" + van + plaats) }

// Errors of a policy.
var (
	// ErrBeleid reports text that is no policy: it does not parse, names what the
	// schema does not know, or breaks a rule for policies of Kroniek.
	ErrBeleid = errors.New("toegang: policy text is not valid")
	// ErrBeleidOntbreekt reports acts that no policy permits to anybody.
	ErrBeleidOntbreekt = errors.New("toegang: no policy for")
)

// maxTafels bounds how many reaches are remembered. There are as many as pairs of
// a holder's attributes and an act; beyond this, remembering starts anew.
const maxTafels = 1 << 15

// A Beleid is the whole policy. It may be used concurrently.
//
// The text decides (Cedar, deny by default). Since a policy compares what an act
// concerns with its holder only, all that it can say about one holder and one act
// is a small table, made once and remembered.
type Beleid struct {
	cedar *cedarbeleid

	mu     sync.RWMutex
	aantal int
	per    map[houder]map[vraagsleutel]*tafel
}

// NieuwBeleid returns the policy that the sources state together. It returns
// ErrBeleid, with file and place, when they do not hold together.
func NieuwBeleid(bronnen ...Bron) (*Beleid, error) {
	c, err := leesCedar(bronnen)
	if err != nil {
		return nil, err
	}
	return &Beleid{cedar: c, per: map[houder]map[vraagsleutel]*tafel{}}, nil
}

// Bereik returns how far w may go with h. For an act that the schema does not
// know, that is nowhere.
func (b *Beleid) Bereik(w Wie, h Handeling) Bereik {
	return Bereik{b.tafel(houderVan(w), vraagsleutel{h: h})}
}

// BereikMetMachtiging is Bereik for a holder who has an inzagemachtiging for what the
// act concerns. Whether that is so is for the caller to establish.
func (b *Beleid) BereikMetMachtiging(w Wie, h Handeling) Bereik {
	return Bereik{b.tafel(houderVan(w), vraagsleutel{h: h, machtiging: true})}
}

// MagPersonen reports whether w has the right to persons as far as o says.
func (b *Beleid) MagPersonen(w Wie, o Over) bool { return b.Bereik(w, Personen).Omvat(o) }

// Openbaar reports whether h needs no token.
func (b *Beleid) Openbaar(h Handeling) bool { return b.Bereik(Wie{}, h).Alles() }

// OverPersonen reports whether h is about single persons.
func (b *Beleid) OverPersonen(h Handeling) bool { return b.cedar.binnen(h, overPersonen) }

// Gevolgd reports whether each time that h is allowed goes into the audit log.
func (b *Beleid) Gevolgd(h Handeling) bool { return b.cedar.binnen(h, auditspoor) }

// GevolgdVooraf reports whether h goes into the audit log before it is carried out,
// whatever it turns out to concern.
func (b *Beleid) GevolgdVooraf(h Handeling) bool { return b.cedar.binnen(h, auditspoorVooraf) }

// Handelingen returns every act that the schema knows, sorted.
func (b *Beleid) Handelingen() []Handeling { return slices.Sorted(maps.Keys(b.cedar.acties)) }

// Dekt returns ErrBeleidOntbreekt, naming every act among hs that the schema does
// not know or no policy permits to anybody. A server calls it with all it offers
// before it listens.
func (b *Beleid) Dekt(hs ...Handeling) error {
	var mist []string
	for _, h := range hs {
		if !b.cedar.gedekt(h) {
			mist = append(mist, string(h))
		}
	}
	if len(mist) == 0 {
		return nil
	}
	slices.Sort(mist)
	return fmt.Errorf("%w %s", ErrBeleidOntbreekt, strings.Join(mist, ", "))
}

// A vraagsleutel is what is asked of the policy for one holder.
type vraagsleutel struct {
	h          Handeling
	machtiging bool
}

// tafel returns what the policy says on s for v; nil for an unknown act.
func (b *Beleid) tafel(v houder, s vraagsleutel) *tafel {
	b.mu.RLock()
	t, ok := b.per[v][s]
	b.mu.RUnlock()
	if ok {
		return t
	}
	if _, ok := b.cedar.acties[s.h]; !ok {
		return nil
	}
	var personen *tafel
	if s.h != Personen {
		personen = b.tafel(v, vraagsleutel{h: Personen})
	}
	t = b.cedar.beslis(v, s, personen)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.aantal++; b.aantal > maxTafels {
		b.per, b.aantal = map[houder]map[vraagsleutel]*tafel{}, 1
	}
	if b.per[v] == nil {
		b.per[v] = map[vraagsleutel]*tafel{}
	}
	b.per[v][s] = t
	return t
}

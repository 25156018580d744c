package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Errors of nodes among each other.
var (
	// ErrVerouderd reports a node that does not know an event type which is in use.
	ErrVerouderd = errors.New("op dit cluster zijn soorten gebeurtenissen in gebruik die dit programma niet kent; zet op dit knooppunt de nieuwere versie")
	// ErrGeenKnooppunt reports a node that is not announced.
	ErrGeenKnooppunt = errors.New("dat knooppunt is niet aangemeld op dit cluster")
)

// ErrNietVrij refuses an event of a type that not every node knows yet.
var ErrNietVrij = es.Refuse("cluster/soort-niet-vrijgegeven",
	"Dit kan nog niet: niet elk knooppunt van het cluster kent deze nieuwe soort gebeurtenis. Zet eerst op elk knooppunt de nieuwe versie, of meld een knooppunt dat niet meer bestaat af (kroniek knooppunten).", "")

// Event types in the stream of nodes.
const (
	soortAanmelding = "kroniek.knooppunt-aangemeld"
	soortAfmelding  = "kroniek.knooppunt-afgemeld"
	soortVrijgave   = "kroniek.soorten-vrijgegeven"
	soortUitgevoerd = "kroniek.besluiten-uitgevoerd"
)

// knoopregel is an event in the stream of nodes.
type knoopregel struct {
	Knooppunt string   `json:"knooppunt"`
	Typen     []string `json:"typen,omitempty"`   // that the node knows, or that are released
	Positie   int64    `json:"positie,omitempty"` // up to which it has carried out what was decided
}

// A Knooppunt is a node of Kroniek that was announced and not written off.
type Knooppunt struct {
	ID         string
	Typen      int         // event types that it knows
	Uitgevoerd es.Position // decisions about destroying up to here it has carried out in its folder
}

// knopen is what the stream of nodes says, as far as it was read.
type knopen struct {
	mu    sync.Mutex
	zelf  string // this node; empty: not announced
	tot   int64  // revision that was read last
	leden map[string]*lidstand
	vrij  map[string]bool // event types in use
}

type lidstand struct {
	typen      []string
	uitgevoerd es.Position
}

func (r Ruimte) knopen() string { return string(r) + ".knooppunten" }

// leesKnopen reads on in the stream of nodes. The caller holds mu.
func (j *Journaal) leesKnopen(ctx context.Context) error {
	k := &j.knopen
	if k.leden == nil {
		k.tot, k.leden, k.vrij = geenStroom, map[string]*lidstand{}, map[string]bool{}
	}
	const n = 256
	for {
		lijst, err := j.leesZeker(ctx, j.o.Ruimte.knopen(), k.tot+1, n)
		if err != nil {
			return fmt.Errorf("lees knooppunten: %w", err)
		}
		for i := range lijst {
			if err := k.neem(&lijst[i]); err != nil {
				return err
			}
		}
		if len(lijst) < n {
			return nil
		}
	}
}

func (k *knopen) neem(s *stuk) error {
	var r knoopregel
	if err := json.Unmarshal(s.data, &r); err != nil {
		return fmt.Errorf("%w: revisie %d van %s", ErrVreemd, s.revisie, s.stroom)
	}
	lid := k.leden[r.Knooppunt]
	switch s.soort {
	case soortAanmelding:
		if lid == nil {
			lid = &lidstand{}
			k.leden[r.Knooppunt] = lid
		}
		lid.typen = r.Typen
	case soortAfmelding:
		delete(k.leden, r.Knooppunt)
	case soortVrijgave:
		for _, t := range r.Typen {
			k.vrij[t] = true
		}
	case soortUitgevoerd:
		if lid != nil {
			lid.uitgevoerd = max(lid.uitgevoerd, es.Position(r.Positie))
		}
	default:
		return fmt.Errorf("%w: revisie %d van %s", ErrVreemd, s.revisie, s.stroom)
	}
	k.tot = s.revisie
	return nil
}

// beslis reads on, asks wat what there is to add, and adds it after what was read; so
// nobody adds on what he has not seen. Without anything to add it does nothing.
func (j *Journaal) beslis(ctx context.Context, wat func(*knopen) (soort string, r *knoopregel, err error)) error {
	k := &j.knopen
	k.mu.Lock()
	defer k.mu.Unlock()
	for {
		if err := j.leesKnopen(ctx); err != nil {
			return err
		}
		soort, r, err := wat(k)
		if err != nil || r == nil {
			return err
		}
		b, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("knooppunten: %w", err)
		}
		_, err = j.volhard(ctx, j.o.Ruimte.knopen(), k.tot, []inzending{{id: uuid.New(), soort: soort, json: true, data: b}})
		if err != nil && !errors.Is(err, errRevisie) {
			return fmt.Errorf("knooppunten: %w", ErrOnbereikbaar)
		}
	}
}

// MeldAan announces this node with the event types that it knows, and releases those
// that every node now knows. From then on it appends no other. It returns ErrVerouderd
// when a type is in use that is not among them: the node must not serve.
func (j *Journaal) MeldAan(ctx context.Context, id string, typen []string) error {
	typen = slices.Clone(typen)
	slices.Sort(typen)
	err := j.beslis(ctx, func(k *knopen) (string, *knoopregel, error) {
		for t := range k.vrij {
			if _, kent := slices.BinarySearch(typen, t); !kent {
				return "", nil, ErrVerouderd
			}
		}
		k.zelf = id
		if lid := k.leden[id]; lid != nil && slices.Equal(lid.typen, typen) {
			return "", nil, nil
		}
		return soortAanmelding, &knoopregel{Knooppunt: id, Typen: typen}, nil
	})
	if err != nil {
		return err
	}
	return j.geefVrij(ctx)
}

// geefVrij releases the event types that every node knows.
func (j *Journaal) geefVrij(ctx context.Context) error {
	return j.beslis(ctx, func(k *knopen) (string, *knoopregel, error) {
		var nieuw []string
		for t, n := range k.kenners() {
			if n == len(k.leden) && !k.vrij[t] {
				nieuw = append(nieuw, t)
			}
		}
		if len(nieuw) == 0 {
			return "", nil, nil
		}
		slices.Sort(nieuw)
		return soortVrijgave, &knoopregel{Knooppunt: k.zelf, Typen: nieuw}, nil
	})
}

// kenners counts the nodes that know a type.
func (k *knopen) kenners() map[string]int {
	uit := map[string]int{}
	for _, lid := range k.leden {
		for _, t := range lid.typen {
			uit[t]++
		}
	}
	return uit
}

// keurTypen refuses events of a type that is not released. What is released stays so,
// and a type that seems not to be is looked at anew.
func (j *Journaal) keurTypen(ctx context.Context, zegels []envelop.Verzegeld) error {
	vrij := func() bool {
		k := &j.knopen
		k.mu.Lock()
		defer k.mu.Unlock()
		return k.zelf == "" || !slices.ContainsFunc(zegels, func(v envelop.Verzegeld) bool { return !k.vrij[v.Type] })
	}
	if vrij() {
		return nil
	}
	if err := j.geefVrij(ctx); err != nil {
		return err
	}
	if !vrij() {
		return ErrNietVrij
	}
	return nil
}

// MeldUitgevoerd announces that this node has carried out, in its own folder, what was
// decided about destroying up to position p.
func (j *Journaal) MeldUitgevoerd(ctx context.Context, p es.Position) error {
	return j.beslis(ctx, func(k *knopen) (string, *knoopregel, error) {
		lid := k.leden[k.zelf]
		switch {
		case lid == nil:
			return "", nil, ErrGeenKnooppunt
		case lid.uitgevoerd >= p:
			return "", nil, nil
		}
		return soortUitgevoerd, &knoopregel{Knooppunt: k.zelf, Positie: int64(p)}, nil
	})
}

// Uitgevoerd returns up to where this node has announced to have carried out decisions.
func (j *Journaal) Uitgevoerd(ctx context.Context) (p es.Position, err error) {
	err = j.beslis(ctx, func(k *knopen) (string, *knoopregel, error) {
		if lid := k.leden[k.zelf]; lid != nil {
			p = lid.uitgevoerd
		}
		return "", nil, nil
	})
	return p, err
}

// Knooppunten returns the nodes that are announced, by their id.
func (j *Journaal) Knooppunten(ctx context.Context) (uit []Knooppunt, err error) {
	err = j.beslis(ctx, func(k *knopen) (string, *knoopregel, error) {
		for id, lid := range k.leden {
			uit = append(uit, Knooppunt{ID: id, Typen: len(lid.typen), Uitgevoerd: lid.uitgevoerd})
		}
		return "", nil, nil
	})
	slices.SortFunc(uit, func(a, b Knooppunt) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return uit, err
}

// MeldAf writes off a node that is gone for good, with its folder: nobody waits for it
// any more. It returns ErrGeenKnooppunt when there is no such node.
func (j *Journaal) MeldAf(ctx context.Context, id string) error {
	weg := false
	return j.beslis(ctx, func(k *knopen) (string, *knoopregel, error) {
		switch {
		case k.leden[id] != nil:
			weg = true
			return soortAfmelding, &knoopregel{Knooppunt: id}, nil
		case !weg:
			return "", nil, ErrGeenKnooppunt
		}
		return "", nil, nil
	})
}

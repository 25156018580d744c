package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/termijnbewaking"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/httpapi"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/simulatie"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// zonderRem is a bound on requests per second that no simulation reaches: it plays a
// year in a minute.
const zonderRem = 10_000_000

// A speelkantoor is a kantoor without a door: the year is played in it, and the
// clock and the processes go by hand.
type speelkantoor struct {
	*kantoor
	perGroep int
	nu       time.Time
	processe []*bus.ByHand
	gevolgd  map[es.Stream]int // events of a stream that the processes have seen
	geleefd  recht.Datum       // the last day that the processes lived through
}

// speelJaar plays g in the new folder dir, builds the read models and seals.
func speelJaar(ctx context.Context, dir string, o simulatie.Opties, g *simulatie.Generator) (simulatieuitslag, error) {
	return speelJaarPer(ctx, dir, o, g, 0)
}

// speelJaarPer is speelJaar with so many commands decided beside each other; 0: as
// many as a player takes.
func speelJaarPer(ctx context.Context, dir string, o simulatie.Opties, g *simulatie.Generator, perGroep int) (u simulatieuitslag, err error) {
	i := instellingen{OIN: proefOIN, Typen: vingerafdruk(typen(catalogi()))}
	if err := i.bewaar(dir); err != nil {
		return u, err
	}
	s := &speelkantoor{perGroep: perGroep, gevolgd: map[es.Stream]int{}}
	if s.kantoor, err = openKantoor(ctx, kantooropties{dir: dir, nu: s.klok, log: stil(os.Stderr)}, &ingangopties{}, ""); err != nil {
		return u, err
	}
	defer func() { err = errors.Join(err, s.sluit()) }()
	if err := s.kluis.Vul(ctx); err != nil {
		return u, fmt.Errorf("sleutels: %w", err)
	}
	begin := time.Now()
	if u.Telling, err = s.speel(ctx, g, o); err != nil {
		return u, err
	}
	if err := s.zetInIndex(ctx); err != nil {
		return u, err
	}
	u.Jaar, u.Zaad, u.Schaal, u.Spelen = o.Jaar, o.Zaad, o.Schaal, time.Since(begin)
	u.Totaal = int64(s.journaal.Kop())
	u.Processen = u.Totaal - u.Telling.Gebeurtenissen
	begin = time.Now()
	v := nieuweVoortgang("leesmodellen opbouwen")
	err = s.modellen.Herbouw(ctx, v.Meld)
	v.Klaar()
	if err != nil {
		return u, fmt.Errorf("leesmodellen: %w", err)
	}
	u.Opbouwen = time.Since(begin)
	if _, err := s.zegel.Verzegel(ctx); err != nil {
		return u, fmt.Errorf("verzegel: %w", err)
	}
	u.Typen, err = s.perType(ctx)
	return u, err
}

// zetInIndex makes everybody in the year to be found by number.
func (s *speelkantoor) zetInIndex(ctx context.Context) error {
	v := nieuweVoortgang("personen in de index zetten")
	defer v.Klaar()
	if _, _, err := s.index.Herbouw(ctx, s.journaal, s.sleutels(), v.Meld); err != nil {
		return fmt.Errorf("index van personen: %w", err)
	}
	return nil
}

// perType counts the events in the journal.
func (s *speelkantoor) perType(ctx context.Context) (map[string]int64, error) {
	uit := map[string]int64{}
	err := s.journaal.Scan(ctx, 0, s.journaal.Kop(), func(v *envelop.Verzegeld) error {
		uit[strings.Clone(v.Type)]++
		return nil
	})
	return uit, err
}

func (s *speelkantoor) speel(ctx context.Context, g *simulatie.Generator, o simulatie.Opties) (simulatie.Telling, error) {
	reeks, ok := s.journaal.(simulatie.Reekslog)
	if !ok {
		return simulatie.Telling{}, errGeenReeks
	}
	log := simulatie.NieuweVolgorde(reeks)
	ao, err := s.apiOpties(ctx)
	if err != nil {
		return simulatie.Telling{}, err
	}
	// The index of persons is built afterwards: a commit for every person would cost
	// more than all the rest. One by one, commands go the whole way.
	ao.Log, ao.Tokens = log, speelpassen{zaad: o.Zaad}
	if s.perGroep == 1 {
		ao.Log = s.index
	}
	ao.Geheim = sha256.Sum256(binary.BigEndian.AppendUint64([]byte("kroniek simuleer\n"), o.Zaad)) // ids follow from the seed
	ao.Grenzen = httpapi.Grenzen{Tempo: zonderRem, TempoOpenbaar: zonderRem}
	api, err := httpapi.New(ao)
	if err != nil {
		return simulatie.Telling{}, err
	}
	speler, err := simulatie.NieuweSpeler(ctx, simulatie.Kantoor{API: api, Token: pas, Log: log, PerGroep: s.perGroep, NaDag: s.naDag, Gedaan: s.volg})
	if err != nil {
		return simulatie.Telling{}, err
	}
	plannen := es.Handler[uitvoeringsplan.Command, uitvoeringsplan.State, uitvoeringsplan.Event]{Decider: uitvoeringsplan.Decider, Log: s.journaal}
	po := bus.ProcesOpties{Uitvoerder: bus.Via(plannen), Posities: bus.Map(s.o.dir), Nu: s.klok}
	bo := po
	bo.Uitvoerder = bus.Via(es.Handler[begroting.Command, begroting.State, begroting.Event]{Decider: begroting.Decider, Log: s.journaal})
	s.processe = []*bus.ByHand{
		bus.NewByHand(s.o.log, termijnbewaking.Proces(), po), bus.NewByHand(s.o.log, termijnbewaking.Planperiode(), po),
		bus.NewByHand(s.o.log, termijnbewaking.Begroting(), bo),
	}
	v := nieuweVoortgang("het jaar spelen, in dagen")
	defer v.Klaar()
	eerste := g.Begin()
	err = speler.Speel(ctx, g, func(op simulatie.Opdracht) {
		v.Meld(int64(max(0, eerste.DagenTot(recht.DatumVan(op.Moment)))), int64(eerste.DagenTot(eerste.PlusJaren(1))))
	})
	return speler.Telling(), err
}

func (s *speelkantoor) klok() time.Time { return s.nu }

// volg lets the processes follow what was added to a plan or a begroting.
func (s *speelkantoor) volg(ctx context.Context, stroom es.Stream) error {
	if soort, _, _ := strings.Cut(string(stroom), "-"); soort != uitvoeringsplan.Soort && soort != begroting.Soort {
		return nil
	}
	alles, err := s.journaal.Read(ctx, stroom)
	if err != nil {
		return err
	}
	nieuw := alles[s.gevolgd[stroom]:]
	s.gevolgd[stroom] = len(alles)
	for _, p := range s.processe {
		if err := p.Follow(ctx, nieuw); err != nil {
			return fmt.Errorf("proces: %w", err)
		}
	}
	return nil
}

// naDag wakes the processes at the beginning of every day up to d, as the clock of a
// kantoor that runs would.
func (s *speelkantoor) naDag(ctx context.Context, d recht.Datum) error {
	if s.geleefd.IsZero() {
		s.geleefd = d
	}
	for s.geleefd.Voor(d) {
		s.geleefd = s.geleefd.PlusDagen(1)
		s.nu = s.geleefd.Begin().Add(time.Minute)
		for _, p := range s.processe {
			if err := p.Wake(ctx); err != nil {
				return fmt.Errorf("proces: %w", err)
			}
		}
		for stroom := range s.gevolgd {
			if err := s.volg(ctx, stroom); err != nil {
				return err
			}
		}
	}
	return nil
}

// A speelpassen recognises the tokens of [pas]. It exists only while a year is played.
type speelpassen struct{ zaad uint64 }

// pas returns the token of a sender: who it is, in so many words. No kantoor that
// can be reached takes it.
func pas(a simulatie.Afzender) string { return string(a.Rol) + "|" + a.Van }

// Herken implements httpapi.Tokens.
func (s speelpassen) Herken(_ context.Context, b toegang.Bewijs) (toegang.Wie, error) {
	rol, van, _ := strings.Cut(b.Token, "|")
	w := toegang.Wie{ID: simulatie.Pseudoniem(s.zaad, b.Token), Rol: toegang.Rol(rol), Organisatie: "MGR", TokenID: b.Token}
	switch w.Rol {
	case toegang.School:
		w.Organisatie = string(leerplicht.School(van))
	case toegang.Griffier:
		w.Organisatie, w.Gemeente = van, recht.Gemeentecode(van)
	case toegang.Bestuurscommissie:
		w.Module = van
	case toegang.ConsulentLeerplicht, toegang.Opsporingsambtenaar:
		w.Module = string(recht.Onderwijszaken)
	case toegang.Accountmanager:
		w.Module = string(recht.Werkgeversservicepunt)
	case toegang.ConsulentSW:
		w.Module = string(recht.WerkgeverschapSW)
	}
	return w, nil
}

// Geldig implements httpapi.Tokens.
func (speelpassen) Geldig(toegang.Wie) bool { return true }

// TrekVerleningenIn implements httpapi.Tokens. Nobody in a played year has a grant,
// so there is nothing to end.
func (speelpassen) TrekVerleningenIn(context.Context, ...string) error { return nil }

// AppendReeks implements simulatie.Reekslog where the journal does: in a folder,
// not on a cluster. Only a year that is played comes by it, and nobody measures that.
func (g gemetenJournaal) AppendReeks(ctx context.Context, lijst []es.Append) ([]es.Receipt, []error) {
	if j, ok := g.kantoorjournaal.(simulatie.Reekslog); ok {
		return j.AppendReeks(ctx, lijst)
	}
	fouten := make([]error, len(lijst))
	for i := range fouten {
		fouten[i] = errGeenReeks
	}
	return make([]es.Receipt, len(lijst)), fouten
}

var errGeenReeks = errors.New("een jaar wordt alleen in een map gespeeld, niet op een cluster")

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/uitgifte"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/kpi"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/inzageverzoek"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
	"github.com/mgr-sdcg/kroniek/domain/toegang/inzagemachtiging"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
	"github.com/mgr-sdcg/kroniek/domain/toegang/verwerkingsspoor"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kvknummer"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

func replayOpdracht() *cobra.Command {
	var dir, vanaf, tot string
	var f filter
	var alsJSON, herbereken bool
	cmd := &cobra.Command{
		Use:   "replay",
		Short: "Speel de geschiedenis na in leesbare zinnen, of reken alle leesmodellen opnieuw uit",
		Long: `Speelt de geschiedenis na, in volgorde: per gebeurtenis een zin, wie handelde op welke grond, en de
toestand van die zaak daarna. De toestand wordt opnieuw uitgerekend uit de gebeurtenissen; niets komt uit een rapport.

Met --herbereken worden alle leesmodellen opnieuw opgebouwd uit het journaal alleen, in een kladmap, tot elk
gewenst moment, en vergeleken met de leesmodellen die in gebruik zijn. Verschilt er een, dan eindigt het
programma met code 3.

Werkt ook terwijl het kantoor draait. Leest alleen openbare delen; persoonsgegevens blijven gesloten.`,
		Example: `  kroniek replay --data DIR
  kroniek replay --data DIR --tot 2019-12-31 --orgaan algemeen-bestuur
  kroniek replay --data DIR --stroom uitvoeringsplan-... --json
  kroniek replay --data DIR --module inkoop --vanaf 2019-03-01
  kroniek replay --data DIR --herbereken --tot 40`,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			m, err := openLeesmap(cmd.Context(), dir)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, m.sluit()) }()
			p, err := m.positie(cmd.Context(), tot)
			if err != nil {
				return err
			}
			if herbereken {
				return m.herbereken(cmd.Context(), cmd.OutOrStdout(), p, alsJSON)
			}
			na, err := m.begin(cmd.Context(), vanaf)
			if err != nil {
				return err
			}
			if na >= p && p > 0 {
				return metCode(exitGebruik, fmt.Errorf("--vanaf %s ligt na --tot %s", vanaf, tot))
			}
			n := naspeler{m: m, uit: cmd.OutOrStdout(), filter: f, alsJSON: alsJSON, toestanden: map[es.Stream]verteller{}}
			if err := n.speel(cmd.Context(), na, p); err != nil {
				return err
			}
			if n.gedrukt == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), "geen gebeurtenissen voldoen aan deze keuze")
			}
			return nil
		},
	}
	datavlag(cmd, &dir)
	cmd.Flags().StringVar(&vanaf, "vanaf", "", "eerste positie of dag")
	cmd.Flags().StringVar(&tot, "tot", "", "laatste positie of dag: zoals toen bekend was (standaard: nu)")
	cmd.Flags().StringVar(&f.stroom, "stroom", "", "alleen deze stroom")
	cmd.Flags().StringVar(&f.orgaan, "orgaan", "", "alleen wat dit orgaan deed, zoals dagelijks-bestuur of raad:GM0202")
	cmd.Flags().StringVar(&f.module, "module", "", "alleen wat deze module betreft, zoals inkoop")
	cmd.Flags().BoolVar(&alsJSON, "json", false, "een JSON-object per regel")
	cmd.Flags().BoolVar(&herbereken, "herbereken", false, "bouw alle leesmodellen opnieuw en vergelijk")
	return cmd
}

// begin returns the position before the first that was asked for.
func (m *leesmap) begin(ctx context.Context, vanaf string) (es.Position, error) {
	if vanaf == "" {
		return 0, nil
	}
	if d, err := recht.ParseDatum(vanaf); err == nil {
		return m.journaal.PositieVoor(ctx, d.Begin())
	}
	p, err := m.positie(ctx, vanaf)
	return max(0, p-1), err
}

// A verteller follows one stream and tells how it stands.
type verteller interface {
	Volg(event any) (toestand string)
}

// vertellers makes the verteller of a kind of stream. A new stream package is added here.
func vertellers(soort string) verteller {
	switch soort {
	case beperking.Soort:
		return &volger[beperking.State, beperking.Event]{evolve: beperking.Evolve, toestand: beperking.State.Toestand}
	case inzageverzoek.Soort:
		return &volger[inzageverzoek.State, inzageverzoek.Event]{evolve: inzageverzoek.Evolve, toestand: inzageverzoek.State.Toestand}
	case begroting.Soort:
		return &volger[begroting.State, begroting.Event]{evolve: begroting.Evolve, toestand: begroting.State.Toestand}
	case communicatie.Soort:
		return &volger[communicatie.State, communicatie.Event]{evolve: communicatie.Evolve, toestand: communicatie.State.Toestand}
	case deelname.Soort:
		return &volger[deelname.State, deelname.Event]{evolve: deelname.Evolve, toestand: deelname.State.Toestand}
	case inmandaat.Soort:
		return &volger[inmandaat.State, inmandaat.Event]{evolve: inmandaat.Evolve, toestand: inmandaat.State.Toestand}
	case mandaat.Soort:
		return &volger[mandaat.State, mandaat.Event]{evolve: mandaat.Evolve, toestand: mandaat.State.Toestand}
	case kpi.Soort:
		return &volger[kpi.State, kpi.Event]{evolve: kpi.Evolve, toestand: kpi.State.Toestand}
	case rapportverstrekking.Soort:
		return &volger[rapportverstrekking.State, rapportverstrekking.Event]{evolve: rapportverstrekking.Evolve, toestand: rapportverstrekking.State.Toestand}
	case uitvoeringsplan.Soort:
		return &volger[uitvoeringsplan.State, uitvoeringsplan.Event]{evolve: uitvoeringsplan.Evolve, toestand: uitvoeringsplan.State.Toestand}
	case verzuimmelding.Soort:
		return &volger[verzuimmelding.State, verzuimmelding.Event]{evolve: verzuimmelding.Evolve, toestand: verzuimmelding.State.Toestand}
	case doorstroompunt.Soort:
		return &volger[doorstroompunt.State, doorstroompunt.Event]{evolve: doorstroompunt.Evolve, toestand: doorstroompunt.State.Toestand}
	case vrijstelling.Soort:
		return &volger[vrijstelling.State, vrijstelling.Event]{evolve: vrijstelling.Evolve, toestand: vrijstelling.State.Toestand}
	case verlof.Soort:
		return &volger[verlof.State, verlof.Event]{evolve: verlof.Evolve, toestand: verlof.State.Toestand}
	case halt.Soort:
		return &volger[halt.State, halt.Event]{evolve: halt.Evolve, toestand: halt.State.Toestand}
	case procesverbaal.Soort:
		return &volger[procesverbaal.State, procesverbaal.Event]{evolve: procesverbaal.Evolve, toestand: procesverbaal.State.Toestand}
	case verwerkingsspoor.Soort:
		return &volger[verwerkingsspoor.State, verwerkingsspoor.Event]{evolve: verwerkingsspoor.Evolve, toestand: verwerkingsspoor.State.Toestand}
	case auditspoor.Soort:
		return &volger[auditspoor.State, auditspoor.Event]{evolve: auditspoor.Evolve, toestand: auditspoor.State.Toestand}
	case inzagemachtiging.Soort:
		return &volger[inzagemachtiging.State, inzagemachtiging.Event]{evolve: inzagemachtiging.Evolve, toestand: inzagemachtiging.State.Toestand}
	case beheerhandeling.Soort:
		return &volger[beheerhandeling.State, beheerhandeling.Event]{evolve: beheerhandeling.Evolve, toestand: beheerhandeling.State.Toestand}
	case rolverlening.Soort:
		return &volger[rolverlening.State, rolverlening.Event]{evolve: rolverlening.Evolve, toestand: rolverlening.State.Toestand}
	case boventallige.Soort:
		return &volger[boventallige.State, boventallige.Event]{evolve: boventallige.Evolve, toestand: boventallige.State.Toestand}
	case voorziening.Soort:
		return &volger[voorziening.State, voorziening.Event]{evolve: voorziening.Evolve, toestand: voorziening.State.Toestand}
	case leerplichtdossier.SoortLeerplicht, leerplichtdossier.SoortKwalificatieplicht:
		return &volger[leerplichtdossier.State, leerplichtdossier.Event]{evolve: leerplichtdossier.Evolve, toestand: leerplichtdossier.State.Toestand}
	case vernietiging.Soort:
		return &volger[vernietiging.State, vernietiging.Event]{evolve: vernietiging.Evolve, toestand: vernietiging.State.Toestand}
	case bewaring.Soort:
		return &volger[bewaring.State, bewaring.Event]{evolve: bewaring.Evolve, toestand: bewaring.State.Toestand}
	case afscherming.Soort:
		return &volger[afscherming.State, afscherming.Event]{evolve: afscherming.Evolve, toestand: afscherming.State.Toestand}
	case werkgever.Soort:
		return &volger[werkgever.State, werkgever.Event]{evolve: werkgever.Evolve, toestand: werkgever.State.Toestand}
	case vacature.Soort:
		return &volger[vacature.State, vacature.Event]{evolve: vacature.Evolve, toestand: vacature.State.Toestand}
	case kandidaat.Soort:
		return &volger[kandidaat.State, kandidaat.Event]{evolve: kandidaat.Evolve, toestand: kandidaat.State.Toestand}
	case uitgifte.Soort:
		return &volger[uitgifte.State, uitgifte.Event]{evolve: uitgifte.Evolve, toestand: uitgifte.State.Toestand}
	case abonnement.Soort:
		return &volger[abonnement.State, abonnement.Event]{evolve: abonnement.Evolve, toestand: abonnement.State.Toestand}
	case kvknummer.Soort:
		return &volger[kvknummer.State, kvknummer.Event]{evolve: kvknummer.Evolve, toestand: kvknummer.State.Toestand}
	case match.Soort:
		return &volger[match.State, match.Event]{evolve: match.Evolve, toestand: match.State.Toestand}
	}
	return nil
}

type volger[S, E any] struct {
	state    S
	evolve   func(S, E) S
	toestand func(S) string
}

// Volg implements [verteller].
func (v *volger[S, E]) Volg(event any) string {
	if e, ok := event.(E); ok {
		v.state = v.evolve(v.state, e)
	}
	return v.toestand(v.state)
}

// maxToestanden bounds how many streams are followed at once; beyond it they are
// read again when they return.
const maxToestanden = 10_000

// A naspeler prints the history.
type naspeler struct {
	m          *leesmap
	uit        io.Writer
	filter     filter
	alsJSON    bool
	toestanden map[es.Stream]verteller
	gedrukt    int
}

// A stap is one event as it is replayed.
type stap struct {
	Positie     es.Position `json:"positie"`
	Op          time.Time   `json:"op"`
	Stroom      es.Stream   `json:"stroom"`
	Revisie     es.Revision `json:"revisie"`
	ID          string      `json:"id"`
	Type        string      `json:"type"`
	Zin         string      `json:"zin"`
	Rol         string      `json:"rol"`
	Organisatie string      `json:"organisatie"`
	Orgaan      string      `json:"orgaan"`
	Grondslag   string      `json:"grondslag"`
	GeldigVanaf string      `json:"geldigVanaf"`
	Gesimuleerd bool        `json:"gesimuleerd,omitempty"`
	Vervangen   bool        `json:"vervangen,omitempty"`
	Toestand    string      `json:"toestand"`
}

func (n *naspeler) speel(ctx context.Context, na, tot es.Position) error {
	return n.m.journaal.Scan(ctx, na, tot, func(v *envelop.Verzegeld) error {
		if !n.filter.stroomPast(v.Stroom) {
			return nil
		}
		r, err := n.m.codec.Lees(v)
		if err != nil {
			return metCode(exitVerschil, fmt.Errorf("gebeurtenis %d is onleesbaar: %w", v.Positie, err))
		}
		past, err := n.filter.past(r, v.Gebeurtenis)
		if err != nil {
			return fmt.Errorf("gebeurtenis %d: %w", v.Positie, err)
		}
		toestand, err := n.toestand(ctx, r)
		if err != nil || !past {
			return err
		}
		return n.druk(stapVan(r, toestand))
	})
}

// toestand follows the stream of r. A stream that is met halfway is read from its start.
func (n *naspeler) toestand(ctx context.Context, r es.Recorded) (string, error) {
	t, ok := n.toestanden[r.Stream]
	if !ok {
		if len(n.toestanden) >= maxToestanden {
			clear(n.toestanden)
		}
		soort, _, _ := strings.Cut(string(r.Stream), "-")
		if t = vertellers(soort); t == nil {
			return "", nil
		}
		n.toestanden[r.Stream] = t
		if r.Revision > 0 {
			eerder, err := n.m.journaal.Read(ctx, r.Stream)
			if err != nil {
				return "", err
			}
			for _, e := range eerder[:r.Revision] {
				t.Volg(e.Event)
			}
		}
	}
	return t.Volg(r.Event), nil
}

func stapVan(r es.Recorded, toestand string) stap {
	s := stap{
		Positie: r.Position, Op: r.Time, Stroom: r.Stream, Revisie: r.Revision, ID: r.ID.String(), Type: r.Type,
		Vervangen: r.Replaced, Toestand: toestand, Zin: r.Type + ".",
	}
	if z, ok := r.Event.(interface{ Zin() string }); ok {
		s.Zin = z.Zin()
	}
	if e, ok := r.Event.(recht.Verantwoord); ok {
		v := e.Verantwoordt()
		s.Rol, s.Organisatie, s.Orgaan = v.Actor.Rol, v.Actor.Organisatie, string(v.Orgaan)
		s.Grondslag, s.GeldigVanaf, s.Gesimuleerd = v.Grondslag.String(), v.GeldigVanaf.String(), v.Gesimuleerd
	}
	return s
}

func (n *naspeler) druk(s stap) error {
	n.gedrukt++
	if n.alsJSON {
		return json.NewEncoder(n.uit).Encode(s)
	}
	merk := ""
	if s.Gesimuleerd {
		merk += " [gesimuleerd]"
	}
	if s.Vervangen {
		merk += " [openbaar deel vervangen]"
	}
	_, err := fmt.Fprintf(n.uit, "%6d  %s  %s%s\n        door %s (%s, %s) · grond: %s · geldig vanaf %s\n        daarna: %s\n",
		s.Positie, s.Op.In(recht.Amsterdam).Format("2006-01-02 15:04"), s.Zin, merk,
		recht.Orgaan(s.Orgaan).Naam(), s.Rol, s.Organisatie, s.Grondslag, s.GeldigVanaf, s.Toestand)
	return err
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/verschil"
)

// verschilvraag reads A..B: two positions or days; without B it is now.
func (v rapportvraag) verschilvraag(ctx context.Context, m *leesmap) (q verschil.Vraag, err error) {
	van, tot, ok := strings.Cut(v.verschil, "..")
	if !ok || van == "" || v.bekendOp != "" || v.csv {
		return q, metCode(exitGebruik, errors.New("geef --verschil als A..B, elk een positie of een dag (zonder B: nu), en zonder --bekend-op en --csv"))
	}
	if v.herkomst {
		return q, metCode(exitGebruik, errors.New("laat --herkomst weg: een verschil noemt bij elke stap de gebeurtenissen al"))
	}
	if q.Van, err = m.positie(ctx, van); err != nil {
		return q, err
	}
	if q.Tot, err = m.positie(ctx, tot); err != nil {
		return q, err
	}
	q.Filter = v.waar
	if v.peildatum != "" {
		if q.Peildatum, err = recht.ParseDatum(v.peildatum); err != nil {
			return q, metCode(exitGebruik, fmt.Errorf("--peildatum %q is geen dag van de vorm jjjj-mm-dd", v.peildatum))
		}
	}
	return q, nil
}

// toonVerschil prints what changed in a report between two moments, and which events
// explain it, each with what it contributed.
func (v rapportvraag) toonVerschil(ctx context.Context, uit io.Writer, r *projections.Rapport) error {
	return v.metLezer(ctx, r, func(m *leesmap, l projections.Lezer) error {
		q, err := v.verschilvraag(ctx, m)
		if err != nil {
			return err
		}
		if i := strings.Index(v.verschil, ".."); i == len(v.verschil)-2 { // to now: as far as the read model is
			q.Tot = min(q.Tot, l.Stand().Positie)
		}
		d, err := verschil.Voer(ctx, r, l, q, verschil.MaxStappen)
		if err != nil {
			return rapportfout(err)
		}
		var stappen []verschilstap
		for _, s := range d.Stappen {
			x := verschilstap{Regels: regelsVan(d, s.Regels)}
			for _, p := range s.Posities {
				f, err := m.feit(ctx, p)
				if err != nil {
					return err
				}
				x.Gebeurtenissen = append(x.Gebeurtenissen, f)
			}
			stappen = append(stappen, x)
		}
		u := verschiluitvoer{
			Rapport: r.Naam, Door: mapbeheer, Van: q.Van, Tot: q.Tot, Sleutel: d.Sleutel, Toen: d.Toen.Volledigheid, Nu: d.Nu.Volledigheid,
			Regels: regelsVan(d, d.Regels), Stappen: stappen,
		}
		if v.json {
			return json.NewEncoder(uit).Encode(u)
		}
		return u.toon(uit, r)
	})
}

// verschiluitvoer is a difference as it is printed.
type verschiluitvoer struct {
	Rapport string                   `json:"rapport"`
	Door    string                   `json:"gevraagdDoor"`
	Van     es.Position              `json:"van"`
	Tot     es.Position              `json:"tot"`
	Sleutel []string                 `json:"sleutel"`
	Toen    projections.Volledigheid `json:"toen"`
	Nu      projections.Volledigheid `json:"nu"`
	Regels  []verschilregel          `json:"regels"`
	Stappen []verschilstap           `json:"stappen"`
}

type verschilregel struct {
	Sleutel     []string    `json:"sleutel"`
	Wijzigingen []wijziging `json:"wijzigingen"`
	soort       string      // nieuw, vervallen or gewijzigd
}

type wijziging struct {
	Kolom    string `json:"kolom"`
	Toen     string `json:"toen"`
	Nu       string `json:"nu"`
	Verschil string `json:"verschil,omitempty"` // of a number or an amount
}

type verschilstap struct {
	Gebeurtenissen []stap          `json:"gebeurtenissen"`
	Regels         []verschilregel `json:"regels"`
}

// feit reads one event.
func (m *leesmap) feit(ctx context.Context, p es.Position) (s stap, err error) {
	err = m.journaal.Scan(ctx, p-1, p, func(v *envelop.Verzegeld) error {
		r, err := m.codec.Lees(v)
		if err != nil {
			return metCode(exitVerschil, fmt.Errorf("gebeurtenis %d is onleesbaar: %w", v.Positie, err))
		}
		s = stapVan(r, "")
		return nil
	})
	return s, err
}

// regelsVan keeps per line the columns that changed.
func regelsVan(d verschil.Verschil, rs []verschil.Regelverschil) []verschilregel {
	uit := []verschilregel{}
	for _, r := range rs {
		x := verschilregel{soort: "gewijzigd"}
		switch {
		case r.Toen == nil:
			x.soort = "nieuw"
		case r.Nu == nil:
			x.soort = "vervallen"
		}
		for _, w := range r.Sleutel {
			x.Sleutel = append(x.Sleutel, fmt.Sprint(w))
		}
		for i, k := range d.Nu.Uitkomst.Kolommen {
			w := wijziging{Kolom: k.Naam}
			if r.Toen != nil {
				w.Toen = fmt.Sprint(r.Toen[i])
			}
			if r.Nu != nil {
				w.Nu = fmt.Sprint(r.Nu[i])
			}
			if w.Toen == w.Nu {
				continue
			}
			switch n := r.Delta(k, i).(type) {
			case int64:
				w.Verschil = fmt.Sprintf("%+d", n)
			case recht.Bedrag:
				w.Verschil = n.String()
			}
			x.Wijzigingen = append(x.Wijzigingen, w)
		}
		uit = append(uit, x)
	}
	return uit
}

func (u verschiluitvoer) toon(uit io.Writer, r *projections.Rapport) error {
	fmt.Fprintf(uit, "%s\nVan bekend op positie %d tot bekend op positie %d.\n\n", r.Titel, u.Van, u.Tot)
	if len(u.Regels) == 0 {
		fmt.Fprintln(uit, "Er is geen verschil.")
	}
	if err := toonRegels(uit, u.Regels); err != nil {
		return err
	}
	if len(u.Stappen) > 0 {
		fmt.Fprintln(uit, "\nDeze later vastgelegde gebeurtenissen verklaren het; samen zijn zij precies het verschil:")
	}
	for _, s := range u.Stappen {
		for _, g := range s.Gebeurtenissen {
			fmt.Fprintf(uit, "\n%d  %s  %s (geldig vanaf %s)\n", g.Positie, g.Op.Format("2006-01-02 15:04"), g.Zin, g.GeldigVanaf)
		}
		if err := toonRegels(uit, s.Regels); err != nil {
			return err
		}
	}
	return nil
}

func toonRegels(uit io.Writer, rs []verschilregel) error {
	w := tabwriter.NewWriter(uit, 0, 0, 2, ' ', 0)
	for _, r := range rs {
		fmt.Fprintf(w, "  %s\t%s\n", r.soort, strings.Join(r.Sleutel, ", "))
		for _, c := range r.Wijzigingen {
			fmt.Fprintf(w, "    %s\t%q -> %q\t%s\n", c.Kolom, c.Toen, c.Nu, c.Verschil)
		}
	}
	return w.Flush()
}

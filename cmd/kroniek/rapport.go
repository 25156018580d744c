package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

func rapportOpdracht() *cobra.Command {
	var v rapportvraag
	cmd := &cobra.Command{
		Use:   "rapport [naam]",
		Short: "Toon een rapport, zoals bekend op elk gewenst moment",
		Long: `Toont een rapport uit de leesmodellen in de datamap; zonder naam de lijst van rapporten.
Dit is voor wie de datamap beheert: kleine groepen worden hier niet afgeschermd, zoals in de API voor wie geen recht op personen heeft.
--bekend-op kiest wat toen bekend was (een positie of een dag), --peildatum wat op een dag gold.
--verschil A..B toont wat er tussen twee momenten veranderde en welke gebeurtenissen dat verklaren; samen zijn zij het verschil.
Onder elk rapport staat waarop het rust: positie, aantal gebeurtenissen, wortel van het logboek en regelversies.`,
		Example: `  kroniek rapport --data DIR
  kroniek rapport zienswijzen --data DIR --bekend-op 2019-06-01
  kroniek rapport deelnamematrix --data DIR --peildatum 2020-01-01 --csv
  kroniek rapport zienswijzen --data DIR --verschil 2019-05-01..2019-06-01
  kroniek rapport zienswijzen --data DIR --waar reactie="te laat" --herkomst`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if v.json && v.csv {
				return metCode(exitGebruik, errors.New("kies --json of --csv"))
			}
			if len(args) == 0 {
				return toonRapporten(cmd.OutOrStdout())
			}
			return v.toon(cmd.Context(), cmd.OutOrStdout(), args[0])
		},
	}
	datavlag(cmd, &v.dir)
	cmd.Flags().StringVar(&v.bekendOp, "bekend-op", "", "positie of dag (standaard: nu)")
	cmd.Flags().StringVar(&v.peildatum, "peildatum", "", "dag waarop het gold")
	cmd.Flags().StringVar(&v.verschil, "verschil", "", "twee momenten A..B, elk een positie of dag; zonder B: nu")
	cmd.Flags().StringToStringVar(&v.waar, "waar", nil, "filter, zoals gemeente=GM0202; mag vaker")
	cmd.Flags().BoolVar(&v.json, "json", false, "als JSON")
	cmd.Flags().BoolVar(&v.csv, "csv", false, "als CSV")
	cmd.Flags().BoolVar(&v.herkomst, "herkomst", false, "toon per regel de posities van de gebeurtenissen erachter")
	return cmd
}

// mapbeheer is who asks at the command line: whoever can read the folder.
const mapbeheer = "beheer van de datamap"

type rapportvraag struct {
	dir, bekendOp, peildatum string
	verschil                 string // A..B
	waar                     map[string]string
	json, csv, herkomst      bool
}

func toonRapporten(uit io.Writer) error {
	w := tabwriter.NewWriter(uit, 0, 0, 2, ' ', 0)
	for _, r := range rapporten() {
		fmt.Fprintf(w, "%s\t%s\n", r.Naam, r.Titel)
	}
	return w.Flush()
}

func (v rapportvraag) toon(ctx context.Context, uit io.Writer, naam string) (err error) {
	lijst := rapporten()
	i := slices.IndexFunc(lijst, func(r *projections.Rapport) bool { return r.Naam == naam })
	if i < 0 {
		return metCode(exitGebruik, fmt.Errorf("er is geen rapport %q; zie kroniek rapport", naam))
	}
	if v.verschil != "" {
		return v.toonVerschil(ctx, uit, lijst[i])
	}
	a, err := v.maak(ctx, lijst[i])
	if err != nil {
		return err
	}
	switch {
	case v.json:
		return json.NewEncoder(uit).Encode(struct {
			Rapport      string                   `json:"rapport"`
			GevraagdDoor string                   `json:"gevraagdDoor"`
			Volledigheid projections.Volledigheid `json:"volledigheid"`
			Kolommen     []projections.Kolom      `json:"kolommen"`
			Regels       []projections.Regel      `json:"regels"`
		}{a.Rapport.Naam, a.GevraagdDoor, a.Volledigheid, a.Uitkomst.Kolommen, a.Uitkomst.Regels})
	case v.csv:
		return projections.SchrijfCSV(uit, a)
	default:
		return v.tabel(uit, a)
	}
}

func (v rapportvraag) maak(ctx context.Context, r *projections.Rapport) (a projections.Antwoord, err error) {
	err = v.metLezer(ctx, r, func(m *leesmap, lezer projections.Lezer) (err error) {
		vraag := projections.Vraag{Filter: v.waar, ZonderHerkomst: !v.herkomst && !v.csv && !v.json}
		if vraag.BekendOp, err = m.positie(ctx, v.bekendOp); err != nil {
			return err
		}
		if v.peildatum != "" {
			if vraag.Peildatum, err = recht.ParseDatum(v.peildatum); err != nil {
				return metCode(exitGebruik, fmt.Errorf("--peildatum %q is geen dag van de vorm jjjj-mm-dd", v.peildatum))
			}
		}
		if v.bekendOp == "" {
			vraag.BekendOp = min(vraag.BekendOp, lezer.Stand().Positie)
		}
		a, err = projections.Voer(ctx, r, lezer, vraag)
		a.GevraagdDoor = mapbeheer
		return rapportfout(err)
	})
	return a, err
}

// metLezer gives fn the folder and a reader of the read model behind r.
func (v rapportvraag) metLezer(ctx context.Context, r *projections.Rapport, fn func(*leesmap, projections.Lezer) error) (err error) {
	m, err := openLeesmap(ctx, v.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	l, err := leesmodellen.OpenLezen(ctx, modellenmap(v.dir), projectoren())
	if err != nil {
		return fmt.Errorf("open leesmodellen: %w", err)
	}
	defer func() { err = errors.Join(err, l.Sluit()) }()
	lezer, klaar, err := l.Lees(ctx, r.Model.Naam)
	if errors.Is(err, leesmodellen.ErrInOpbouw) {
		return fmt.Errorf("het leesmodel %s is er nog niet; bouw het op met kroniek rebuild --data %s, of start het kantoor", r.Model.Naam, v.dir)
	}
	if err != nil {
		return fmt.Errorf("leesmodel %s: %w", r.Model.Naam, err)
	}
	defer klaar()
	return fn(m, lezer)
}

// rapportfout says in Dutch why a report could not be made, with the exit code.
func rapportfout(err error) error {
	var nog *projections.NogNietBekend
	var onbekend *projections.OnbekendeParameter
	var waarde *projections.OnbekendeWaarde
	switch {
	case errors.As(err, &nog) && nog.Gestopt != "":
		return metCode(exitVerschil, fmt.Errorf("het leesmodel %s is bij gebeurtenis %d gestopt (%s) en kan dit niet volledig beantwoorden", nog.Model, nog.Vanaf, nog.Gestopt))
	case errors.As(err, &nog):
		return fmt.Errorf("het leesmodel %s is pas bij positie %d; gevraagd is %d", nog.Model, nog.Positie, nog.Gevraagd)
	case errors.As(err, &onbekend):
		return metCode(exitGebruik, fmt.Errorf("dit rapport kent het filter %q niet", onbekend.Naam))
	case errors.As(err, &waarde):
		return metCode(exitGebruik, fmt.Errorf("het filter %s kent deze waarde niet; geef %s", waarde.Parameter.Naam, waarde.Parameter.Toegestaan()))
	}
	if r, ok := errors.AsType[*es.Refusal](err); ok { // what a report asks for, in a sentence for people
		return metCode(exitGebruik, errors.New(strings.TrimSpace(r.Reason+" "+r.Detail)))
	}
	return err
}

// gevraagd repeats the question, so that a printed report can be understood and
// asked again.
func (v rapportvraag) gevraagd() string {
	bekend := v.bekendOp
	if bekend == "" {
		bekend = "nu"
	}
	delen := []string{"bekend op " + bekend}
	if v.peildatum != "" {
		delen = append(delen, "peildatum "+v.peildatum)
	}
	for _, naam := range slices.Sorted(maps.Keys(v.waar)) {
		delen = append(delen, naam+" = "+v.waar[naam])
	}
	return strings.Join(delen, ", ") + ", door " + mapbeheer + "."
}

func (v rapportvraag) tabel(uit io.Writer, a projections.Antwoord) error {
	fmt.Fprintf(uit, "%s\n%s\n\n", a.Rapport.Titel, a.Rapport.Definitie)
	w := tabwriter.NewWriter(uit, 0, 0, 2, ' ', 0)
	var kop []string
	for _, k := range a.Uitkomst.Kolommen {
		kop = append(kop, k.Naam)
	}
	kop = append(kop, "gesimuleerd")
	if v.herkomst {
		kop = append(kop, "herkomst")
	}
	fmt.Fprintln(w, strings.Join(kop, "\t"))
	for _, r := range a.Uitkomst.Regels {
		var cellen []string
		for _, c := range r.Waarden {
			cellen = append(cellen, fmt.Sprint(c))
		}
		cellen = append(cellen, map[bool]string{true: "ja", false: "nee"}[r.Gesimuleerd])
		if v.herkomst {
			cellen = append(cellen, fmt.Sprint(r.Herkomst))
		}
		fmt.Fprintln(w, strings.Join(cellen, "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	b := a.Volledigheid
	fmt.Fprintln(uit, "\nGevraagd: "+v.gevraagd())
	fmt.Fprintf(uit, "Leesmodel %s versie %d, bekend op positie %d; bijgewerkt tot positie %d (%d gebeurtenissen), wortel %s.\n", b.Leesmodel, b.Versie, b.BekendOp, b.Positie, b.Aantal, b.Wortel)
	if !b.Volledig {
		fmt.Fprintf(uit, "LET OP: niet volledig; het leesmodel is gestopt bij gebeurtenis %d (%s).\n", b.GestoptVanaf, b.Gestopt)
	}
	for _, r := range b.Regels {
		fmt.Fprintf(uit, "Regel %s, versie %s%s.\n", r.Code, r.Versie, map[bool]string{true: " (aangenomen: geen bron gezien)"}[r.Aangenomen])
	}
	if b.Gesimuleerd {
		deel := "deels"
		if !slices.ContainsFunc(a.Uitkomst.Regels, func(r projections.Regel) bool { return !r.Gesimuleerd }) {
			deel = "geheel"
		}
		fmt.Fprintf(uit, "Dit rapport rust %s op gesimuleerde gegevens.\n", deel)
	}
	toonStatus(uit, a)
	return nil
}

package archiefwerk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// verzoek records an aanvraag of mens(1), who was born on 2 January 2010.
func verzoek(w *wereld, n int, grond leerplicht.Vrijstellingsgrond) es.Stream {
	s, dag := stroom(vrijstelling.Soort, n), recht.DatumVan(w.nu)
	doe(w, vrijstelling.Decider, s, func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.Ontvang{
			Opdracht: o, Opgave: leerplicht.Opgave{Gemeente: gemeente(1), Onderwijssoort: leerplicht.Voortgezet}, Persoon: mens(1), Grond: grond,
			Verzoek: vrijstelling.Verzoek{OntvangenOp: dag, GevraagdVanaf: dag, GevraagdTot: dag.PlusDagen(100)},
		}
	}, "wie")
	return s
}

func TestVrijstellingAndVerlofHaveTermsOfTheirOwn(t *testing.T) {
	w := opent(t, t.TempDir(), toen, nil)
	require.NoError(t, w.herstel())
	dag := recht.DatumVan(w.nu)
	toe := func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.KenToe{Opdracht: o, Op: dag, Vanaf: dag, Tot: dag.PlusDagen(20)}
	}
	af := func(o recht.Opdracht) vrijstelling.Command {
		o.Motivering = "Te weinig onderwijs."
		return vrijstelling.WijsAf{Opdracht: o, Op: dag}
	}
	oordeel := func(s es.Stream, op recht.Datum) archief.Oordeel {
		ds, err := w.a.ZoekOp(t.Context(), "", s)
		require.NoError(t, err)
		o, err := ds[0].Zaak.Beoordeel(op)
		require.NoError(t, err)
		return o
	}
	t.Run("een vrijstelling volgt de geboortedag, ook zolang er niet over is beslist", func(t *testing.T) {
		s := verzoek(w, 1, leerplicht.Grond3a)
		require.Equal(t, recht.NieuweDatum(2029, 1, 2), oordeel(s, dag).Vanaf)
		doe(w, vrijstelling.Decider, s, toe, "wie")
		o := oordeel(s, dag)
		require.Equal(t, []any{"11.1.8", recht.NieuweDatum(2029, 1, 2), archief.TermijnLoopt}, []any{o.Termijn.Nummer, o.Vanaf, o.Reden})
	})
	t.Run("na een weigering volgt zij die, en niet de geboortedag", func(t *testing.T) {
		s := verzoek(w, 2, leerplicht.Grond3a)
		doe(w, vrijstelling.Decider, s, af, "wie")
		o := oordeel(s, dag.PlusJaren(5))
		require.Equal(t, []any{"11.2", dag.PlusJaren(5), archief.Aanhouding("")}, []any{o.Termijn.Nummer, o.Vanaf, o.Reden})
	})
	t.Run("verlof volgt zijn laatste dag", func(t *testing.T) {
		s := stroom(verlof.Soort, 3)
		p := verlof.Periode{Vanaf: dag.PlusDagen(10), Tot: dag.PlusDagen(40), Dagen: 20}
		for _, maak := range []func(recht.Opdracht) verlof.Command{
			func(o recht.Opdracht) verlof.Command {
				return verlof.VraagAan{
					Opdracht: o, Opgave: leerplicht.Opgave{Gemeente: gemeente(1), Onderwijssoort: leerplicht.Voortgezet}, Persoon: mens(1),
					Periode: p, AangevraagdOp: dag,
				}
			},
			func(o recht.Opdracht) verlof.Command { return verlof.HoorHoofd{Opdracht: o, GehoordOp: dag} },
			func(o recht.Opdracht) verlof.Command {
				return verlof.Verleen{Opdracht: o, Periode: p, BeslotenOp: dag}
			},
		} {
			doe(w, verlof.Decider, s, maak, "wie")
		}
		o := oordeel(s, dag)
		require.Equal(t, []any{"11.1.2", p.Tot.PlusJaren(1), archief.TermijnLoopt}, []any{o.Termijn.Nummer, o.Vanaf, o.Reden})
	})
}

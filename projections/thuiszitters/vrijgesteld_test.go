package thuiszitters_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	vr "github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections/thuiszitters"
)

func vrijstroom(n int) es.Stream {
	return vr.Stroom(uuid.NewSHA1(uuid.NameSpaceOID, []byte{byte(n)}))
}

// vrij carries out a command on vrijstelling n, which begins as an aanvraag on art. 3a.
func (k *kantoor) vrij(n int, c vr.Command) error {
	if k.vrijstaten == nil {
		k.vrijstaten = map[int]vr.State{}
	}
	s := k.vrijstaten[n]
	if s.Stand().Uitkomst == "" {
		c = vr.Ontvang{
			Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: "GM0202", Onderwijssoort: leerplicht.Voortgezet}, Grond: leerplicht.Grond3a,
			Persoon: leerplicht.Persoon{Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(dag("2012-05-20")), BSN: es.Prive(recht.BSN("999990019"))},
			Verzoek: vr.Verzoek{OntvangenOp: dag("2026-08-03"), GevraagdVanaf: dag("2026-09-01"), GevraagdTot: dag("2027-08-01")},
		}
	}
	events, err := vr.Decide(c, s)
	if err != nil {
		return err
	}
	for _, e := range events {
		s = vr.Evolve(s, e)
		k.events = append(k.events, es.Recorded{Position: es.Position(len(k.events) + 1), Stream: vrijstroom(n), Event: e})
	}
	k.vrijstaten[n] = s
	return nil
}

func toe(dossier es.Stream, vanaf, tot string) vr.KenToe {
	return vr.KenToe{Opdracht: nu(), Op: dag("2026-09-07"), Vanaf: dag(vanaf), Tot: dag(tot), Dossier: dossier}
}

// metVrij opens vrijstelling n and carries out commands that must be accepted.
func (k *kantoor) metVrij(t *testing.T, n int, cs ...vr.Command) *kantoor {
	t.Helper()
	for _, c := range append([]vr.Command{nil}, cs...) {
		require.NoError(t, k.vrij(n, c), "%T", c)
	}
	return k
}

// willekeurigVrij gives a random command about a vrijstelling; a refusal is part of the draw.
func (k *kantoor) willekeurigVrij(r *rand.Rand) {
	o := nu()
	if r.IntN(3) == 0 {
		o = corrigerend()
	}
	o.Motivering = "omdat"
	vanaf := dag("2026-08-10").PlusDagen(r.IntN(90))
	dossier := []es.Stream{"", stroom(r.IntN(4)), stroom(r.IntN(4))}[r.IntN(3)]
	cs := []vr.Command{
		vr.KenToe{Opdracht: o, Op: dag("2026-09-07"), Vanaf: vanaf, Tot: vanaf.PlusDagen(1 + r.IntN(100)), Dossier: dossier},
		vr.KenToe{Opdracht: o, Op: dag("2026-09-07"), Vanaf: vanaf, Tot: vanaf.PlusDagen(1 + r.IntN(100)), Dossier: dossier},
		vr.WijsAf{Opdracht: o, Op: dag("2026-09-08")},
		vr.Verleng{Opdracht: o, AangevraagdOp: dag("2026-08-10"), Op: dag("2026-09-20"), Tot: dag("2027-08-01")},
		vr.Beeindig{Opdracht: o, Einde: vanaf.PlusDagen(5), Eindreden: vr.NaarSchool},
	}
	_ = k.vrij(r.IntN(3), cs[r.IntN(len(cs))])
}

// vrijOp returns the files whose pupils are exempt on d, by the events up to p.
func (k *kantoor) vrijOp(p es.Position, d recht.Datum) map[es.Stream]bool {
	duren := map[es.Stream]vr.Duur{}
	for _, r := range k.events[:p] {
		switch e := r.Event.(type) {
		case vr.VervangendeLeerplichtToegestaan:
			duren[r.Stream] = e.Duur
		case vr.VervangendeLeerplichtVerlengd:
			duren[r.Stream] = e.Duur
		case vr.VrijstellingBeeindigd:
			duren[r.Stream] = e.Duur
		case vr.VervangendeLeerplichtGeweigerd:
			delete(duren, r.Stream)
		}
	}
	uit := map[es.Stream]bool{}
	for _, duur := range duren {
		if !d.Voor(duur.Vanaf) && d.Voor(duur.Tot) {
			uit[duur.Dossier] = true
		}
	}
	return uit
}

func TestVrijgesteld(t *testing.T) {
	const g, naam = "GM0202", "Arnhem"
	telt := func(t *testing.T, k *kantoor, d string, p es.Position) int {
		return len(op(t, k, thuiszitters.Rapport, d, p))
	}
	t.Run("wie is vrijgesteld is vanaf die dag geen thuiszitter, en daarna weer wel, met de duur vanaf het begin", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01")).metVrij(t, 0, toe(stroom(0), "2026-10-10", "2026-12-10"))
		for d, want := range map[string][]w{
			"2026-10-09": {regel(g, naam, thuiszitters.NaVierWeken, 1)},
			"2026-10-10": nil,
			"2026-12-09": nil,
			"2026-12-10": {regel(g, naam, thuiszitters.NaDrieMaanden, 1)},
		} {
			require.Equal(t, want, op(t, k, thuiszitters.Rapport, d, 0), d)
			require.Len(t, op(t, k, thuiszitters.RapportDossiers, d, 0), len(want), d)
		}
	})
	t.Run("zonder dossier, of met dat van een ander, verandert er niets", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01")).dossier(t, 1, "GM0277").metVrij(t, 0, toe("", "2026-09-01", "2027-08-01"))
		require.Equal(t, 1, telt(t, k, "2026-10-10", 0))
		k.metVrij(t, 1, toe(stroom(1), "2026-09-01", "2027-08-01"))
		require.Equal(t, 1, telt(t, k, "2026-10-10", 0))
	})
	t.Run("een vrijstelling van voor het oordeel werkt ook", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g).metVrij(t, 0, toe(stroom(0), "2026-09-01", "2026-11-01"))
		require.NoError(t, k.doe(0, merk("2026-09-01")))
		require.Equal(t, []int{0, 1}, []int{telt(t, k, "2026-10-31", 0), telt(t, k, "2026-11-01", 0)})
	})
	t.Run("wat op 1 oktober bekend was blijft, en de gebeurtenis van de vrijstelling staat erachter", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-08-20"))
		toen := es.Position(len(k.events))
		k.metVrij(t, 0, toe(stroom(0), "2026-09-15", "2027-08-01"))
		require.Equal(t, []int{1, 0}, []int{telt(t, k, "2026-10-01", toen), telt(t, k, "2026-10-01", 0)})
		require.NoError(t, k.vrij(0, vr.Beeindig{Opdracht: nu(), Einde: dag("2026-09-20"), Eindreden: vr.GeenGrondMeer}))
		require.Equal(t, []int{1, 1, 0}, []int{telt(t, k, "2026-10-01", toen), telt(t, k, "2026-10-01", 0), telt(t, k, "2026-09-19", 0)})
		require.Equal(t, w{"vrijstelling beëindigd", "2026-09-20"}, op(t, k, thuiszitters.RapportDossiers, "2026-09-28", 0)[0][8:])
	})
	t.Run("een verlenging en een correctie van het dossier verschuiven de dagen", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01")).dossier(t, 1, g, merk("2026-09-01"))
		k.metVrij(t, 0, toe(stroom(0), "2026-10-10", "2026-12-24"))
		c := toe(stroom(1), "2026-10-10", "2026-12-24")
		c.Opdracht = corrigerend()
		require.NoError(t, k.vrij(0, c))
		require.Equal(t, string(stroom(0)), op(t, k, thuiszitters.RapportDossiers, "2026-11-01", 0)[0][2])
		require.NoError(t, k.vrij(0, vr.Verleng{Opdracht: nu(), AangevraagdOp: dag("2026-10-01"), Op: dag("2026-11-02"), Tot: dag("2027-02-01")}))
		require.Len(t, op(t, k, thuiszitters.RapportDossiers, "2027-01-31", 0), 1)
		require.Len(t, op(t, k, thuiszitters.RapportDossiers, "2027-02-01", 0), 2)
	})
	t.Run("blijkt er geen vrijstelling te zijn, dan telt de leerling weer", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01")).metVrij(t, 0, toe(stroom(0), "2026-10-10", "2026-12-24"))
		o := corrigerend()
		o.Motivering = "Na bezwaar."
		require.NoError(t, k.vrij(0, vr.WijsAf{Opdracht: o, Op: dag("2026-10-20")}))
		require.Equal(t, 1, telt(t, k, "2026-11-01", 0))
		require.Equal(t, w{"vrijstelling vervallen", "2026-10-20"}, op(t, k, thuiszitters.RapportDossiers, "2026-11-01", 0)[0][8:])
	})
	t.Run("van een dossier dat is vernietigd komt niets terug door een vrijstelling", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01"))
		for i := range k.events {
			k.events[i].Replaced = true
		}
		k.metVrij(t, 0, toe(stroom(0), "2026-10-10", "2026-12-24"))
		require.Zero(t, telt(t, k, "2026-10-01", 0))
	})
}

package thuiszitters_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	ld "github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/thuiszitters"
)

func regel(g, naam string, k thuiszitters.Duurklasse, n int64) w { return w{g, naam, string(k), n} }

func TestThuiszitters(t *testing.T) {
	const g, naam = "GM0202", "Arnhem"
	t.Run("relatief verzuim telt na meer dan vier weken, en na meer dan drie maanden met voorrang", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01"))
		for d, want := range map[string][]w{
			"2026-09-29": nil, // exactly four weeks
			"2026-09-30": {regel(g, naam, thuiszitters.NaVierWeken, 1)},
			"2026-12-01": {regel(g, naam, thuiszitters.NaVierWeken, 1)}, // exactly three months
			"2026-12-02": {regel(g, naam, thuiszitters.NaDrieMaanden, 1)},
		} {
			require.Equal(t, want, op(t, k, thuiszitters.Rapport, d, 0), d)
		}
	})
	t.Run("absoluut verzuim telt vanaf de eerste dag", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, absoluut("2026-09-01")...)
		require.Empty(t, op(t, k, thuiszitters.Rapport, "2026-08-31", 0))
		require.Equal(t, []w{regel(g, naam, thuiszitters.TotVierWeken, 1)}, op(t, k, thuiszitters.Rapport, "2026-09-01", 0))
		require.Equal(t, []w{regel(g, naam, thuiszitters.TotVierWeken, 1)}, op(t, k, thuiszitters.Rapport, "2026-09-29", 0))
		require.Equal(t, []w{regel(g, naam, thuiszitters.NaVierWeken, 1)}, op(t, k, thuiszitters.Rapport, "2026-09-30", 0))
	})
	t.Run("op de dag van terugkeer of sluiting telt iemand niet meer", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01"), terug("2026-12-24"))
		k.dossier(t, 1, "GM0277", merk("2026-09-01"), sluit("2026-11-30"))
		require.Len(t, op(t, k, thuiszitters.Rapport, "2026-11-29", 0), 2)
		require.Len(t, op(t, k, thuiszitters.Rapport, "2026-11-30", 0), 1)
		require.Len(t, op(t, k, thuiszitters.Rapport, "2026-12-23", 0), 1)
		require.Empty(t, op(t, k, thuiszitters.Rapport, "2026-12-24", 0))
		k.dossier(t, 2, g, merk("2026-09-01"), terug("2026-10-15"), sluit("2026-11-30"))
		require.Equal(t, []w{regel(g, naam, thuiszitters.NaVierWeken, 1)}, op(t, k, thuiszitters.Rapport, "2026-11-15", 0)[:1], "the return stands, though the file closed later")
	})
	t.Run("een verzonnen dossier maakt zijn regel gesimuleerd", func(t *testing.T) {
		for _, verzonnen := range []bool{false, true} {
			m := merk("2026-09-01")
			m.Gesimuleerd = verzonnen
			k := (&kantoor{}).dossier(t, 0, g, m)
			l := leesmodellentest.Lees(t, thuiszitters.Projector, k.events...)
			for _, r := range []*projections.Rapport{thuiszitters.Rapport, thuiszitters.RapportDossiers} {
				require.Equal(t, verzonnen, maak(t, l, r, projections.Vraag{BekendOp: 2, Peildatum: dag("2026-10-15")})[0].Gesimuleerd)
			}
		}
	})
	t.Run("een stap zonder opening of een einde zonder begin stopt de projector", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01"), terug("2026-10-15"), sluit("2026-11-30"))
		for _, r := range k.events[2:] {
			require.ErrorIs(t, thuiszitters.Projector.Verwerk(schrijver{}, r), projections.ErrVolgorde)
		}
		gesprek := ld.GesprekGevoerd{Nummer: 1, GevoerdOp: dag("2026-10-12")}
		require.ErrorIs(t, thuiszitters.Projector.Verwerk(schrijver{}, es.Recorded{Event: gesprek}), projections.ErrVolgorde)
	})
	t.Run("wat later werd vastgelegd verandert wat nu bekend is over 1 oktober, niet wat op 1 oktober bekend was", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-08-20"))
		k.dossier(t, 1, g)
		op1oktober := es.Position(len(k.events))
		require.NoError(t, k.doe(1, merk("2026-08-24"))) // recorded in November, about absence since August
		require.Equal(t, []w{regel(g, naam, thuiszitters.NaVierWeken, 1)}, op(t, k, thuiszitters.Rapport, "2026-10-01", op1oktober))
		require.Equal(t, []w{regel(g, naam, thuiszitters.NaVierWeken, 2)}, op(t, k, thuiszitters.Rapport, "2026-10-01", 0))
		c := merk("2026-09-03")
		c.Opdracht, c.Periode = corrigerend(), 1
		require.NoError(t, k.doe(0, c)) // a correction: not yet four weeks on 1 October
		require.Equal(t, []w{regel(g, naam, thuiszitters.NaVierWeken, 1)}, op(t, k, thuiszitters.Rapport, "2026-10-01", 0))
		require.Equal(t, []w{regel(g, naam, thuiszitters.NaVierWeken, 2)}, op(t, k, thuiszitters.Rapport, "2026-10-02", 0))
		require.Equal(t, []w{regel(g, naam, thuiszitters.NaVierWeken, 1)}, op(t, k, thuiszitters.Rapport, "2026-10-01", op1oktober))
	})
	t.Run("zonder peildatum is er geen antwoord", func(t *testing.T) {
		l := leesmodellentest.Lees(t, thuiszitters.Projector)
		for _, r := range []*projections.Rapport{thuiszitters.Rapport, thuiszitters.RapportDossiers} {
			_, err := projections.Voer(context.Background(), r, l, projections.Vraag{})
			require.ErrorIs(t, err, thuiszitters.ErrPeildatum)
		}
	})
	t.Run("van een vernietigd dossier blijft hier niets", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, g, merk("2026-09-01"))
		for i := range k.events {
			k.events[i].Replaced = true
		}
		require.Empty(t, op(t, k, thuiszitters.Rapport, "2026-10-15", 0))
	})
}

// A schrijver with nothing in it.
type schrijver struct{ projections.Schrijver }

func (schrijver) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, nil
}

func TestDossiers(t *testing.T) {
	t.Run("de laatste stap is die op of voor de peildatum", func(t *testing.T) {
		gesprek := ld.VoerGesprek{Opdracht: nu(), Nummer: 1, Gesprekssoort: ld.OpSchool, GevoerdOp: dag("2026-10-12")}
		m := merk("2026-09-01")
		m.AangemerktOp = dag("2026-09-30")
		k := (&kantoor{}).dossier(t, 3, "GM0277", m, gesprek, ld.KiesRoute{Opdracht: nu(), Route: ld.VrijwilligeHulp, GekozenOp: dag("2026-10-19")})
		rij := func(d string) w { return op(t, k, thuiszitters.RapportDossiers, d, 0)[0] }
		require.Equal(t, w{
			"GM0277", "Rozendaal", string(stroom(3)), "leerplicht", "relatief", "2026-09-01", int64(30),
			string(thuiszitters.NaVierWeken), "thuiszitter aangemerkt", "2026-09-30",
		}, rij("2026-10-01"))
		require.Equal(t, w{"gesprek gevoerd", "2026-10-12"}, rij("2026-10-18")[8:])
		require.Equal(t, w{"route 1 gekozen", "2026-10-19"}, rij("2026-10-19")[8:])
		gesprek.Nummer, gesprek.GevoerdOp = 2, dag("2026-10-19")
		require.NoError(t, k.doe(3, gesprek))
		require.Equal(t, w{"gesprek gevoerd", "2026-10-19"}, rij("2026-10-19")[8:], "of two steps on a day, the one recorded last")
		require.Empty(t, op(t, k, thuiszitters.RapportDossiers, "2026-09-29", 0))
	})
}

// willekeurig runs an office for a while.
func willekeurig(zaad uint64) *kantoor {
	r, vrij := rand.New(rand.NewPCG(zaad, 0)), rand.New(rand.NewPCG(zaad, 1))
	k := &kantoor{}
	for range 50 {
		if len(k.events) > 0 && vrij.IntN(3) == 0 {
			k.willekeurigVrij(vrij)
		}
		n, o := r.IntN(4), nu()
		if r.IntN(3) == 0 {
			o = corrigerend()
		}
		d := dag("2026-08-10").PlusDagen(r.IntN(120))
		g := []recht.Gemeentecode{"GM0202", "GM0277"}[n%2]
		cs := []ld.Command{
			open(g), open(g),
			ld.StelAbsoluutVerzuimVast{Opdracht: o, Begin: d},
			ld.MerkThuiszitterAan{Opdracht: o, Periode: r.IntN(3), Aard: ld.Relatief, Begin: d, AangemerktOp: d.PlusDagen(29 + r.IntN(9))},
			ld.MerkThuiszitterAan{Opdracht: o, Periode: r.IntN(3), Aard: ld.Absoluut, Begin: d, AangemerktOp: d.PlusDagen(r.IntN(9))},
			ld.StelTerugkeerVast{Opdracht: o, Periode: r.IntN(3), TerugOp: d.PlusDagen(r.IntN(90))},
			ld.MerkThuiszitterAan{Opdracht: o, Aard: ld.Relatief, Begin: d, AangemerktOp: d.PlusDagen(29)},
		}
		if r.IntN(30) == 0 {
			cs = []ld.Command{sluit(d.PlusDagen(30).String())}
		}
		_ = k.doe(n, cs[r.IntN(len(cs))]) // a refusal is part of the draw
		if r.IntN(4) == 0 {
			for _, c := range absoluut(d.String()) {
				_ = k.doe(n, c)
			}
		}
	}
	return k
}

func TestCellenTegenFeiten(t *testing.T) {
	t.Run("elk aantal uit cellen is het aantal dossiers, op elke positie en dag", func(t *testing.T) {
		gezien := map[thuiszitters.Duurklasse]int64{}
		rapid.Check(t, func(rt *rapid.T) {
			k := willekeurig(rapid.Uint64().Draw(rt, "zaad"))
			if len(k.events) == 0 {
				return
			}
			p := es.Position(rapid.IntRange(1, len(k.events)).Draw(rt, "positie"))
			d := dag("2026-08-01").PlusDagen(rapid.IntRange(0, 200).Draw(rt, "dag"))
			l := leesmodellentest.Lees(t, thuiszitters.Projector, k.events...)
			require.NoError(rt, leesmodellentest.Herkomst(l, thuiszitters.Standen, p, d))
			uitDossiers := map[string]int64{}
			v := projections.Vraag{BekendOp: p, Peildatum: d}
			for _, r := range maak(rt, l, thuiszitters.RapportDossiers, v) {
				uitDossiers[fmt.Sprint(r.Waarden[0], r.Waarden[7])]++
			}
			uitCellen := map[string]int64{}
			for _, r := range maak(rt, l, thuiszitters.Rapport, v) {
				uitCellen[fmt.Sprint(r.Waarden[0], r.Waarden[2])] = r.Waarden[3].(int64)
				gezien[thuiszitters.Duurklasse(r.Waarden[2].(string))] += r.Waarden[3].(int64)
			}
			require.Equal(rt, uitDossiers, uitCellen)
			require.Equal(rt, uitStaat(k, p, d), uitCellen, "by the state of the deciders")
		})
		require.Len(t, gezien, 3, "every class was drawn")
	})
}

func maak(t require.TestingT, l projections.Lezer, r *projections.Rapport, v projections.Vraag) []projections.Regel {
	a, err := projections.Voer(context.Background(), r, l, v)
	require.NoError(t, err)
	return a.Uitkomst.Regels
}

// uitStaat counts without the read model: the events up to p, folded per file.
func uitStaat(k *kantoor, p es.Position, d recht.Datum) map[string]int64 {
	standen, gemeenten := map[es.Stream]ld.State{}, map[es.Stream]recht.Gemeentecode{}
	for _, r := range k.events[:p] {
		e, ok := r.Event.(ld.Event)
		if !ok {
			continue
		}
		standen[r.Stream] = ld.Evolve(standen[r.Stream], e)
		if o, ok := e.(ld.LeerplichtdossierGeopend); ok {
			gemeenten[r.Stream] = o.Gemeente
		}
	}
	uit, vrij := map[string]int64{}, k.vrijOp(p, d)
	for stroom, s := range standen {
		if vrij[stroom] {
			continue
		}
		for _, per := range s.Periodes() {
			if d.Voor(per.Begin) || !per.Tot.IsZero() && !d.Voor(per.Tot) {
				continue
			}
			dagen := per.Begin.DagenTot(d)
			klasse := thuiszitters.TotVierWeken
			switch {
			case d.Na(per.Begin.PlusMaanden(3)):
				klasse = thuiszitters.NaDrieMaanden
			case dagen > 28:
				klasse = thuiszitters.NaVierWeken
			case per.Aard != ld.Absoluut:
				continue
			}
			uit[fmt.Sprint(string(gemeenten[stroom]), string(klasse))]++
		}
	}
	return uit
}

func TestGolden(t *testing.T) {
	leesmodellentest.Golden(t, thuiszitters.Projector, willekeurig(7).events, "testdata/golden.json")
}

func TestLeerplichtEnKwalificatieplicht(t *testing.T) {
	t.Run("beide plichten tellen, elk apart te vragen", func(t *testing.T) {
		k := (&kantoor{}).dossier(t, 0, "GM0202", merk("2026-09-01"))
		o := open("GM0202")
		o.Geboren, o.Plicht = es.Prive(dag("2009-09-01")), leerplicht.Kwalificatieplicht
		require.NoError(t, k.doe(1, o))
		require.NoError(t, k.doe(1, merk("2026-09-01")))
		require.Equal(t, []w{regel("GM0202", "Arnhem", thuiszitters.NaVierWeken, 2)}, op(t, k, thuiszitters.Rapport, "2026-10-01", 0))
		l := leesmodellentest.Lees(t, thuiszitters.Projector, k.events...)
		a, err := projections.Voer(context.Background(), thuiszitters.Rapport, l, projections.Vraag{
			BekendOp: es.Position(len(k.events)), Peildatum: dag("2026-10-01"), Filter: map[string]string{"plicht": "kwalificatieplicht"},
		})
		require.NoError(t, err)
		require.Equal(t, w{"GM0202", "Arnhem", string(thuiszitters.NaVierWeken), int64(1)}, a.Uitkomst.Regels[0].Waarden)
	})
}

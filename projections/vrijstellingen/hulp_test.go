package vrijstellingen_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	vr "github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/vrijstellingen"
)

type w = []projections.Waarde

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func nu() recht.Opdracht {
	return recht.Opdracht{
		Op: dag("2026-11-02").Begin().Add(time.Hour), Actor: recht.Actor{Rol: "consulent-leerplicht", Organisatie: "MGR", ID: "a"}, Motivering: "omdat",
	}
}

func corrigerend() recht.Opdracht {
	o := nu()
	o.Corrigeert = uuid.MustParse("00000000-0000-8000-8000-000000000001")
	return o
}

func persoon(geboren string) leerplicht.Persoon {
	return leerplicht.Persoon{Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(dag(geboren)), BSN: es.Prive(recht.BSN("999990019"))}
}

func ontvang(g recht.Gemeentecode, grond leerplicht.Vrijstellingsgrond) vr.Ontvang {
	geboren := map[leerplicht.Vrijstellingsgrond]string{leerplicht.Grond3b: "2011-03-15", leerplicht.Grond15: "2010-03-15"}[grond]
	if geboren == "" {
		geboren = "2012-03-15"
	}
	return vr.Ontvang{
		Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: g, Onderwijssoort: leerplicht.Voortgezet}, Grond: grond, Persoon: persoon(geboren),
		Verzoek: vr.Verzoek{OntvangenOp: dag("2026-06-15"), GevraagdVanaf: dag("2026-08-01"), GevraagdTot: dag("2027-08-01")},
	}
}

func toets(ja bool) vr.Toets {
	return vr.Toets{Opdracht: nu(), Voldoet: ja, GetoetstOp: dag("2026-07-01")}
}

func toe(op, tot string) vr.KenToe {
	return vr.KenToe{Opdracht: nu(), Op: dag(op), Vanaf: dag("2026-08-01"), Tot: dag(tot)}
}

func af(op string) vr.WijsAf { return vr.WijsAf{Opdracht: nu(), Op: dag(op)} }

// Een kantoor holds cases by number and their events in order.
type kantoor struct {
	standen map[int]vr.State
	events  []es.Recorded
}

// doe carries out a command on case n; a refused one changes nothing.
func (k *kantoor) doe(n int, c vr.Command) error {
	if k.standen == nil {
		k.standen = map[int]vr.State{}
	}
	s := k.standen[n]
	events, err := vr.Decide(c, s)
	if err != nil {
		return err
	}
	for _, e := range events {
		s = vr.Evolve(s, e)
		k.leg(vr.Stroom(uuid.NewSHA1(uuid.NameSpaceOID, []byte{byte(n)})), e)
	}
	k.standen[n] = s
	return nil
}

func (k *kantoor) leg(s es.Stream, e any) {
	k.events = append(k.events, es.Recorded{Position: es.Position(len(k.events) + 1), Stream: s, Event: e})
}

// zaak carries out commands that must be accepted.
func (k *kantoor) zaak(t *testing.T, n int, cs ...vr.Command) *kantoor {
	t.Helper()
	for _, c := range cs {
		require.NoError(t, k.doe(n, c), "%T", c)
	}
	return k
}

// verlof records an aanvraag with a besluit, or without one.
func (k *kantoor) verlof(t *testing.T, besluit func() verlof.Command) *kantoor {
	t.Helper()
	p := verlof.Periode{Vanaf: dag("2026-11-09"), Tot: dag("2026-11-30"), Dagen: 15}
	cs := []verlof.Command{
		verlof.VraagAan{
			Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: "GM0277", Onderwijssoort: leerplicht.Voortgezet}, Persoon: persoon("2012-03-15"),
			Periode: p, AangevraagdOp: dag("2026-10-01"),
		},
		verlof.HoorHoofd{Opdracht: nu(), GehoordOp: dag("2026-10-05")},
	}
	if besluit != nil {
		cs = append(cs, besluit())
	}
	var s verlof.State
	for _, c := range cs {
		events, err := verlof.Decide(c, s)
		require.NoError(t, err)
		for _, e := range events {
			s = verlof.Evolve(s, e)
			k.leg("verlof-x", e)
		}
	}
	return k
}

// vraag makes a report as known at v.BekendOp (0: now).
func vraag(t *testing.T, r *projections.Rapport, k *kantoor, v projections.Vraag) (uit []w) {
	t.Helper()
	if v.BekendOp == 0 {
		v.BekendOp = es.Position(len(k.events))
	}
	a, err := projections.Voer(t.Context(), r, leesmodellentest.Lees(t, vrijstellingen.Projector, k.events...), v)
	require.NoError(t, err)
	for _, regel := range a.Uitkomst.Regels {
		require.NotEmpty(t, regel.Herkomst)
		uit = append(uit, regel.Waarden)
	}
	return uit
}

// willekeurig runs an office for a while.
func willekeurig(zaad uint64) *kantoor {
	r := rand.New(rand.NewPCG(zaad, 0))
	k := &kantoor{}
	gronden := leerplicht.Vrijstellingsgrond("").Waarden()
	for range 90 {
		n, o := r.IntN(6), nu()
		if r.IntN(3) == 0 {
			o = corrigerend()
		}
		op := dag("2026-07-01").PlusDagen(r.IntN(60))
		tot := []recht.Datum{dag("2026-12-24"), dag("2027-08-01"), dag("2028-08-01")}[r.IntN(3)]
		cs := []vr.Command{
			ontvang([]recht.Gemeentecode{"GM0202", "GM0277"}[n%2], leerplicht.Vrijstellingsgrond(gronden[(n+int(zaad%7))%len(gronden)])),
			vr.OntvangVerklaring{Opdracht: o, VerklaardOp: dag("2026-06-01"), Onafhankelijk: true, NooitGeschikt: r.IntN(2) == 0},
			vr.Toets{Opdracht: o, Voldoet: r.IntN(3) > 0, GetoetstOp: op},
			vr.KenToe{Opdracht: o, Op: op, Vanaf: dag("2026-08-01"), Tot: tot},
			vr.WijsAf{Opdracht: o, Op: op},
			vr.Verleng{Opdracht: o, AangevraagdOp: dag("2026-10-01"), Op: dag("2026-10-20"), Tot: dag("2027-08-01")},
			vr.Beeindig{Opdracht: o, Einde: dag("2026-08-02").PlusDagen(r.IntN(90)), Eindreden: vr.NaarSchool},
			vr.LeverAanDuo{Opdracht: o, GeleverdOp: dag("2026-11-01")},
		}
		_ = k.doe(n, cs[r.IntN(len(cs))]) // a refusal is part of the draw
	}
	return k
}

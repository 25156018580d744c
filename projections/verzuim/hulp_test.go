package verzuim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	vm "github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
)

var correctie = uuid.MustParse("00000000-0000-8000-8000-000000000001")

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func nu() recht.Opdracht {
	return recht.Opdracht{Op: dag("2027-06-30").Begin().Add(time.Hour), Actor: recht.Actor{Rol: "leerplichtambtenaar", Organisatie: "MGR", ID: "a"}}
}

func corrigerend() recht.Opdracht {
	o := nu()
	o.Corrigeert = correctie
	return o
}

// ontvang is a melding of sixteen hours that were reached three days before op.
func ontvang(gemeente recht.Gemeentecode, school leerplicht.School, op string) vm.Ontvang {
	d := dag(op)
	return vm.Ontvang{
		Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: gemeente, Onderwijssoort: leerplicht.Voortgezet}, Verzuimsoort: vm.ZestienUur,
		Melding: vm.Melding{
			Persoon: leerplicht.Persoon{
				Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(dag("2012-05-20")), BSN: es.Prive(recht.BSN("999990019")),
			},
			School: school, Begindatum: d.PlusDagen(-20), Einddatum: d.PlusDagen(-3), OntvangenOp: d,
		},
	}
}

func corrigeer(o vm.Ontvang) vm.Corrigeer {
	return vm.Corrigeer{Opdracht: corrigerend(), Opgave: o.Opgave, Melding: o.Melding, Verzuimsoort: o.Verzuimsoort}
}

func behandel(op string) vm.NeemInBehandeling {
	return vm.NeemInBehandeling{Opdracht: nu(), Door: vm.Gemeente, GenomenOp: dag(op)}
}

func sluit(op string) vm.Sluit {
	return vm.Sluit{Opdracht: nu(), Door: vm.Gemeente, Sluitreden: leerplicht.VerzuimGestopt, AfgeslotenOp: dag(op)}
}

func intrek(op string) vm.TrekIn {
	return vm.TrekIn{Opdracht: nu(), Door: vm.School, IngetrokkenOp: dag(op)}
}

func kennis(op string) vm.NeemTerKennisgeving {
	return vm.NeemTerKennisgeving{Opdracht: nu(), Door: vm.Gemeente, AangenomenOp: dag(op)}
}

// Een kantoor holds meldingen by number and their events in order.
type kantoor struct {
	standen map[int]vm.State
	events  []es.Recorded
}

// doe carries out a command on melding n; a refused one changes nothing.
func (k *kantoor) doe(n int, c vm.Command) error {
	if k.standen == nil {
		k.standen = map[int]vm.State{}
	}
	s := k.standen[n]
	events, err := vm.Decide(c, s)
	if err != nil {
		return err
	}
	stroom := vm.Stroom(uuid.NewSHA1(uuid.NameSpaceOID, []byte{byte(n)}))
	for _, e := range events {
		s = vm.Evolve(s, e)
		k.events = append(k.events, es.Recorded{Position: es.Position(len(k.events) + 1), Stream: stroom, Event: e})
	}
	k.standen[n] = s
	return nil
}

// verhaal carries out commands, all of which must be accepted.
func verhaal(t *testing.T, cs map[int][]vm.Command) *kantoor {
	t.Helper()
	k := &kantoor{}
	for n := range len(cs) {
		for _, c := range cs[n] {
			require.NoError(t, k.doe(n, c), "%T", c)
		}
	}
	return k
}

func rapport(t require.TestingT, l projections.Lezer, r *projections.Rapport, v projections.Vraag) []projections.Regel {
	a, err := projections.Voer(ctx(t), r, l, v)
	require.NoError(t, err)
	require.True(t, a.Volledigheid.Volledig)
	return a.Uitkomst.Regels
}

// vraag makes a report of everything that happened.
func vraag(t *testing.T, r *projections.Rapport, k *kantoor, v projections.Vraag) [][]projections.Waarde {
	t.Helper()
	l := leesmodellentest.Lees(t, verzuim.Projector, k.events...)
	if v.BekendOp == 0 {
		v.BekendOp = es.Position(len(k.events))
	}
	var uit [][]projections.Waarde
	for _, regel := range rapport(t, l, r, v) {
		require.NotEmpty(t, regel.Herkomst)
		uit = append(uit, regel.Waarden)
	}
	return uit
}

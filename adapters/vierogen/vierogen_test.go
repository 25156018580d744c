package vierogen

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
)

var begin = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func door(id, rol string) recht.Verantwoording {
	return recht.Verantwoording{Actor: recht.Actor{Rol: rol, Organisatie: "MGR", ID: id}}
}

func voorstel(id string, na time.Duration) es.Recorded {
	return es.Recorded{Stream: "rolverlening-1", Type: "nl.toegangszaken.rol-voorgesteld.v1", Time: begin.Add(na), Event: rolverlening.RolVoorgesteld{Verantwoording: door(id, "beheerder")}}
}

func besluit(id, rol string, na time.Duration) es.Recorded {
	return es.Recorded{Stream: "rolverlening-1", Type: "nl.toegangszaken.rol-bekrachtigd.v1", Time: begin.Add(na), Event: rolverlening.RolBekrachtigd{Verantwoording: door(id, rol)}}
}

func TestToets(t *testing.T) {
	for _, c := range []struct {
		naam  string
		reeks []es.Recorded
		mis   []string
	}{
		{"twee mensen binnen de termijn", []es.Recorded{voorstel("a", 0), besluit("b", "beheerder", 7*24*time.Hour)}, []string{}},
		{"de zevende dag telt tot haar einde", []es.Recorded{voorstel("a", 0), besluit("b", "beheerder", 7*24*time.Hour+8*time.Hour+59*time.Minute)}, []string{}},
		{"de achtste dag niet", []es.Recorded{voorstel("a", 0), besluit("b", "beheerder", 7*24*time.Hour+9*time.Hour)}, []string{"de tweede kwam na meer dan 7 dagen"}},
		{"een mens in twee rollen", []es.Recorded{voorstel("a", 0), besluit("a", "bestuurssecretaris", time.Hour)}, []string{"het is een en dezelfde persoon"}},
		{"een proces", []es.Recorded{voorstel("a", 0), besluit("b", "proces", time.Hour)}, []string{"een van beiden is geen mens"}},
		{"een besluit zonder voorstel", []es.Recorded{besluit("b", "beheerder", 0)}, []string{"niemand legde dit voor"}},
		{"een tweede besluit op hetzelfde voorstel", []es.Recorded{voorstel("a", 0), besluit("b", "beheerder", 0), besluit("c", "beheerder", 0)}, []string{"niemand legde dit voor"}},
		{"een besluit voor het voorstel", []es.Recorded{voorstel("a", time.Hour), besluit("b", "beheerder", 0)}, []string{"de tweede was er voor de eerste"}},
		{"het laatste voorstel telt", []es.Recorded{voorstel("b", 0), voorstel("a", time.Hour), besluit("b", "beheerder", 2*time.Hour)}, []string{}},
	} {
		t.Run(c.naam, func(t *testing.T) {
			to := NieuweToets()
			for _, g := range c.reeks {
				to.Neem(g)
			}
			require.NotEmpty(t, to.Gezien)
			assert.Equal(t, c.mis, to.Gezien[len(to.Gezien)-1].Bezwaren)
		})
	}
	t.Run("wat geen twee mensen vraagt wordt niet geteld", func(t *testing.T) {
		to := NieuweToets()
		to.Neem(es.Recorded{Type: "nl.toegangszaken.rol-ingetrokken.v1", Event: rolverlening.RolIngetrokken{Verantwoording: door("a", "beheerder")}})
		to.Neem(es.Recorded{Type: "x", Event: 7})
		assert.Empty(t, to.Gezien)
	})
	begint := func(alleen bool) es.Recorded {
		return es.Recorded{
			Stream: "beheerhandeling-1", Type: "nl.toegangszaken.beheerhandeling-begonnen.v1", Time: begin,
			Event: beheerhandeling.HandelingBegonnen{Verantwoording: door("beheer", "proces"), Alleen: alleen},
		}
	}
	beheer := func(soort, id string) es.Recorded {
		g := voorstel(id, 0)
		g.Stream, g.Type = "beheerhandeling-1", "nl.toegangszaken.beheerhandeling-"+soort+".v1"
		return g
	}
	for _, c := range []struct {
		naam  string
		reeks []es.Recorded
		mis   []string
	}{
		{"wat een tweede bekrachtigde mag beginnen", []es.Recorded{beheer("voorgesteld", "a"), beheer("bekrachtigd", "b"), begint(false)}, []string{}},
		{"maar een keer", []es.Recorded{beheer("voorgesteld", "a"), beheer("bekrachtigd", "b"), begint(false), begint(false)}, []string{"niemand bekrachtigde dit"}},
		{"wat niemand bekrachtigde niet", []es.Recorded{beheer("voorgesteld", "a"), begint(false)}, []string{"niemand bekrachtigde dit"}},
		{"wat is afgewezen niet, ook niet alleen", []es.Recorded{beheer("voorgesteld", "a"), beheer("afgewezen", "b"), begint(true)}, []string{"niemand bekrachtigde dit"}},
		{"alleen, en dat staat erbij", []es.Recorded{begint(true)}, []string{}},
	} {
		t.Run("een beheerhandeling: "+c.naam, func(t *testing.T) {
			to := NieuweToets()
			for _, g := range c.reeks {
				require.True(t, Volgt(g.Type))
				to.Neem(g)
			}
			assert.Equal(t, c.mis, to.Gezien[len(to.Gezien)-1].Bezwaren)
		})
	}
	t.Run("een gebeurtenis met een eerste persoon wordt herkend", func(t *testing.T) {
		assert.True(t, HeeftEerste(reflect.TypeFor[rolverlening.RolVoorgesteld]()))
		assert.False(t, HeeftEerste(reflect.TypeFor[rolverlening.RolBekrachtigd]()))
	})
}

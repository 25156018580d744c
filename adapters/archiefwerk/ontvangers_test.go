package archiefwerk

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A levermodel is an abonnement as it really goes: what was sent, and what the history
// says of it.
type levermodel struct {
	kop      es.Position
	typen    map[es.Position]string // of the events that could be sent
	recorded []es.Recorded
	nu       es.Position // all up to here was sent
	laagst   es.Position // nothing up to here was ever sent
	levering abonnement.Levering
	goed     bool
	gekregen map[es.Position]bool
}

func (m *levermodel) leg(e abonnement.Event) {
	m.kop++
	m.recorded = append(m.recorded, es.Recorded{Position: m.kop, Event: e})
}

func (m *levermodel) stap(t *rapid.T) {
	switch rapid.IntRange(0, 4).Draw(t, "stap") {
	case 0, 1:
		m.kop++
		m.typen[m.kop] = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "type")
	case 2:
		if !m.goed {
			return
		}
		tot := es.Position(rapid.Int64Range(int64(m.nu), int64(m.kop)).Draw(t, "tot"))
		for p := m.nu + 1; p <= tot; p++ {
			if typ, ok := m.typen[p]; ok && (len(m.levering.Typen) == 0 || slices.Contains(m.levering.Typen, typ)) {
				m.gekregen[p] = true
			}
		}
		m.nu = tot
	case 3:
		if !m.goed {
			return
		}
		na := es.Position(rapid.Int64Range(0, int64(m.nu)).Draw(t, "naPositie"))
		m.leg(abonnement.AbonnementHervat{Opnieuw: true, NaPositie: int64(na)})
		m.nu, m.laagst = na, min(m.laagst, na)
	case 4:
		m.levering = abonnement.Levering{Typen: rapid.SampledFrom([][]string{nil, {"a"}, {"b"}}).Draw(t, "typen")}
		m.leg(abonnement.AbonnementGewijzigd{Levering: m.levering})
		m.leg(abonnement.AbonnementGoedgekeurd{})
		m.goed = true
	}
}

// TestNoReceiverIsMissed: whatever an abonnement went through, of every event that was
// sent to it, it is named; of what lies before all it was ever to get, it is not.
func TestNoReceiverIsMissed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &levermodel{typen: map[es.Position]string{}, gekregen: map[es.Position]bool{}}
		for range rapid.IntRange(0, 4).Draw(t, "ervoor") {
			m.kop++
			m.typen[m.kop] = "a"
		}
		m.nu = es.Position(rapid.Int64Range(0, int64(m.kop)).Draw(t, "begin"))
		m.laagst = m.nu
		m.leg(abonnement.AbonnementAangemeld{Naam: "suite", NaPositie: int64(m.nu)})
		for range rapid.IntRange(0, 25).Draw(t, "stappen") {
			m.stap(t)
		}
		n := Navraag{Geleverd: map[es.Stream]es.Position{"abonnement-x": m.nu}, Ziet: func(abonnement.Levering, string) bool { return true }}
		for p, typ := range m.typen {
			uit := weg{posities: []es.Position{p}, typen: []string{typ}}.abonnee("abonnement-x", m.recorded, n)
			if m.gekregen[p] {
				require.Len(t, uit, 1, "position %d was sent", p)
			}
			if p <= m.laagst || !m.goed {
				require.Empty(t, uit, "position %d was never to be sent", p)
			}
		}
	})
}

func TestTussen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps := rapid.SliceOfDistinct(rapid.Int64Range(1, 30), rapid.ID).Draw(t, "posities")
		slices.Sort(ps)
		var w weg
		for _, p := range ps {
			w.posities = append(w.posities, es.Position(p))
		}
		na, tot := rapid.Int64Range(0, 30).Draw(t, "na"), rapid.Int64Range(0, 30).Draw(t, "tot")
		wil := slices.ContainsFunc(ps, func(p int64) bool { return na < p && p <= tot })
		require.Equal(t, wil, w.tussen(es.Position(na), es.Position(tot)))
	})
}

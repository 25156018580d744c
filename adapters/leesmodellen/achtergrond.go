package leesmodellen

import (
	"context"

	"zombiezen.com/go/sqlite"
)

// Voortgang is how far a build is, in events.
type Voortgang struct{ Verwerkt, Totaal int64 }

// start begins the work that Open left: catching up.
func (l *Leesmodellen) start() {
	for _, m := range l.modellen {
		if m.achter = m.kant == nil || m.kant.stand.Positie < l.o.kop(); !m.achter {
			continue
		}
		l.bezig.Go(func() { m.werkBij(l.ctx) })
	}
}

// werkBij catches up until nothing is missing, then leaves the model to deliveries.
func (m *model) werkBij(ctx context.Context) {
	for ctx.Err() == nil && m.werkBijStap(ctx) {
	}
}

func (m *model) werkBijStap(ctx context.Context) bool {
	m.schrijf.Lock()
	defer m.schrijf.Unlock()
	if m.kant == nil {
		return false
	}
	doel := max(m.l.o.kop(), m.beloofd)
	if m.kant.stand.Gestopt != "" || m.kant.stand.Positie >= doel {
		m.achter = false
		return false
	}
	err := m.kant.haalIn(ctx, m.l.o, min(doel, m.kant.stand.Positie+inhaalreeks))
	m.meld(m.kant.stand, m.kant.oorzaak)
	if err != nil {
		m.l.o.Log.Error("leesmodel loopt achter", "model", m.plan.Naam, "oorzaak", soortFout(err))
		m.achter = false // the next delivery tries again
		return false
	}
	m.logStop()
	return true
}

// soortFout says what kind of error err is, without the values it may quote.
func soortFout(err error) string {
	if c := sqlite.ErrCode(err); c != sqlite.ResultError && c != sqlite.ResultOK {
		return c.String()
	}
	return "fout"
}

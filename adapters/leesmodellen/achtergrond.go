package leesmodellen

import (
	"context"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/projections"
)

// start begins the work that Open left: building, catching up, and looking
// through the files for damage.
func (l *Leesmodellen) start() {
	var bouwen []*model
	for _, m := range l.modellen {
		kop, er := l.o.kop(), m.kant != nil && m.kant.stand.Positie > 0
		switch {
		case m.kant == nil || kop-m.kant.stand.Positie > veel:
			m.achter = true
			bouwen = append(bouwen, m)
		case m.kant.stand.Positie < kop:
			m.achter = true
			l.ga(func() { m.werkBij(l.ctx) })
		}
		if er { // from here on others touch m
			l.ga(func() { m.onderzoek(l.ctx) })
		}
	}
	if len(bouwen) > 0 {
		l.ga(func() { l.bouwAchter(bouwen) })
	}
}

// bouwAchter builds models anew, with one scan, and brings each up to date.
// A build that fails stops the model visibly, unless it has a file to go on with.
func (l *Leesmodellen) bouwAchter(ms []*model) {
	l.o.Log.Info("leesmodellen worden opgebouwd", "aantal", len(ms))
	err := l.herbouw(l.ctx, ms, func(int64, int64) {})
	for _, m := range ms {
		if err != nil && l.ctx.Err() == nil {
			l.o.Log.Error("opbouw van leesmodel mislukt", "model", m.plan.Naam, "oorzaak", soortFout(err))
			m.mislukt(err)
		}
		m.werkBij(l.ctx)
	}
}

func (m *model) mislukt(err error) {
	m.schrijf.Lock()
	defer m.schrijf.Unlock()
	if m.kant != nil {
		return
	}
	m.achter, m.kapotte = false, false
	m.meld(projections.Stand{Gestopt: CodeOpbouwMislukt, Vanaf: 1}, err)
}

// onderzoek reads the whole file for damage, and has it built anew if there is any.
func (m *model) onderzoek(ctx context.Context) {
	z, laat, err := m.lees(ctx)
	if err == nil {
		err = z.heel()
		laat()
	}
	if err != nil && ctx.Err() == nil {
		m.kapot(err)
	}
}

// kapot takes a damaged file out of service and has it built anew. Until then
// nothing is answered from it.
func (m *model) kapot(oorzaak error) {
	m.schrijf.Lock()
	bezig := m.kapotte
	if !bezig {
		m.achter, m.kapotte = true, true
		m.l.o.Log.Error("leesmodel beschadigd, wordt opnieuw opgebouwd", "model", m.plan.Naam, "oorzaak", soortFout(oorzaak))
		if err := m.uitDienst(); err != nil {
			m.l.o.Log.Error("beschadigd leesmodel niet netjes gesloten", "model", m.plan.Naam, "oorzaak", soortFout(err))
		}
	}
	m.schrijf.Unlock()
	if !bezig {
		m.l.bouwAchter([]*model{m})
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
		if ctx.Err() == nil {
			m.l.o.Log.Error("leesmodel loopt achter", "model", m.plan.Naam, "oorzaak", soortFout(err))
		}
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

package leesmodellen

import (
	"context"
	"errors"
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Herbouw builds read models anew beside the live ones, which go on, and puts
// the new files into service; without names it builds all. Who is reading the
// old file finishes on it. On an error the live ones are as they were.
func (l *Leesmodellen) Herbouw(ctx context.Context, voortgang func(verwerkt, totaal int64), namen ...string) error {
	ms := l.modellen
	if len(namen) > 0 {
		ms = nil
		for _, n := range namen {
			m, err := l.model(n)
			if err != nil {
				return err
			}
			ms = append(ms, m)
		}
	}
	if l.lezen {
		return fmt.Errorf("rebuild: %w: opened for reading", ErrGesloten)
	}
	ctx, klaar := context.WithCancel(ctx)
	defer klaar()
	defer context.AfterFunc(l.ctx, klaar)()
	return l.herbouw(ctx, ms, voortgang)
}

func (l *Leesmodellen) herbouw(ctx context.Context, ms []*model, voortgang func(verwerkt, totaal int64)) error {
	l.bouwslot.Lock()
	defer l.bouwslot.Unlock()
	var ps []plan
	for _, m := range ms {
		ps = append(ps, m.plan)
		defer m.bouwt(nil)
	}
	bs, err := bouw(ctx, l.dir, ps, l.o, l.o.kop(), func(verwerkt, totaal int64) {
		for _, m := range ms {
			m.bouwt(&[2]int64{verwerkt, totaal})
		}
		voortgang(verwerkt, totaal)
	})
	if err != nil {
		return err
	}
	for i, m := range ms {
		if err := m.wissel(ctx, bs[i]); err != nil {
			return errors.Join(fmt.Errorf("switch %s: %w", m.plan.Naam, err), ruimBouw(bs[i:]))
		}
	}
	return nil
}

func (m *model) bouwt(v *[2]int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.bouw = v
}

// wissel puts a complete file into service. It first fetches what came in since,
// beside the live one, so that no reader sees the position go back.
func (m *model) wissel(ctx context.Context, b *bouwsel) error {
	m.mu.Lock()
	n := m.nummer + 1
	m.mu.Unlock()
	if err := b.maakAf(m.l.dir, n); err != nil {
		return err
	}
	k, err := m.open(ctx, m.pad(n), 0)
	if err != nil {
		return errors.Join(err, verwijder(m.pad(n)))
	}
	k.stand.Gestopt, k.stand.Vanaf, k.oorzaak = b.stand.Gestopt, b.stand.Vanaf, b.oorzaak
	for m.l.o.kop()-k.stand.Positie > beetje && k.stand.Gestopt == "" && err == nil {
		err = k.haalIn(ctx, m.l.o, m.l.o.kop())
	}
	m.schrijf.Lock()
	defer m.schrijf.Unlock()
	if err == nil && k.stand.Gestopt == "" {
		err = k.haalIn(ctx, m.l.o, m.verwacht())
	}
	if err != nil {
		return errors.Join(err, k.sluit(), verwijder(m.pad(n)))
	}
	oud, oudBestand := m.kant, m.bestand
	m.kapotte = false
	m.neem(k, nieuwBestand(m.pad(n), m.plan), n)
	m.logStop()
	m.l.o.Log.Info("leesmodel opgebouwd", "model", m.plan.Naam, "versie", m.plan.Versie, "positie", k.stand.Positie)
	if oud != nil {
		err = oud.sluit()
	}
	if oudBestand != nil {
		err = errors.Join(err, oudBestand.sluit(true))
	} else if n > 1 {
		err = errors.Join(err, verwijder(m.pad(n-1))) // it could not be used
	}
	if err != nil {
		m.l.o.Log.Error("vorig bestand van leesmodel niet opgeruimd", "model", m.plan.Naam, "oorzaak", soortFout(err))
	}
	return nil
}

// verwacht returns where the live file is, which the new one must have reached.
func (m *model) verwacht() es.Position {
	if m.kant == nil {
		return 0
	}
	return m.kant.stand.Positie
}

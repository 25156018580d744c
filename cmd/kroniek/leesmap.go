package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A leesmap is a data folder opened to read, also while a server runs on it.
type leesmap struct {
	dir      string
	codec    *envelop.Codec
	journaal *journaal.Journaal
}

func openLeesmap(ctx context.Context, dir string) (*leesmap, error) {
	i, err := leesInstellingen(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, metCode(exitGebruik, fmt.Errorf("%s is geen datamap van Kroniek; geef de goede map met --data", dir))
	}
	if err := errors.Join(err, keurTeruggezet(dir)); err != nil {
		return nil, err
	}
	codec, err := nieuweCodec(i)
	if err != nil {
		return nil, err
	}
	j, err := journaal.OpenLezen(ctx, dir, journaal.Opties{Codec: codec})
	if err != nil {
		return nil, fmt.Errorf("open journaal: %w", err)
	}
	return &leesmap{dir, codec, j}, nil
}

// nieuweCodec returns the codec for every event type of this program.
func nieuweCodec(i instellingen) (*envelop.Codec, error) {
	c, err := envelop.New(i.bron(), catalogi()...)
	if err != nil {
		return nil, fmt.Errorf("gebeurtenissoorten: %w", err)
	}
	return c, nil
}

func (m *leesmap) sluit() error { return m.journaal.Sluit() }

// positie reads what was known at a moment: a position, or a day, of which the
// last event counts. Empty means everything.
func (m *leesmap) positie(ctx context.Context, tekst string) (es.Position, error) {
	kop := m.journaal.Kop()
	if tekst == "" {
		return kop, nil
	}
	if n, err := strconv.ParseInt(tekst, 10, 64); err == nil {
		if n < 0 || es.Position(n) > kop {
			return 0, metCode(exitGebruik, fmt.Errorf("positie %d bestaat niet; de laatste is %d", n, kop))
		}
		return es.Position(n), nil
	}
	d, err := recht.ParseDatum(tekst)
	if err != nil {
		return 0, metCode(exitGebruik, fmt.Errorf("%q is geen positie en geen dag van de vorm jjjj-mm-dd", tekst))
	}
	return m.journaal.PositieVoor(ctx, d.PlusDagen(1).Begin())
}

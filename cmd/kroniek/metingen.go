package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"go.opentelemetry.io/otel/trace"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/meten"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A werkmeting is what an office keeps of how it is doing.
type werkmeting struct {
	cijfers   *meten.Metingen
	waarnemer *meten.Waarnemer
	sporen    trace.TracerProvider
	einde     func(context.Context) error
}

// nieuweMeting has spans written to a file, or handed to a collector when naar is a URL.
func nieuweMeting(naar string, log *slog.Logger) (*werkmeting, error) {
	open := meten.Spoorbestand
	verzamelaar := strings.Contains(naar, "://")
	if verzamelaar {
		open = meten.OTLP
	}
	sporen, einde, err := open(naar)
	if err != nil {
		return nil, metCode(exitGebruik, fmt.Errorf("--sporen: %w", err))
	}
	if stop := einde; verzamelaar {
		einde = func(ctx context.Context) error { // an office that stops well does not fail over its collector
			if err := stop(ctx); err != nil {
				log.Warn("de laatste sporen zijn niet afgegeven; de verzamelaar geeft geen antwoord")
			}
			return nil
		}
	}
	m := &werkmeting{cijfers: meten.Nieuw(), sporen: sporen, einde: einde}
	m.waarnemer = meten.NieuweWaarnemer(m.cijfers, sporen)
	return m, nil
}

// sluit writes the spans that wait.
func (m *werkmeting) sluit() error {
	ctx, klaar := context.WithTimeout(context.Background(), time.Second)
	defer klaar()
	if err := m.einde(ctx); err != nil {
		return fmt.Errorf("sporen: %w", err)
	}
	return nil
}

// A gemetenJournaal is a journal of which appends are measured and traced.
type gemetenJournaal struct {
	kantoorjournaal
	waarnemer *meten.Waarnemer
}

// Append implements [es.Log].
func (g gemetenJournaal) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	return g.waarnemer.Append(ctx, a, g.kantoorjournaal.Append)
}

// busopties are those of every bus of the office.
func (k *kantoor) busopties() bus.Opties {
	return bus.Opties{
		Logger: k.o.log, CloseTimeout: stoptijd, Tracer: k.meting.sporen.Tracer(meten.Naam), Sporen: k.meting.waarnemer.Sporen,
	}
}

// volgMetingen has the figures asked of the parts of the office.
func (k *kantoor) volgMetingen() {
	k.meting.cijfers.Volg(meten.Bronnen{
		Journaal: k.journaal, Decodeer: k.codec.Lees, Bus: k.bus, Modellen: k.modellen, Zegel: k.zegel, Abonnementen: k.uit, Nu: k.o.nu,
	})
}

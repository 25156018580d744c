package meten

import (
	"context"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Bronnen are what is asked at every scrape.
type Bronnen struct {
	Journaal interface {
		Kop() es.Position
		Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error
	}
	Decodeer bus.Decode
	Bus      interface{ Status() []bus.Status }
	Modellen interface {
		Namen() []string
		Stand(naam string) (projections.Stand, error)
	}
	Zegel        interface{ Stand() zegel.Stand }
	Abonnementen interface {
		Stand(ctx context.Context) ([]uitgaand.Stand, error)
		Gestopt() string
	}
	Nu func() time.Time
}

// wachttijd bounds what one scrape may wait for a source.
const wachttijd = 5 * time.Second

// verzamelaar asks the sources. What cannot be told makes the scrape fail: a figure
// that is silently absent looks like one that is well.
type verzamelaar struct {
	b Bronnen

	positie, achter, gaten, gestopt                           *prometheus.Desc
	checkpoint, onverzegeld, leeftijd, geweigerd              *prometheus.Desc
	abonneeAchter, abonneeGestopt, abonneePogingen, volgtNiet *prometheus.Desc
}

// Volg has m ask the sources at every scrape. It is called once.
func (m *Metingen) Volg(b Bronnen) {
	d := func(naam, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(naam, help, labels, nil)
	}
	m.register.MustRegister(&verzamelaar{
		b:               b,
		positie:         d("kroniek_journal_position", "Last committed position of the journal."),
		achter:          d("kroniek_projector_lag_events", "Events recorded that a consumer has not handled.", "consumer"),
		gaten:           d("kroniek_projector_gap_events", "Events up to its position that a read model did not count: must be 0.", "consumer"),
		gestopt:         d("kroniek_projector_stopped", "1 when a consumer has stopped by itself.", "consumer"),
		checkpoint:      d("kroniek_checkpoint_position", "Position that the newest checkpoint covers."),
		onverzegeld:     d("kroniek_checkpoint_lag_events", "Events that no checkpoint covers yet."),
		leeftijd:        d("kroniek_checkpoint_age_seconds", "How long the oldest event that no checkpoint covers has been waiting; 0 when all are covered."),
		geweigerd:       d("kroniek_checkpoint_refused", "1 when the seal refuses to sign."),
		abonneeAchter:   d("kroniek_subscriber_lag_events", "Events recorded that a subscriber has not received, or that are not for it and were not looked at.", "subscriber"),
		abonneeGestopt:  d("kroniek_subscriber_stopped", "1 when deliveries to a subscriber have stopped.", "subscriber"),
		abonneePogingen: d("kroniek_subscriber_failed_attempts", "Failed attempts with the event that is first in line.", "subscriber"),
		volgtNiet:       d("kroniek_subscriptions_unread", "1 when it is not known what subscribers ask, so that nothing is sent."),
	})
}

// Describe implements prometheus.Collector.
func (v *verzamelaar) Describe(uit chan<- *prometheus.Desc) { prometheus.DescribeByCollect(v, uit) }

// Collect implements prometheus.Collector.
func (v *verzamelaar) Collect(uit chan<- prometheus.Metric) {
	ctx, klaar := context.WithTimeout(context.Background(), wachttijd)
	defer klaar()
	v.meet(uit, v.positie, float64(v.b.Journaal.Kop()))
	v.consumenten(uit)
	v.zegel(ctx, uit)
	v.abonnees(ctx, uit)
}

func (v *verzamelaar) meet(uit chan<- prometheus.Metric, d *prometheus.Desc, waarde float64, labels ...string) {
	uit <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, waarde, labels...)
}

func (v *verzamelaar) consumenten(uit chan<- prometheus.Metric) {
	for _, s := range v.b.Bus.Status() {
		v.meet(uit, v.achter, float64(s.Achterstand), s.Consument)
		v.meet(uit, v.gestopt, waar(s.Gestopt != ""), s.Consument)
	}
	for _, naam := range v.b.Modellen.Namen() {
		s, err := v.b.Modellen.Stand(naam)
		if err != nil {
			uit <- prometheus.NewInvalidMetric(v.gaten, err)
			continue
		}
		v.meet(uit, v.gaten, float64(int64(s.Positie)-s.Aantal), bus.NaamLeesmodellen+"/"+naam)
	}
}

func (v *verzamelaar) zegel(ctx context.Context, uit chan<- prometheus.Metric) {
	s, kop := v.b.Zegel.Stand(), v.b.Journaal.Kop()
	v.meet(uit, v.checkpoint, float64(s.Grootte))
	v.meet(uit, v.onverzegeld, float64(max(0, int64(kop)-s.Grootte)))
	v.meet(uit, v.geweigerd, waar(s.Geweigerd != nil))
	leeftijd := time.Duration(0)
	if first := es.Position(s.Grootte) + 1; first <= kop {
		err := v.b.Journaal.Scan(ctx, first-1, first, func(e *envelop.Verzegeld) error {
			r, err := v.b.Decodeer(e)
			leeftijd = v.b.Nu().Sub(r.Time)
			return err
		})
		if err != nil {
			uit <- prometheus.NewInvalidMetric(v.leeftijd, err)
			return
		}
	}
	v.meet(uit, v.leeftijd, max(0, leeftijd.Seconds()))
}

func (v *verzamelaar) abonnees(ctx context.Context, uit chan<- prometheus.Metric) {
	v.meet(uit, v.volgtNiet, waar(v.b.Abonnementen.Gestopt() != ""))
	standen, err := v.b.Abonnementen.Stand(ctx)
	if err != nil {
		uit <- prometheus.NewInvalidMetric(v.abonneeAchter, err)
		return
	}
	// Two may have one name; the worst of both is shown.
	per, volgorde := map[string]uitgaand.Stand{}, []string{}
	for _, s := range standen {
		naam := s.Staat.Naam
		was, dubbel := per[naam]
		if !dubbel {
			volgorde = append(volgorde, naam)
		}
		if s.Staat.Gestopt == "" {
			s.Staat.Gestopt = was.Staat.Gestopt
		}
		s.Achterstand, s.Pogingen = max(s.Achterstand, was.Achterstand), max(s.Pogingen, was.Pogingen)
		per[naam] = s
	}
	for _, naam := range volgorde {
		s := per[naam]
		v.meet(uit, v.abonneeAchter, float64(s.Achterstand), naam)
		v.meet(uit, v.abonneeGestopt, waar(s.Staat.Gestopt != ""), naam)
		v.meet(uit, v.abonneePogingen, float64(s.Pogingen), naam)
	}
}

func waar(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// stroomroute reports whether a route answers for as long as its reader stays.
func stroomroute(route string) bool { return strings.HasSuffix(route, "/stroom") }

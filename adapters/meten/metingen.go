package meten

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
)

// Metingen are the figures of one office. It is safe for concurrent use.
type Metingen struct {
	register  *prometheus.Registry
	append    *prometheus.HistogramVec
	batch     prometheus.Histogram
	verzoeken *prometheus.CounterVec
	duur      *prometheus.HistogramVec
	pogingen  *prometheus.CounterVec
}

// Nieuw returns figures that are all zero.
func Nieuw() *Metingen {
	m := &Metingen{
		register: prometheus.NewRegistry(),
		append: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kroniek_append_seconds", Help: "Time of an append to the journal, from the call until it is on disk or refused.",
			Buckets: []float64{.0005, .001, .002, .004, .008, .015, .03, .06, .125, .25, .5, 1, 2.5},
		}, []string{"outcome"}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "kroniek_append_batch_size", Help: "Appends that shared one commit.", Buckets: prometheus.ExponentialBuckets(1, 2, 9),
		}),
		verzoeken: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kroniek_http_requests_total", Help: "HTTP requests by route template, method and class of status.",
		}, []string{"route", "method", "status"}),
		duur: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kroniek_http_request_seconds", Help: "Time of HTTP requests by method; streams are left out.",
			Buckets: []float64{.001, .005, .01, .02, .05, .1, .25, .5, 1, 2.5, 5},
		}, []string{"method"}),
		pogingen: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kroniek_delivery_attempts_total", Help: "Attempts to hand an event to a subscriber, by channel and kind of fault.",
		}, []string{"channel", "fault"}),
	}
	m.register.MustRegister(m.append, m.batch, m.verzoeken, m.duur, m.pogingen,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler serves the figures in the text format of Prometheus.
func (m *Metingen) Handler() http.Handler {
	return promhttp.HandlerFor(m.register, promhttp.HandlerOpts{ErrorHandling: promhttp.HTTPErrorOnError})
}

// Batch notes how many appends shared a commit.
func (m *Metingen) Batch(appends int) { m.batch.Observe(float64(appends)) }

// Poging notes an attempt to hand over an event; storing is "" when it succeeded.
func (m *Metingen) Poging(kanaal abonnement.Kanaal, storing string) {
	if storing == "" {
		storing = "none"
	}
	m.pogingen.WithLabelValues(string(kanaal), storing).Inc()
}

// verzoek notes an answered request.
func (m *Metingen) verzoek(methode, route string, status int, duur time.Duration, stroom bool) {
	if route == "" {
		route = "none"
	}
	if !bekend(methode) {
		methode = "other"
	}
	klasse := "other"
	if status >= 100 && status < 600 {
		klasse = strconv.Itoa(status/100) + "xx"
	}
	m.verzoeken.WithLabelValues(route, methode, klasse).Inc()
	if !stroom {
		m.duur.WithLabelValues(methode).Observe(duur.Seconds())
	}
}

// bekend reports whether methode is one of HTTP's own: anybody can send another,
// with anything for a name.
func bekend(methode string) bool {
	switch methode {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return true
	}
	return false
}

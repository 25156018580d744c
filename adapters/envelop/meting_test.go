package envelop

import (
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/gowebpki/jcs"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// metingen are the events that are measured: like most, with two personal
// fields, and with everything an event can have.
func metingen() map[string]any {
	twee := gemeld{Verantwoording: proefVerantwoording(), Gemeente: "GM0202", Module: "leerplicht", Naam: es.Prive("Jansje de Vries"), Geboren: es.Prive(recht.NieuweDatum(2011, 3, 9))}
	return map[string]any{"gewoon": gewoon(), "twee persoonlijke velden": twee, "alles": persoon()}
}

func BenchmarkVerzegel(b *testing.B) {
	c := proefCodec(b)
	for naam, e := range metingen() {
		b.Run(naam, func(b *testing.B) {
			a := proefAppend(e)
			b.ReportAllocs()
			var v Verzegeld
			for b.Loop() {
				var err error
				if v, err = c.Verzegel(a, 0, &proefSleutel); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(v.Gebeurtenis)), "bytes")
		})
	}
	b.Run("ter vergelijking: bibliotheek en JCS", func(b *testing.B) {
		e := gewoon()
		for b.Loop() {
			j, err := json.Marshal(e)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := jcs.Transform(j); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	c := proefCodec(b)
	for naam, e := range metingen() {
		v := verzegel(b, c, e)
		b.Run(naam, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Open(&v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	v := verzegel(b, c, persoon())
	b.Run("OpenMet", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.OpenMet(&v, proefSleutel); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkBladhash(b *testing.B) {
	v := verzegel(b, proefCodec(b), gewoon())
	b.ReportAllocs()
	for b.Loop() {
		v.Commitment = Bladhash(Commitment(&v.Zout, v.Gebeurtenis))
	}
}

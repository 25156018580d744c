package envelop

import (
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/gowebpki/jcs"
)

func BenchmarkVerzegel(b *testing.B) {
	c := proefCodec(b)
	for naam, e := range map[string]any{"zonder persoonsdeel": gewoon(), "met persoonsdeel": persoon()} {
		b.Run(naam, func(b *testing.B) {
			a := proefAppend(e)
			b.ReportAllocs()
			b.ReportMetric(float64(len(verzegel(b, c, e).Gebeurtenis)), "bytes")
			for b.Loop() {
				if _, err := c.Verzegel(a, 0, &proefSleutel); err != nil {
					b.Fatal(err)
				}
			}
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
	for naam, e := range map[string]any{"zonder persoonsdeel": gewoon(), "met persoonsdeel": persoon()} {
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

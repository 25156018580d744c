package httpapi

import (
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
)

// A voorzieningbeeld is a voorziening as shown. The saldo is that of the domain,
// which alone knows what a mutatie does to it.
type voorzieningbeeld struct {
	Voorziening
	state voorziening.State
}

func (b *voorzieningbeeld) over() toegang.Over { return overSW() }

func (b *voorzieningbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(voorziening.Event)
	if !ok {
		return vreemd(g)
	}
	b.state = voorziening.Evolve(b.state, e)
	b.Gesimuleerd = b.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case voorziening.VoorzieningIngesteld:
		b.Doel, b.BbvGrond, b.Beginsaldo, b.Besluit, b.IngesteldOp = e.Doel, e.BBVGrond, e.Beginsaldo, e.Besluit, e.IngesteldOp
	case voorziening.ToevoegingGeboekt:
		b.boek(voorziening.Toevoeging, e.Mutatie, e.Herkomst, Begrotingsverwijzing{Begrotingsjaar: e.Wijziging.Jaar, Wijziging: e.Wijziging.Nummer})
	case voorziening.AanwendingGeboekt:
		b.boek(voorziening.Aanwending, e.Mutatie, "", Begrotingsverwijzing{})
	case voorziening.VrijvalGeboekt:
		b.boek(voorziening.Vrijval, e.Mutatie, "", Begrotingsverwijzing{})
	case voorziening.VerplichtingOpnieuwGeschat:
		b.Herschatting = Herschattingstand{Schatting: e.Schatting, Onderbouwing: e.Onderbouwing, GeschatOp: e.GeschatOp}
	case voorziening.VoorzieningAfgewikkeld:
		b.AfgewikkeldOp = e.AfgewikkeldOp
	}
	return nil
}

// boek shows a mutatie at its number; one that was booked again replaces what it
// corrects.
func (b *voorzieningbeeld) boek(soort voorziening.Mutatiesoort, m voorziening.Mutatie, h voorziening.Herkomst, w Begrotingsverwijzing) {
	stand := Mutatiestand{Mutatie: m.Nummer, Soort: soort, Bedrag: m.Bedrag, Besluit: m.Besluit, GeboektOp: m.GeboektOp, Herkomst: h, Begrotingswijziging: w}
	for i := range b.Mutaties {
		if b.Mutaties[i].Mutatie == m.Nummer {
			b.Mutaties[i] = stand
			return
		}
	}
	b.Mutaties = append(b.Mutaties, stand)
}

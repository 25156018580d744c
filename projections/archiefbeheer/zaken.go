package archiefbeheer

import (
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

// A Zaakstand is what is publicly known of a stream for its retention. The day of
// birth is not: it is personal.
type Zaakstand struct {
	Soort       string
	Plicht      string
	Begonnen    recht.Datum
	Einde       recht.Datum // zero while it goes on
	Afgewezen   bool        // what was asked for was refused
	Geschillen  int         // disputes that are not settled
	Gesimuleerd bool
}

// SoortVan returns the kind of a stream: the first part of its name.
func SoortVan(s es.Stream) string {
	soort, _, _ := strings.Cut(string(s), "-")
	return soort
}

// Volg returns z after r; ook is false when r says nothing about retention, as in
// the streams that are kept for ever.
func Volg(z Zaakstand, r es.Recorded) (na Zaakstand, ook bool) {
	switch e := r.Event.(type) {
	case verzuimmelding.Event:
		z = volgMelding(z, e)
	case leerplichtdossier.Event:
		z = volgDossier(z, e)
	case doorstroompunt.Event:
		z = volgDoorstroompunt(z, e, r)
	case vrijstelling.Event, verlof.Event:
		z = volgVrijstelling(z, r.Event)
	case halt.Event, procesverbaal.Event:
		z = volgVertrouwelijk(z, r.Event)
	case boventallige.Event, voorziening.Event:
		z = volgSW(z, r.Event)
	case kandidaat.Event, match.Event, vacature.Event, werkgever.Event:
		z = volgWSP(z, r.Event)
	default:
		return z, false
	}
	z.Soort = SoortVan(r.Stream)
	if v, ok := r.Event.(recht.Verantwoord); ok {
		z.Gesimuleerd = z.Gesimuleerd || v.Verantwoordt().Gesimuleerd
	}
	if z.Begonnen.IsZero() {
		z.Begonnen = recht.DatumVan(r.Time)
	}
	return z, true
}

func volgMelding(z Zaakstand, e verzuimmelding.Event) Zaakstand {
	switch e := e.(type) {
	case verzuimmelding.VerzuimmeldingOntvangen:
		z.Begonnen, z.Plicht = e.OntvangenOp, string(e.Plicht)
	case verzuimmelding.VerzuimmeldingGecorrigeerd:
		z.Begonnen, z.Plicht = e.OntvangenOp, string(e.Plicht)
	case verzuimmelding.VerzuimmeldingTerKennisgevingAangenomen:
		z.Einde = e.AangenomenOp
	case verzuimmelding.VerzuimmeldingIngetrokken:
		z.Einde = e.IngetrokkenOp
	case verzuimmelding.VerzuimmeldingAfgesloten:
		z.Einde = e.AfgeslotenOp
	case verzuimmelding.VerzuimmeldingBetwist:
		z.Geschillen++
	case verzuimmelding.VerzuimmeldingBetwistingAfgehandeld:
		z.Geschillen = max(0, z.Geschillen-1)
	}
	return z
}

func volgDossier(z Zaakstand, e leerplichtdossier.Event) Zaakstand {
	switch e := e.(type) {
	case leerplichtdossier.LeerplichtdossierGeopend:
		z.Begonnen, z.Plicht = e.GeopendOp, string(e.Plicht)
	case leerplichtdossier.LeerplichtdossierGesloten:
		z.Einde = e.GeslotenOp
	}
	return z
}

func volgDoorstroompunt(z Zaakstand, e doorstroompunt.Event, r es.Recorded) Zaakstand {
	switch e := e.(type) {
	case doorstroompunt.VSVGesignaleerd:
		z.Begonnen, z.Plicht = e.GesignaleerdOp, string(e.Plicht)
	case doorstroompunt.StartkwalificatieBehaald:
		z.Einde = e.BehaaldOp
	case doorstroompunt.LeeftijdsgrensBereikt: // the birthday is personal
		z.Einde = recht.DatumVan(r.Time)
	}
	return z
}

// volgVrijstelling follows vrijstelling and verlof. Granted, the case is over when
// the span is; refused, on the day of that.
func volgVrijstelling(z Zaakstand, event any) Zaakstand {
	switch e := event.(type) {
	case vrijstelling.BeroepOpVrijstellingOntvangen:
		z.Begonnen, z.Plicht = e.OntvangenOp, string(e.Plicht)
	case vrijstelling.AanvraagVrijstellingOntvangen:
		z.Begonnen, z.Plicht = e.OntvangenOp, string(e.Plicht)
	case vrijstelling.VrijstellingVanRechtswegeVastgesteld:
		z.Einde, z.Afgewezen = e.Tot, false
	case vrijstelling.VervangendeLeerplichtToegestaan:
		z.Einde, z.Afgewezen = e.Tot, false
	case vrijstelling.VervangendeLeerplichtVerlengd:
		z.Einde = e.Tot
	case vrijstelling.VrijstellingKwalificatieplichtVerleend:
		z.Einde, z.Afgewezen = e.Tot, false
	case vrijstelling.VrijstellingBeeindigd:
		z.Einde = e.Tot
	case vrijstelling.BeroepOpVrijstellingNietAanvaard:
		z.Einde, z.Afgewezen = e.AfgewezenOp, true
	case vrijstelling.VervangendeLeerplichtGeweigerd:
		z.Einde, z.Afgewezen = e.AfgewezenOp, true
	case vrijstelling.VrijstellingKwalificatieplichtGeweigerd:
		z.Einde, z.Afgewezen = e.AfgewezenOp, true
	case verlof.VerlofAangevraagd:
		z.Begonnen, z.Plicht = e.AangevraagdOp, string(e.Plicht)
	case verlof.VerlofVerleend:
		z.Einde = e.Tot
	case verlof.VerlofGeweigerd:
		z.Einde, z.Afgewezen = e.BeslotenOp, true
	}
	return z
}

func volgVertrouwelijk(z Zaakstand, event any) Zaakstand {
	switch e := event.(type) {
	case halt.HaltVerwijzingGedaan:
		z.Begonnen = e.VerwezenOp
	case halt.HaltAfloopberichtOntvangen:
		z.Einde = e.BerichtOp
	case procesverbaal.ProcesVerbaalOpgemaakt:
		z.Begonnen = e.OpgemaaktOp
	case procesverbaal.UitspraakOntvangen:
		z.Einde = e.BerichtOp
	case procesverbaal.SepotOntvangen:
		z.Einde = e.BerichtOp
	}
	return z
}

func volgSW(z Zaakstand, event any) Zaakstand {
	switch e := event.(type) {
	case boventallige.BoventalligVerklaard:
		z.Begonnen = e.VerklaardOp
	case boventallige.BoventalligeUitgestroomd:
		z.Einde = e.UitgestroomdOp
	case voorziening.VoorzieningIngesteld:
		z.Begonnen = e.IngesteldOp
	case voorziening.VoorzieningAfgewikkeld:
		z.Einde = e.AfgewikkeldOp
	}
	return z
}

func volgWSP(z Zaakstand, event any) Zaakstand {
	switch e := event.(type) {
	case kandidaat.KandidaatAangeleverd: // delivered again, it goes on
		z.Einde = recht.Datum{}
		if e.Aanlevering == 1 {
			z.Begonnen = e.AangeleverdOp
		}
	case kandidaat.KandidaatNietGeschiktTeruggegeven:
		z.Einde = e.TeruggegevenOp
	case match.MatchVoorgesteld:
		z.Begonnen = e.VoorgesteldOp
	case match.MatchAfgewezen:
		z.Einde = e.AfgewezenOp
	case match.PlaatsingBeeindigd: // without a last day it did not end after all
		z.Einde = e.LaatsteDag
	case vacature.VacatureOpgehaald:
		z.Begonnen = e.OpgehaaldOp
	case vacature.VacatureVervuld:
		z.Einde = e.VervuldOp
	case vacature.VacatureIngetrokken:
		z.Einde = e.IngetrokkenOp
	case vacature.VacatureVervallen:
		z.Einde = e.VervallenOp
	case werkgever.WerkgeverGeregistreerd:
		z.Begonnen = e.GeregistreerdOp
	}
	return z
}

package main

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/uitgifte"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/kpi"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/inzageverzoek"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
	"github.com/mgr-sdcg/kroniek/domain/toegang/inzagemachtiging"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
	"github.com/mgr-sdcg/kroniek/domain/toegang/verwerkingsspoor"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kvknummer"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/archiefbeheer"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
	"github.com/mgr-sdcg/kroniek/projections/bevoegdheden"
	"github.com/mgr-sdcg/kroniek/projections/boventalligen"
	"github.com/mgr-sdcg/kroniek/projections/communicatieplicht"
	"github.com/mgr-sdcg/kroniek/projections/deelnamematrix"
	"github.com/mgr-sdcg/kroniek/projections/gebeurtenistelling"
	"github.com/mgr-sdcg/kroniek/projections/kengetallen"
	"github.com/mgr-sdcg/kroniek/projections/planstand"
	"github.com/mgr-sdcg/kroniek/projections/thuiszitters"
	"github.com/mgr-sdcg/kroniek/projections/trechter"
	"github.com/mgr-sdcg/kroniek/projections/verstrekkingen"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
	"github.com/mgr-sdcg/kroniek/projections/voorzieningen"
	"github.com/mgr-sdcg/kroniek/projections/vrijstellingen"
	"github.com/mgr-sdcg/kroniek/projections/zienswijzen"
)

// catalogi are the event types of all modules. A new stream package is added here.
func catalogi() []es.Types {
	return []es.Types{
		begroting.Events, communicatie.Events, deelname.Events, inmandaat.Events, kpi.Events, mandaat.Events, rapportverstrekking.Events, uitvoeringsplan.Events,
		verzuimmelding.Events, leerplichtdossier.Events, doorstroompunt.Events, halt.Events, procesverbaal.Events,
		vrijstelling.Events, verlof.Events,
		boventallige.Events, voorziening.Events,
		auditspoor.Events, beheerhandeling.Events, inzagemachtiging.Events, rolverlening.Events, verwerkingsspoor.Events,
		werkgever.Events, vacature.Events, kandidaat.Events, kvknummer.Events, match.Events,
		beperking.Events, inzageverzoek.Events,
		vernietiging.Events, bewaring.Events, afscherming.Events,
		abonnement.Events, uitgifte.Events,
	}
}

// typen returns every event type that may be in store, sorted.
func typen(catalogi []es.Types) []string {
	var t []string
	for _, c := range catalogi {
		for naam := range c.Current() {
			t = append(t, naam)
		}
		for naam := range c.Upcasters() {
			t = append(t, naam)
		}
	}
	slices.Sort(t)
	return t
}

// rapporten are the reports, and with them the read models, of this program.
func rapporten() []*projections.Rapport {
	return []*projections.Rapport{
		planstand.Rapport, zienswijzen.Rapport, besluitenlijst.Rapport, bevoegdheden.Rapport, deelnamematrix.Rapport,
		communicatieplicht.Rapport, gebeurtenistelling.Rapport, kengetallen.Rapport, verstrekkingen.Rapport,
		verzuim.Rapport, verzuim.RapportPerSchool, verzuim.RapportTijdigheid, verzuim.RapportDoorlooptijd,
		thuiszitters.Rapport, thuiszitters.RapportDossiers,
		vrijstellingen.Rapport, vrijstellingen.RapportTijdigheid,
		boventalligen.Rapport, voorzieningen.Rapport, voorzieningen.Mutatielijst,
		trechter.Rapport, trechter.Duurzaamheid, trechter.Afwijsredenen,
		archiefbeheer.Rapport,
	}
}

// projectoren returns the read models that the reports rest on, each once.
func projectoren() []*projections.Projector {
	var ps []*projections.Projector
	for _, r := range rapporten() {
		if !slices.Contains(ps, r.Model) {
			ps = append(ps, r.Model)
		}
	}
	return ps
}

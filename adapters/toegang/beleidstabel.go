package toegang

import (
	"maps"
	"slices"
)

// rechten is how far each role reaches; a role that is not in it is denied.
type rechten = map[Rol]Bereik

// Standaard returns the policy of Kroniek: one line per act. It is data, so it
// can be read beside the reglement van orde and the mandaatregister.
//
// Commands follow who prepares and records in practice: the bestuurssecretaris
// records what the organs decide, the dagelijks bestuur its own acts, and a
// griffier or bestuurscommissie only what is its own. The beheerder sees no
// content. Bestuur streams hold no personal data, so whoever works with them
// sees them in full, adviezen too: the stand of a plan and its reports show the
// same, and raden and commissies answer to each other. Give it to [NieuwBeleid].
func Standaard() []Regel {
	return slices.Concat(openbaar(), lezen(), opdrachten(), rapporten(), gebeurtenissen(), leerplichtregels(), wspregels(), swregels(), personen())
}

// iedereen is every role that works with content.
func iedereen() rechten {
	return rechten{
		Bestuurssecretaris: Alles, DagelijksBestuur: Alles, Griffier: Alles,
		Bestuurscommissie: Alles, Auditor: Alles, Integrator: Alles,
	}
}

// met returns basis with other reaches for some roles.
func met(basis, anders rechten) rechten {
	r := maps.Clone(basis)
	maps.Copy(r, anders)
	return r
}

// openbaar lists what needs no token: hashes, and how to read them.
func openbaar() []Regel {
	return []Regel{
		{Handeling: "leesGezondheid", Openbaar: true},
		{Handeling: "leesBeschrijving", Openbaar: true},
		{Handeling: "leesZegel", Openbaar: true},
		{Handeling: "leesCheckpoint", Openbaar: true},
		{Handeling: "leesTegel", Openbaar: true},
		// The pages for signing in: whoever asks has nothing to show yet.
		{Handeling: "meldAan", Openbaar: true},
		{Handeling: "meldAanTerug", Openbaar: true},
		{Handeling: "kiesRol", Openbaar: true},
		{Handeling: "toonAanmelding", Openbaar: true},
		{Handeling: "meldAf", Openbaar: true},
		{Handeling: "leesStijl", Openbaar: true},
	}
}

func lezen() []Regel {
	// The feed is open to every role, since it shows what a role may not see as a
	// bare position; what it shows is ruled on per type, below.
	feed := met(iedereen(), rechten{Beheerder: Alles, ConsulentLeerplicht: Alles, Opsporingsambtenaar: Alles, ConsulentSW: Alles, Accountmanager: Alles})
	rapport := met(feed, rechten{Opsporingsambtenaar: Geen})
	return []Regel{
		{Handeling: "leesGebeurtenissen", Rechten: feed},
		{Handeling: "volgGebeurtenissen", Rechten: feed},
		{Handeling: "leesGebeurtenis", Rechten: feed},
		{Handeling: "leesBewijs", Rechten: feed},
		{Handeling: "leesRapporten", Rechten: rapport}, // shows only what the lines below allow,
		{Handeling: "leesRapport", Rechten: rapport},
		{Handeling: "leesUitvoeringsplan", Rechten: rechten{
			Bestuurssecretaris: Alles, DagelijksBestuur: Alles, Griffier: Alles, Bestuurscommissie: Alles, Auditor: Alles,
		}},
		{Handeling: "leesKengetal", Rechten: rechten{
			Bestuurssecretaris: Alles, DagelijksBestuur: Alles, Griffier: Alles, Bestuurscommissie: Alles, Auditor: Alles,
		}},
		{Handeling: "leesDeelname", Rechten: met(iedereen(), rechten{Integrator: EigenGemeenteEnModule})},
	}
}

func opdrachten() []Regel {
	secretaris := rechten{Bestuurssecretaris: Alles}
	bestuur := rechten{Bestuurssecretaris: Alles, DagelijksBestuur: Alles}
	raad := rechten{Bestuurssecretaris: Alles, Griffier: EigenGemeente}
	return []Regel{
		{Handeling: "stelUitvoeringsplanOp", Rechten: secretaris},
		{Handeling: "vraagAdvies", Rechten: secretaris},
		{Handeling: "brengAdviesUit", Rechten: rechten{Bestuurssecretaris: Alles, Bestuurscommissie: EigenModule}},
		{Handeling: "zetVoortZonderAdvies", Rechten: bestuur},
		{Handeling: "stelOntwerpVast", Rechten: bestuur},
		{Handeling: "vraagZienswijze", Rechten: bestuur},
		{Handeling: "ontvangZienswijze", Rechten: raad},
		{Handeling: "zieAfVanZienswijze", Rechten: raad},
		{Handeling: "deelOordeelMee", Rechten: bestuur},
		{Handeling: "stelOnderdelenVast", Rechten: secretaris},
		{Handeling: "stelPlanVast", Rechten: secretaris},
		{Handeling: "stelBijstellingVoor", Rechten: bestuur},
		{Handeling: "stelBijstellingVast", Rechten: secretaris},
		{Handeling: "maakBekend", Rechten: secretaris},
		{Handeling: "pasToe", Rechten: bestuur},
		{Handeling: "trekIn", Rechten: secretaris},
		{Handeling: "verzendNieuwsbrief", Rechten: secretaris},
		{Handeling: "houdInformatiebijeenkomst", Rechten: secretaris},
		{Handeling: "neemKengetalOver", Rechten: secretaris},
		{Handeling: "corrigeerKengetal", Rechten: secretaris},
		{Handeling: "startDeelname", Rechten: met(secretaris, rechten{Integrator: EigenGemeenteEnModule})},
		{Handeling: "beeindigDeelname", Rechten: met(secretaris, rechten{Integrator: EigenGemeenteEnModule})},
	}
}

func rapporten() []Regel {
	bestuur := rechten{
		Bestuurssecretaris: Alles, DagelijksBestuur: Alles, Griffier: Alles, Bestuurscommissie: Alles, Auditor: Alles,
	}
	return []Regel{
		{Handeling: Rapport("stand-van-het-plan"), Rechten: bestuur},
		{Handeling: Rapport("zienswijzen"), Rechten: bestuur},
		{Handeling: Rapport("besluitenlijst"), Rechten: bestuur},
		{Handeling: Rapport("communicatieplicht"), Rechten: bestuur},
		{Handeling: Rapport("deelnamematrix"), Rechten: met(bestuur, rechten{Integrator: EigenGemeente})},
		{Handeling: Rapport("kengetallen"), Rechten: bestuur},
		{Handeling: Rapport("gebeurtenistelling"), Rechten: rechten{Bestuurssecretaris: Alles, Auditor: Alles, Beheerder: Alles}},
	}
}

func gebeurtenissen() []Regel {
	bestuur := rechten{
		Bestuurssecretaris: Alles, DagelijksBestuur: Alles, Griffier: Alles, Bestuurscommissie: Alles, Auditor: Alles,
	}
	deelname := met(bestuur, rechten{Integrator: EigenGemeenteEnModule})
	per := []struct {
		naam    string
		rechten rechten
	}{
		{"advies-gevraagd", bestuur},
		{"bestuurscommissie-advies-uitgebracht", bestuur},
		{"onderdeel-zonder-advies-voortgezet", bestuur},
		{"deelname-module-gestart", deelname},
		{"deelname-module-beeindigd", deelname},
		{"uitvoeringsplan-opgesteld", bestuur},
		{"ontwerp-vastgesteld-door-dagelijks-bestuur", bestuur},
		{"zienswijze-gevraagd", bestuur},
		{"zienswijze-ontvangen", bestuur},
		{"van-zienswijze-afgezien", bestuur},
		{"zienswijze-termijn-verstreken", bestuur},
		{"oordeel-over-zienswijzen-meegedeeld", bestuur},
		{"onderdeel-vastgesteld", bestuur},
		{"uitvoeringsplan-vastgesteld", bestuur},
		{"voorstel-verworpen", bestuur},
		{"voorstel-aangehouden", bestuur},
		{"bijstelling-voorgesteld", bestuur},
		{"bijstelling-vastgesteld", bestuur},
		{"besluit-bekendgemaakt", bestuur},
		{"besluit-toegepast", bestuur},
		{"besluit-ingetrokken", bestuur},
		{"planperiode-geeindigd", bestuur},
		{"nieuwsbrief-verzonden", bestuur},
		{"informatiebijeenkomst-gehouden", bestuur},
		{"kpi-overgenomen", bestuur},
		{"kpi-gecorrigeerd", bestuur},
	}
	regels := make([]Regel, len(per))
	for i, p := range per {
		regels[i] = Regel{Handeling: Gebeurtenis("nl.gemeenschappelijke-regelingen." + p.naam + ".v1"), Rechten: p.rechten}
	}
	return regels
}

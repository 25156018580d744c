package archief

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Startpunt is the day from which a term runs.
type Startpunt string

// The starting points.
const (
	Geboortedatum Startpunt = "geboortedatum"
	EindeZaak     Startpunt = "einde van de zaak"
)

// A Bewaartermijn is one result of a selectielijst.
type Bewaartermijn struct {
	Nummer    string
	Naam      string
	Blijvend  bool
	Jaren     int
	Startpunt Startpunt
}

// Selectielijst is which list holds for a file, by the day on which it was opened.
// That a file which goes on over New Year stays under the list of its beginning
// was not seen.
var Selectielijst = recht.NieuweRegel("SELECTIELIJST",
	recht.Versie[string]{
		Vanaf: beginMGR, Tot: begin2020, Waarde: "2017", Aangenomen: true,
		Bron: "Selectielijst 2017 voor stukken uit 2017 tot en met 2019; dat de dag van opening beslist is aangenomen",
	},
	recht.Versie[string]{Vanaf: begin2020, Waarde: "2020", Bron: bronSL20})

// resultaat is a result under both lists. That of 2017 was not seen: its number
// and term are taken from the list of 2020.
func resultaat(b Bewaartermijn) recht.Regel[Bewaartermijn] {
	return recht.NieuweRegel("SELECTIELIJST_"+b.Nummer,
		recht.Versie[Bewaartermijn]{
			Vanaf: beginMGR, Tot: begin2020, Waarde: b, Aangenomen: true,
			Bron: "Selectielijst 2017: niet gezien; nummer en termijn als in die van 2020",
		},
		recht.Versie[Bewaartermijn]{Vanaf: begin2020, Waarde: b, Bron: bronSL20 + ", resultaat " + b.Nummer})
}

// The results that files of Kroniek fall under, by the day on which a file was opened.
var (
	ToezichtLeerplicht         = resultaat(Bewaartermijn{Nummer: "12.1.3", Naam: "Toezicht uitgevoerd: leerplicht", Jaren: 19, Startpunt: Geboortedatum})
	ToezichtKwalificatieplicht = resultaat(Bewaartermijn{Nummer: "12.1.4", Naam: "Toezicht uitgevoerd: kwalificatieplicht", Jaren: 2, Startpunt: EindeZaak})
	OntheffingLeerplicht       = resultaat(Bewaartermijn{Nummer: "11.1.8", Naam: "Ontheffing leerplicht verleend", Jaren: 19, Startpunt: Geboortedatum})
	OntheffingKwalificatie     = resultaat(Bewaartermijn{Nummer: "11.1.9", Naam: "Ontheffing kwalificatieplicht verleend", Jaren: 21, Startpunt: Geboortedatum})
	VerlofVerleend             = resultaat(Bewaartermijn{Nummer: "11.1.2", Naam: "Toestemming voor een afgebakende periode verleend", Jaren: 1, Startpunt: EindeZaak})
	ToestemmingGeweigerd       = resultaat(Bewaartermijn{Nummer: "11.2", Naam: "Toestemming geweigerd", Jaren: 5, Startpunt: EindeZaak})
	Handhaving                 = resultaat(Bewaartermijn{Nummer: "12.2", Naam: "Handhaving uitgevoerd", Jaren: 10, Startpunt: EindeZaak})
	EindeDienstverband         = resultaat(Bewaartermijn{Nummer: "17.5", Naam: "Dienstverband personeelslid beëindigd", Jaren: 10, Startpunt: EindeZaak})
	VoorzieningVerstrekt       = resultaat(Bewaartermijn{Nummer: "8.1", Naam: "Voorziening verstrekt", Jaren: 10, Startpunt: EindeZaak})
	GegevensVerwerkt           = resultaat(Bewaartermijn{Nummer: "19.1", Naam: "Gegevens verwerkt", Jaren: 5, Startpunt: EindeZaak})
	FinancieleAdministratie    = resultaat(Bewaartermijn{Nummer: "19.1.1", Naam: "Financiële administratie", Jaren: 7, Startpunt: EindeZaak})
	PlanVastgesteld            = resultaat(Bewaartermijn{Nummer: "3.1.1", Naam: "Plan vastgesteld", Blijvend: true})
	BegrotingVastgesteld       = resultaat(Bewaartermijn{Nummer: "3.1.6", Naam: "Begroting vastgesteld", Blijvend: true})
	OrganisatieIngericht       = resultaat(Bewaartermijn{Nummer: "1.2", Naam: "Regeling en toetreding", Blijvend: true})
	MandaatVerleend            = resultaat(Bewaartermijn{Nummer: "9.1.4", Naam: "Mandaat- of delegatiebesluit", Blijvend: true})
	ArchiefVernietigd          = resultaat(Bewaartermijn{Nummer: "19.1.18", Naam: "Archiefvernietiging", Blijvend: true})
)

// A toewijzing says which result a kind of file falls under.
type toewijzing = recht.Regel[recht.Regel[Bewaartermijn]]

func wijsToe(naam string, r recht.Regel[Bewaartermijn], aangenomen bool, bron string) toewijzing {
	return recht.NieuweRegel("BEWAREN_"+naam, recht.Versie[recht.Regel[Bewaartermijn]]{Vanaf: beginMGR, Waarde: r, Bron: bron, Aangenomen: aangenomen})
}

// The assignments. Where the list does not name a kind of file, its result is
// taken by analogy and marked as assumed.
var (
	opLeerplicht   = wijsToe("LEERPLICHT", ToezichtLeerplicht, false, bronSL20+", 12.1.3")
	opKwalificatie = wijsToe("KWALIFICATIEPLICHT", ToezichtKwalificatieplicht, false, bronSL20+", 12.1.4")
	opVrijstelling = wijsToe("VRIJSTELLING_LEERPLICHT", OntheffingLeerplicht, false, bronSL20+", 11.1.8")
	opVrijgesteld  = wijsToe("VRIJSTELLING_KWALIFICATIEPLICHT", OntheffingKwalificatie, false, bronSL20+", 11.1.9")
	opVerlof       = wijsToe("VERLOF", VerlofVerleend, false, bronSL20+", 11.1.2")
	opNietVrij     = wijsToe("VRIJSTELLING_AFGEWEZEN", ToestemmingGeweigerd, true, "een beroep dat niet is aanvaard naar analogie van een weigering, 11.2")
	opGeweigerd    = wijsToe("VERLOF_GEWEIGERD", ToestemmingGeweigerd, false, bronSL20+", 11.2")
	opDoorstroom   = wijsToe("DOORSTROOMPUNT", ToezichtKwalificatieplicht, true, "RMC naar analogie van 12.1.4")
	opZonderPlicht = wijsToe("GEEN_PLICHT", ToezichtKwalificatieplicht, true, "melding zonder plicht naar analogie van 12.1.4")
	opHandhaving   = wijsToe("HANDHAVING", Handhaving, true, "12.2; of de Wet politiegegevens eerder vernietigt is niet uitgezocht")
	opBoventallige = wijsToe("BOVENTALLIGE", EindeDienstverband, false, bronSL20+", 17.5")
	opBemiddeling  = wijsToe("BEMIDDELING", VoorzieningVerstrekt, true, "kandidaat en match naar analogie van 8.1")
	opWerkgever    = wijsToe("WERKGEVER", GegevensVerwerkt, true, "werkgever en vacature naar analogie van 19.1")
	opVoorziening  = wijsToe("VOORZIENING", FinancieleAdministratie, false, bronSL20+", 19.1.1")
	opPlan         = wijsToe("UITVOERINGSPLAN", PlanVastgesteld, false, bronSL20+", 3.1.1")
	opBegroting    = wijsToe("BEGROTING", BegrotingVastgesteld, false, bronSL20+", 3.1.6")
	opDeelname     = wijsToe("DEELNAME", OrganisatieIngericht, true, "deelname aan een module naar analogie van toetreding, 1.2")
	opMandaat      = wijsToe("MANDAAT", MandaatVerleend, false, bronSL20+", 9.1.4")
	opInMandaat    = wijsToe("INMANDAAT", GegevensVerwerkt, true, "besluit in mandaat naar analogie van 19.1; de zaak waar het over gaat heeft een eigen termijn")
	opArchief      = wijsToe("ARCHIEF", ArchiefVernietigd, false, bronSL20+", 19.1.18")
)

// toegewezen returns the assignment for a kind of stream. A melding and a
// vrijstelling fall under the duty that rested on the pupil; what was refused has a
// result of its own.
func toegewezen(soort, plicht string, afgewezen bool) (toewijzing, bool) {
	switch soort {
	case "vrijstelling":
		switch {
		case afgewezen:
			return opNietVrij, true
		case plicht == "kwalificatieplicht":
			return opVrijgesteld, true
		default:
			return opVrijstelling, true
		}
	case "verlof":
		if afgewezen {
			return opGeweigerd, true
		}
		return opVerlof, true
	case "verzuimmelding":
		switch plicht {
		case "leerplicht":
			return opLeerplicht, true
		case "kwalificatieplicht":
			return opKwalificatie, true
		default:
			return opZonderPlicht, true
		}
	case "leerplichtdossier":
		return opLeerplicht, true
	case "kwalificatieplichtdossier":
		return opKwalificatie, true
	case "doorstroompunt":
		return opDoorstroom, true
	case "halt", "procesverbaal":
		return opHandhaving, true
	case "boventallige":
		return opBoventallige, true
	case "kandidaat", "match":
		return opBemiddeling, true
	case "werkgever", "vacature":
		return opWerkgever, true
	case "voorziening":
		return opVoorziening, true
	case "uitvoeringsplan":
		return opPlan, true
	case "begroting":
		return opBegroting, true
	case "mandaat":
		return opMandaat, true
	case "inmandaat":
		return opInMandaat, true
	case "deelname":
		return opDeelname, true
	case "vernietiging", "bewaring", "afscherming":
		return opArchief, true
	}
	return toewijzing{}, false
}

package recht

// A Grondslagregel is a legal ground with its versions: which text of an article
// was law on which day.
type Grondslagregel = Regel[Grondslag]

// regelingMGR is the short name of the regeling in a Grondslag.
const regelingMGR = "Regeling MGR SDCG"

const (
	bronReg17 = "CVDR438774, geldend 2017-01-01 tot 2022-01-01; artikel volgens het Uitvoeringsplan 2020-2023"
	bronReg22 = "CVDR672204, geldend vanaf 2022-01-01; nummering van dit artikel niet gezien"
	bronWgr   = "Wgr, tekst 2025-02-12 (MinBZK/regelrecht-corpus)"
	bronWgr15 = "Wgr, tekst 2015 en 2025-02-12"
	bronGW    = "Gemeentewet, tekst 2015, van toepassing via Wgr art. 22"
	bronAwb   = "Awb, tekst 2015"
)

// Versions in these tables start on the first day of the MGR when the text is
// older: nothing that Kroniek records was decided before.
var (
	beginMGR  = NieuweDatum(2017, 1, 1)
	wgr2022   = NieuweDatum(2022, 7, 1) // change of the Wgr
	regeling2 = NieuweDatum(2022, 1, 1) // second text of the regeling
)

// Grounds in the regeling itself. From 2022 their numbering is assumed.
var (
	// RegelingArt24Lid1: the AB adopts the uitvoeringsplan, or onderdelen of it.
	RegelingArt24Lid1 = artikelRegeling("24 lid 1")
	// RegelingArt24Lid2: the plan spans four years and may be adjusted every year.
	RegelingArt24Lid2 = artikelRegeling("24 lid 2")
)

// Grounds in the Wet gemeenschappelijke regelingen.
var (
	// WgrArt9: the regeling holds the conditions of toetreding and uittreding.
	WgrArt9 = artikel("Wgr", "9", beginMGR, bronWgr15)
	// WgrArt10Lid5: decisions on which raden are asked beforehand.
	WgrArt10Lid5 = artikel("Wgr", "10 lid 5", wgr2022, bronWgr)
	// WgrArt10Lid6: the DB tells raden and AB how it judges the zienswijzen.
	WgrArt10Lid6 = artikel("Wgr", "10 lid 6", wgr2022, bronWgr)
	// WgrArt12: the AB stands at the head of the body.
	WgrArt12 = artikel("Wgr", "12", beginMGR, bronWgr15)
	// WgrArt14: the DB.
	WgrArt14 = artikel("Wgr", "14", beginMGR, bronWgr15)
	// WgrArt22: which rules of the Gemeentewet hold for the meetings of the AB.
	WgrArt22 = artikel("Wgr", "22", beginMGR, bronWgr15)
	// WgrArt25: bestuurscommissies.
	WgrArt25 = artikel("Wgr", "25", beginMGR, bronWgr15)
	// WgrArt26: bekendmaking of the regeling.
	WgrArt26 = artikel("Wgr", "26", beginMGR, bronWgr15)
	// WgrArt34: adoption of begroting and jaarrekening.
	WgrArt34 = artikel("Wgr", "34", beginMGR, bronWgr15)
	// WgrArt35: the ontwerpbegroting and the zienswijzen on it.
	WgrArt35 = artikel("Wgr", "35", beginMGR, bronWgr15)
)

// Grounds in the Gemeentewet, for the AB through Wgr art. 22.
var (
	// GemeentewetArt20: quorum and second meeting.
	GemeentewetArt20 = artikel("Gemeentewet", "20", beginMGR, bronGW)
	// GemeentewetArt28: who may not vote.
	GemeentewetArt28 = artikel("Gemeentewet", "28", beginMGR, bronGW)
	// GemeentewetArt29: when a vote is valid.
	GemeentewetArt29 = artikel("Gemeentewet", "29", beginMGR, bronGW)
	// GemeentewetArt30: volstrekte meerderheid.
	GemeentewetArt30 = artikel("Gemeentewet", "30", beginMGR, bronGW)
	// GemeentewetArt31: votes about persons.
	GemeentewetArt31 = artikel("Gemeentewet", "31", beginMGR, bronGW)
	// GemeentewetArt32: other votes, and what a tie leads to.
	GemeentewetArt32 = artikel("Gemeentewet", "32", beginMGR, bronGW)
)

// Grounds in the Algemene wet bestuursrecht.
var (
	// AwbArt3Lid40: no besluit is in force before its bekendmaking (3:40).
	AwbArt3Lid40 = artikel("Awb", "3:40", beginMGR, bronAwb)
	// AwbArt3Lid41: bekendmaking to those to whom a besluit is addressed (3:41).
	AwbArt3Lid41 = artikel("Awb", "3:41", beginMGR, bronAwb)
	// AwbArt3Lid42: bekendmaking of any other besluit (3:42).
	AwbArt3Lid42 = artikel("Awb", "3:42", beginMGR, bronAwb)
	// AwbArt3Lid46: a besluit rests on sound reasons (3:46).
	AwbArt3Lid46 = artikel("Awb", "3:46", beginMGR, bronAwb)
	// AwbArt6Lid19: bezwaar also concerns a besluit that replaces or withdraws (6:19).
	AwbArt6Lid19 = artikel("Awb", "6:19", beginMGR, bronAwb)
	// AwbArt10Lid3: an organ may grant mandaat, unless the law or the nature of the power forbids it (10:3).
	AwbArt10Lid3 = artikel("Awb", "10:3", beginMGR, bronAwb)
	// AwbArt10Lid8: the mandaatgever may withdraw mandaat at any time (10:8).
	AwbArt10Lid8 = artikel("Awb", "10:8", beginMGR, bronAwb)
	// AwbArt10Lid9: the mandaatgever may allow ondermandaat (10:9).
	AwbArt10Lid9 = artikel("Awb", "10:9", beginMGR, bronAwb)
	// AwbArt10Lid10: a besluit taken in mandaat says in whose name (10:10).
	AwbArt10Lid10 = artikel("Awb", "10:10", beginMGR, bronAwb)
)

// Grounds of acts that are no besluit, and so need no article.
var (
	// FeitelijkeHandeling is the ground of an act without legal effect of its own.
	FeitelijkeHandeling = Grondslag{Soort: Feitelijk}
	// PrivaatrechtelijkeHandeling is the ground of an act under private law.
	PrivaatrechtelijkeHandeling = Grondslag{Soort: Privaatrechtelijk}
)

// Grondslagen returns the whole catalogue, for reports and for tests.
func Grondslagen() []Grondslagregel {
	return []Grondslagregel{
		RegelingArt24Lid1, RegelingArt24Lid2,
		WgrArt9, WgrArt10Lid5, WgrArt10Lid6, WgrArt12, WgrArt14, WgrArt22, WgrArt25, WgrArt26, WgrArt34, WgrArt35,
		GemeentewetArt20, GemeentewetArt28, GemeentewetArt29, GemeentewetArt30, GemeentewetArt31, GemeentewetArt32,
		AwbArt3Lid40, AwbArt3Lid41, AwbArt3Lid42, AwbArt3Lid46, AwbArt6Lid19, AwbArt10Lid3, AwbArt10Lid8, AwbArt10Lid9, AwbArt10Lid10,
	}
}

func artikel(wet, art string, vanaf Datum, bron string) Grondslagregel {
	return NieuweRegel(wet+" "+art, Versie[Grondslag]{
		Vanaf: vanaf, Bron: bron, Waarde: Grondslag{Soort: Wettelijk, Regeling: wet, Artikel: art, Vanaf: vanaf},
	})
}

func artikelRegeling(art string) Grondslagregel {
	return NieuweRegel(regelingMGR+" "+art,
		Versie[Grondslag]{
			Vanaf: beginMGR, Tot: regeling2, Bron: bronReg17,
			Waarde: Grondslag{Soort: Wettelijk, Regeling: regelingMGR, Artikel: art, Vanaf: beginMGR, Tot: regeling2},
		},
		Versie[Grondslag]{
			Vanaf: regeling2, Bron: bronReg22, Aangenomen: true,
			Waarde: Grondslag{Soort: Wettelijk, Regeling: regelingMGR, Artikel: art, Vanaf: regeling2},
		})
}

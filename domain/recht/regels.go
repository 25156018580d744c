package recht

import "time"

const bronWgrOud = "Wgr, tekst 2015 (statengeneraal/laws-markdown)"

// A Voordag is a fixed date before which something must be done, relative to a
// boekjaar: vóór 30 april of the year before it.
type Voordag struct {
	Jaar  int // -1 is the year before the boekjaar
	Maand time.Month
	Dag   int
}

// Uiterlijk returns the last good day for boekjaar: the day before.
func (v Voordag) Uiterlijk(boekjaar int) Datum {
	return UiterlijkVoor(NieuweDatum(boekjaar+v.Jaar, v.Maand, v.Dag))
}

// A Dubbeltermijn is a term after a decision that also ends at a fixed date.
type Dubbeltermijn struct {
	Binnen Termijn
	Voor   Voordag
}

// Uiterlijk returns the earlier of both ends: the term from besluit on, and the
// fixed date for boekjaar. A fixed date does not move for a weekend.
func (t Dubbeltermijn) Uiterlijk(besluit Datum, boekjaar int, k Kalender) (Datum, error) {
	e, err := t.Binnen.Vanaf(besluit, k)
	if err != nil {
		return Datum{}, err
	}
	if vast := t.Voor.Uiterlijk(boekjaar); vast.Voor(e.Uiterlijk) {
		return vast, nil
	}
	return e.Uiterlijk, nil
}

func weken(n int) Termijn { return Termijn{Aantal: n, Eenheid: Weken, Grond: TermijnUitWet} }

// sinds is the version of a rule that holds since the start of the MGR.
func sinds[T any](waarde T, bron string) Versie[T] {
	return Versie[T]{Vanaf: beginMGR, Waarde: waarde, Bron: bron}
}

// anders2022 is a rule that the Wgr changed on 1 July 2022.
func anders2022[T any](code string, oud, nieuw T) Regel[T] {
	return NieuweRegel(code,
		Versie[T]{Vanaf: beginMGR, Tot: wgr2022, Waarde: oud, Bron: bronWgrOud},
		Versie[T]{Vanaf: wgr2022, Waarde: nieuw, Bron: bronWgr})
}

// Rules about the uitvoeringsplan.
var (
	// ZienswijzeUitvoeringsplan is how long a raad may take for its zienswijze on
	// an uitvoeringsplan. The regeling sets it; its text was not seen, so eight
	// weeks are assumed. It is no statutory term: no extension for a feestdag.
	ZienswijzeUitvoeringsplan = NieuweRegel("UVP_ZIENSWIJZE", Versie[Termijn]{
		Vanaf: beginMGR, Waarde: Termijn{Aantal: 8, Eenheid: Weken, Grond: TermijnUitRegeling},
		Bron: "regeling MGR art. 24: termijn niet gevonden", Aangenomen: true,
	})
	// OordeelVerplicht says whether the DB must tell raden and AB how it judges
	// the zienswijzen before the AB decides (Wgr art. 10 lid 6).
	OordeelVerplicht = anders2022("UVP_OORDEEL", false, true)
)

// Rules about regeling, begroting and jaarrekening.
var (
	// ZienswijzeRegeling is the term for a zienswijze on an ontwerp of the
	// regeling, a change of it, toetreding or uittreding (Wgr art. 1 lid 3). It
	// did not exist before 1 July 2022: then only toestemming was asked.
	ZienswijzeRegeling = NieuweRegel("REGELING_ZIENSWIJZE", Versie[Termijn]{Vanaf: wgr2022, Waarde: weken(8), Bron: bronWgr})
	// BegrotingKaders is when kaders and voorlopige jaarrekening go to the raden (Wgr art. 34b).
	BegrotingKaders = anders2022("BEGR_KADERS", Voordag{-1, time.April, 15}, Voordag{-1, time.April, 30})
	// BegrotingOntwerp is how long before the aanbieding to the AB the
	// ontwerpbegroting goes to the raden (Wgr art. 35 lid 1). Use VoorafAan.
	BegrotingOntwerp = anders2022("BEGR_ONTWERP", weken(8), weken(12))
	// BegrotingOordeel says whether the DB must answer the zienswijzen on the
	// begroting before it is adopted (Wgr art. 35 lid 4).
	BegrotingOordeel = anders2022("BEGR_OORDEEL", false, true)
	// BegrotingVaststelling: the AB adopts in the year before (Wgr art. 34 lid 1).
	BegrotingVaststelling = NieuweRegel("BEGR_VASTSTELLING", sinds(Voordag{0, time.January, 1}, bronWgr15))
	// BegrotingToezending is when the begroting goes to gedeputeerde staten (Wgr art. 34 lid 2).
	BegrotingToezending = anders2022("BEGR_GS",
		Dubbeltermijn{weken(2), Voordag{-1, time.August, 1}}, Dubbeltermijn{weken(2), Voordag{-1, time.September, 15}})
	// JaarrekeningToezending is when the jaarrekening goes to gedeputeerde staten (Wgr art. 34 lid 4).
	JaarrekeningToezending = NieuweRegel("JRK_GS", sinds(Dubbeltermijn{weken(2), Voordag{1, time.July, 15}}, bronWgr15))
	// VergaderingenPerJaar is how often the AB meets at least (Wgr art. 22).
	VergaderingenPerJaar = NieuweRegel("AB_VERGADERING", sinds(2, bronWgr15))
)

// Rules about the procedure of besluiten.
var (
	// Bezwaartermijn runs from the day after bekendmaking (Awb 6:7 and 6:8).
	Bezwaartermijn = NieuweRegel("AWB_BEZWAAR", sinds(weken(6), bronAwb))
	// Beslistermijn is the longest term to decide on an aanvraag (Awb 4:13).
	Beslistermijn = NieuweRegel("AWB_BESLIS", sinds(weken(8), bronAwb))
	// BeslissingOpBezwaar runs from the end of the bezwaartermijn (Awb 7:10).
	BeslissingOpBezwaar = NieuweRegel("AWB_BOB", sinds(weken(6), bronAwb))
	// ZienswijzeVoorbereiding starts on the day of terinzagelegging itself: use
	// VanafDagZelf (Awb 3:16).
	ZienswijzeVoorbereiding = NieuweRegel("AWB_UOV", sinds(weken(6), bronAwb))
)

// Duties of communication from the Uitvoeringsplan 2020-2023, as numbers a year.
var (
	// NieuwsbrievenPerJaar is how many nieuwsbrieven the raden get at least.
	NieuwsbrievenPerJaar = NieuweRegel("NIEUWSBRIEF", planversie(2))
	// InformatiebijeenkomstenPerJaar is how many are held at least.
	InformatiebijeenkomstenPerJaar = NieuweRegel("INFOBIJEENKOMST", planversie(1))
)

func planversie(n int) Versie[int] {
	return Versie[int]{
		Vanaf: NieuweDatum(2020, 1, 1), Tot: NieuweDatum(2024, 1, 1), Waarde: n, Bron: "Uitvoeringsplan 2020-2023 (concept), 1.5",
	}
}

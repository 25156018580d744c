package zienswijzen

import (
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Begrotingen holds what is needed of each begroting (0) and begrotingswijziging.
var Begrotingen = &projections.Tabel{
	Naam: "begrotingen",
	Sleutel: []projections.Kolom{
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "wijziging", Soort: projections.Getal},
	},
	Velden: []projections.Kolom{
		{Naam: "aangebodenOp", Soort: projections.Datum},
		{Naam: "toezendenUiterlijk", Soort: projections.Datum}, // for that aanbieding
		{Naam: "bijgevoegd", Soort: projections.Tekst},         // codes, with a space between
		{Naam: "regel", Soort: projections.Tekst},              // of that aanbieding
		{Naam: "regelVersie", Soort: projections.Datum},
		{Naam: "vastgesteldOp", Soort: projections.Datum},
	},
}

// Positions of the fields of Begrotingen after its key.
const (
	begAangeboden = iota
	begToezendenUiterlijk
	begBijgevoegd
	begRegel
	begRegelVersie
	begVastgesteld
	begVelden // how many
)

// Begrotingsraden holds one row per raad that got an ontwerp. Whether an answer was
// in time is not in it: that follows from the days.
var Begrotingsraden = &projections.Tabel{
	Naam: "begrotingsraden",
	Sleutel: []projections.Kolom{
		{Naam: "stroom", Soort: projections.Tekst},
		{Naam: "wijziging", Soort: projections.Getal},
		{Naam: "gemeente", Soort: projections.Tekst},
	},
	Velden: []projections.Kolom{
		{Naam: "jaar", Soort: projections.Getal},
		{Naam: "toegezondenOp", Soort: projections.Datum},
		{Naam: "toezendenUiterlijk", Soort: projections.Datum}, // for the aanbieding that the raad was told
		{Naam: "uiterlijkOp", Soort: projections.Datum},
		{Naam: "regel", Soort: projections.Tekst},
		{Naam: "regelVersie", Soort: projections.Datum},
		{Naam: "afgezien", Soort: projections.Getal},
		{Naam: "reactieOp", Soort: projections.Datum},
		{Naam: "standpunt", Soort: projections.Tekst},
		{Naam: "strekking", Soort: projections.Tekst},
		{Naam: "conclusie", Soort: projections.Tekst},
		{Naam: "oordeelOp", Soort: projections.Datum},
		{Naam: "verstreken", Soort: projections.Getal},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// Positions of the fields of Begrotingsraden after its key.
const (
	raadJaar = iota
	raadToegezonden
	raadToezendenUiterlijk
	raadUiterlijk
	raadRegel
	raadRegelVersie
	raadAfgezien
	raadReactieOp
	raadStandpunt
	raadStrekking
	raadConclusie
	raadOordeelOp
	raadVerstreken
	raadGesimuleerd
	raadVelden // how many
)

func verwerkBegroting(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case begroting.OntwerpbegrotingToegezonden:
		return toegezonden(s, r, e)
	case begroting.ZienswijzeOpBegrotingOntvangen:
		return bijRaad(s, r, e.Stuk, e.Gemeente, e.Gesimuleerd, func(v []projections.Waarde) {
			v[raadAfgezien], v[raadReactieOp] = int64(0), e.OntvangenOp.String()
			v[raadStandpunt], v[raadStrekking] = string(e.Standpunt), e.Strekking
		})
	case begroting.GeenZienswijzeOpBegrotingGemeld:
		return bijRaad(s, r, e.Stuk, e.Gemeente, e.Gesimuleerd, func(v []projections.Waarde) {
			v[raadAfgezien], v[raadReactieOp] = int64(1), e.MeegedeeldOp.String()
			v[raadStandpunt], v[raadStrekking], v[raadConclusie], v[raadOordeelOp] = "", "", "", ""
		})
	case begroting.ZienswijzetermijnBegrotingVerstreken:
		return bijRaad(s, r, e.Stuk, e.Gemeente, e.Gesimuleerd, func(v []projections.Waarde) { v[raadVerstreken] = int64(1) })
	case begroting.OordeelOverZienswijzenBegrotingMeegedeeld:
		for _, o := range e.Oordelen {
			err := bijRaad(s, r, e.Stuk, o.Gemeente, e.Gesimuleerd, func(v []projections.Waarde) {
				v[raadConclusie], v[raadOordeelOp] = string(o.Conclusie), e.MeegedeeldOp.String()
			})
			if err != nil {
				return err
			}
		}
	case begroting.OntwerpbegrotingAangeboden:
		return bijStuk(s, r, e.Stuk, func(v []projections.Waarde) {
			regel, versie := eersteRegel(e.Regels)
			v[begAangeboden], v[begToezendenUiterlijk], v[begRegel], v[begRegelVersie] = e.AangebodenOp.String(), e.TijdigTot.String(), regel, versie
			v[begBijgevoegd] = codes(e.Bijgevoegd)
		})
	case begroting.BegrotingVastgesteld:
		return bijStuk(s, r, e.Stuk, func(v []projections.Waarde) { v[begVastgesteld] = e.GenomenOp.String() })
	case begroting.BegrotingswijzigingVastgesteld:
		return bijStuk(s, r, e.Stuk, func(v []projections.Waarde) { v[begVastgesteld] = e.GenomenOp.String() })
	}
	return nil
}

func codes(gs []recht.Gemeentecode) string {
	var uit []string
	for _, g := range gs {
		uit = append(uit, string(g))
	}
	return strings.Join(uit, " ")
}

func eersteRegel(ns []recht.Regelnoot) (code, versie string) {
	if len(ns) == 0 {
		return "", ""
	}
	return ns[0].Code, ns[0].Versie.String()
}

// toegezonden writes the row of a raad. One that was there keeps what the raad did:
// only the days of the sending were wrong.
func toegezonden(s projections.Schrijver, r es.Recorded, e begroting.OntwerpbegrotingToegezonden) error {
	sleutel := raadsleutel(r, e.Stuk, e.Gemeente)
	velden, er, err := s.Huidig(Begrotingsraden, sleutel...)
	if err != nil {
		return err
	}
	if !er {
		velden = make([]projections.Waarde, raadVelden)
		for i, k := range Begrotingsraden.Velden {
			velden[i] = leegVan(k)
		}
	}
	regel, versie := eersteRegel(e.Regels)
	velden[raadJaar], velden[raadToegezonden], velden[raadUiterlijk] = int64(e.Jaar), e.ToegezondenOp.String(), e.UiterlijkOp.String()
	velden[raadToezendenUiterlijk], velden[raadRegel], velden[raadRegelVersie] = e.TijdigTot.String(), regel, versie
	velden[raadVerstreken] = int64(0)
	if e.Gesimuleerd {
		velden[raadGesimuleerd] = int64(1)
	}
	return s.Zet(Begrotingsraden, append(sleutel, velden...)...)
}

func leegVan(k projections.Kolom) projections.Waarde {
	if k.Soort == projections.Getal {
		return int64(0)
	}
	return ""
}

func raadsleutel(r es.Recorded, st begroting.Stuk, g recht.Gemeentecode) []projections.Waarde {
	return []projections.Waarde{string(r.Stream), int64(st.Wijziging), string(g)}
}

// bijRaad changes the row of one raad.
func bijRaad(s projections.Schrijver, r es.Recorded, st begroting.Stuk, g recht.Gemeentecode, gesimuleerd bool, wijzig func([]projections.Waarde)) error {
	sleutel := raadsleutel(r, st, g)
	velden, er, err := s.Huidig(Begrotingsraden, sleutel...)
	if err != nil || !er {
		return anders(err)
	}
	wijzig(velden)
	if gesimuleerd {
		velden[raadGesimuleerd] = int64(1)
	}
	return s.Zet(Begrotingsraden, append(sleutel, velden...)...)
}

// bijStuk changes the row of a begroting or begrotingswijziging; its first event makes it.
func bijStuk(s projections.Schrijver, r es.Recorded, st begroting.Stuk, wijzig func([]projections.Waarde)) error {
	sleutel := []projections.Waarde{string(r.Stream), int64(st.Wijziging)}
	velden, er, err := s.Huidig(Begrotingen, sleutel...)
	if err != nil {
		return err
	}
	if !er {
		velden = make([]projections.Waarde, begVelden)
		for i, k := range Begrotingen.Velden {
			velden[i] = leegVan(k)
		}
	}
	wijzig(velden)
	return s.Zet(Begrotingen, append(sleutel, velden...)...)
}

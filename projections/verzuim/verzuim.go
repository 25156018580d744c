// Package verzuim keeps the meldingen of absence: how many, of which kind, how
// long they took and whether the school was in time.
//
// Figures per gemeente and schooljaar rest on what stays after destruction, and
// take nothing from a row, so they are the same for ever. Figures per school or
// per day, and how long a melding took, last as long as the files.
package verzuim

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Names of dimensions and columns.
const (
	gemeente       = "gemeente"
	school         = "school"
	schooljaar     = "schooljaar"
	verzuimsoort   = "verzuimsoort"
	onderwijssoort = "onderwijssoort"
	tijdigheid     = "tijdigheid"
	gesimuleerd    = "gesimuleerd"
)

// Aantallen counts meldingen that were not withdrawn. All its dimensions stay
// after destruction; its day is the first day of the schooljaar, since a finer
// one does not stay.
var Aantallen = &projections.Telling{
	Naam: "aantallen", Dimensies: []string{gemeente, schooljaar, verzuimsoort, onderwijssoort, tijdigheid, gesimuleerd}, Blijvend: true,
}

// PerSchool counts the same per school and by the day of reception or
// withdrawal. It lasts as long as the files.
var PerSchool = &projections.Telling{
	Naam: "scholen", Dimensies: []string{gemeente, school, schooljaar, verzuimsoort, onderwijssoort, gesimuleerd},
}

// Bestand counts the meldingen themselves, destroyed ones included.
var Bestand = projections.NieuwBestand()

// Meldingen holds one row per melding, while its file lasts.
var Meldingen = &projections.Tabel{
	Naam:    "meldingen",
	Sleutel: projections.Tekstkolommen("stroom"),
	Velden: []projections.Kolom{
		{Naam: gemeente},
		{Naam: school},
		{Naam: schooljaar},
		{Naam: verzuimsoort},
		{Naam: onderwijssoort},
		{Naam: tijdigheid},
		{Naam: "begindatum", Soort: projections.Datum},
		{Naam: "ontvangenOp", Soort: projections.Datum},
		{Naam: "uiterlijkOp", Soort: projections.Datum},
		{Naam: "status"},
		{Naam: "afgehandeldOp", Soort: projections.Datum}, // day of the status that ended it
		{Naam: gesimuleerd, Soort: projections.Getal},
	},
}

// Positions of the fields of a melding after its key.
const (
	veldGemeente = iota
	veldSchool
	veldSchooljaar
	veldVerzuimsoort
	veldOnderwijssoort
	veldTijdigheid
	veldBegindatum
	veldOntvangenOp
	veldUiterlijkOp
	veldStatus
	veldAfgehandeldOp
	veldGesimuleerd
)

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "verzuim", Versie: 2,
	Tabellen: []*projections.Tabel{Meldingen}, Tellingen: []*projections.Telling{Aantallen, PerSchool, Bestand},
	Verwerk: verwerk,
}

func verwerk(s projections.Schrijver, r es.Recorded) error {
	switch e := r.Event.(type) {
	case verzuimmelding.VerzuimmeldingOntvangen:
		if err := tel(s, e.Kenmerken, e.Gesimuleerd, 1); err != nil {
			return err
		}
		if err := projections.TelBestand(s, Bestand, r, string(e.Gemeente)); err != nil {
			return err
		}
		return ontvangen(s, r, e.Kenmerken, e.Melding, e.Gesimuleerd)
	case verzuimmelding.VerzuimmeldingGecorrigeerd:
		if e.Eerder.Kenmerken != e.Kenmerken {
			if err := tel(s, e.Eerder.Kenmerken, e.Gesimuleerd, -1); err != nil {
				return err
			}
			if err := tel(s, e.Kenmerken, e.Gesimuleerd, 1); err != nil {
				return err
			}
		}
		return ontvangen(s, r, e.Kenmerken, e.Melding, e.Gesimuleerd)
	case verzuimmelding.VerzuimmeldingInBehandelingGenomen:
		return zet(s, r, verzuimmelding.InBehandeling, recht.Datum{})
	case verzuimmelding.VerzuimmeldingTerKennisgevingAangenomen:
		return zet(s, r, verzuimmelding.TerKennisgeving, e.AangenomenOp)
	case verzuimmelding.VerzuimmeldingAfgesloten:
		return zet(s, r, verzuimmelding.Afgesloten, e.AfgeslotenOp)
	case verzuimmelding.VerzuimmeldingIngetrokken:
		if err := tel(s, e.Kenmerken, e.Gesimuleerd, -1); err != nil {
			return err
		}
		return zet(s, r, verzuimmelding.Ingetrokken, e.IngetrokkenOp)
	case verzuimmelding.VerzuimStatusAanDUOGeleverd:
		if e.Status == verzuimmelding.Overgedragen {
			return zet(s, r, e.Status, recht.Datum{})
		}
	}
	return nil
}

func jaNee(b bool) string {
	if b {
		return "ja"
	}
	return "nee"
}

// tel adds to the lasting figure, from what stays of the event alone.
func tel(s projections.Schrijver, k verzuimmelding.Kenmerken, verzonnen bool, delta int64) error {
	dag, err := recht.ParseDatum(k.Schooljaar[:min(4, len(k.Schooljaar))] + "-08-01")
	if err != nil {
		return err
	}
	return s.Tel(Aantallen, dag, delta, string(k.Gemeente), k.Schooljaar, string(k.Verzuimsoort),
		string(k.Onderwijssoort), string(k.Tijdigheid), jaNee(verzonnen))
}

func ontvangen(s projections.Schrijver, r es.Recorded, k verzuimmelding.Kenmerken, m verzuimmelding.Melding, verzonnen bool) error {
	if r.Replaced { // its file was destroyed: no row, and no figure per school or day
		return nil
	}
	status, klaarOp := string(verzuimmelding.Geregistreerd), ""
	oud, er, err := s.Huidig(Meldingen, string(r.Stream))
	if err != nil {
		return err
	}
	if er { // a correction leaves the status as it was
		status, klaarOp = oud[veldStatus].(string), oud[veldAfgehandeldOp].(string)
	}
	nieuw := []projections.Waarde{
		string(k.Gemeente), string(m.School), k.Schooljaar, string(k.Verzuimsoort), string(k.Onderwijssoort), string(k.Tijdigheid),
		m.Begindatum.String(), m.OntvangenOp.String(), m.UiterlijkOp.String(), status, klaarOp, projections.JaNee(verzonnen),
	}
	return herzie(s, r, oud, nieuw)
}

// zet notes a status; einde is the day on which it ended the melding, if it did.
func zet(s projections.Schrijver, r es.Recorded, st verzuimmelding.Status, einde recht.Datum) error {
	if r.Replaced {
		return nil
	}
	oud, er, err := s.Huidig(Meldingen, string(r.Stream))
	if err != nil {
		return err
	}
	if !er {
		return projections.ErrVolgorde
	}
	nieuw := slices.Clone(oud)
	nieuw[veldStatus], nieuw[veldAfgehandeldOp] = string(st), einde.String()
	return herzie(s, r, oud, nieuw)
}

// herzie replaces the row of a melding, and what it adds to the cells.
func herzie(s projections.Schrijver, r es.Recorded, oud, nieuw []projections.Waarde) error {
	was, err := posten(oud)
	if err != nil {
		return err
	}
	wordt, err := posten(nieuw)
	if err != nil {
		return err
	}
	if err := projections.Herboek(s, was, wordt); err != nil {
		return err
	}
	return s.Zet(Meldingen, append([]projections.Waarde{string(r.Stream)}, nieuw...)...)
}

// posten returns what a melding adds per school: one from its reception, up to
// its withdrawal.
func posten(rij []projections.Waarde) ([]projections.Post, error) {
	if rij == nil {
		return nil, nil
	}
	tekst := func(i int) string { return rij[i].(string) }
	dims := []string{
		tekst(veldGemeente), tekst(veldSchool), tekst(veldSchooljaar), tekst(veldVerzuimsoort), tekst(veldOnderwijssoort),
		jaNee(rij[veldGesimuleerd] != int64(0)),
	}
	dag, err := recht.ParseDatum(tekst(veldOntvangenOp))
	if err != nil {
		return nil, err
	}
	uit := []projections.Post{{Telling: PerSchool, Dag: dag, Delta: 1, Dimensies: dims}}
	if tekst(veldStatus) == string(verzuimmelding.Ingetrokken) {
		if dag, err = recht.ParseDatum(tekst(veldAfgehandeldOp)); err != nil {
			return nil, err
		}
		uit = append(uit, projections.Post{Telling: PerSchool, Dag: dag, Delta: -1, Dimensies: dims})
	}
	return uit, nil
}

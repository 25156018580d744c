package thuiszitters

import (
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Koppelingen holds, per vrijstelling, the file of the same pupil.
var Koppelingen = &projections.Tabel{
	Naam: "koppelingen", Sleutel: projections.Tekstkolommen("stroom"), Velden: projections.Tekstkolommen("dossier"),
}

// Vrijgesteld holds, per file, the days on which its pupil is exempt: per
// vrijstelling "stroom=vanaf/tot", in order and apart by a space.
var Vrijgesteld = &projections.Tabel{
	Naam: "vrijgesteld", Sleutel: projections.Tekstkolommen("stroom"), Velden: projections.Tekstkolommen("dagen"),
}

// opVrijstelling follows what ties a vrijstelling to a file. A vrijstelling that
// names none is about nobody here.
func opVrijstelling(s projections.Schrijver, r es.Recorded, e vrijstelling.Event) error {
	switch e := e.(type) {
	case vrijstelling.VrijstellingVanRechtswegeVastgesteld:
		return geldt(s, r, e.Duur, "vrijstelling vastgesteld", e.VastgesteldOp)
	case vrijstelling.VervangendeLeerplichtToegestaan:
		return geldt(s, r, e.Duur, "vervangende leerplicht toegestaan", e.BeslotenOp)
	case vrijstelling.VrijstellingKwalificatieplichtVerleend:
		return geldt(s, r, e.Duur, "vrijstelling verleend", e.BeslotenOp)
	case vrijstelling.VervangendeLeerplichtVerlengd:
		return geldt(s, r, e.Duur, "vervangende leerplicht verlengd", e.BeslotenOp)
	case vrijstelling.VrijstellingBeeindigd:
		return geldt(s, r, e.Duur, "vrijstelling beëindigd", e.Tot)
	case vrijstelling.BeroepOpVrijstellingNietAanvaard:
		return geldt(s, r, vrijstelling.Duur{}, "", e.AfgewezenOp)
	case vrijstelling.VervangendeLeerplichtGeweigerd:
		return geldt(s, r, vrijstelling.Duur{}, "", e.AfgewezenOp)
	case vrijstelling.VrijstellingKwalificatieplichtGeweigerd:
		return geldt(s, r, vrijstelling.Duur{}, "", e.AfgewezenOp)
	}
	return nil
}

// geldt notes that the vrijstelling of r holds for d, and on which file; without a
// file it is taken from the one it was on.
func geldt(s projections.Schrijver, r es.Recorded, d vrijstelling.Duur, wat string, op recht.Datum) error {
	oud, er, err := s.Huidig(Koppelingen, string(r.Stream))
	if err != nil {
		return err
	}
	if er && oud[0] != string(d.Dossier) {
		was := oud[0].(string)
		if err := herdag(s, r.Stream, was, ""); err != nil {
			return err
		}
		if err := zetStap(s, was, "vrijstelling vervallen", op, 0); err != nil {
			return err
		}
		if err := s.Sluit(Koppelingen, string(r.Stream)); err != nil {
			return err
		}
	}
	if d.Dossier == "" {
		return nil
	}
	if err := herdag(s, r.Stream, string(d.Dossier), d.Vanaf.String()+"/"+d.Tot.String()); err != nil {
		return err
	}
	if err := zetStap(s, string(d.Dossier), wat, op, 0); err != nil {
		return err
	}
	return s.Zet(Koppelingen, string(r.Stream), string(d.Dossier))
}

// herdag replaces the days that one vrijstelling gives a file, and what its
// periodes add to the cells.
func herdag(s projections.Schrijver, vrijstelling es.Stream, dossier, dagen string) error {
	was, err := vrijVan(s, dossier)
	if err != nil {
		return err
	}
	var delen []string
	for _, deel := range strings.Fields(was) {
		if stroom, _, _ := strings.Cut(deel, "="); stroom != string(vrijstelling) {
			delen = append(delen, deel)
		}
	}
	if dagen != "" {
		delen = append(delen, string(vrijstelling)+"="+dagen)
	}
	slices.Sort(delen)
	wordt := strings.Join(delen, " ")
	stappen, er, err := s.Huidig(Stappen, dossier)
	if err != nil {
		return err
	}
	for n := int64(1); er && n <= stappen[2].(int64); n++ {
		rij, er, err := s.Huidig(Perioden, dossier, n)
		if err != nil {
			return err
		}
		if !er {
			continue
		}
		if err := herboek(s, rij, was, rij, wordt); err != nil {
			return err
		}
	}
	if wordt == "" {
		return s.Sluit(Vrijgesteld, dossier)
	}
	return s.Zet(Vrijgesteld, dossier, wordt)
}

// vrijVan returns the days on which the pupil of a file is exempt.
func vrijVan(s projections.Schrijver, dossier string) (string, error) {
	rij, er, err := s.Huidig(Vrijgesteld, dossier)
	if err != nil || !er {
		return "", err
	}
	return rij[0].(string), nil
}

// zonder takes from the stays the days on which somebody is exempt: who has a
// vrijstelling is no thuiszitter.
func zonder(ds []deel, vrij string) ([]deel, error) {
	for _, tekst := range strings.Fields(vrij) {
		_, dagen, _ := strings.Cut(tekst, "=")
		van, tot, _ := strings.Cut(dagen, "/")
		v, err := recht.ParseDatum(van)
		if err != nil {
			return nil, err
		}
		t, err := recht.ParseDatum(tot)
		if err != nil {
			return nil, err
		}
		var over []deel
		for _, d := range ds {
			over = append(over, d.buiten(v, t)...)
		}
		ds = over
	}
	return ds, nil
}

// buiten returns what is left of d outside the days from v up to t.
func (d deel) buiten(v, t recht.Datum) (uit []deel) {
	if !d.tot.IsZero() && !v.Voor(d.tot) || !d.van.Voor(t) {
		return []deel{d}
	}
	if d.van.Voor(v) {
		uit = append(uit, deel{d.klasse, d.van, v})
	}
	if d.tot.IsZero() || t.Voor(d.tot) {
		uit = append(uit, deel{d.klasse, t, d.tot})
	}
	return uit
}

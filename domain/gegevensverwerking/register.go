// Package gegevensverwerking is about processing personal data itself: the
// register of processing activities (AVG art. 30), and what people ask of whoever
// processes data about them (AVG art. 15 to 21). Its streams hold no personal data.
package gegevensverwerking

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

//go:embed register.csv
var registerCSV string

// An Activiteit is one version of an entry in the register. A changed entry is a
// new version with an id of its own, so a log line always says what held then.
type Activiteit struct {
	Code          string
	Versie        int
	Vanaf, Tot    recht.Datum // Tot is zero while the version holds
	Module        string      // empty where it belongs to no module in particular
	Stroomsoorten []string    // kinds of stream whose reading is this activity
	Naam, Doel    string
	Grondslag     string
	Betrokkenen   string
	Gegevens      string
	Ontvangers    string
	Bewaartermijn string
	Doorgifte     string
	Beveiliging   string
	Aangenomen    bool // not yet adopted by the organ that must
	Bron          string
}

// Codes of activities that do not follow from the kind of stream.
const (
	PersoonOpzoeken = "persoon-opzoeken"
	InzageVerlenen  = "inzage-verlenen"
)

// A Register is the register of processing activities. It is only read after it
// was made, so it may be used concurrently.
type Register struct{ activiteiten []Activiteit }

// Standaard returns the register that comes with the program, in the order of
// its file. It returns an error when that file is not a register.
func Standaard() (*Register, error) { return Lees(registerCSV) }

// kolommen of the file, in order.
const kolommen = "code;versie;vanaf;tot;module;stroomsoorten;naam;doel;grondslag;betrokkenen;gegevens;ontvangers;bewaartermijn;doorgifte;beveiliging;aangenomen;bron"

// Lees reads a register. It refuses an entry that says less than AVG art. 30
// asks, versions that overlap or leave a gap, and a kind of stream with two
// activities on one day: a log line would not say which was meant.
func Lees(tekst string) (*Register, error) {
	lezer := csv.NewReader(strings.NewReader(tekst))
	lezer.Comma = ';'
	regels, err := lezer.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("gegevensverwerking: read register: %w", err)
	}
	if len(regels) < 2 || strings.Join(regels[0], ";") != kolommen {
		return nil, errors.New("gegevensverwerking: register does not begin with its columns")
	}
	r := &Register{}
	for _, regel := range regels[1:] {
		a, err := leesActiviteit(regel)
		if err != nil {
			return nil, err
		}
		r.activiteiten = append(r.activiteiten, a)
	}
	return r, r.keur()
}

func leesActiviteit(v []string) (a Activiteit, err error) {
	a = Activiteit{
		Code: v[0], Module: v[4], Stroomsoorten: strings.Fields(v[5]), Naam: v[6], Doel: v[7], Grondslag: v[8], Betrokkenen: v[9],
		Gegevens: v[10], Ontvangers: v[11], Bewaartermijn: v[12], Doorgifte: v[13], Beveiliging: v[14], Aangenomen: v[15] == "ja", Bron: v[16],
	}
	fout := func(wat string) (Activiteit, error) {
		return a, fmt.Errorf("gegevensverwerking: register entry %q: %s", v[0], wat)
	}
	if a.Versie, err = strconv.Atoi(v[1]); err != nil || a.Versie < 1 {
		return fout("version is no number from 1")
	}
	if a.Vanaf, err = recht.ParseDatum(v[2]); err != nil {
		return fout("first day is no day")
	}
	if v[3] != "" {
		if a.Tot, err = recht.ParseDatum(v[3]); err != nil || !a.Tot.Na(a.Vanaf) {
			return fout("last day is no day after the first")
		}
	}
	for _, verplicht := range []string{v[0], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13], v[14], v[16]} {
		if strings.TrimSpace(verplicht) == "" {
			return fout("something that AVG art. 30 asks is empty")
		}
	}
	if v[15] != "ja" && v[15] != "nee" {
		return fout("aangenomen is ja or nee")
	}
	return a, nil
}

func (r *Register) keur() error {
	for i, a := range r.activiteiten {
		for _, b := range r.activiteiten[:i] {
			samen := (b.Tot.IsZero() || a.Vanaf.Voor(b.Tot)) && (a.Tot.IsZero() || b.Vanaf.Voor(a.Tot))
			switch {
			case a.Code == b.Code && (samen || a.Versie == b.Versie):
				return fmt.Errorf("gegevensverwerking: two versions of %s hold on one day", a.Code)
			case samen && slices.ContainsFunc(a.Stroomsoorten, func(s string) bool { return slices.Contains(b.Stroomsoorten, s) }):
				return fmt.Errorf("gegevensverwerking: %s and %s are about the same kind of stream", a.Code, b.Code)
			}
		}
	}
	return nil
}

// Activiteiten returns every version of every entry.
func (r *Register) Activiteiten() []Activiteit { return slices.Clone(r.activiteiten) }

// Van returns the activity that reading a stream of this kind is on day op.
func (r *Register) Van(soort string, op recht.Datum) (Activiteit, bool) {
	return r.zoek(op, func(a Activiteit) bool { return slices.Contains(a.Stroomsoorten, soort) })
}

// Met returns the version of the activity with this code that holds on day op.
func (r *Register) Met(code string, op recht.Datum) (Activiteit, bool) {
	return r.zoek(op, func(a Activiteit) bool { return a.Code == code })
}

func (r *Register) zoek(op recht.Datum, past func(Activiteit) bool) (Activiteit, bool) {
	for _, a := range r.activiteiten {
		if past(a) && !op.Voor(a.Vanaf) && (a.Tot.IsZero() || op.Voor(a.Tot)) {
			return a, true
		}
	}
	return Activiteit{}, false
}

// URI returns the id of this version of the activity at the organisation with
// this OIN: what stands in dpl.core.processing_activity_id.
func (a Activiteit) URI(oin string) string {
	return "urn:nld:oin:" + oin + ":verwerkingsactiviteit:" + a.Code + ":v" + strconv.Itoa(a.Versie)
}

// Package asvs holds how this program does on OWASP ASVS 5.0.0, item by item: every
// item of level 1 and 2 but those about WebRTC, and seven of level 3.
//
// oordelen.tsv is written by hand: number, level, subject, judgement, evidence and
// explanation, with tabs between. The subject is in our own words; the text of the
// standard itself is licensed otherwise and stays at OWASP. asvs.md is made from it:
//
//	go test ./adapters/toegang/asvs -bijwerken
//
// Evidence is a test or a setting, and the tests of this package look each of them up
// in the source: a test that was renamed, or a setting that was taken out, fails them.
package asvs

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// An Oordeel is how this program does on one item.
type Oordeel string

// The judgements.
const (
	Voldoet        Oordeel = "voldoet"
	Deels          Oordeel = "deels"
	VoldoetNiet    Oordeel = "voldoet niet"
	NietToepassing Oordeel = "niet van toepassing"
)

// A Bewijs is where to see that an item is met: exactly one of Test and Instelling.
type Bewijs struct {
	Map        string // folder of the test, from the root of the project
	Test       string // name of the test function
	Geval      string // name of the case within it; empty: all of it
	Bestand    string // file of the setting, from the root of the project
	Instelling string // text that the file must hold
}

// A Punt is one item.
type Punt struct {
	Nummer      string // such as "3.4.1", as OWASP numbers it without the V
	Niveau      int    // 1, 2 or 3
	Onderwerp   string
	Oordeel     Oordeel
	Bewijs      []Bewijs
	Toelichting string
}

// Lees reads the judgements. Every line is checked: a judgement needs what it rests on.
func Lees(tekst string) ([]Punt, error) {
	var punten []Punt
	var fouten []error
	for i, regel := range strings.Split(strings.TrimSuffix(tekst, "\n"), "\n") {
		if regel == "" || strings.HasPrefix(regel, "#") {
			continue
		}
		p, err := leesPunt(regel)
		if err != nil {
			fouten = append(fouten, fmt.Errorf("regel %d: %w", i+1, err))
			continue
		}
		punten = append(punten, p)
	}
	return punten, errors.Join(fouten...)
}

func leesPunt(regel string) (Punt, error) {
	v := strings.Split(regel, "\t")
	if len(v) != 6 {
		return Punt{}, fmt.Errorf("%d velden in plaats van 6", len(v))
	}
	niveau, err := strconv.Atoi(v[1])
	if err != nil || niveau < 1 || niveau > 3 {
		return Punt{}, errors.New("het niveau is 1, 2 of 3")
	}
	p := Punt{Nummer: v[0], Niveau: niveau, Onderwerp: v[2], Oordeel: Oordeel(v[3]), Toelichting: v[5]}
	for _, b := range strings.Split(v[4], " | ") {
		if b == "" {
			continue
		}
		bewijs, err := leesBewijs(b)
		if err != nil {
			return Punt{}, fmt.Errorf("%s: %w", p.Nummer, err)
		}
		p.Bewijs = append(p.Bewijs, bewijs)
	}
	return p, p.keur()
}

// leesBewijs reads "test <map> <TestNaam>[/<geval>]" or "instelling <bestand> <tekst>".
func leesBewijs(tekst string) (Bewijs, error) {
	soort, rest, _ := strings.Cut(tekst, " ")
	waar, wat, ok := strings.Cut(rest, " ")
	switch {
	case !ok || wat == "":
		return Bewijs{}, fmt.Errorf("bewijs %q noemt niets", tekst)
	case soort == "test":
		test, geval, _ := strings.Cut(wat, "/")
		return Bewijs{Map: waar, Test: test, Geval: geval}, nil
	case soort == "instelling":
		return Bewijs{Bestand: waar, Instelling: wat}, nil
	}
	return Bewijs{}, fmt.Errorf("bewijs %q is geen test en geen instelling", tekst)
}

func (p Punt) keur() error {
	switch {
	case p.Nummer == "" || p.Onderwerp == "":
		return errors.New("nummer of onderwerp ontbreekt")
	case p.Oordeel == Voldoet && len(p.Bewijs) == 0:
		return fmt.Errorf("%s: wie voldoet toont waaraan dat te zien is", p.Nummer)
	case p.Oordeel == NietToepassing && (p.Toelichting == "" || len(p.Bewijs) > 0):
		return fmt.Errorf("%s: wat niet van toepassing is heeft een reden en geen bewijs", p.Nummer)
	case (p.Oordeel == Deels || p.Oordeel == VoldoetNiet) && p.Toelichting == "":
		return fmt.Errorf("%s: zeg wat er ontbreekt", p.Nummer)
	case p.Oordeel != Voldoet && p.Oordeel != NietToepassing && p.Oordeel != Deels && p.Oordeel != VoldoetNiet:
		return fmt.Errorf("%s: %q is geen oordeel", p.Nummer, p.Oordeel)
	}
	return nil
}

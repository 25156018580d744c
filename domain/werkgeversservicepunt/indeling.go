package werkgeversservicepunt

import (
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const keten = "Uitvoeringsplan 2020-2023, 4; SUWI art. 10"

// Refusals of an indeling.
var (
	ErrKetenpartner = es.Refuse("werkgeversservicepunt/ketenpartner-onbekend",
		"Een kandidaat komt van het UWV of van een gemeente van de MGR.", keten)
	ErrSubregio = es.Refuse("werkgeversservicepunt/subregio-onbekend",
		"Een subregio is een code van kleine letters, cijfers en streepjes.", keten)
	ErrDoelgroep = es.Refuse("werkgeversservicepunt/doelgroep-onbekend",
		"Deze doelgroep bestaat niet.", keten)
	ErrBetaler = es.Refuse("werkgeversservicepunt/betaler-onjuist",
		"Noem de gemeente die de uitkering betaalt; bij WW betaalt het UWV en hoort er geen gemeente.", keten)
	ErrSector = es.Refuse("werkgeversservicepunt/sector-onbekend",
		"Deze code komt niet voor in de Standaard Bedrijfsindeling.", "SBI 2008 (CBS)")
)

// A Ketenpartner is who delivers kandidaten: UWV, or a gemeentecode.
type Ketenpartner string

// UWV is the ketenpartner for those whom UWV pays.
const UWV Ketenpartner = "UWV"

// A Doelgroep is the class that a kandidaat counts in. It says on which budget
// somebody draws, never why.
type Doelgroep string

// The classes. Doelgroepregister goes before the others, since only those count
// for the banenafspraak.
const (
	Doelgroepregister Doelgroep = "doelgroepregister"
	Participatiewet   Doelgroep = "participatiewet"
	WW                Doelgroep = "ww"
	OverigeDoelgroep  Doelgroep = "overig"
)

// Waarden returns the known values.
func (Doelgroep) Waarden() []string {
	return []string{string(Doelgroepregister), string(Participatiewet), string(WW), string(OverigeDoelgroep)}
}

// A Subregio is a part of the arbeidsmarktregio with accountmanagers of its own.
// Which there are is for the WSP to decide, so the set is open.
type Subregio string

// Geldig reports whether s is 2 to 40 lower case letters, digits and hyphens.
func (s Subregio) Geldig() bool {
	if len(s) < 2 || len(s) > 40 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	return !strings.ContainsFunc(string(s), func(r rune) bool {
		return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// An Indeling is what figures about a kandidaat need, and nothing finer. Events
// embed it inline, so that none needs an earlier event of the stream.
type Indeling struct {
	Gemeente     recht.Gemeentecode `json:"gemeente,omitzero" residu:"blijft"` // that pays the uitkering; absent when UWV does
	Ketenpartner Ketenpartner       `json:"ketenpartner" residu:"blijft"`
	Subregio     Subregio           `json:"subregio" residu:"blijft"`
	Doelgroep    Doelgroep          `json:"doelgroep" residu:"blijft"`
}

// Keur refuses an indeling that no figure could place: who is delivered by a
// gemeente is paid by one, and WW is always paid by UWV.
func (i Indeling) Keur() error {
	_, deelnemer := recht.NaamVan(i.Gemeente)
	_, partner := recht.NaamVan(recht.Gemeentecode(i.Ketenpartner))
	switch {
	case i.Ketenpartner != UWV && !partner:
		return ErrKetenpartner
	case !i.Subregio.Geldig():
		return ErrSubregio
	case !Bekend(i.Doelgroep):
		return ErrDoelgroep
	case i.Gemeente != "" && !deelnemer,
		i.Gemeente != "" && i.Doelgroep == WW,
		i.Gemeente == "" && i.Doelgroep == Participatiewet,
		i.Gemeente == "" && i.Ketenpartner != UWV:
		return ErrBetaler
	}
	return nil
}

// A Klasse is a closed set of values.
type Klasse interface {
	~string
	Waarden() []string
}

// Bekend reports whether v is one of the values of its type.
func Bekend[T Klasse](v T) bool { return slices.Contains(v.Waarden(), string(v)) }

// A SBI is a code of the Standaard Bedrijfsindeling of CBS: two to five digits.
type SBI string

// A Sector is a section of the SBI: A to U, as coarse as figures need.
type Sector string

// secties holds the last afdeling (two digits) of each section of SBI 2008; the
// first is one more than the last of the section before.
var secties = []struct {
	tot    int
	sector Sector
}{
	{3, "A"},
	{9, "B"},
	{33, "C"},
	{35, "D"},
	{39, "E"},
	{43, "F"},
	{47, "G"},
	{53, "H"},
	{56, "I"},
	{63, "J"},
	{66, "K"},
	{68, "L"},
	{75, "M"},
	{82, "N"},
	{84, "O"},
	{85, "P"},
	{88, "Q"},
	{93, "R"},
	{96, "S"},
	{98, "T"},
	{99, "U"},
}

// afdelingen that SBI 2008 leaves out.
const geenAfdeling = " 00 04 05 34 40 44 48 54 57 67 76 83 89 "

// Sector returns the section of s, or ErrSector when s is not a code of it.
func (s SBI) Sector() (Sector, error) {
	if len(s) < 2 || len(s) > 5 || strings.ContainsFunc(string(s), func(r rune) bool { return r < '0' || r > '9' }) ||
		strings.Contains(geenAfdeling, " "+string(s[:2])+" ") {
		return "", ErrSector
	}
	afdeling := int(s[0]-'0')*10 + int(s[1]-'0')
	for _, x := range secties {
		if afdeling <= x.tot {
			return x.sector, nil
		}
	}
	return "", ErrSector
}

// Geldig reports whether s is a section of the SBI.
func (s Sector) Geldig() bool { return len(s) == 1 && s[0] >= 'A' && s[0] <= 'U' }

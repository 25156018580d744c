package vernietiging

import (
	"cmp"
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Wijze is how files are destroyed, as the verklaring says it.
const Wijze = "sleutel van het persoonsdeel vernietigd, persoonsdeel gewist, openbaar deel vervangen door zijn residu, " +
	"gegevens in leesmodellen gewist"

// Decide applies the rules for a list.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case StelVoor:
		return stelVoor(c, s)
	case WijsAf:
		return wijsAf(c, s)
	case StelVast:
		return stelVast(c, s)
	case Verklaar:
		return verklaar(c, s)
	case Herhaal:
		return herhaal(c, s)
	default:
		panic("vernietiging: command without a case in Decide")
	}
}

func stelVoor(c StelVoor, s State) ([]Event, error) {
	eerste, err := recht.DoorEerste(c.Opdracht)
	if err != nil {
		return nil, err
	}
	switch {
	case len(c.Dossiers) == 0:
		return nil, ErrLeeg
	case len(c.Dossiers) > MaxDossiers:
		return nil, ErrTeVeel
	case c.Peildatum.IsZero() || c.Peildatum.Na(c.Vandaag()):
		return nil, ErrInToekomst
	}
	lijst := []archief.Dossier{}
	var regels []recht.Regelnoot
	for i, d := range c.Dossiers {
		if !s.heeft(d.Stroom) && (d.Elders || slices.ContainsFunc(c.Dossiers[:i], func(x Opgezocht) bool { return x.Stroom == d.Stroom })) {
			return nil, ErrDubbel
		}
		o, err := d.Zaak.Beoordeel(c.Peildatum)
		if err != nil {
			return nil, err
		}
		if o.Reden != "" {
			return nil, ErrNietToe.With(reden(d.Stroom, o.Reden))
		}
		lijst = append(lijst, archief.Dossier{Stroom: d.Stroom, Selectielijst: o.Selectielijst, Resultaat: o.Termijn.Nummer})
		regels = met(regels, o.Regels)
	}
	switch {
	case len(s.dossiers) > 0 && slices.Equal(s.dossiers, lijst) && s.peildatum == c.Peildatum:
		return nil, nil
	case len(s.dossiers) > 0:
		return nil, ErrAlVoorgesteld
	}
	v, err := c.VerantwoordMet(archief.Archivaris, archief.ArchiefwetArt3, regels...)
	if err != nil {
		return nil, err
	}
	return []Event{VernietigingVoorgesteld{Verantwoording: v, Voorgelegd: eerste, Peildatum: c.Peildatum, Dossiers: lijst}}, nil
}

func (s State) heeft(stroom es.Stream) bool {
	return slices.ContainsFunc(s.dossiers, func(d archief.Dossier) bool { return d.Stroom == stroom })
}

func reden(stroom es.Stream, a archief.Aanhouding) string {
	return "Dossier " + string(stroom) + ": " + string(a) + "."
}

// met adds notes without doubles: a list of four hundred files rests on few rules.
func met(regels, erbij []recht.Regelnoot) []recht.Regelnoot {
	for _, n := range erbij {
		if !slices.Contains(regels, n) {
			regels = append(regels, n)
		}
	}
	return regels
}

// beoordeel judges whether the actor of o may be the second person of s.
func (s State) beoordeel(o recht.Opdracht) (recht.Regelnoot, error) {
	if len(s.dossiers) == 0 {
		return recht.Regelnoot{}, ErrNietVoorgesteld
	}
	return s.voorgelegd.BeoordeelOpdracht(o)
}

func wijsAf(c WijsAf, s State) ([]Event, error) {
	if s.afgewezen {
		return nil, nil
	}
	noot, err := s.beoordeel(c.Opdracht)
	switch {
	case err != nil:
		return nil, err
	case s.besloten != nil:
		return nil, ErrAlBeslist
	}
	v, err := c.VerantwoordMet(archief.Gegevensbescherming, archief.ArchiefwetArt3, noot)
	if err != nil {
		return nil, err
	}
	return []Event{VernietigingAfgewezen{Verantwoording: v, Specificatie: Specificeer(s.dossiers), AfgewezenOp: c.Vandaag()}}, nil
}

func stelVast(c StelVast, s State) ([]Event, error) {
	if s.besloten != nil {
		return nil, nil
	}
	noot, err := s.beoordeel(c.Opdracht)
	switch {
	case err != nil:
		return nil, err
	case s.afgewezen:
		return nil, ErrAlBeslist
	case c.Gesimuleerd != s.gesimuleerd, !s.zelfde(c.Dossiers):
		return nil, ErrLijstAnders
	}
	e := VernietigingslijstVastgesteld{Dossiers: []archief.Dossier{}, Aangehouden: []archief.Aangehouden{}, VastgesteldOp: c.Vandaag()}
	regels := []recht.Regelnoot{noot}
	for i, d := range c.Dossiers {
		o, err := d.Zaak.Beoordeel(c.Vandaag())
		if err != nil {
			return nil, err
		}
		if o.Reden != "" {
			e.Aangehouden = append(e.Aangehouden, archief.Aangehouden{Dossier: s.dossiers[i], Reden: o.Reden})
			continue
		}
		e.Dossiers = append(e.Dossiers, s.dossiers[i])
		regels = met(regels, o.Regels)
	}
	if len(e.Dossiers) == 0 {
		return nil, ErrAllesAangehouden
	}
	if e.Verantwoording, err = c.VerantwoordMet(archief.Gegevensbescherming, archief.ArchiefbesluitArt8, regels...); err != nil {
		return nil, err
	}
	return []Event{e}, nil
}

// zelfde reports whether the files looked up are those of the proposal, in order.
func (s State) zelfde(ds []Opgezocht) bool {
	return slices.EqualFunc(s.dossiers, ds, func(d archief.Dossier, o Opgezocht) bool { return d.Stroom == o.Stroom })
}

func verklaar(c Verklaar, s State) ([]Event, error) {
	switch {
	case s.verklaard:
		return nil, nil
	case s.besloten == nil:
		return nil, ErrNietBesloten
	}
	dagen, noot, err := archief.Reservekopietermijn.Op(c.Vandaag())
	if err != nil {
		return nil, err
	}
	c.Gesimuleerd = s.gesimuleerd
	v, err := c.VerantwoordMet(recht.Stelsel, archief.ArchiefbesluitArt8, noot)
	if err != nil {
		return nil, err
	}
	return []Event{GegevensVernietigd{
		Verantwoording: v, Besluit: c.Besluit, Specificatie: Specificeer(s.besloten),
		Gebeurtenissen: c.Gebeurtenissen, Sleutels: c.Sleutels, Wijze: Wijze,
		UitgevoerdOp: c.Vandaag(), OnherroepelijkOp: c.Vandaag().PlusDagen(dagen),
	}}, nil
}

// Specificeer counts files by result, in the order of list and number.
func Specificeer(ds []archief.Dossier) []Aantal {
	uit := []Aantal{}
	for _, d := range ds {
		i := slices.IndexFunc(uit, func(a Aantal) bool { return a.Selectielijst == d.Selectielijst && a.Resultaat == d.Resultaat })
		if i < 0 {
			i, uit = len(uit), append(uit, Aantal{Selectielijst: d.Selectielijst, Resultaat: d.Resultaat})
		}
		uit[i].Dossiers++
	}
	slices.SortFunc(uit, func(a, b Aantal) int {
		return cmp.Or(cmp.Compare(a.Selectielijst, b.Selectielijst), cmp.Compare(a.Resultaat, b.Resultaat))
	})
	return uit
}

// Verloopt returns the last day on which the second person may act; zero when
// nothing was proposed.
func (s State) Verloopt() recht.Datum {
	if s.voorgelegd.Op == (time.Time{}) {
		return recht.Datum{}
	}
	d, _, err := s.voorgelegd.Uiterlijk()
	if err != nil {
		return recht.Datum{}
	}
	return d
}

package voorziening

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
)

// maxBedrag is ten billion euro. More is a typing error, and no sum of what one
// stream can hold overflows.
const maxBedrag recht.Bedrag = 1_000_000_000_000

// Decide applies the rules for a voorziening.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case StelIn:
		return stelIn(c, s)
	case VoegToe:
		switch {
		case c.Herkomst == Rente:
			return nil, ErrRente
		case !bekend(c.Herkomst):
			return nil, ErrHerkomst
		case !c.Wijziging.keur(c.Besluit, c.Vandaag()):
			return nil, ErrBegrotingswijziging
		}
		return boek(s, c.Opdracht, c.Boeking, Toevoeging, toevoeging{c.Herkomst, c.Wijziging})
	case WendAan:
		return boek(s, c.Opdracht, c.Boeking, Aanwending, toevoeging{})
	case LaatVrijvallen:
		return boek(s, c.Opdracht, c.Boeking, Vrijval, toevoeging{})
	case Herschat:
		return herschat(c, s)
	case WikkelAf:
		return wikkelAf(c, s)
	default:
		panic("voorziening: command without a case in Decide")
	}
}

func bekend[T interface {
	~string
	Waarden() []string
}](v T,
) bool {
	return slices.Contains(v.Waarden(), string(v))
}

// verantwoord makes the envelope of an act of orgaan on ground g that works from op.
func verantwoord(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, g recht.Grondslagregel) (recht.Verantwoording, error) {
	if err := sw.Keur(o, op); err != nil {
		return recht.Verantwoording{}, err
	}
	if o.GeldigVanaf.IsZero() {
		o.GeldigVanaf = op
	}
	return o.VerantwoordMet(orgaan, g)
}

// keur refuses a besluit that is not of the bestuur, or that is still to be taken.
func (b Besluitverwijzing) keur(vandaag recht.Datum) error {
	if b.Orgaan != recht.AlgemeenBestuur && b.Orgaan != recht.DagelijksBestuur ||
		b.Kenmerk == "" || b.GenomenOp.IsZero() || b.GenomenOp.Na(vandaag) {
		return ErrBesluit
	}
	return nil
}

// keur reports whether w is none, or was adopted by the very besluit b.
func (w Begrotingswijziging) keur(b Besluitverwijzing, vandaag recht.Datum) bool {
	return w == Begrotingswijziging{} || w.Jaar > 0 && w.Nummer > 0 && !w.VastgesteldOp.IsZero() && !w.VastgesteldOp.Na(vandaag) &&
		b.Orgaan == recht.AlgemeenBestuur && b.GenomenOp == w.VastgesteldOp
}

func stelIn(c StelIn, s State) ([]Event, error) {
	v, err := verantwoord(c.Opdracht, c.IngesteldOp, c.Besluit.Orgaan, sw.BBVArt44)
	if err != nil {
		return nil, err
	}
	if err := c.Besluit.keur(c.Vandaag()); err != nil {
		return nil, err
	}
	nieuw := instelling{c.Doel, c.BBVGrond, c.Beginsaldo, c.Besluit, c.IngesteldOp}
	na := s
	na.ingesteld = nieuw
	switch {
	case !bekend(c.Doel), s.bestaat() && c.Doel != s.ingesteld.doel: // another purpose is another voorziening
		return nil, ErrDoel
	case !bekend(c.BBVGrond):
		return nil, ErrGrond
	case c.JaarlijksGelijk:
		return nil, ErrJaarlijksGelijk
	case c.Beginsaldo < 0 || c.Beginsaldo > maxBedrag:
		return nil, ErrBedrag
	case s.ingesteld == nieuw:
		return nil, nil
	case s.bestaat() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlIngesteld
	case !s.bestaat() && c.Corrigeert != uuid.Nil:
		return nil, ErrNietIngesteld
	case slices.ContainsFunc(s.mutaties, func(m boeking) bool { return m.op.Voor(c.IngesteldOp) }),
		!s.geschatOp.IsZero() && s.geschatOp.Voor(c.IngesteldOp),
		!s.afgewikkeld.IsZero() && s.afgewikkeld.Voor(c.IngesteldOp):
		return nil, ErrVoorInstelling
	}
	if err := na.klopt(); err != nil {
		return nil, err
	}
	return []Event{VoorzieningIngesteld{
		Verantwoording: v, Doel: c.Doel, BBVGrond: c.BBVGrond, Beginsaldo: c.Beginsaldo, Besluit: c.Besluit, IngesteldOp: c.IngesteldOp,
	}}, nil
}

// klopt refuses a state that the law does not allow: below zero on some day, or
// closed with money in it.
func (s State) klopt() error {
	switch {
	case s.laagste() < 0:
		return ErrNegatief
	case !s.afgewikkeld.IsZero() && s.Saldo(recht.Datum{}) != 0:
		return ErrAfgewikkeld
	}
	return nil
}

func boek(s State, o recht.Opdracht, b Boeking, soort Mutatiesoort, bij toevoeging) ([]Event, error) {
	v, err := verantwoord(o, b.GeboektOp, recht.DagelijksBestuur, sw.BBVArt55)
	if err != nil {
		return nil, err
	}
	if err := b.Besluit.keur(o.Vandaag()); err != nil {
		return nil, err
	}
	v.Orgaan = b.Besluit.Orgaan
	nieuw, correctie, n := boeking{soort, bij, b.Bedrag, b.Besluit, b.GeboektOp}, o.Corrigeert != uuid.Nil, b.Nummer
	switch {
	case !s.bestaat():
		return nil, ErrNietIngesteld
	case n < 1 || n > len(s.mutaties)+1,
		n <= len(s.mutaties) && s.mutaties[n-1].soort != soort,
		n > len(s.mutaties) && correctie:
		return nil, ErrMutatie
	case b.Bedrag < 0 || b.Bedrag > maxBedrag || b.Bedrag == 0 && !correctie:
		return nil, ErrBedrag
	case n <= len(s.mutaties) && s.mutaties[n-1] == nieuw:
		return nil, nil
	case n <= len(s.mutaties) && !correctie:
		return nil, ErrAlGeboekt
	case b.GeboektOp.Voor(s.ingesteld.op):
		return nil, ErrVoorInstelling
	case !s.afgewikkeld.IsZero() && (!correctie || b.GeboektOp.Na(s.afgewikkeld)):
		return nil, ErrAfgewikkeld
	}
	m := Mutatie{s.ingesteld.doel, s.ingesteld.grond, n, b.Bedrag, b.Besluit, b.GeboektOp}
	na := s
	na.mutaties = met(s.mutaties, m, soort, bij)
	if err := na.klopt(); err != nil {
		return nil, err
	}
	switch soort {
	case Toevoeging:
		return []Event{ToevoegingGeboekt{Verantwoording: v, Mutatie: m, Herkomst: bij.herkomst, Wijziging: bij.wijziging}}, nil
	case Aanwending:
		return []Event{AanwendingGeboekt{Verantwoording: v, Mutatie: m}}, nil
	default:
		return []Event{VrijvalGeboekt{Verantwoording: v, Mutatie: m}}, nil
	}
}

func herschat(c Herschat, s State) ([]Event, error) {
	v, err := verantwoord(c.Opdracht, c.GeschatOp, recht.DagelijksBestuur, sw.BBVArt44)
	if err != nil {
		return nil, err
	}
	switch {
	case !s.bestaat():
		return nil, ErrNietIngesteld
	case c.GeschatOp.Voor(s.ingesteld.op):
		return nil, ErrVoorInstelling
	case c.Schatting == s.schatting && c.Onderbouwing == s.onderbouwd && c.GeschatOp == s.geschatOp:
		return nil, nil
	case !s.afgewikkeld.IsZero():
		return nil, ErrAfgewikkeld
	case c.Schatting < 0 || c.Schatting > maxBedrag || c.Onderbouwing == "" || c.GeschatOp.Voor(s.geschatOp):
		return nil, ErrSchatting
	}
	return []Event{VerplichtingOpnieuwGeschat{
		Verantwoording: v, Doel: s.ingesteld.doel, Schatting: c.Schatting, Onderbouwing: c.Onderbouwing, GeschatOp: c.GeschatOp,
	}}, nil
}

func wikkelAf(c WikkelAf, s State) ([]Event, error) {
	v, err := verantwoord(c.Opdracht, c.AfgewikkeldOp, c.Besluit.Orgaan, sw.BBVArt55)
	if err != nil {
		return nil, err
	}
	if err := c.Besluit.keur(c.Vandaag()); err != nil {
		return nil, err
	}
	switch {
	case !s.bestaat():
		return nil, ErrNietIngesteld
	case s.afgewikkeld == c.AfgewikkeldOp && s.afwikkeling == c.Besluit:
		return nil, nil
	case !s.afgewikkeld.IsZero():
		return nil, ErrAfgewikkeld
	case c.AfgewikkeldOp.Voor(s.ingesteld.op):
		return nil, ErrVoorInstelling
	case s.Saldo(recht.Datum{}) != 0 || slices.ContainsFunc(s.mutaties, func(m boeking) bool { return m.op.Na(c.AfgewikkeldOp) }):
		return nil, ErrNietLeeg
	}
	return []Event{VoorzieningAfgewikkeld{
		Verantwoording: v, Doel: s.ingesteld.doel, Besluit: c.Besluit, AfgewikkeldOp: c.AfgewikkeldOp,
	}}, nil
}

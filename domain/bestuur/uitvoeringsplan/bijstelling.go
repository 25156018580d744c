package uitvoeringsplan

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// bijstelling returns the bijstelling with this number, from 1.
func (s State) bijstelling(n int) (BijstellingVoorgesteld, bool) {
	if n < 1 || n > len(s.bijstellingen) {
		return BijstellingVoorgesteld{}, false
	}
	return s.bijstellingen[n-1], true
}

// open reports whether bijstelling n still awaits a decision.
func (s State) open(n int) bool {
	voorstel := Voorstel{Soort: SoortBijstelling, Bijstelling: n}
	_, vastgesteld := s.besluiten[voorstel]
	laatste, gestemd := s.ronden[voorstel]
	return !vastgesteld && !(gestemd && laatste.Reden == "")
}

func stelBijstellingVoor(c StelBijstellingVoor, s State) ([]Event, error) {
	if eerder, ok := s.bijstelling(c.Bijstelling); ok {
		if eerder.Strekking == c.Strekking && eerder.Substantieel == c.Substantieel &&
			eerder.VoorgesteldOp == c.VoorgesteldOp && slices.Equal(eerder.Onderdelen, c.Onderdelen) {
			return nil, nil
		}
		return nil, ErrAlVoorgesteld
	}
	laatste := len(s.bijstellingen)
	switch {
	case c.Bijstelling != laatste+1:
		return nil, ErrBijstellingOnbekend
	case laatste > 0 && s.open(laatste):
		return nil, ErrBijstellingLoopt
	case c.Strekking == "":
		return nil, ErrStrekkingOntbreekt
	case len(c.Onderdelen) == 0:
		return nil, ErrOnderdeelOntbreekt
	}
	if err := s.toetsTeksten(c.Onderdelen); err != nil {
		return nil, err
	}
	nietVoor, err := s.vastgesteldOp(codes(c.Onderdelen))
	if err != nil {
		return nil, err
	}
	if err := dagfouten.Keur(c.Opdracht, c.VoorgesteldOp, nietVoor); err != nil {
		return nil, err
	}
	if c.VoorgesteldOp.Na(s.laatsteDag()) {
		return nil, ErrPlanperiodeVoorbij
	}
	v, err := c.Opdracht.OpDag(c.VoorgesteldOp).VerantwoordMet(recht.DagelijksBestuur, recht.RegelingArt24Lid2)
	if err != nil {
		return nil, err
	}
	return []Event{BijstellingVoorgesteld{
		Verantwoording: v, Bijstelling: c.Bijstelling, Onderdelen: slices.Clone(c.Onderdelen),
		Strekking: c.Strekking, Substantieel: c.Substantieel, VoorgesteldOp: c.VoorgesteldOp,
	}}, nil
}

// vastgesteldOp returns the last day on which one of ms was adopted, or
// ErrNietVastgesteld when one was not, or no longer is.
func (s State) vastgesteldOp(ms []recht.Module) (recht.Datum, error) {
	var op recht.Datum
	for _, m := range ms {
		b, ok := s.vaststelling(m)
		if !ok || !b.ingetrokken.IsZero() {
			return op, ErrNietVastgesteld.With("Het gaat om " + m.Naam() + ".")
		}
		if b.genomenOp.Na(op) {
			op = b.genomenOp
		}
	}
	return op, nil
}

func stelBijstellingVast(c StelBijstellingVast, s State) ([]Event, error) {
	b, ok := s.bijstelling(c.Bijstelling)
	if !ok || c.Bijstelling != len(s.bijstellingen) {
		return nil, ErrBijstellingOnbekend
	}
	voorstel := Voorstel{Soort: SoortBijstelling, Bijstelling: c.Bijstelling}
	if eerder, ok := s.besluiten[voorstel]; ok {
		if eerder.stemronde.Gelijk(c.Stemronde) {
			return nil, nil
		}
		return nil, ErrAlVastgesteld
	}
	if s.alGestemd(c.Stemronde, voorstel) {
		return nil, nil
	}
	op, onderdelen := c.Stemronde.Dag(), codes(b.Onderdelen)
	regels, err := s.magVaststellen(c.Opdracht, op, c.Bijstelling, onderdelen)
	if err != nil {
		return nil, err
	}
	if _, err := s.vastgesteldOp(onderdelen); err != nil {
		return nil, err
	}
	for v, eerder := range s.besluiten {
		if v.Soort == SoortBijstelling && eerder.genomenOp.Jaar() == op.Jaar() {
			return nil, ErrAlBijgesteld
		}
	}
	a, err := s.stem(c.Opdracht, c.Stemronde, recht.AlgemeenBestuur, recht.RegelingArt24Lid2, voorstel)
	if err != nil || a.niet != nil {
		return a.niet, err
	}
	v, err := c.Opdracht.OpDag(op).VerantwoordMet(recht.AlgemeenBestuur, recht.RegelingArt24Lid2, regels...)
	if err != nil {
		return nil, err
	}
	return []Event{BijstellingVastgesteld{
		Verantwoording: v, Bijstelling: c.Bijstelling, Onderdelen: b.Onderdelen, GenomenOp: op, Besluitvorming: a.vorming,
	}}, nil
}

package vrijstelling

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Decide applies the rules for vrijstellingen.
func Decide(c Command, s State) ([]Event, error) {
	if c, ok := c.(Ontvang); ok {
		return ontvang(c, s)
	}
	if s.verzoek.OntvangenOp.IsZero() {
		return nil, ErrNietOntvangen
	}
	switch c := c.(type) {
	case OntvangVerklaring:
		return ontvangVerklaring(c, s)
	case Toets:
		return toets(c, s)
	case KenToe:
		return kenToe(c, s)
	case WijsAf:
		return wijsAf(c, s)
	case Verleng:
		return verleng(c, s)
	case Beeindig:
		return beeindig(c, s)
	case LeverAanDuo:
		return leverAanDuo(c, s)
	default:
		panic("vrijstelling: command without a case in Decide")
	}
}

func ontvang(c Ontvang, s State) ([]Event, error) {
	switch {
	case c.OntvangenOp.IsZero():
		return nil, leerplicht.ErrDagOntbreekt
	case !leerplicht.Bekend(c.Grond):
		return nil, leerplicht.ErrWaardeOnbekend.With("Grond van de vrijstelling.")
	case c.GevraagdVanaf.IsZero() || !c.GevraagdVanaf.Voor(c.GevraagdTot):
		return nil, ErrPeriode
	case c.Herhaald && !c.Grond.VanRechtswege():
		return nil, ErrHerhaald
	}
	geboren, err := c.Keur(c.OntvangenOp)
	if err != nil {
		return nil, err
	}
	k, err := c.Kenmerk(geboren, c.GevraagdVanaf)
	if err != nil {
		return nil, err
	}
	einde := c.EindeLeerplicht
	if einde.IsZero() {
		einde = leerplicht.EindeLeerplichtLeeftijd(geboren)
	}
	mag := c.Grond.MagOpLeeftijd(geboren, einde, c.GevraagdVanaf)
	w := Wending{Grond: c.Grond, Nu: Stand{Uitkomst: Open, Schooljaren: []string{k.Schooljaar}}}
	zelfde := s.verzoek == c.Verzoek && s.kenmerken == k && s.grond == c.Grond && s.herhaald == c.Herhaald
	switch {
	case c.Grond.VanRechtswege() && !mag:
		return nil, ErrLeeftijd
	case zelfde:
		return nil, nil
	case !s.verzoek.OntvangenOp.IsZero():
		return nil, ErrAlOntvangen
	case c.Grond.VanRechtswege():
		return ontvangBeroep(c, k, w)
	}
	return ontvangAanvraag(c, k, w, mag)
}

func ontvangBeroep(c Ontvang, k leerplicht.Kenmerken, w Wending) ([]Event, error) {
	opTijd, noot, err := leerplicht.KennisgevingOpTijd(c.OntvangenOp, c.GevraagdVanaf, c.Herhaald)
	if err != nil {
		return nil, err
	}
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.OntvangenOp, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt6, noot)
	if err != nil {
		return nil, err
	}
	return []Event{BeroepOpVrijstellingOntvangen{
		Handeling: h, Kenmerken: k, Persoon: c.Persoon, Wending: w, Verzoek: c.Verzoek, Herhaald: c.Herhaald, OpTijd: opTijd,
	}}, nil
}

func ontvangAanvraag(c Ontvang, k leerplicht.Kenmerken, w Wending, mag bool) ([]Event, error) {
	var uiterlijk recht.Datum
	var regels []recht.Regelnoot
	if c.Grond != leerplicht.Grond15 { // for art. 15 no term was found
		t, noot, err := leerplicht.Beslistermijn.Op(c.OntvangenOp)
		if err != nil {
			return nil, err
		}
		einde, err := t.Vanaf(c.OntvangenOp, recht.Feestdagen)
		if err != nil {
			return nil, err
		}
		uiterlijk, regels = einde.Uiterlijk, []recht.Regelnoot{noot}
	}
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.OntvangenOp, leerplicht.Leerplichtambtenaar, c.Grond.Artikel(), regels...)
	if err != nil {
		return nil, err
	}
	return []Event{AanvraagVrijstellingOntvangen{
		Handeling: h, Kenmerken: k, Persoon: c.Persoon, Wending: w, Verzoek: c.Verzoek, OpLeeftijd: mag, UiterlijkOp: uiterlijk,
	}}, nil
}

func ontvangVerklaring(c OntvangVerklaring, s State) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.VerklaardOp, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt7)
	v := verklaring{c.VerklaardOp, c.Onafhankelijk, c.NooitGeschikt}
	switch {
	case err != nil:
		return nil, err
	case s.grond != leerplicht.Grond5OnderA:
		return nil, ErrGeenVerklaring
	case s.verklaring == v:
		return nil, nil
	case s.stand.Uitkomst != Open && c.Corrigeert == uuid.Nil:
		return nil, ErrAlBeslist
	}
	return []Event{VerklaringArtikel7Ontvangen{
		Handeling: h, Kenmerken: s.kenmerken, VerklaardOp: c.VerklaardOp, Onafhankelijk: c.Onafhankelijk,
		NooitGeschikt: c.NooitGeschikt, Deskundige: c.Deskundige,
	}}, nil
}

// eigen is the condition of each ground that a person judges.
func eigen(g leerplicht.Vrijstellingsgrond) Code {
	switch g {
	case leerplicht.Grond5OnderA:
		return Ongeschikt
	case leerplicht.Grond5OnderB:
		return Richting
	case leerplicht.Grond5OnderC:
		return BuitenSchool
	default:
		return TrektRond
	}
}

func toets(c Toets, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	if !s.grond.VanRechtswege() {
		return nil, ErrGeenBeroep
	}
	uit := []Voorwaarde{{OpTijd, s.opTijd}, {eigen(s.grond), c.Voldoet}}
	var regels []recht.Regelnoot
	if s.grond == leerplicht.Grond5OnderA {
		t, noot, err := leerplicht.Verklaringstermijn.Op(s.verzoek.OntvangenOp)
		if err != nil {
			return nil, err
		}
		oudste, err := t.VoorafAan(s.verzoek.OntvangenOp)
		if err != nil {
			return nil, err
		}
		v := s.verklaring
		uit = append(uit, Voorwaarde{Verklaring, !v.op.IsZero() && v.onafhankelijk && !v.op.Voor(oudste)})
		regels = append(regels, noot)
	}
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.GetoetstOp, leerplicht.Leerplichtambtenaar, s.grond.Artikel(), regels...)
	switch {
	case err != nil:
		return nil, err
	case c.GetoetstOp.Voor(s.verzoek.OntvangenOp):
		return nil, ErrVoorOntvangst
	case s.getoetstOp == c.GetoetstOp && slices.Equal(s.toets, uit):
		return nil, nil
	case s.stand.Uitkomst != Open && c.Corrigeert == uuid.Nil:
		return nil, ErrAlBeslist
	}
	return []Event{VoorwaardenGetoetst{Handeling: h, Kenmerken: s.kenmerken, GetoetstOp: c.GetoetstOp, Uitkomsten: uit}}, nil
}

func leverAanDuo(c LeverAanDuo, s State) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.GeleverdOp, leerplicht.Leerplichtambtenaar, leerplicht.RODArt20)
	soort := AlsVrijstelling
	if s.grond == leerplicht.Grond3a || s.grond == leerplicht.Grond3b {
		soort = AlsVervangend
	}
	switch {
	case err != nil:
		return nil, err
	case s.stand.Uitkomst != Toegekend:
		return nil, ErrGeenVrijstelling
	case c.GeleverdOp.Voor(s.beslotenOp):
		return nil, ErrVoorOntvangst
	case s.geleverd.Vanaf == s.duur.Vanaf && s.geleverd.Tot == s.duur.Tot:
		return nil, nil // the register knows
	}
	return []Event{VrijstellingAanDuoGeleverd{
		Handeling: h, Kenmerken: s.kenmerken, Leversoort: soort, Vanaf: s.duur.Vanaf, Tot: s.duur.Tot, GeleverdOp: c.GeleverdOp,
	}}, nil
}

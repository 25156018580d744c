package verzuimmelding

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Bevoegdheid says who may set a status.
type Bevoegdheid struct {
	Status Status
	Partij Partij
}

// StatusBevoegdheid says which statuses the register of DUO knows on a day, and
// who may set each. Of the days before 12 August 2020 only the status that lapsed
// was seen; that the others were the same is assumed.
var StatusBevoegdheid = recht.NieuweRegel("DUO_STATUS",
	recht.Versie[[]Bevoegdheid]{
		Vanaf: recht.NieuweDatum(2017, 1, 1), Tot: leerplicht.Statussen2020, Bron: "DUO, statussen van een verzuimmelding (tot 12-8-2020)", Aangenomen: true,
		Waarde: append(slices.Clone(statussen2020), Bevoegdheid{Overgedragen, Gemeente}),
	},
	recht.Versie[[]Bevoegdheid]{
		Vanaf: leerplicht.Statussen2020, Bron: "DUO, statussen van een verzuimmelding", Waarde: statussen2020,
	})

var statussen2020 = []Bevoegdheid{
	{Geregistreerd, School}, {InBehandeling, Gemeente}, {Afgesloten, Gemeente}, {Ingetrokken, School}, {TerKennisgeving, Gemeente},
}

// magZetten returns the rule under which door may set status st on day op.
func magZetten(st Status, door Partij, op recht.Datum) (recht.Regelnoot, error) {
	bevoegd, noot, err := StatusBevoegdheid.Op(op)
	if err != nil {
		return noot, err
	}
	i := slices.IndexFunc(bevoegd, func(b Bevoegdheid) bool { return b.Status == st })
	switch {
	case i < 0:
		return noot, ErrStatusVervallen
	case bevoegd[i].Partij != door:
		return noot, ErrStatusVanAnder
	}
	return noot, nil
}

// zet makes the envelope of an act that sets status st, on behalf of door.
func (s State) zet(o recht.Opdracht, st Status, door Partij, op recht.Datum) (leerplicht.Handeling, error) {
	if op.IsZero() {
		return leerplicht.Handeling{}, leerplicht.ErrDagOntbreekt
	}
	noot, err := magZetten(st, door, op)
	if err != nil {
		return leerplicht.Handeling{}, err
	}
	orgaan, grond := leerplicht.Leerplichtambtenaar, leerplicht.LPWArt16
	if door == School {
		orgaan, grond = leerplicht.OrgaanSchool, leerplicht.LPWArt21a
	}
	return s.na(o, op, orgaan, grond, noot)
}

func neemInBehandeling(c NeemInBehandeling, s State) ([]Event, error) {
	h, err := s.zet(c.Opdracht, InBehandeling, c.Door, c.GenomenOp)
	switch {
	case err != nil:
		return nil, err
	case s.status == InBehandeling && s.begonnenOp == c.GenomenOp && s.dossier == c.Dossier:
		return nil, nil
	case s.status == InBehandeling:
		return nil, ErrAlInBehandeling
	case s.status != Geregistreerd:
		return nil, ErrAlAfgehandeld
	}
	return []Event{VerzuimmeldingInBehandelingGenomen{Handeling: h, Kenmerken: s.kenmerken, GenomenOp: c.GenomenOp, Dossier: c.Dossier}}, nil
}

func neemTerKennisgeving(c NeemTerKennisgeving, s State) ([]Event, error) {
	h, err := s.zet(c.Opdracht, TerKennisgeving, c.Door, c.AangenomenOp)
	switch {
	case err != nil:
		return nil, err
	case s.status == TerKennisgeving && s.gezetOp == c.AangenomenOp:
		return nil, nil
	case s.status == InBehandeling:
		return nil, ErrAlInBehandeling
	case s.status != Geregistreerd:
		return nil, ErrAlAfgehandeld
	}
	return []Event{VerzuimmeldingTerKennisgevingAangenomen{Handeling: h, Kenmerken: s.kenmerken, AangenomenOp: c.AangenomenOp}}, nil
}

func trekIn(c TrekIn, s State) ([]Event, error) {
	h, err := s.zet(c.Opdracht, Ingetrokken, c.Door, c.IngetrokkenOp)
	switch {
	case err != nil:
		return nil, err
	case s.status == Ingetrokken && s.gezetOp == c.IngetrokkenOp:
		return nil, nil
	case s.status == Afgesloten || s.status == Ingetrokken:
		return nil, ErrAlAfgehandeld
	}
	return []Event{VerzuimmeldingIngetrokken{Handeling: h, Kenmerken: s.kenmerken, IngetrokkenOp: c.IngetrokkenOp}}, nil
}

func sluit(c Sluit, s State) ([]Event, error) {
	if !leerplicht.Bekend(c.Sluitreden) {
		return nil, leerplicht.ErrWaardeOnbekend.With("Reden van afsluiting.")
	}
	h, err := s.zet(c.Opdracht, Afgesloten, c.Door, c.AfgeslotenOp)
	switch {
	case err != nil:
		return nil, err
	case s.status == Afgesloten && s.gezetOp == c.AfgeslotenOp && s.sluitreden == c.Sluitreden:
		return nil, nil
	case s.klaar():
		return nil, ErrAlAfgehandeld
	case s.status == Geregistreerd:
		return nil, ErrNietInBehandeling
	case c.AfgeslotenOp.Voor(s.begonnenOp):
		return nil, ErrVoorBehandeling
	}
	return []Event{VerzuimmeldingAfgesloten{
		Handeling: h, Kenmerken: s.kenmerken, Sluitreden: c.Sluitreden, AfgeslotenOp: c.AfgeslotenOp,
		Opmerking: c.Opmerking, ContactGemeente: c.ContactGemeente,
	}}, nil
}

func leverStatus(c LeverStatus, s State) ([]Event, error) {
	if c.GeleverdOp.IsZero() {
		return nil, leerplicht.ErrDagOntbreekt
	}
	noot, err := magZetten(c.Status, Gemeente, c.GeleverdOp)
	if err != nil {
		return nil, err
	}
	h, err := s.na(c.Opdracht, c.GeleverdOp, leerplicht.Leerplichtambtenaar, leerplicht.RODArt21, noot)
	overdracht := c.Status == Overgedragen && s.status == InBehandeling
	switch {
	case err != nil:
		return nil, err
	case s.geleverd == c.Status && s.status == c.Status:
		return nil, nil
	case s.status != c.Status && !overdracht:
		return nil, ErrStatusAnders
	}
	return []Event{VerzuimStatusAanDUOGeleverd{Handeling: h, Kenmerken: s.kenmerken, Status: c.Status, GeleverdOp: c.GeleverdOp}}, nil
}

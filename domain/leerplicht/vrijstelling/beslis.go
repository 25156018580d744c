package vrijstelling

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// handeling makes the envelope of an outcome on day op: a finding under a ground
// by law, a besluit of the college under the others. Given in name of the college,
// it is the leerplichtambtenaar who decides (Awb 10:1).
func (s State) handeling(o recht.Opdracht, op recht.Datum, regels ...recht.Regelnoot) (leerplicht.Handeling, error) {
	if err := leerplicht.DoorMens(o); err != nil {
		return leerplicht.Handeling{}, err
	}
	if op.Voor(s.verzoek.OntvangenOp) && !op.IsZero() {
		return leerplicht.Handeling{}, ErrVoorOntvangst
	}
	if s.grond.VanRechtswege() {
		if o.Namens.Orgaan != "" { // it is no besluit, so there is nothing to mandate
			return leerplicht.Handeling{}, ErrNamens
		}
		return leerplicht.NieuweHandeling(o, op, leerplicht.Leerplichtambtenaar, s.grond.Artikel(), regels...)
	}
	orgaan := leerplicht.College
	switch o.Namens.Orgaan {
	case "":
	case leerplicht.College:
		orgaan = leerplicht.Leerplichtambtenaar
	default:
		return leerplicht.Handeling{}, ErrNamens
	}
	return leerplicht.NieuwBesluit(o, op, orgaan, s.grond.Artikel(), regels...)
}

// wending says what changes in the figures when the outcome becomes nu.
func (s State) wending(u Uitkomst, jaren ...string) Wending {
	return Wending{Grond: s.grond, Eerder: s.stand, Nu: Stand{Uitkomst: u, Schooljaren: jaren}}
}

// opTijd reports whether a besluit on day op comes within the term.
func (s State) binnenTermijn(op recht.Datum) bool { return s.uiterlijk.IsZero() || !op.Na(s.uiterlijk) }

// keurDuur refuses a span that ground and request do not allow.
func (s State) keurDuur(vanaf, tot recht.Datum) (recht.Regelnoot, error) {
	gronden, noot, err := leerplicht.PerSchooljaar.Op(s.verzoek.OntvangenOp)
	langer := s.grond == leerplicht.Grond5OnderA && s.verklaring.nooitGeschikt || !slices.Contains(gronden, s.grond)
	switch {
	case err != nil:
		return noot, err
	case vanaf.IsZero() || !vanaf.Voor(tot):
		return noot, ErrPeriode
	case leerplicht.SchooljaarNaam(vanaf) != s.kenmerken.Schooljaar:
		return noot, ErrSchooljaar.With("De eerste dag ligt in een ander schooljaar dan gevraagd.")
	case !langer && tot.Na(leerplicht.EindeSchooljaar(vanaf).PlusDagen(1)):
		return noot, ErrSchooljaar
	}
	return noot, nil
}

// keurVoorwaarden refuses a vrijstelling by law whose conditions do not hold. That
// the kennisgeving came late may be set aside with reasons: a person decides.
func (s State) keurVoorwaarden(o recht.Opdracht) error {
	if s.getoetstOp.IsZero() {
		return ErrNietGetoetst
	}
	for _, v := range s.toets {
		if !v.Voldaan && (v.Code != OpTijd || o.Motivering == "") {
			return ErrVoorwaarden
		}
	}
	return nil
}

func kenToe(c KenToe, s State) ([]Event, error) {
	noot, err := s.keurDuur(c.Vanaf, c.Tot)
	if err != nil {
		return nil, err
	}
	d := Duur{Vanaf: c.Vanaf, Tot: c.Tot, Dossier: c.Dossier}
	o := c.Opdracht
	o.GeldigVanaf = c.Vanaf
	h, err := s.handeling(o, c.Op, noot)
	switch {
	case err != nil:
		return nil, err
	case c.Dossier != "" && !isDossier(string(c.Dossier)):
		return nil, ErrDossier
	case s.stand.Uitkomst == Toegekend && s.duur == d && s.beslotenOp == c.Op:
		return nil, nil
	case s.stand.Uitkomst != Open && c.Corrigeert == uuid.Nil:
		return nil, ErrAlBeslist
	case s.eindreden != "" || !s.verlengd.BeslotenOp.IsZero():
		return nil, ErrAlBeslist.With("Na een verlenging of een einde is de toekenning zelf niet meer te verbeteren.")
	case !s.opLeeftijd:
		return nil, ErrLeeftijd
	}
	h.GeldigTot = c.Tot
	w := s.wending(Toegekend, leerplicht.Schooljaren(c.Vanaf, c.Tot)...)
	switch s.grond {
	case leerplicht.Grond3a, leerplicht.Grond3b:
		return []Event{VervangendeLeerplichtToegestaan{
			Handeling: h, Kenmerken: s.kenmerken, Wending: w, Duur: d, BeslotenOp: c.Op, OpTijd: s.binnenTermijn(c.Op),
		}}, nil
	case leerplicht.Grond15:
		return []Event{VrijstellingKwalificatieplichtVerleend{Handeling: h, Kenmerken: s.kenmerken, Wending: w, Duur: d, BeslotenOp: c.Op}}, nil
	}
	if err := s.keurVoorwaarden(c.Opdracht); err != nil {
		return nil, err
	}
	return []Event{VrijstellingVanRechtswegeVastgesteld{Handeling: h, Kenmerken: s.kenmerken, Wending: w, Duur: d, VastgesteldOp: c.Op}}, nil
}

func isDossier(stroom string) bool {
	return strings.HasPrefix(stroom, leerplichtdossier.SoortLeerplicht+"-") || strings.HasPrefix(stroom, leerplichtdossier.SoortKwalificatieplicht+"-")
}

func wijsAf(c WijsAf, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.Op)
	switch {
	case err != nil:
		return nil, err
	case s.stand.Uitkomst == Afgewezen && s.beslotenOp == c.Op:
		return nil, nil
	case s.stand.Uitkomst != Open && c.Corrigeert == uuid.Nil:
		return nil, ErrAlBeslist
	case s.eindreden != "" || !s.verlengd.BeslotenOp.IsZero():
		return nil, ErrAlBeslist.With("Na een verlenging of een einde is de toekenning zelf niet meer te verbeteren.")
	}
	w := s.wending(Afgewezen, s.kenmerken.Schooljaar)
	if s.grond.VanRechtswege() {
		switch err := s.keurVoorwaarden(recht.Opdracht{}); err {
		case nil:
			return nil, ErrAlleVoorwaarden
		case ErrVoorwaarden:
			return []Event{BeroepOpVrijstellingNietAanvaard{Handeling: h, Kenmerken: s.kenmerken, Wending: w, AfgewezenOp: c.Op}}, nil
		default:
			return nil, err
		}
	}
	if c.Motivering == "" {
		return nil, ErrMotivering
	}
	if s.grond == leerplicht.Grond15 {
		return []Event{VrijstellingKwalificatieplichtGeweigerd{Handeling: h, Kenmerken: s.kenmerken, Wending: w, AfgewezenOp: c.Op}}, nil
	}
	return []Event{VervangendeLeerplichtGeweigerd{
		Handeling: h, Kenmerken: s.kenmerken, Wending: w, AfgewezenOp: c.Op, OpTijd: s.binnenTermijn(c.Op),
	}}, nil
}

func verleng(c Verleng, s State) ([]Event, error) {
	t, noot, err := leerplicht.Verlengingstermijn.Op(c.AangevraagdOp)
	if err != nil {
		return nil, err
	}
	o := c.Opdracht
	o.GeldigVanaf = s.duur.Tot
	h, err := s.handeling(o, c.Op, noot)
	if err != nil {
		return nil, err
	}
	if v := s.verlengd; v.AangevraagdOp == c.AangevraagdOp && v.BeslotenOp == c.Op && v.Tot == c.Tot {
		return nil, nil
	}
	switch {
	case s.stand.Uitkomst != Toegekend:
		return nil, ErrGeenVrijstelling
	case s.grond != leerplicht.Grond3a || !c.Tot.Na(s.duur.Tot):
		return nil, ErrNietTeVerlengen
	case s.eindreden != "":
		return nil, ErrAlBeeindigd
	case c.Tot.Na(leerplicht.EindeSchooljaar(s.duur.Tot).PlusDagen(1)):
		return nil, ErrSchooljaar
	}
	laatste, err := t.VoorafAan(s.duur.Tot.PlusDagen(-1))
	switch {
	case err != nil:
		return nil, err
	case c.AangevraagdOp.Na(laatste):
		return nil, ErrTeLaatVerlengd
	case c.Op.Voor(c.AangevraagdOp):
		return nil, ErrVoorOntvangst
	}
	h.GeldigTot = c.Tot
	d := s.duur
	d.Tot = c.Tot
	return []Event{VervangendeLeerplichtVerlengd{
		Handeling: h, Kenmerken: s.kenmerken, Wending: s.wending(Toegekend, leerplicht.Schooljaren(d.Vanaf, d.Tot)...), Duur: d,
		AangevraagdOp: c.AangevraagdOp, BeslotenOp: c.Op,
	}}, nil
}

func beeindig(c Beeindig, s State) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.Einde, leerplicht.Leerplichtambtenaar, s.grond.Artikel())
	d := s.duur
	d.Tot = c.Einde
	switch {
	case err != nil:
		return nil, err
	case !leerplicht.Bekend(c.Eindreden):
		return nil, leerplicht.ErrWaardeOnbekend.With("Reden van het einde.")
	case s.stand.Uitkomst != Toegekend:
		return nil, ErrGeenVrijstelling
	case s.eindreden == c.Eindreden && s.duur.Tot == c.Einde:
		return nil, nil
	case s.eindreden != "":
		return nil, ErrAlBeeindigd
	case !c.Einde.Na(s.duur.Vanaf) || !c.Einde.Voor(s.duur.Tot):
		return nil, ErrGeenVrijstelling
	}
	return []Event{VrijstellingBeeindigd{
		Handeling: h, Kenmerken: s.kenmerken, Wending: s.wending(Toegekend, leerplicht.Schooljaren(d.Vanaf, d.Tot)...), Duur: d, Eindreden: c.Eindreden,
	}}, nil
}

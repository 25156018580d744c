package verzuimmelding

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func ontvang(c Ontvang, s State) ([]Event, error) {
	n, err := keur(c.Opdracht, c.Opgave, c.Melding, c.Verzuimsoort)
	switch {
	case err != nil:
		return nil, err
	case s.status != "" && s.zelfde(n):
		return nil, nil
	case s.status != "":
		return nil, ErrAlOntvangen
	}
	e := VerzuimmeldingOntvangen{Handeling: n.handeling, Kenmerken: n.kenmerken, Melding: n.melding}
	return n.metSignalen(c.Opdracht, s, e)
}

func corrigeer(c Corrigeer, s State) ([]Event, error) {
	if s.status == "" {
		return nil, ErrNietOntvangen
	}
	n, err := keur(c.Opdracht, c.Opgave, c.Melding, c.Verzuimsoort)
	switch {
	case err != nil:
		return nil, err
	case c.Corrigeert == uuid.Nil:
		return nil, ErrGeenVerwijzing
	case c.Gesimuleerd != s.gesimuleerd:
		return nil, leerplicht.ErrGemengd
	case s.zelfde(n) && c.Corrigeert == s.gecorrigeerd:
		return nil, nil // what differs may be personal, and closed here: a correction of another event is new
	case s.status == Ingetrokken:
		return nil, ErrAlAfgehandeld
	case s.eersteZet().Voor(n.melding.OntvangenOp) && !s.eersteZet().IsZero():
		return nil, ErrVoorOntvangst
	}
	e := VerzuimmeldingGecorrigeerd{Handeling: n.handeling, Kenmerken: n.kenmerken, Melding: n.melding, Eerder: Eerder{s.kenmerken}}
	return n.metSignalen(c.Opdracht, s, e)
}

// A melding that was looked at: with its features and the signals it gives.
type gekeurd struct {
	handeling leerplicht.Handeling
	kenmerken Kenmerken
	melding   Melding
	signalen  []gevonden
}

// zelfde compares the public part: the personal part of what was received is
// closed here. A repeated command is recognised by its id before it gets here.
func (s State) zelfde(n gekeurd) bool {
	return s.kenmerken == n.kenmerken && s.school == n.melding.School && s.begin == n.melding.Begindatum &&
		s.eind == n.melding.Einddatum && s.ontvangenOp == n.melding.OntvangenOp
}

func keur(o recht.Opdracht, opgave leerplicht.Opgave, m Melding, soort Verzuimsoort) (n gekeurd, err error) {
	var regels []recht.Regelnoot
	m.UiterlijkOp, n.kenmerken.Tijdigheid = recht.Datum{}, GeenTermijn
	switch {
	case !leerplicht.Bekend(soort):
		return n, leerplicht.ErrWaardeOnbekend.With("Soort verzuim.")
	case !m.School.Geldig():
		return n, ErrSchoolOnbekend
	case m.Begindatum.IsZero():
		return n, leerplicht.ErrDagOntbreekt
	case !m.Einddatum.IsZero() && m.Einddatum.Voor(m.Begindatum):
		return n, ErrEindeVoorBegin
	case !m.OntvangenOp.IsZero() && (m.Begindatum.Na(m.OntvangenOp) || m.Einddatum.Na(m.OntvangenOp)):
		return n, ErrVerzuimNaOntvangst
	}
	geboren, err := m.Keur(m.Begindatum)
	if err != nil {
		return n, err
	}
	if n.kenmerken.Kenmerken, err = opgave.Kenmerk(geboren, m.Begindatum); err != nil {
		return n, err
	}
	n.kenmerken.Verzuimsoort = soort
	if soort == ZestienUur {
		regels, err = n.tijdig(&m)
	}
	if err != nil {
		return n, err
	}
	n.melding = m
	if n.signalen, err = n.vind(geboren, regels); err != nil {
		return n, err
	}
	n.handeling, err = leerplicht.NieuweHandeling(o, m.OntvangenOp, leerplicht.OrgaanSchool, leerplicht.LPWArt21a, regels...)
	return n, err
}

// tijdig computes the last day on which the school could report. The five
// werkdagen run from the day after sixteen hours were reached.
func (n *gekeurd) tijdig(m *Melding) ([]recht.Regelnoot, error) {
	if m.Einddatum.IsZero() || m.OntvangenOp.IsZero() {
		n.kenmerken.Tijdigheid = Onbekend
		return nil, nil
	}
	termijn, noot, err := leerplicht.Meldtermijn.Op(m.Einddatum)
	if err != nil {
		return nil, err
	}
	einde, err := termijn.Vanaf(m.Einddatum, recht.Feestdagen)
	if err != nil {
		return nil, err
	}
	m.UiterlijkOp, n.kenmerken.Tijdigheid = einde.Uiterlijk, OpTijd
	if einde.Verstreken(m.OntvangenOp) {
		n.kenmerken.Tijdigheid = TeLaat
	}
	return []recht.Regelnoot{noot}, nil
}

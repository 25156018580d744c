package voorziening

import (
	"fmt"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Zin says what happened.
func (e VoorzieningIngesteld) Zin() string {
	return fmt.Sprintf("Op %s is de voorziening %s ingesteld (%s) met een beginsaldo van € %s.", e.IngesteldOp, e.Doel, e.BBVGrond, e.Beginsaldo)
}

func (m Mutatie) zin(soort Mutatiesoort) string {
	if m.Bedrag == 0 {
		return fmt.Sprintf("Op %s is %s %d van de voorziening %s weggenomen.", m.GeboektOp, soort, m.Nummer, m.Doel)
	}
	return fmt.Sprintf("Op %s is een %s van € %s geboekt in de voorziening %s (mutatie %d).", m.GeboektOp, soort, m.Bedrag, m.Doel, m.Nummer)
}

// Zin says what happened.
func (e ToevoegingGeboekt) Zin() string {
	zin := e.zin(Toevoeging)
	if w := e.Wijziging; w.Nummer > 0 {
		zin = strings.TrimSuffix(zin, ".") + fmt.Sprintf(", op grond van begrotingswijziging %d van %d.", w.Nummer, w.Jaar)
	}
	return zin
}

// Zin says what happened.
func (e AanwendingGeboekt) Zin() string { return e.zin(Aanwending) }

// Zin says what happened.
func (e VrijvalGeboekt) Zin() string { return e.zin(Vrijval) }

// Zin says what happened.
func (e VerplichtingOpnieuwGeschat) Zin() string {
	return fmt.Sprintf("Op %s is de verplichting achter de voorziening %s opnieuw geschat op € %s.", e.GeschatOp, e.Doel, e.Schatting)
}

// Zin says what happened.
func (e VoorzieningAfgewikkeld) Zin() string {
	return fmt.Sprintf("Op %s is de voorziening %s afgewikkeld.", e.AfgewikkeldOp, e.Doel)
}

// Toestand says in Dutch how the voorziening stands.
func (s State) Toestand() string {
	switch {
	case !s.bestaat():
		return "niet ingesteld"
	case !s.afgewikkeld.IsZero():
		return fmt.Sprintf("voorziening %s is afgewikkeld op %s", s.ingesteld.doel, s.afgewikkeld)
	}
	saldo := s.Saldo(recht.Datum{})
	t := fmt.Sprintf("voorziening %s: saldo € %s na %d mutaties", s.ingesteld.doel, saldo, len(s.mutaties))
	switch {
	case s.geschatOp.IsZero():
		t += "; nog niet opnieuw geschat"
	case s.schatting > saldo:
		t += fmt.Sprintf("; tekort van € %s volgens de schatting van %s", s.schatting-saldo, s.geschatOp)
	default:
		t += fmt.Sprintf("; toereikend volgens de schatting van %s", s.geschatOp)
	}
	return t
}

package werkgeversservicepunt

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// ErrPersoon refuses a person who cannot be recorded.
var ErrPersoon = es.Refuse("werkgeversservicepunt/persoon-onvolledig",
	"Van een kandidaat zijn naam en geboortedatum nodig, en een burgerservicenummer dat klopt of geen.", "SUWI art. 10; SUWI art. 62")

// A Persoon is who a stream is about. Every field is personal: it lies in the
// encrypted part, and goes with the key. An event embeds it inline.
type Persoon struct {
	Naam    es.Persoonlijk[string]      `json:"naam"`
	Geboren es.Persoonlijk[recht.Datum] `json:"geboren"`
	BSN     es.Persoonlijk[recht.BSN]   `json:"bsn,omitzero"`
}

// Keur refuses a person without a name or a birth date on or before day op, or
// with a number that is no BSN. It never says what was wrong with the number.
func (p Persoon) Keur(op recht.Datum) error {
	naam, _ := p.Naam.Waarde()
	geboren, _ := p.Geboren.Waarde()
	if naam == "" || geboren.IsZero() || geboren.Na(op) {
		return ErrPersoon
	}
	if bsn, is := p.BSN.Waarde(); is {
		if _, err := recht.ParseBSN(string(bsn)); err != nil {
			return ErrPersoon
		}
	}
	return nil
}

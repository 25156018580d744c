package toegang

import (
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Ontvanger returns who an organ is to the policy when a report is handed out to
// it: no person, but the role that acts for the organ. The algemeen bestuur and the
// directeur have no role of their own and get what the dagelijks bestuur may see. It
// returns false for what is no organ that reports are handed out to.
func Ontvanger(o recht.Orgaan) (Wie, bool) {
	if !rapportverstrekking.Bekend(o) {
		return Wie{}, false
	}
	soort, van, _ := strings.Cut(string(o), ":")
	switch soort {
	case "raad":
		return Wie{Rol: Griffier, Organisatie: van, Gemeente: recht.Gemeentecode(van)}, true
	case "bestuurscommissie":
		return Wie{Rol: Bestuurscommissie, Organisatie: "MGR", Module: van}, true
	case string(rapportverstrekking.Accountant):
		return Wie{Rol: Auditor, Organisatie: "MGR"}, true
	}
	return Wie{Rol: DagelijksBestuur, Organisatie: "MGR"}, true
}

package httpapi

import (
	"context"
	"maps"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// Numbers that pass the elfproef and belong to nobody.
const eenBSN, anderBSN, eenOnderwijsnummer = "999990019", "999990020", "100000004"

// zonderTekst is an opdracht without free text.
var zonderTekst = veld{"gesimuleerd": true}

// plus returns v with other values for some fields.
func plus(v veld, anders veld) veld {
	uit := maps.Clone(v)
	maps.Copy(uit, anders)
	return uit
}

func leerling() veld { return veld{"naam": "Noor Voorbeeld", "geboren": "2012-05-20", "bsn": eenBSN} }

func eenMelding() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": leerling(), "gemeente": eigenGemeente, "onderwijssoort": "vo", "verzuimsoort": "16_UUR",
		"school": eigenSchool, "begindatum": "2026-02-02", "einddatum": "2026-02-13", "ontvangenOp": "2026-02-16",
	}
}

func eenDossier() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": leerling(), "gemeente": eigenGemeente, "onderwijssoort": "vo",
		"plicht": "leerplicht", "geopendOp": "2026-02-17",
	}
}

func eenVSV() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": veld{"naam": "Sam Voorbeeld", "geboren": "2005-05-20", "onderwijsnummer": eenOnderwijsnummer},
		"gemeente": eigenGemeente, "onderwijssoort": "mbo", "bron": "duo-lijst", "gesignaleerdOp": "2026-02-17",
	}
}

func eenVerwijzing() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": leerling(), "gemeente": eigenGemeente, "verwezenOp": "2026-02-20",
		"verzuim": veld{"vanaf": "2026-02-02", "lesuren": 20}, "eerderVerwezen": false, "jongereStemtIn": true, "oudersStemmenIn": true,
	}
}

func eenVerbaal() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": leerling(), "gemeente": eigenGemeente, "overtreding": "relatief-verzuim", "hoedanigheid": "jongere",
		"verzuimVanaf": "2026-02-02", "verhoor": veld{"op": "2026-02-20", "verschenen": true}, "opgemaaktOp": "2026-02-23", "feiten": "Verzuim.",
	}
}

// ruim issues a token of a role around pupils or kandidaten for all gemeenten.
func (k *kantoor) ruim(rol toegang.Rol) string {
	k.t.Helper()
	module := "onderwijszaken"
	if rol == toegang.Accountmanager {
		module = "werkgeversservicepunt"
	}
	u, err := k.reg.Geef(context.Background(), "test", toegang.Wie{Rol: rol, Organisatie: "MGR", Module: module}, time.Hour)
	require.NoError(k.t, err)
	return u.Token
}

// begin opens a case, and returns its path.
func (k *kantoor) begin(token, soort string, lichaam veld) string {
	k.t.Helper()
	return k.stuur(token, "POST", "/v1/"+soort, lichaam).is(201).kop.Get("Location")
}

// A vervolgstap is a command that follows on a case, by the end of its path.
type vervolgstap struct {
	waar    string
	lichaam veld
}

// doorloop gives commands one after another; each records something.
func (k *kantoor) doorloop(token, pad string, stappen ...vervolgstap) {
	k.t.Helper()
	for _, s := range stappen {
		k.stuur(token, "POST", pad+"/"+s.waar, plus(veld{"opdracht": zonderTekst}, s.lichaam)).is(201)
	}
}

// zaken opens one case of each kind, and returns the paths by their first part.
func (k *kantoor) zaken() map[string]string {
	k.t.Helper()
	consulent, boa := k.ruim(toegang.ConsulentLeerplicht), k.ruim(toegang.Opsporingsambtenaar)
	return map[string]string{
		"verzuimmeldingen":       k.begin(consulent, "verzuimmeldingen", eenMelding()),
		"leerplichtdossiers":     k.begin(consulent, "leerplichtdossiers", eenDossier()),
		"doorstroompuntdossiers": k.begin(consulent, "doorstroompuntdossiers", eenVSV()),
		"haltverwijzingen":       k.begin(boa, "haltverwijzingen", eenVerwijzing()),
		"processen-verbaal":      k.begin(boa, "processen-verbaal", eenVerbaal()),
	}
}

// wieMag returns a token of the first role that may carry out an operation, for
// all gemeenten where it can be.
func (k *kantoor) wieMag(operatie string) string {
	for _, rol := range toegang.Rollen() {
		if k.server.beleid.Bereik(toegang.Voorbeelden(rol)[0], toegang.Handeling(operatie)).Niets() {
			continue
		}
		if rol == toegang.ConsulentLeerplicht || rol == toegang.Opsporingsambtenaar || rol == toegang.Accountmanager {
			return k.ruim(rol)
		}
		return k.token[rol]
	}
	return ""
}

func laatste(pad string) string { return pad[strings.LastIndex(pad, "/")+1:] }

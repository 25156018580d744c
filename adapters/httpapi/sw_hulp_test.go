package httpapi

import "github.com/mgr-sdcg/kroniek/adapters/toegang"

// Sixteen bytes in base64url that stand for nobody.
const eenPseudoniem, anderPseudoniem = "AAECAwQFBgcICQoLDA0ODw", "EBECAwQFBgcICQoLDA0ODw"

func eenVerklaring() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": veld{"naam": "Bo Voorbeeld", "geboren": "1970-05-20"},
		"pseudoniem": eenPseudoniem, "verklaardOp": "2026-01-05",
	}
}

func eenBesluit() veld {
	return veld{"orgaan": "algemeen-bestuur", "kenmerk": "AB-2026-7", "genomenOp": "2026-01-15"}
}

func eenVoorziening() veld {
	return veld{
		"opdracht": zonderTekst, "doel": "viola", "bbvGrond": "BBV-44-1-b", "beginsaldo": "1000.00", "jaarlijksGelijk": false,
		"besluit": eenBesluit(), "ingesteldOp": "2026-01-15",
	}
}

func eenMutatie(nummer int, bedrag string) veld {
	return veld{"opdracht": zonderTekst, "mutatie": nummer, "bedrag": bedrag, "besluit": eenBesluit(), "geboektOp": "2026-02-02"}
}

// swzaken opens one case of each kind of Werkgeverschap SW, and returns the paths
// by their first part.
func (k *kantoor) swzaken() map[string]string {
	k.t.Helper()
	return map[string]string{
		"boventalligen": k.begin(k.token[toegang.ConsulentSW], "boventalligen", eenVerklaring()),
		"voorzieningen": k.begin(k.token[toegang.Bestuurssecretaris], "voorzieningen", eenVoorziening()),
	}
}

package httpapi

import "github.com/mgr-sdcg/kroniek/adapters/toegang"

func eenWerkgever() veld {
	return veld{
		"opdracht": zonderTekst, "kvkNummer": "12345678", "sbi": "4711", "subregio": "arnhem-zuid",
		"naam": "Winkel Voorbeeld", "geregistreerdOp": "2025-03-03",
	}
}

func eenVacature(werkgever string) veld {
	return veld{
		"opdracht": zonderTekst, "werkgever": laatste(werkgever), "werkplaats": andereGemeente,
		"beroep": "5223", "uren": 2400, "aantalPlaatsen": 2, "opgehaaldOp": "2025-06-02",
	}
}

func eenKandidaat() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": veld{"naam": "Robin Voorbeeld", "geboren": "1990-05-20", "bsn": eenBSN},
		"gemeente": eigenGemeente, "ketenpartner": eigenGemeente, "subregio": "arnhem-zuid", "doelgroep": "participatiewet",
		"aangeleverdOp": "2025-06-03",
	}
}

func eenMatch(kandidaat, vacature string) veld {
	return veld{"opdracht": zonderTekst, "kandidaat": laatste(kandidaat), "vacature": laatste(vacature), "voorgesteldOp": "2025-06-16"}
}

// bemiddeling opens one stream of each kind of the werkgeversservicepunt, and
// returns the paths by their first part.
func (k *kantoor) bemiddeling() map[string]string {
	k.t.Helper()
	token := k.ruim(toegang.Accountmanager)
	werkgever := k.begin(token, "werkgevers", eenWerkgever())
	vacature := k.begin(token, "vacatures", eenVacature(werkgever))
	kandidaat := k.begin(token, "kandidaten", eenKandidaat())
	return map[string]string{
		"werkgevers": werkgever, "vacatures": vacature, "kandidaten": kandidaat,
		"matches": k.begin(token, "matches", eenMatch(kandidaat, vacature)),
	}
}

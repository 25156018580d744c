package trechter

import "github.com/mgr-sdcg/kroniek/projections"

// afleiding computes what follows from the numbers of one line, be it of one group
// or of groups put together. Each column follows from numbers about the same persons.
func afleiding(kolom string, aantal func(string) int64) (projections.Waarde, bool) {
	switch kolom {
	case "vacatures":
		return aantal("vervuld") + aantal("nietVervuld"), true
	case "aangeleverd":
		return aantal("bruikbaar") + aantal("nietBruikbaar") + aantal("nogNietBeoordeeld"), true
	case "percentageBruikbaar":
		return percentage(aantal("bruikbaar"), aantal("bruikbaar")+aantal("nietBruikbaar")), true
	case "geplaatst":
		return aantal("duurzaam") + aantal("nietDuurzaam") + aantal("nogOpen"), true
	case "voorgesteld":
		return aantal("nietGeplaatst") + aantal("duurzaam") + aantal("nietDuurzaam") + aantal("nogOpen"), true
	case "percentageDuurzaam":
		return percentage(aantal("duurzaam"), aantal("duurzaam")+aantal("nietDuurzaam")), true
	}
	return nil, false
}

// vormkolommen are the columns of the form after those that say which group it is.
func vormkolommen() (uit []projections.Kolom) {
	for _, k := range []string{
		"vacatures", "vervuld", "nietVervuld", "aangeleverd", "bruikbaar", "nietBruikbaar", "nogNietBeoordeeld", "percentageBruikbaar",
		"voorgesteld", "nietGeplaatst", "geplaatst", "duurzaam", "nietDuurzaam", "nogOpen", "percentageDuurzaam",
	} {
		kolom := projections.Kolom{Naam: k, Soort: projections.Getal}
		if k == "percentageBruikbaar" || k == "percentageDuurzaam" {
			kolom.Soort = projections.Tekst
		}
		uit = append(uit, kolom)
	}
	return uit
}

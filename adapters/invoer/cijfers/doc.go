// Package cijfers reads a list of published figures as commands neemKengetalOver.
//
// The list is CSV with these columns, in this order and with , between them:
//
//	id,module,gemeente,metric,value,unit,period,source_url,status
//
// Only a row with status gezien is taken over: somebody saw the figure in its
// source. A figure that was computed, measured or assumed here is no published
// figure. A row is taken over whole or refused with the reason per column, so
// accepted and refused together are the rows.
//
// Text is taken over as it stands. Three things are derived, and the motivering of
// the command says so where the row did not say it itself: the title of the source
// is the host in its address; the first day is that of the period; and idem in the
// column of the source is that of the row above.
package cijfers

import "github.com/mgr-sdcg/kroniek/domain/recht"

// Opdracht is the command that every row becomes.
const Opdracht = "neemKengetalOver"

// Gezien is the status of a row that is taken over.
const Gezien = "gezien"

// Kolommen returns the names of the columns, in order.
func Kolommen() []string {
	return []string{"id", "module", "gemeente", "metric", "value", "unit", "period", "source_url", "status"}
}

// onderdelen says which part of the MGR a module in the list is.
var onderdelen = map[string]recht.Module{
	"MGR":    recht.Beheerorganisatie,
	"Inkoop": recht.Inkoop,
	"RBL":    recht.Onderwijszaken,
	"WSP":    recht.Werkgeversservicepunt,
	"WgSW":   recht.WerkgeverschapSW,
}

// zonderGemeente are the areas of which it is clear that they are no gemeente, in
// lower case. Anything else that is none is worth a look: it may be a slip of the pen.
var zonderGemeente = []string{"alle", "landelijk", "regio", "mgr"} // read only

// velden says which column is behind a field of the command.
var velden = map[string]string{
	"/pad": "id", "/body/kenmerk": "id", "/body/onderdeel": "module", "/body/gebied": "gemeente", "/body/gemeente": "gemeente",
	"/body/indicator": "metric", "/body/waarde": "value", "/body/eenheid": "unit", "/body/periode": "period",
	"/body/bron": "source_url", "/body/bron/titel": "source_url", "/body/bron/vindplaats": "source_url",
	"/body/opdracht/geldigVanaf": "period", "/sleutel": "id",
}

package archiefwerk

import (
	"encoding/json"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
)

// Besluiten are the event types that decide on a replacement, or repeat a decision
// that a restored backup does not hold.
func Besluiten() []string {
	return []string{vernietiging.Besluittype, vernietiging.Herhaaltype, afscherming.Besluittype, afscherming.Herhaaltype}
}

// Beslist reports whether a decision, as stored, names the event with this id in
// this stream: a list its stream, an afscherming the event itself. Whoever checks a
// folder uses it, so that no decision can be made to answer for what it is not about.
func Beslist(besluit []byte, stroom, id string) bool {
	var b struct {
		Type string `json:"type"`
		Data struct {
			Dossiers []struct {
				Stroom string `json:"stroom"`
			} `json:"dossiers"`
			Gebeurtenis string `json:"gebeurtenis"`
		} `json:"data"`
	}
	if err := json.Unmarshal(besluit, &b); err != nil {
		return false
	}
	switch b.Type {
	case vernietiging.Besluittype, vernietiging.Herhaaltype:
		return slices.ContainsFunc(b.Data.Dossiers, func(d struct {
			Stroom string `json:"stroom"`
		},
		) bool {
			return d.Stroom == stroom
		})
	case afscherming.Besluittype, afscherming.Herhaaltype:
		return b.Data.Gebeurtenis == id
	}
	return false
}

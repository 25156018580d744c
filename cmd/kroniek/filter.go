package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A filter chooses which part of the history is replayed.
type filter struct{ stroom, orgaan, module string }

func (f filter) stroomPast(s es.Stream) bool { return f.stroom == "" || f.stroom == string(s) }

// past reports whether an event is asked for.
func (f filter) past(r es.Recorded, gebeurtenis []byte) (bool, error) {
	if f.orgaan != "" {
		e, ok := r.Event.(recht.Verantwoord)
		if !ok || string(e.Verantwoordt().Orgaan) != f.orgaan {
			return false, nil
		}
	}
	if f.module == "" {
		return true, nil
	}
	if m := moduleVan(r.Type); m != "" {
		return string(m) == f.module, nil
	}
	return betreft(gebeurtenis, f.module)
}

// moduleVan returns the module whose own work an event type belongs to; empty for
// what is of the whole organisation, whose events name the modules that they concern.
func moduleVan(typ string) recht.Module {
	for domein, m := range map[string]recht.Module{
		"nl.leerplichtzaken.":           recht.Onderwijszaken,
		"nl.arbeidsbemiddelingen.":      recht.Werkgeversservicepunt,
		"nl.sociale-werkvoorzieningen.": recht.WerkgeverschapSW,
	} {
		if strings.HasPrefix(typ, domein) {
			return m
		}
	}
	return ""
}

// betreft reports whether the public data of an event names the module, by one of
// the fields in which events name modules.
func betreft(gebeurtenis []byte, module string) (bool, error) {
	type deel struct {
		Code      string `json:"code"`
		Onderdeel string `json:"onderdeel"`
	}
	var ce struct {
		Data struct {
			Orgaan      recht.Orgaan    `json:"orgaan"`
			Module      string          `json:"module"`
			Onderdeel   json.RawMessage `json:"onderdeel"`
			Onderdelen  json.RawMessage `json:"onderdelen"`
			Besluit     deel            `json:"besluit"`
			Voorstellen []deel          `json:"voorstellen"`
		} `json:"data"`
	}
	if err := json.Unmarshal(gebeurtenis, &ce); err != nil {
		return false, fmt.Errorf("lees modules: %w", err)
	}
	d := ce.Data
	namen := []string{d.Module, d.Besluit.Onderdeel}
	for _, v := range d.Voorstellen {
		namen = append(namen, v.Onderdeel)
	}
	for _, ruw := range []json.RawMessage{d.Onderdeel, d.Onderdelen} {
		var een string
		var meer []string
		var object deel
		var objecten []deel
		switch {
		case len(ruw) == 0:
		case json.Unmarshal(ruw, &een) == nil:
			namen = append(namen, een)
		case json.Unmarshal(ruw, &meer) == nil:
			namen = append(namen, meer...)
		case json.Unmarshal(ruw, &object) == nil:
			namen = append(namen, object.Code)
		case json.Unmarshal(ruw, &objecten) == nil:
			for _, o := range objecten {
				namen = append(namen, o.Code)
			}
		}
	}
	return slices.Contains(namen, module) || d.Orgaan == recht.Bestuurscommissie(module), nil
}

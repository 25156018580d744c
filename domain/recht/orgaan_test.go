package recht_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestOrgaan(t *testing.T) {
	for o, wil := range map[recht.Orgaan]string{
		recht.AlgemeenBestuur:                 "het algemeen bestuur",
		recht.DagelijksBestuur:                "het dagelijks bestuur",
		recht.Directeur:                       "de directeur",
		recht.Stelsel:                         "de termijnbewaking van Kroniek",
		recht.Bestuurscommissie("inkoop"):     "de bestuurscommissie Inkoop sociaal domein",
		recht.Raad("GM0277"):                  "de raad van Rozendaal",
		recht.Raad("GM9999"):                  "de raad van GM9999",
		recht.Orgaan("college-van-een-ander"): "college-van-een-ander",
	} {
		assert.Equal(t, wil, o.Naam())
	}
}

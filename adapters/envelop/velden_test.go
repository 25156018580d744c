package envelop

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

type veldproef struct {
	Openbaar string                 `json:"openbaar"`
	Naam     es.Persoonlijk[string] `json:"naam"`
	Memo     es.Persoonlijk[string] `json:"memo,omitzero"`
	Bij      struct {
		Uren es.Persoonlijk[int] `json:"uren,omitzero"`
	} `json:"bij"`
}

func TestVelden(t *testing.T) {
	type event interface{}
	cat := es.NewCatalog[event](func(e event) string {
		if _, ok := e.(veldproef); ok {
			return "nl.proef.veld.v1"
		}
		return ""
	}, veldproef{})
	c, err := New("urn:nld:oin:00000099000000001000:systeem:kroniek", cat)
	require.NoError(t, err)
	e := veldproef{Openbaar: "ja", Naam: es.Prive("Noor \"é\"")}
	e.Bij.Uren = es.Prive(18)
	t.Run("elk open persoonlijk veld komt terug, met zijn plaats en zijn waarde als JSON", func(t *testing.T) {
		vs, err := c.Velden(e)
		require.NoError(t, err)
		require.Len(t, vs, 2)
		assert.Equal(t, "/bij/uren 18", vs[0].Pad+" "+string(vs[0].Waarde))
		assert.Equal(t, `/naam "Noor \"é\""`, vs[1].Pad+" "+string(vs[1].Waarde))
		assert.Equal(t, "/naam [persoonsgegeven]", fmt.Sprintf("%+v", vs[1]))
	})
	t.Run("een gesloten veld komt niet terug", func(t *testing.T) {
		vs, err := c.Velden(veldproef{Openbaar: "ja"})
		require.NoError(t, err)
		assert.Empty(t, vs)
	})
	t.Run("wie op soort zoekt ziet de waarde zelf", func(t *testing.T) {
		var gezien []string
		require.NoError(t, c.OpenVelden(e, func(w any) { gezien = append(gezien, fmt.Sprintf("%T", w)) }))
		assert.Equal(t, []string{"*int", "*string"}, gezien)
	})
	t.Run("een onbekend type is een fout", func(t *testing.T) {
		_, err := c.Velden(struct{}{})
		require.ErrorIs(t, err, es.ErrUnknownType)
		require.ErrorIs(t, c.OpenVelden(struct{}{}, nil), es.ErrUnknownType)
	})
}

type lijstproef struct {
	Wie []veldproef            `json:"wie"`
	Pad es.Persoonlijk[string] `json:"pad,omitzero"`
}

func TestPersoonlijkeVelden(t *testing.T) {
	type event interface{}
	cat := es.NewCatalog[event](func(e event) string {
		return map[string]string{"envelop.lijstproef": "nl.proef.lijst.v1", "envelop.openbaar": "nl.proef.openbaar.v1"}[fmt.Sprintf("%T", e)]
	}, lijstproef{}, openbaar{})
	c, err := New("urn:nld:oin:00000099000000001000:systeem:kroniek", cat)
	require.NoError(t, err)
	t.Run("van elk type met persoonlijke velden staat er waar zij kunnen staan, en van een ander niets", func(t *testing.T) {
		assert.Equal(t, map[string][]string{
			"nl.proef.lijst.v1": {"/pad", "/wie/*/bij/uren", "/wie/*/memo", "/wie/*/naam"},
		}, c.PersoonlijkeVelden())
	})
	t.Run("een veld dat er staat hoort bij zo een plaats, de hoeveelste het ook is", func(t *testing.T) {
		vs, err := c.Velden(lijstproef{Wie: []veldproef{{}, {Naam: es.Prive("x")}}, Pad: es.Prive("y")})
		require.NoError(t, err)
		require.Len(t, vs, 2)
		assert.Equal(t, "nl.proef.lijst.v1 /pad", vs[0].Type+" "+vs[0].Veldpad())
		assert.Equal(t, "/wie/1/naam /wie/*/naam", vs[1].Pad+" "+vs[1].Veldpad())
	})
}

type openbaar struct {
	Dag string `json:"dag"`
}

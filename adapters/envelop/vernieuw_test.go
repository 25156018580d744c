package envelop

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// The same event through three versions: v2 adds wijze, v3 renames soort to kind.
type (
	eersteVorm struct {
		Soort string                 `json:"soort" residu:"blijft"`
		Naam  es.Persoonlijk[string] `json:"naam,omitzero"`
	}
	derdeVorm struct {
		Kind  string                 `json:"kind" residu:"blijft"`
		Wijze string                 `json:"wijze"`
		Naam  es.Persoonlijk[string] `json:"naam,omitzero"`
	}
)

func ververs(van, naar string) func([]byte) ([]byte, error) {
	return func(b []byte) ([]byte, error) { return bytes.Replace(b, []byte(van), []byte(naar), 1), nil }
}

func drieVersies(t *testing.T, eerste, tweede func([]byte) ([]byte, error)) (oud, nieuw *Codec) {
	t.Helper()
	oud, err := New(proefBron, lijstje{nu: map[string]reflect.Type{"nl.proeven.vorm.v1": reflect.TypeFor[eersteVorm]()}})
	require.NoError(t, err)
	nieuw, err = New(proefBron, lijstje{
		nu: map[string]reflect.Type{"nl.proeven.vorm.v3": reflect.TypeFor[derdeVorm]()},
		oud: map[string]es.Upcaster{
			"nl.proeven.vorm.v1": {To: "nl.proeven.vorm.v2", Fn: eerste},
			"nl.proeven.vorm.v2": {To: "nl.proeven.vorm.v3", Fn: tweede},
		},
	})
	require.NoError(t, err)
	return oud, nieuw
}

func TestUpcast(t *testing.T) {
	eerste, tweede := ververs("{", `{ "wijze" : "onbekend", `), ververs("soort", "kind")
	oud, nieuw := drieVersies(t, eerste, tweede)
	require.True(t, nieuw.Kent("nl.proeven.vorm.v1"))
	v := verzegel(t, oud, eersteVorm{Soort: "brief", Naam: es.Prive("Jan")})
	bewaard := bytes.Clone(v.Gebeurtenis)

	t.Run("een oude gebeurtenis komt terug als nieuwe, onder haar oude naam", func(t *testing.T) {
		r, err := nieuw.Open(&v)
		require.NoError(t, err)
		assert.Equal(t, derdeVorm{Kind: "brief", Wijze: "onbekend"}, r.Event)
		assert.Equal(t, "nl.proeven.vorm.v1", r.Type)
		r, err = nieuw.OpenMet(&v, proefSleutel)
		require.NoError(t, err)
		assert.Equal(t, derdeVorm{Kind: "brief", Wijze: "onbekend", Naam: es.Prive("Jan")}, r.Event)
		assert.Equal(t, bewaard, v.Gebeurtenis)
	})
	t.Run("een upcaster die in zijn invoer schrijft raakt het bewaarde niet", func(t *testing.T) {
		_, vernielend := drieVersies(t, func(b []byte) ([]byte, error) {
			uit, err := eerste(b)
			clear(b)
			return uit, err
		}, tweede)
		kaal := verzegel(t, oud, eersteVorm{Soort: "brief"}) // without _sd there is no copy yet
		voor := bytes.Clone(kaal.Gebeurtenis)
		_, err := vernielend.Open(&kaal)
		require.NoError(t, err)
		assert.Equal(t, voor, kaal.Gebeurtenis)
	})
	t.Run("het residu is in de nieuwe vorm en blijft leesbaar", func(t *testing.T) {
		residu, err := nieuw.Residu(&v)
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(string(residu), `{"data":{"kind":"brief"},`), string(residu))
		w := v
		w.Gebeurtenis, w.Vervangen = residu, 3
		r, err := nieuw.Open(&w)
		require.NoError(t, err)
		assert.Equal(t, derdeVorm{Kind: "brief"}, r.Event)
		assert.Equal(t, "nl.proeven.vorm.v1", r.Type)
		w.Vervangen = 0
		_, err = nieuw.Open(&w)
		require.ErrorIs(t, err, ErrOnleesbaar)
	})
}

func TestUpcasterThatFails(t *testing.T) {
	tweede := ververs("soort", "kind")
	oud, _ := drieVersies(t, tweede, tweede)
	v := verzegel(t, oud, eersteVorm{Soort: "brief"})
	t.Run("wie de oude vorm niet meer kent leest haar niet", func(t *testing.T) {
		zonder, err := New(proefBron, lijstje{nu: map[string]reflect.Type{"nl.proeven.vorm.v3": reflect.TypeFor[derdeVorm]()}})
		require.NoError(t, err)
		_, err = zonder.Open(&v)
		require.ErrorIs(t, err, es.ErrUnknownType)
	})
	t.Run("een upcaster die te weinig of te veel doet valt op", func(t *testing.T) {
		geen := func(b []byte) ([]byte, error) { return b, nil }
		for _, fn := range []func([]byte) ([]byte, error){
			geen, ververs("{", `{"wijze":"a","wijze":"b",`), ververs("{", `{"wijze":1,`), ververs("{", `{"wijze":"x","meer":"y",`), ververs("{", ``),
		} {
			_, c := drieVersies(t, fn, tweede)
			_, err := c.Open(&v)
			require.ErrorIs(t, err, ErrOnleesbaar)
		}
		kapot := errors.New("kapot")
		_, c := drieVersies(t, func([]byte) ([]byte, error) { return nil, kapot }, tweede)
		_, err := c.Open(&v)
		require.ErrorIs(t, err, kapot)
	})
}

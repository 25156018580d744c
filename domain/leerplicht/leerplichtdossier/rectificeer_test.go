package leerplichtdossier

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/rectificatietest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func proef() rectificatietest.Proef[Command, State, Event] {
	return rectificatietest.Proef[Command, State, Event]{
		Spec: spec, Opdracht: nu(), Opening: opening(), Begin: opening().GeopendOp, Persoon: opening().Persoon,
		Maak: func(o recht.Opdracht, r leerplicht.Rectificatie) Command {
			return Rectificeer{Opdracht: o, Rectificatie: r}
		},
		Inhoud: func(e Event) (leerplicht.Rectificatie, bool) {
			g, ok := e.(LeerplichtdossierGerectificeerd)
			return g.Rectificatie, ok
		},
		Ontbreek: ErrNietGeopend,
	}
}

func TestRectificeer(t *testing.T) {
	proef().Draai(t)
	eerste := Rectificeer{Opdracht: nu(), Rectificatie: proef().Eerste()}
	t.Run("een gesloten dossier wordt ook gerectificeerd", func(t *testing.T) {
		_, err := Decide(eerste, staat(t, sluiting()))
		require.NoError(t, err)
	})
	t.Run("een andere geboortedatum geeft een andere klasse, en bij een andere plicht hoort een ander dossier", func(t *testing.T) {
		c := eerste
		c.Geboren = es.Prive(dag("2015-05-20"))
		uit, err := Decide(c, staat(t))
		require.NoError(t, err)
		e := uit[0].(LeerplichtdossierGerectificeerd)
		assert.Equal(t, leerplicht.Leerplicht, e.Plicht)
		assert.NotEqual(t, staat(t).kenmerken.Leeftijdsklasse, e.Leeftijdsklasse)
		assert.Equal(t, e.Leeftijdsklasse, staat(t, c).kenmerken.Leeftijdsklasse)
		c.Geboren = es.Prive(dag("2009-05-20"))
		spec.Given(t, spec.Played(t, opening())...).When(c).ThenRefused(leerplicht.ErrPlichtAnders)
	})
}

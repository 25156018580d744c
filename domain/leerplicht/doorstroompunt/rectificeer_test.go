package doorstroompunt

import (
	"testing"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/rectificatietest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func proef() rectificatietest.Proef[Command, State, Event] {
	return rectificatietest.Proef[Command, State, Event]{
		Spec: spec, Opdracht: nu(), Opening: begin(), Begin: begin().GesignaleerdOp, Persoon: begin().Persoon,
		Maak: func(o recht.Opdracht, r leerplicht.Rectificatie) Command {
			return Rectificeer{Opdracht: o, Rectificatie: r}
		},
		Inhoud: func(e Event) (leerplicht.Rectificatie, bool) {
			g, ok := e.(DoorstroompuntdossierGerectificeerd)
			return g.Rectificatie, ok
		},
		Ontbreek: ErrNietGesignaleerd,
	}
}

func TestRectificeer(t *testing.T) { proef().Draai(t) }

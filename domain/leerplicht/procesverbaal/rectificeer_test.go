package procesverbaal

import (
	"testing"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/rectificatietest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func proef() rectificatietest.Proef[Command, State, Event] {
	return rectificatietest.Proef[Command, State, Event]{
		Spec: spec, Opdracht: nu(), Opening: opmaak(), Begin: opmaak().OpgemaaktOp, Persoon: opmaak().Persoon,
		Maak: func(o recht.Opdracht, r leerplicht.Rectificatie) Command {
			return Rectificeer{Opdracht: o, Rectificatie: r}
		},
		Inhoud: func(e Event) (leerplicht.Rectificatie, bool) {
			g, ok := e.(ProcesVerbaalGerectificeerd)
			return g.Rectificatie, ok
		},
		Ontbreek: ErrNietOpgemaakt,
	}
}

func TestRectificeer(t *testing.T) { proef().Draai(t) }

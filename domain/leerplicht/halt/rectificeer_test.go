package halt

import (
	"testing"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/rectificatietest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func proef() rectificatietest.Proef[Command, State, Event] {
	return rectificatietest.Proef[Command, State, Event]{
		Spec: spec, Opdracht: nu(), Opening: verwijzing(), Begin: verwijzing().VerwezenOp, Persoon: verwijzing().Persoon,
		Maak: func(o recht.Opdracht, r leerplicht.Rectificatie) Command {
			return Rectificeer{Opdracht: o, Rectificatie: r}
		},
		Inhoud: func(e Event) (leerplicht.Rectificatie, bool) {
			g, ok := e.(HaltVerwijzingGerectificeerd)
			return g.Rectificatie, ok
		},
		Ontbreek: ErrNietVerwezen,
	}
}

func TestRectificeer(t *testing.T) { proef().Draai(t) }

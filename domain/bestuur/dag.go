package bestuur

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Dagfouten are the refusals of one kind of stream about the day of an act.
type Dagfouten struct {
	Ontbreekt, InToekomst, Volgorde *es.Refusal
}

// Keur checks the day of an act: given, not before the one it follows on, and not
// after the day of recording.
func (f Dagfouten) Keur(o recht.Opdracht, dag, nietVoor recht.Datum) error {
	switch {
	case dag.IsZero():
		return f.Ontbreekt
	case dag.Na(o.Vandaag()):
		return f.InToekomst.With("Genoemd is " + dag.String() + ".")
	case dag.Voor(nietVoor):
		return f.Volgorde.With(dag.String() + " ligt voor " + nietVoor.String() + ".")
	}
	return nil
}

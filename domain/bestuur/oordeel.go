package bestuur

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Oordeelfouten are the refusals of one kind of stream about what the dagelijks
// bestuur tells of a zienswijze.
type Oordeelfouten struct {
	ZienswijzeOntbreekt, Waarde, Motivering, Volgorde, AlGeoordeeld *es.Refusal
}

// Beoordeeld is the zienswijze of one raad, and what it was told about it.
type Beoordeeld struct {
	OntvangenOp recht.Datum // zero: no zienswijze came
	Oordeel     Zienswijzeoordeel
	Op          recht.Datum
}

// IsNieuw reports whether nieuw, told on day op, says something that was not said
// before. Saying otherwise than before is a correction.
func (b Beoordeeld) IsNieuw(o recht.Opdracht, nieuw Zienswijzeoordeel, op recht.Datum, f Oordeelfouten) (bool, error) {
	switch {
	case b.OntvangenOp.IsZero():
		return false, f.ZienswijzeOntbreekt.With("Het gaat om " + string(nieuw.Gemeente) + ".")
	case !slices.Contains(nieuw.Conclusie.Waarden(), string(nieuw.Conclusie)):
		return false, f.Waarde
	case nieuw.Toelichting == "" && o.Motivering == "":
		return false, f.Motivering
	case op.Voor(b.OntvangenOp):
		return false, f.Volgorde
	case b.Oordeel == nieuw && b.Op == op:
		return false, nil
	case b.Oordeel.Conclusie != "" && o.Corrigeert == uuid.Nil:
		return false, f.AlGeoordeeld
	}
	return true, nil
}

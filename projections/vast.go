package projections

import "github.com/mgr-sdcg/kroniek/domain/es"

// Vast returns l as it was when its read model had come to op, with the root of the
// log there. A report made from it says the same for ever, byte for byte, where one
// made from l says how far the read model is by now. It returns [NogNietBekend] when
// l has not reached op.
func Vast(r *Rapport, l Lezer, op es.Position, wortel [32]byte) (Lezer, error) {
	if err := Keur(r, l.Stand(), Vraag{BekendOp: op}); err != nil {
		return nil, err
	}
	if op == 0 {
		wortel = [32]byte{}
	}
	return vast{Lezer: l, stand: Stand{Positie: op, Aantal: int64(op), Wortel: wortel}}, nil
}

type vast struct {
	Lezer
	stand Stand
}

// Stand implements [Lezer].
func (v vast) Stand() Stand { return v.stand }

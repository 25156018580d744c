package envelop

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Verzegeld is one event as it is stored. Its bytes are never changed and
// never made again: they are hashed and served as they are.
type Verzegeld struct {
	Positie      es.Position // 0 until recorded
	Stroom       es.Stream
	Revisie      es.Revision
	ID           uuid.UUID
	Type         string
	Gebeurtenis  []byte // canonical JSON of the public CloudEvent, or of its residu
	Zout         [32]byte
	Commitment   [32]byte
	Sleutel      [16]byte    // key of the personal part; zero when there is none
	Persoonsdeel []byte      // nonce and ciphertext; nil when there is none, or when it was not asked for
	Vervangen    es.Position // position of the event that replaced the public part by its residu; 0 if none
}

// Gaaf reports whether the bytes of the event are those that its commitment
// stands for. Of a replaced event nothing can be said: its bytes are the residu.
func (v *Verzegeld) Gaaf() bool {
	return v.Vervangen != 0 || Commitment(&v.Zout, v.Gebeurtenis) == v.Commitment
}

package sleutels

import (
	"crypto/cipher"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
)

// An Inpakker makes keys and wraps them in the form in which a [Kluis] keeps
// them, for whoever keeps them elsewhere. It is safe for concurrent use.
type Inpakker struct{ a cipher.AEAD }

// NieuweInpakker returns the Inpakker of a wrapping key.
func NieuweInpakker(kek [32]byte) (*Inpakker, error) {
	a, err := maakInpakker(&kek)
	if err != nil {
		return nil, err
	}
	return &Inpakker{a}, nil
}

// Inpakker returns the Inpakker of the wrapping key of k.
func (k *Kluis) Inpakker() *Inpakker {
	k.mu.Lock()
	defer k.mu.Unlock()
	return &Inpakker{k.inpakker}
}

// Nieuw returns a fresh key and its wrapped form.
func (i *Inpakker) Nieuw() (s envelop.Sleutel, ingepakt []byte, err error) {
	vers, pakken, err := nieuw(i.a, 1)
	if err != nil {
		return s, nil, err
	}
	return vers[0], pakken[0], nil
}

// PakIn returns the wrapped form of a key.
func (i *Inpakker) PakIn(s envelop.Sleutel) ([]byte, error) {
	return pakIn(i.a, doelSleutel, s.ID[:], s.Geheim[:])
}

// PakUit returns the key with this id. A wrapped form that belongs to another id
// or to another wrapping key is [ErrBeschadigd].
func (i *Inpakker) PakUit(id [16]byte, ingepakt []byte) (envelop.Sleutel, error) {
	geheim, err := pakUit(i.a, doelSleutel, id[:], ingepakt)
	s := envelop.Sleutel{ID: id}
	if err != nil || len(geheim) != len(s.Geheim) {
		return envelop.Sleutel{}, ErrBeschadigd
	}
	copy(s.Geheim[:], geheim)
	clear(geheim)
	return s, nil
}

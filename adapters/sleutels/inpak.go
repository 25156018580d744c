package sleutels

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
)

// What is encrypted under the wrapping key is bound to its use and, for a key, to its id.
const (
	doelSleutel  = "kroniek/sleutel/v1\n"
	doelControle = "kroniek/kek/v1\n"
	doelIndex    = "kroniek/index/v1\n"
)

const nonceLengte = 12

func maakInpakker(kek *[32]byte) (cipher.AEAD, error) {
	b, err := aes.NewCipher(kek[:])
	if err != nil {
		return nil, fmt.Errorf("wrapping key: %w", err)
	}
	a, err := cipher.NewGCM(b)
	if err != nil {
		return nil, fmt.Errorf("wrapping key: %w", err)
	}
	return a, nil
}

// pakIn returns nonce || AES-256-GCM(KEK, inhoud) bound to doel and id.
func pakIn(a cipher.AEAD, doel string, id, inhoud []byte) ([]byte, error) {
	b := make([]byte, nonceLengte, nonceLengte+len(inhoud)+a.Overhead())
	if _, err := rand.Read(b); err != nil {
		return nil, fmt.Errorf("draw nonce: %w", err)
	}
	return a.Seal(b, b, inhoud, append([]byte(doel), id...)), nil
}

func pakUit(a cipher.AEAD, doel string, id, ingepakt []byte) ([]byte, error) {
	if len(ingepakt) < nonceLengte {
		return nil, ErrBeschadigd
	}
	b, err := a.Open(nil, ingepakt[:nonceLengte], ingepakt[nonceLengte:], append([]byte(doel), id...))
	if err != nil {
		return nil, ErrBeschadigd
	}
	return b, nil
}

// nieuw returns n fresh keys and their wrapped forms.
func nieuw(a cipher.AEAD, n int) ([]envelop.Sleutel, [][]byte, error) {
	vers, ingepakt := make([]envelop.Sleutel, n), make([][]byte, n)
	for i := range vers {
		s := &vers[i]
		if _, err := rand.Read(s.ID[:]); err != nil {
			return nil, nil, fmt.Errorf("draw key: %w", err)
		}
		if _, err := rand.Read(s.Geheim[:]); err != nil {
			return nil, nil, fmt.Errorf("draw key: %w", err)
		}
		b, err := pakIn(a, doelSleutel, s.ID[:], s.Geheim[:])
		if err != nil {
			return nil, nil, err
		}
		ingepakt[i] = b
	}
	return vers, ingepakt, nil
}

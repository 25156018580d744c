package uitvoeringsplan

import (
	"encoding/hex"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// compleet reports whether o has a title and the digest of a text.
func (o Onderdeel) compleet() bool {
	b, err := hex.DecodeString(o.SHA256)
	return o.Code.IsOnderdeel() && o.Titel != "" && err == nil && len(b) == 32 && o.SHA256 == hex.EncodeToString(b)
}

// dubbel reports whether one of ms occurs twice.
func dubbel(ms []recht.Module) bool {
	for i, m := range ms {
		if slices.Contains(ms[:i], m) {
			return true
		}
	}
	return false
}

// toetsCodes checks that ms names onderdelen of the plan, each once.
func (s State) toetsCodes(ms []recht.Module) error {
	switch {
	case len(ms) == 0:
		return ErrOnderdeelOntbreekt
	case dubbel(ms):
		return ErrOnderdeelDubbel
	}
	for _, m := range ms {
		if _, ok := s.onderdeel(m); !ok {
			return ErrOnderdeelOnbekend
		}
	}
	return nil
}

// toetsTeksten checks that os are complete onderdelen of the plan, each once.
func (s State) toetsTeksten(os []Onderdeel) error {
	if slices.ContainsFunc(os, func(o Onderdeel) bool { return !o.compleet() }) {
		return ErrOnderdelenOnvolledig
	}
	if len(os) == 0 {
		return nil
	}
	return s.toetsCodes(codes(os))
}

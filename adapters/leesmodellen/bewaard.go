package leesmodellen

// A bewaard remembers by key, in two generations: what is asked for moves to
// the young one, and when that is full the old one is forgotten. So memory is
// bounded and what is in use stays. Nothing may be forgotten before it is
// written; that is why schuif is called by the writer only.
type bewaard[T any] struct {
	jong, oud map[string]T
	max       int
}

func (b *bewaard[T]) haal(sleutel []byte) (T, bool) {
	if v, ok := b.jong[string(sleutel)]; ok {
		return v, true
	}
	v, ok := b.oud[string(sleutel)]
	if ok {
		b.zet(string(sleutel), v)
	}
	return v, ok
}

func (b *bewaard[T]) zet(sleutel string, v T) {
	if b.jong == nil {
		b.jong = map[string]T{}
	}
	b.jong[sleutel] = v
}

func (b *bewaard[T]) vol() bool { return len(b.jong) >= b.max }

func (b *bewaard[T]) schuif() {
	if b.vol() {
		b.oud, b.jong = b.jong, nil
	}
}

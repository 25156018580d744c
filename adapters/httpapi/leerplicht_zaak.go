package httpapi

import (
	"context"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A beeld is the public part of one stream as it is shown. It judges nothing:
// what is allowed next is known to the decider only.
type beeld interface {
	neem(g es.Recorded) error
	// over says what the stream concerns, as far as is known now.
	over() toegang.Over
}

// bekijk reads stroom into b and returns its revision. A stream that the sender
// does not reach answers as one that does not exist, so that an id tells nothing.
// Whoever writes to a stream that only itself says what it concerns looks first:
// voerUit refuses otherwise.
func (s *Server) bekijk(ctx context.Context, stroom es.Stream, b beeld) (es.Revision, error) {
	vastgelegd, err := s.log.Read(ctx, stroom)
	if err != nil {
		return es.NoStream, fmt.Errorf("read %s: %w", stroom, err)
	}
	if len(vastgelegd) == 0 {
		return es.NoStream, errNietGevonden
	}
	for _, g := range vastgelegd {
		if err := b.neem(g); err != nil {
			return es.NoStream, fmt.Errorf("read %s: %w", stroom, err)
		}
	}
	v := verzoekUit(ctx)
	if v.machtiging != "" && v.machtiging != stroom { // it is for one dossier
		return es.NoStream, s.weiger(v, toegang.Handeling(v.op.id), stroomobject(stroom), toegang.Uitspraak{}, errBuitenBereik)
	}
	if err := s.beslis(v, toegang.Handeling(v.op.id), stroomobject(stroom), v.bereik, b.over(), errBuitenBereik); err != nil {
		return es.NoStream, err
	}
	v.bekeken = true
	return es.Revision(len(vastgelegd) - 1), nil
}

// vreemd reports an event that does not belong in the stream that is read.
func vreemd(g es.Recorded) error {
	return fmt.Errorf("%w: position %d", es.ErrUnknownType, g.Position)
}

// domein returns the person in the words of the domain, every field personal.
// Whether the numbers hold was checked at the door; that there is exactly one is
// a rule of the domain.
func (p Persoonsgegevens) domein() leerplicht.Persoon {
	return leerplicht.Persoon{
		Naam: prive(p.Naam), Geboren: prive(p.Geboren),
		BSN: prive(recht.BSN(p.Bsn)), Onderwijsnummer: prive(recht.Onderwijsnummer(p.Onderwijsnummer)),
	}
}

// prive returns v as a personal field; what was not given is no field.
func prive[T comparable](v T) es.Persoonlijk[T] {
	var leeg T
	if v == leeg {
		return es.Persoonlijk[T]{}
	}
	return es.Prive(v)
}

// kenmerkbeeld are the public features that every state about a pupil shows.
type kenmerkbeeld struct {
	kenmerken   leerplicht.Kenmerken
	gesimuleerd bool
}

func (b *kenmerkbeeld) neemKenmerken(k leerplicht.Kenmerken, h recht.Verantwoord) {
	b.kenmerken = k
	b.gesimuleerd = b.gesimuleerd || h.Verantwoordt().Gesimuleerd
}

func (b *kenmerkbeeld) over() toegang.Over {
	return toegang.Over{Gemeente: string(b.kenmerken.Gemeente)}
}

package journaal

import (
	"context"
	"errors"
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// AppendReeks is [Journaal.Append] for several appends at once, whose events come to
// lie in the order of the list. Each has its own outcome: one that is refused does
// not touch the others. They concern different streams, and share transactions.
//
// It is for who must have the same history twice: appends that are given one beside
// the other are recorded in whatever order they arrive.
func (j *Journaal) AppendReeks(ctx context.Context, lijst []es.Append) ([]es.Receipt, []error) {
	bonnen, fouten := make([]es.Receipt, len(lijst)), make([]error, len(lijst))
	var posten []*post
	var plaats []int
	for i, a := range lijst {
		p, err := j.verzegel(ctx, a)
		if err != nil {
			fouten[i] = fmt.Errorf("append %s: %w", a.Stream, err)
			continue
		}
		posten, plaats = append(posten, p), append(plaats, i)
	}
	for n, err := range j.postAlle(ctx, posten) {
		i := plaats[n]
		switch {
		case err == nil:
			bonnen[i] = posten[n].bon
		case errors.Is(err, errAndereSleutel): // only another append of the same stream can have given it one
			fouten[i] = fmt.Errorf("append %s: %w", lijst[i].Stream, es.ErrConflict)
		default:
			fouten[i] = fmt.Errorf("append %s: %w", lijst[i].Stream, err)
		}
	}
	return bonnen, fouten
}

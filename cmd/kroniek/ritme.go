package main

import (
	"context"
	"time"
)

// elke calls fn every ritme until ctx ends, or until fn returns an error, which it
// then returns. The first call is one ritme from now; a call that lasts longer than
// that is not made up for.
func elke(ctx context.Context, ritme time.Duration, fn func() error) error {
	t := time.NewTicker(ritme)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			if err := fn(); err != nil {
				return err
			}
		}
	}
}

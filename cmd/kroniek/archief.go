package main

import (
	"context"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/httpapi"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// herstelArchief finishes, before anybody is served, what was decided about
// destroying and shielding: after a crash, and when an old copy of the keys, the
// journal or the read models was put back.
func (k *kantoor) herstelArchief(ctx context.Context) (err error) {
	if k.eigen == nil { // what lies on a cluster cannot be replaced there
		return nil
	}
	k.archief, err = archiefwerk.Open(ctx, archiefwerk.Opties{
		Journaal: k.eigen, Schrijf: k.index, Codec: k.codec, Sleutels: k.kluis, Nu: k.o.nu, Log: k.o.log, Na: k.o.naStap,
	})
	if err != nil {
		return fmt.Errorf("archief: %w", err)
	}
	opnieuw, err := k.archief.Herstel(ctx)
	if err != nil {
		return fmt.Errorf("vernietiging herstellen: %w", err)
	}
	if opnieuw {
		err = leesmodellen.Verwijder(modellenmap(k.o.dir))
	} else {
		err = leesmodellen.VerwijderVerouderd(ctx, modellenmap(k.o.dir), projectoren(), k.archief.Laatste())
	}
	if err != nil {
		return fmt.Errorf("leesmodellen: %w", err)
	}
	if err := k.archief.RondAf(ctx); err != nil {
		return fmt.Errorf("vernietiging herstellen: %w", err)
	}
	return nil
}

// schrijflog returns the log through which every command goes.
func (k *kantoor) schrijflog() es.Log {
	if k.archief == nil {
		return k.index
	}
	return k.archief.Log()
}

// archiefpoort returns who looks up what a decision about destroying needs.
func (k *kantoor) archiefpoort() httpapi.Archief {
	if k.archief == nil {
		return archiefwerk.Geen{}
	}
	return k.archief
}

// herbouwModellen builds every read model from what the journal still holds, and
// removes the files of before.
func (k *kantoor) herbouwModellen(ctx context.Context) error {
	if err := k.modellen.Herbouw(ctx, func(int64, int64) {}); err != nil {
		return err
	}
	return k.modellen.Opruimen(ctx)
}

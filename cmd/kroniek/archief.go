package main

import (
	"context"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// herstelArchief finishes, before anybody is served, what was decided about
// destroying and shielding: after a crash, and when an old copy of the keys, the
// journal or the read models was put back.
func (k *kantoor) herstelArchief(ctx context.Context) (err error) {
	o := archiefwerk.Opties{Journaal: k.eigen, Schrijf: k.index, Codec: k.codec, Sleutels: k.kluis, Nu: k.o.nu, Log: k.o.log, Na: k.o.naStap}
	if c := k.cluster; c != nil {
		o.Journaal, o.Cluster = c.journaal, clusterarchief{c.journaal, c.processe.Houdt}
		o.Sleutels = clustersleutels{k.kluis, c.journaal}
	}
	if k.cluster == nil { // what the nodes of a cluster decided lies there, and in no backup of a folder
		o.Lijst = k.schrijfVernietigd
	}
	k.archief, err = archiefwerk.Open(ctx, o)
	if err != nil {
		return fmt.Errorf("archief: %w", err)
	}
	if k.cluster == nil {
		if err := k.keurVernietigd(ctx); err != nil {
			return err
		}
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

// A clusterarchief is what the archive of this node shares with those of others.
type clusterarchief struct {
	*eventstoredb.Journaal
	mag func() bool
}

// Mag reports whether this node does now what only one does.
func (c clusterarchief) Mag() bool { return c.mag() }

// schrijflog returns the log through which every command goes.
func (k *kantoor) schrijflog() es.Log { return k.archief.Log() }

// herbouwModellen builds every read model from what the journal still holds, and
// removes the files of before.
func (k *kantoor) herbouwModellen(ctx context.Context) error {
	if err := k.modellen.Herbouw(ctx, func(int64, int64) {}); err != nil {
		return err
	}
	return k.modellen.Opruimen(ctx)
}

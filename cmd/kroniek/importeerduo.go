package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/duo"
)

// soortDUO is the monthly delivery of DUO.
const soortDUO = "duo-a04"

// zonderKantoor reports whether the file can be judged without a running kantoor.
func (o importopties) zonderKantoor() bool {
	return o.proef && (o.soort == soortDUO || o.soort == soortCijfers)
}

// duo reads a delivery of DUO; im is nil in a trial.
func (o importopties) duo(in io.Reader, im *invoer.Importeur) (invoer.Lezer, error) {
	if im != nil && !im.Beschrijving().Kent(duo.Opdracht) {
		return nil, fmt.Errorf("dit kantoor kent de opdracht %s niet", duo.Opdracht)
	}
	l, err := duo.Nieuw(in, duo.Opties{Nu: time.Now().UTC().Truncate(time.Millisecond), RMC: o.rmc, Gesimuleerd: o.gesimuleerd})
	if err != nil {
		return nil, err
	}
	return l, nil
}

// keur answers every line by what its reader found, and gives none to a kantoor.
func keur(ctx context.Context, lezer invoer.Lezer, uit func(invoer.Uitslag) error) (t invoer.Telling, err error) {
	for {
		r, err := lezer.Volgende()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return t, err
		}
		u := invoer.Uitslag{Regel: r.Nummer, Status: invoer.Aanvaard, Opdracht: r.Opdracht, LetOp: r.LetOp}
		if len(r.Fouten) > 0 {
			u = r.Afgekeurd()
		}
		t.Tel(u.Status)
		if err := uit(u); err != nil {
			return t, fmt.Errorf("schrijf uitslag: %w", err)
		}
	}
}

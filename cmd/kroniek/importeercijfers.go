package main

import (
	"fmt"
	"io"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/cijfers"
)

// soortCijfers is a list of published figures.
const soortCijfers = "kengetallen"

// kengetallen reads a list of published figures; im is nil in a trial.
func (o importopties) kengetallen(in io.Reader, im *invoer.Importeur) (invoer.Lezer, error) {
	if im != nil && !im.Beschrijving().Kent(cijfers.Opdracht) {
		return nil, fmt.Errorf("dit kantoor kent de opdracht %s niet", cijfers.Opdracht)
	}
	l, err := cijfers.Nieuw(in, o.gesimuleerd)
	if err != nil {
		return nil, err
	}
	return l, nil
}

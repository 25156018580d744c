package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A vergelijking is one read model, computed again and as it is in use.
type vergelijking struct {
	Model     string      `json:"model"`
	Positie   es.Position `json:"positie"`
	Opnieuw   string      `json:"opnieuw"`             // SHA-256 of the canonical dump, hexadecimal
	InGebruik string      `json:"inGebruik,omitempty"` // empty when the live one could not be read
	Gelijk    bool        `json:"gelijk"`
	Reden     string      `json:"reden,omitempty"`
}

// herbereken rebuilds every read model up to p from the journal alone, in a
// scratch folder, and compares with the live ones as known at p.
func (m *leesmap) herbereken(ctx context.Context, uit io.Writer, p es.Position, alsJSON bool) (err error) {
	klad, err := os.MkdirTemp("", "kroniek-herbereken-*")
	if err != nil {
		return fmt.Errorf("maak kladmap: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(klad)) }()
	v := nieuweVoortgang("opnieuw uitrekenen")
	standen, err := leesmodellen.Herbouw(ctx, klad, projectoren(), leesmodellen.Opties{
		Bron: m.journaal, Decodeer: m.codec.Lees, Wortel: wortelVan(m.journaal),
	}, p, v.Meld)
	v.Klaar()
	if err != nil {
		return fmt.Errorf("opnieuw uitrekenen: %w", err)
	}
	for naam, s := range standen {
		if s.Gestopt != "" {
			return metCode(exitVerschil, fmt.Errorf("het journaal levert voor %s niets op vanaf gebeurtenis %d (%s); reken het na met kroniek verify", naam, s.Vanaf, s.Gestopt))
		}
	}
	opnieuw, err := leesmodellen.OpenLezen(ctx, klad, projectoren())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opnieuw.Sluit()) }()
	gebruik, err := leesmodellen.OpenLezen(ctx, modellenmap(m.dir), projectoren())
	if err != nil {
		return fmt.Errorf("open leesmodellen in gebruik: %w", err)
	}
	defer func() { err = errors.Join(err, gebruik.Sluit()) }()
	anders := 0
	for _, naam := range opnieuw.Namen() {
		w, err := vergelijk(ctx, naam, p, opnieuw, gebruik)
		if err != nil {
			return err
		}
		if !w.Gelijk {
			anders++
		}
		if err := w.druk(uit, alsJSON); err != nil {
			return err
		}
	}
	if anders > 0 {
		return metCode(exitVerschil, fmt.Errorf("%d van %d leesmodellen wijken af van wat het journaal oplevert; reken eerst het journaal na met kroniek verify, en bouw ze pas dan opnieuw met kroniek rebuild", anders, len(opnieuw.Namen())))
	}
	return nil
}

func vergelijk(ctx context.Context, naam string, p es.Position, opnieuw, gebruik *leesmodellen.Leesmodellen) (vergelijking, error) {
	w := vergelijking{Model: naam, Positie: p}
	a, err := opnieuw.DigestOp(ctx, naam, p)
	if err != nil {
		return w, fmt.Errorf("%s: %w", naam, err)
	}
	w.Opnieuw = hex.EncodeToString(a[:])
	b, err := gebruik.DigestOp(ctx, naam, p)
	if errors.Is(err, leesmodellen.ErrInOpbouw) {
		w.Reden = "is er nog niet; kroniek rebuild bouwt het op"
		return w, nil
	}
	if err != nil {
		w.Reden = err.Error()
		return w, nil
	}
	w.InGebruik, w.Gelijk = hex.EncodeToString(b[:]), a == b
	return w, nil
}

func (w vergelijking) druk(uit io.Writer, alsJSON bool) error {
	if alsJSON {
		return json.NewEncoder(uit).Encode(w)
	}
	oordeel := "gelijk"
	if !w.Gelijk {
		oordeel = "VERSCHIL " + w.Reden
	}
	_, err := fmt.Fprintf(uit, "%-20s positie %d  %s  %s\n", w.Model, w.Positie, w.Opnieuw, oordeel)
	return err
}

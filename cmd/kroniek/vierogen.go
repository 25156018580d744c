package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/vierogen"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
)

func vierogenOpdracht() *cobra.Command {
	var dir string
	var alsJSON bool
	cmd := &cobra.Command{
		Use:   "vier-ogen",
		Short: "Toon uit de geschiedenis wie met zijn tweeën handelden, en of dat klopt",
		Long: `Loopt alle gebeurtenissen na en toont elke handeling waarvoor twee mensen nodig zijn: wie haar voorlegde, wie
besliste en wanneer. Het rekent zelf na dat het twee verschillende mensen waren en de tweede er binnen zeven
dagen was; klopt er een niet, dan eindigt het programma met code 3.

Ook staat er wie een rol heeft die ver reikt zonder dat die met vier ogen is verleend: de eersten, die dat nog
niet met zijn tweeën konden. Met tokens die een beheerder uitdeelt zijn twee pseudoniemen niet zeker twee mensen;
met aanmelden (kroniek token koppel) wel.`,
		Example: `  kroniek vier-ogen --data DIR
  kroniek vier-ogen --data DIR --json`,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			m, err := openLeesmap(cmd.Context(), dir)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, m.sluit()) }()
			t := vierogen.NieuweToets()
			err = m.journaal.Scan(cmd.Context(), 0, m.journaal.Kop(), func(g *envelop.Verzegeld) error {
				if !vierogen.Volgt(g.Type) {
					return nil
				}
				r, err := m.codec.Lees(g)
				if err == nil {
					t.Neem(r)
				}
				return err
			})
			if err != nil {
				return err
			}
			eersten, err := zonderVerlening(cmd, dir)
			if err != nil {
				return err
			}
			return meldVierOgen(cmd, t.Gezien, eersten, alsJSON)
		},
	}
	datavlag(cmd, &dir)
	cmd.Flags().BoolVar(&alsJSON, "json", false, "als JSON")
	return cmd
}

// zonderVerlening returns who holds a far-reaching role now that no two persons granted.
func zonderVerlening(cmd *cobra.Command, dir string) (uit []toegang.Vermelding, err error) {
	r, err := toegang.Open(filepath.Join(dir, "toegang.db"), time.Now)
	if err != nil {
		return nil, fmt.Errorf("toegang: %w", err)
	}
	defer func() { err = errors.Join(err, r.Sluit()) }()
	lijst, err := r.Lijst(cmd.Context())
	if err != nil {
		return nil, err
	}
	for _, v := range lijst {
		if v.Verlening == "" && v.Ingetrokken.IsZero() && time.Now().Before(v.Wie.Verloopt) && rolverlening.Bevoorrecht(string(v.Wie.Rol)) {
			uit = append(uit, v)
		}
	}
	return uit, nil
}

func meldVierOgen(cmd *cobra.Command, gezien []vierogen.Handeling, eersten []toegang.Vermelding, alsJSON bool) error {
	mis := 0
	for _, h := range gezien {
		if len(h.Bezwaren) > 0 {
			mis++
		}
	}
	uit := cmd.OutOrStdout()
	if alsJSON {
		ids := []string{}
		for _, v := range eersten {
			ids = append(ids, v.Wie.TokenID)
		}
		if gezien == nil {
			gezien = []vierogen.Handeling{}
		}
		if err := json.NewEncoder(uit).Encode(map[string]any{"handelingen": gezien, "toegangZonderVerlening": ids}); err != nil {
			return err
		}
	} else if err := schrijfVierOgen(cmd, gezien, eersten); err != nil {
		return err
	}
	if mis > 0 {
		return metCode(exitVerschil, fmt.Errorf("%d van %d handelingen zijn niet door twee verschillende mensen binnen de termijn gedaan", mis, len(gezien)))
	}
	return nil
}

func schrijfVierOgen(cmd *cobra.Command, gezien []vierogen.Handeling, eersten []toegang.Vermelding) error {
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "POSITIE\tHANDELING\tVOORGELEGD DOOR\tOP\tBESLIST DOOR\tOP\tOORDEEL")
	for _, h := range gezien {
		oordeel := "klopt"
		if h.Alleen {
			oordeel = "door een mens alleen, want er waren er nog geen twee"
		}
		if len(h.Bezwaren) > 0 {
			oordeel = strings.Join(h.Bezwaren, "; ")
		}
		fmt.Fprintf(w, "%d\t%s\t%s %s\t%s\t%s %s\t%s\t%s\n", h.Positie, h.Type, h.Eerste.Rol, h.Eerste.ID, h.Eerste.Op.Format(time.RFC3339),
			h.Tweede.Rol, h.Tweede.ID, h.Tweede.Op.Format(time.RFC3339), oordeel)
	}
	for _, v := range eersten {
		fmt.Fprintf(w, "\ttoegang %s\t\t\t\t\trol %s zonder verlening (bij de oprichting)\n", v.Wie.TokenID, v.Wie.Rol)
	}
	return w.Flush()
}

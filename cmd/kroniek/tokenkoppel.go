package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

func tokenKoppel(met metRegister) *cobra.Command {
	var h houdervlaggen
	var w wievlaggen
	cmd := &cobra.Command{
		Use:   "koppel",
		Short: "Geef een rol aan wie zich elders aanmeldt: een persoon, een systeem of een organisatie",
		Long: `Geef een rol aan iemand die het kantoor niet met een eigen token kent.

Een persoon die zich aanmeldt en nog geen rol heeft, krijgt een code te zien; die code geeft u met --code.
Een systeem dat een toegangstoken van de OpenID-aanbieder heeft, noemt u met --client en --uitgever; een
organisatie met een certificaat met haar OIN met --organisatienummer.

De datamap bewaart van een persoon alleen de code.`,
		Example: `  kroniek token koppel --data DIR --rol bestuurssecretaris --code abcd-efgh-ijkl-mnop-qrst --naam secretariaat
  kroniek token koppel --data DIR --rol integrator --gemeente GM0202 --module inkoop --organisatienummer 00000001123456789000
  kroniek token koppel --data DIR --rol integrator --gemeente GM0202 --module inkoop --client arnhem --uitgever https://aanmelden.voorbeeld.nl`,
		RunE: met(func(cmd *cobra.Command, r toegangswerk) error {
			wie, duur, err := h.houder()
			if err != nil {
				return err
			}
			code, err := w.wie(cmd.Context(), r.Register)
			if err != nil {
				return err
			}
			g, duur, err := h.grond(cmd.Context(), r, wie, duur)
			if err != nil {
				return err
			}
			gekoppeld, err := r.KoppelOp(cmd.Context(), h.naam, wie, code, duur, g)
			if errors.Is(err, toegang.ErrIdentiteit) {
				return metCode(exitGebruik, errors.New("--code bestaat uit vijf groepen van vier letters en cijfers, zoals de persoon die bij het aanmelden zag"))
			}
			if err != nil {
				return h.geweigerd(err)
			}
			if err := r.meld(cmd.Context(), auditlog.Gekoppeld, gekoppeld); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), gekoppeld.TokenID)
			return nil
		}),
	}
	h.vlaggen(cmd)
	f := cmd.Flags()
	f.StringVar(&w.code, "code", "", "code die de persoon bij het aanmelden te zien kreeg")
	f.StringVar(&w.oin, "organisatienummer", "", "OIN in het certificaat van de organisatie (20 cijfers)")
	f.StringVar(&w.client, "client", "", "naam van het systeem bij de uitgever van toegangstokens")
	f.StringVar(&w.uitgever, "uitgever", "", "adres van die uitgever, zoals in --aanmelden-uitgever")
	return cmd
}

// wievlaggen say who somebody is elsewhere.
type wievlaggen struct{ code, oin, client, uitgever string }

// wie returns the code under which the register knows who the flags name.
func (w wievlaggen) wie(ctx context.Context, r *toegang.Register) (string, error) {
	gegeven := 0
	for _, v := range []string{w.code, w.oin, w.client} {
		if v != "" {
			gegeven++
		}
	}
	if gegeven != 1 || (w.client != "") != (w.uitgever != "") {
		return "", metCode(exitGebruik, errors.New("geef een van --code, --organisatienummer, of --client met --uitgever"))
	}
	if w.code != "" {
		return w.code, nil
	}
	id := toegang.VanClient(w.uitgever, w.client)
	if w.oin != "" {
		var err error
		if id, err = toegang.VanOIN(w.oin); err != nil {
			return "", metCode(exitGebruik, errors.New("--organisatienummer is geen OIN (20 cijfers)"))
		}
	}
	code, err := r.Code(ctx, id)
	if err != nil {
		return "", fmt.Errorf("koppel: %w", err)
	}
	return code, nil
}

package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func rebuildOpdracht() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "rebuild",
		Short: "Bouw de leesmodellen opnieuw op uit het journaal",
		Long: `Bouwt alle leesmodellen, of de genoemde, opnieuw op naast de oude en wisselt ze daarna om.
Het kantoor mag niet draaien; een draaiend kantoor bouwt zelf wat ontbreekt of beschadigd is.`,
		Example: `  kroniek rebuild --data DIR
  kroniek rebuild --data DIR zienswijzen besluitenlijst`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, namen []string) (err error) {
			i, err := leesInstellingen(dir)
			if err != nil {
				return metCode(exitGebruik, fmt.Errorf("%s is geen datamap van Kroniek: %w", dir, err))
			}
			m := &leesmap{dir: dir}
			if m.codec, err = nieuweCodec(i); err != nil {
				return err
			}
			// The writing lock keeps a server from serving what is being replaced.
			if m.journaal, err = journaal.Open(cmd.Context(), dir, journaal.Opties{Codec: m.codec}); err != nil {
				return metCode(exitGeweigerd, err)
			}
			defer func() { err = errors.Join(err, m.sluit()) }()
			begin := time.Now()
			v := nieuweVoortgang("leesmodellen opbouwen")
			l, err := leesmodellen.Open(cmd.Context(), modellenmap(dir), projectoren(), leesmodellen.Opties{
				Bron: m.journaal, Decodeer: m.codec.Lees, Wortel: wortelVan(m.journaal),
			})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, l.Sluit()) }()
			err = l.Herbouw(cmd.Context(), v.Meld, namen...)
			v.Klaar()
			if errors.Is(err, leesmodellen.ErrOnbekend) {
				return metCode(exitGebruik, fmt.Errorf("zo'n leesmodel is er niet; kies uit %s", strings.Join(l.Namen(), ", ")))
			}
			if err != nil {
				return fmt.Errorf("opbouwen: %w", err)
			}
			return meldOpbouw(cmd, l, m.journaal.Kop(), time.Since(begin))
		},
	}
	datavlag(cmd, &dir)
	return cmd
}

func meldOpbouw(cmd *cobra.Command, l *leesmodellen.Leesmodellen, kop es.Position, duur time.Duration) error {
	for _, naam := range l.Namen() {
		s, err := l.Stand(naam)
		if err != nil {
			return err
		}
		if s.Gestopt != "" {
			return fmt.Errorf("leesmodel %s stopt bij gebeurtenis %d (%s); dit programma kan die niet verwerken", naam, s.Vanaf, s.Gestopt)
		}
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "%d leesmodellen staan op positie %d (%s)\n", len(l.Namen()), kop, duur.Round(time.Millisecond))
	return err
}

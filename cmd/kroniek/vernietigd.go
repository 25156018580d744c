package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// vernietigdbestand is where the list of what was destroyed is when --vernietigd is
// not given. No backup takes it along: it must know more than the backup.
const vernietigdbestand = "vernietigd.lijst"

// lijstritme is how often the list is written anew while nothing is destroyed: it
// says up to which position it goes.
const lijstritme = time.Hour

func vernietigdOpdracht() *cobra.Command {
	var dir, naar string
	cmd := &cobra.Command{
		Use:   "vernietigd",
		Short: "Schrijf de ondertekende lijst van wat is vernietigd en afgeschermd",
		Long: `Schrijft de lijst waarmee kroniek restore een oude reservekopie opnieuw laat vergeten wat na die kopie is
vernietigd of afgeschermd. Zij noemt willekeurige kenmerken van dossiers en sleutels, het besluit, en het nieuwste checkpoint;
geen persoonsgegevens. Zij is ondertekend met de sleutel van het zegel.

Een draaiend kantoor houdt haar zelf bij (kroniek serve --vernietigd). Bewaar haar op een andere plek dan de
datamap en de reservekopieën. Werkt ook terwijl het kantoor draait.`,
		Example: `  kroniek vernietigd --data DIR --naar /elders/vernietigd.lijst`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, n, err := maakVernietigdenlijst(cmd.Context(), dir)
			if err != nil {
				return err
			}
			if naar == "" {
				_, err = cmd.OutOrStdout().Write(b)
				return err
			}
			if err := schrijfBestand(naar, b, 0o600); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d besluiten staan in %s\n", n, naar)
			return err
		},
	}
	datavlag(cmd, &dir)
	cmd.Flags().StringVar(&naar, "naar", "", "bestand voor de lijst (standaard standaarduitvoer)")
	return cmd
}

// maakVernietigdenlijst makes the list of a folder, also while an office runs on it.
func maakVernietigdenlijst(ctx context.Context, dir string) (b []byte, n int, err error) {
	m, err := openLeesmap(ctx, dir)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	t, err := zegel.LeesTekenaar(dir)
	if err != nil {
		return nil, 0, fmt.Errorf("zegel: %w", err)
	}
	v := archiefwerk.Vernietigdenlijst{Oorsprong: t.Oorsprong, Positie: m.journaal.Kop(), Op: time.Now(), Checkpoint: t.Checkpoint}
	if v.Regels, err = archiefwerk.LeesLijst(ctx, m.journaal); err != nil {
		return nil, 0, err
	}
	b, err = v.Teken(t.Onderteken)
	return b, len(v.Regels), err
}

func (k *kantoor) vernietigdpad() string {
	if k.o.vernietigd != "" {
		return k.o.vernietigd
	}
	return filepath.Join(k.o.dir, vernietigdbestand)
}

// schrijfVernietigd replaces the list by what is decided now.
func (k *kantoor) schrijfVernietigd(_ context.Context, regels []archiefwerk.Lijstregel) error {
	checkpoint, err := k.zegel.Checkpoint()
	if err != nil && !errors.Is(err, zegel.ErrNogNietVerzegeld) {
		return err
	}
	b, err := archiefwerk.Vernietigdenlijst{
		Oorsprong: k.zegel.Oorsprong(), Positie: k.journaal.Kop(), Op: k.o.nu(), Checkpoint: checkpoint, Regels: regels,
	}.Teken(k.zegel.Onderteken)
	if err != nil {
		return err
	}
	return schrijfBestand(k.vernietigdpad(), b, 0o600)
}

// keurVernietigd refuses a folder that knows less than the list that lies there: an
// older copy was put back without it. Writing the list anew would lose what it says.
func (k *kantoor) keurVernietigd(ctx context.Context) error {
	b, err := os.ReadFile(k.vernietigdpad())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("lijst van vernietigde dossiers: %w", err)
	}
	l, err := archiefwerk.LeesVernietigdenlijst(b, vkeys(k.zegel.Stand())...)
	if err != nil {
		return metCode(exitGeweigerd, fmt.Errorf("%s: %w; is het de lijst van een ander kantoor, geef dan met --vernietigd een ander bestand, en anders: zet het terug zoals het was", k.vernietigdpad(), err))
	}
	eigen, err := k.archief.Lijst(ctx)
	if err != nil {
		return err
	}
	// A list of an earlier origin may go on where this history does not: the origin was
	// changed because of it, and what the list names was repeated.
	kop := k.journaal.Kop()
	if l.Oorsprong == k.zegel.Oorsprong() && l.Positie > kop || !bekend(l.Regels, eigen) {
		return metCode(exitGeweigerd, fmt.Errorf("%s gaat tot positie %d en noemt %d besluiten, maar deze map eindigt bij positie %d en kent er %d: hier ligt een oudere kopie. "+
			"Zet haar terug met kroniek restore --vernietigd, dan wordt opnieuw vernietigd wat vernietigd was", k.vernietigdpad(), l.Positie, len(l.Regels), kop, len(eigen)))
	}
	return nil
}

// bekend reports whether every decision of the list is one of eigen.
func bekend(lijst, eigen []archiefwerk.Lijstregel) bool {
	er := map[es.Stream]bool{}
	for _, r := range eigen {
		er[r.Stroom] = true
	}
	for _, r := range lijst {
		if !er[r.Stroom] {
			return false
		}
	}
	return true
}

// vkeys returns the keys that the seal of a folder signs and signed with.
func vkeys(s zegel.Stand) []string {
	uit := []string{s.Vkey}
	for _, e := range s.Eerdere {
		uit = append(uit, e.Vkey)
	}
	return uit
}

// houdVernietigdBij writes the list anew now and then, until ctx ends.
func (k *kantoor) houdVernietigdBij(ctx context.Context) error {
	return elke(ctx, lijstritme, func() error {
		if err := k.archief.HoudBij(ctx); err != nil && ctx.Err() == nil {
			k.o.log.Error("lijst van vernietigde dossiers niet bijgewerkt", "fout", err.Error())
		}
		return nil
	})
}

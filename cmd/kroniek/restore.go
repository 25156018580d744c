package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
)

// reservebestanden are what a backup holds, beside the seal. All are required.
var reservebestanden = []string{"journaal.db", "sleutels.db", "toegang.db", "instellingen.json", "zegel.db", "zegel.key"}

func restoreOpdracht() *cobra.Command {
	var o terugzetopties
	cmd := &cobra.Command{
		Use:   "restore",
		Short: "Zet een reservekopie terug in een nieuwe map",
		Long: `Zet een reservekopie terug. Een kopie weet niet wat na haar is besloten: wat sindsdien is vernietigd of
afgeschermd zou terugkomen, en wat al verzegeld was zou ontbreken. Geef daarom mee wat u van buiten de kopie hebt:

  --vernietigd   de ondertekende lijst die het kantoor bijhoudt (serve --vernietigd, of kroniek vernietigd). Wat erop
                 staat wordt hier opnieuw vernietigd, voordat de map er staat. Vraagt ook de inpaksleutel.
  --checkpoint   het nieuwste checkpoint dat u kunt vinden: bij wie het bewaarde (GET /checkpoint), of in de oude map.

Is een van beide nieuwer dan de kopie, dan ontbreken besluiten die al verzegeld waren. Onder de oude naam wordt dan
niet verder ondertekend: twee geschiedenissen onder een naam mogen nooit ontstaan. Zoek een nieuwere kopie, of ga met
--nieuwe-oorsprong verder onder een nieuwe naam en sleutel.

Een checkpoint dat nieuwer is dan de kopie zegt niet wat er sindsdien is vernietigd, en een lijst die ouder is dan de kopie
ook niet. Ook dan wordt geweigerd, tenzij u --vernietigde-dossiers-kunnen-terugkomen geeft.

Terugzetten vraagt twee mensen: over HTTP bekrachtigd voordat de kopie werd gemaakt, of met --eerste en --tweede twee tokens
die de kopie kent. Zolang er geen twee zijn die dat kunnen, kan het alleen. Het staat als gebeurtenis in de teruggezette map, en in
het auditlog. Een knooppunt van een EventStoreDB-cluster (--knooppunt) heeft zijn geschiedenis op het cluster, en vraagt niets van dit alles.`,
		Example: `  kroniek restore --van /veilig/kroniek-2026-11-24 --naar DIR --kek /kluis/kek --vernietigd /elders/vernietigd.lijst --eerste token-a --tweede token-b
  kroniek restore --van KOPIE --naar DIR --kek KEK --vernietigd LIJST --checkpoint laatste-checkpoint.txt --nieuwe-oorsprong kroniek.voorbeeld.nl/zegel-2`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.keur(); err != nil {
				return err
			}
			u, err := o.zetTerug(cmd.Context())
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "teruggezet tot en met positie %d; reken na met kroniek verify --data %s\n", u.positie, o.naar)
			if o.lijst != "" {
				fmt.Fprintf(cmd.OutOrStdout(), "vergeleken met de lijst tot positie %d van %s: %d besluiten herhaald\n", u.lijst.Positie, u.lijst.Op.Format(time.RFC3339), u.herhaald)
			}
			if u.vkey != "" {
				fmt.Fprintf(cmd.OutOrStdout(), "het zegel gaat verder met sleutel %s; laat dit weten aan wie checkpoints bewaart\n", u.vkey)
			}
			if o.kek == "" && o.programma == "" {
				fmt.Fprintln(cmd.ErrOrStderr(), "LET OP: zonder inpaksleutel; geef haar bij kroniek serve met --kek")
			}
			return nil
		},
	}
	o.vlaggen(cmd)
	return cmd
}

// terugzetopties says what is put back, and what it is compared with.
type terugzetopties struct {
	van, naar, kek, programma       string
	checkpoint, lijst, lijstsleutel string
	oorsprong                       string
	zonder, knooppunt               bool
	tweetal                         tweetal
}

// vlagZonder names what it brings about.
const vlagZonder = "vernietigde-dossiers-kunnen-terugkomen"

func (o *terugzetopties) vlaggen(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.van, "van", "", "map met de reservekopie (verplicht)")
	f.StringVar(&o.naar, "naar", "", "nieuwe datamap (verplicht)")
	f.StringVar(&o.lijst, "vernietigd", "", "bestand met de ondertekende lijst van wat is vernietigd en afgeschermd")
	f.StringVar(&o.lijstsleutel, "vernietigd-sleutel", "", "openbare sleutel van die lijst, als het zegel sinds de kopie van sleutel is gewisseld")
	f.StringVar(&o.checkpoint, "checkpoint", "", "bestand met het nieuwste checkpoint dat u kunt vinden")
	f.StringVar(&o.oorsprong, "nieuwe-oorsprong", "", "naam waaronder het zegel verder gaat als de kopie ouder is dan wat al was verzegeld")
	f.BoolVar(&o.zonder, vlagZonder, false, "zet terug zonder lijst, of met een die ouder is dan de kopie; komt in de geschiedenis en in het auditlog")
	f.BoolVar(&o.knooppunt, "knooppunt", false, "voor een knooppunt van een EventStoreDB-cluster: de geschiedenis zelf ligt daar")
	f.StringVar(&o.kek, "kek", "", "bestand met de inpaksleutel; wordt DIR/kek in de nieuwe map")
	f.StringVar(&o.programma, "kek-programma", "", "programma dat de inpaksleutel geeft, als serve dat ook zo doet")
	o.tweetal.vlaggen(cmd)
}

// keur refuses what cannot be, before anything is copied.
func (o *terugzetopties) keur() error {
	if o.van == "" || o.naar == "" {
		return metCode(exitGebruik, errors.New("geef met --van de reservekopie en met --naar de nieuwe datamap"))
	}
	i, err := leesInstellingen(o.van)
	if err != nil {
		return metCode(exitGebruik, fmt.Errorf("%s is geen reservekopie van Kroniek: %w", o.van, err))
	}
	if err := errors.Join(keurTeruggezet(o.van), keurBijgewerkt(o.van)); err != nil {
		return err
	}
	o.knooppunt = o.knooppunt || i.Cluster
	switch {
	case o.knooppunt && (o.lijst != "" || o.oorsprong != "" || o.zonder || o.tweetal != (tweetal{})):
		return metCode(exitGebruik, errors.New("de geschiedenis van een knooppunt ligt op het cluster; geef alleen --van, --naar, --kek en --checkpoint"))
	case o.knooppunt:
		return nil
	case o.lijst == "" && o.checkpoint == "" && !o.zonder:
		return metCode(exitGeweigerd, fmt.Errorf("een reservekopie weet niet wat na haar is vernietigd. Geef met --vernietigd de lijst die het kantoor bijhield (DIR/%s, of waar serve --vernietigd haar schreef), "+
			"of met --checkpoint het nieuwste checkpoint. Hebt u geen van beide, dan kan het alleen met --%s", vernietigdbestand, vlagZonder))
	case o.lijst != "" && o.kek == "" && o.programma == "" && os.Getenv("CREDENTIALS_DIRECTORY") == "":
		return metCode(exitGebruik, errors.New("opnieuw vernietigen vraagt de inpaksleutel; geef haar met --kek of --kek-programma"))
	}
	return nil
}

// keurBijgewerkt refuses a folder of which a database has a log beside it: it was
// copied by hand from an office that ran, and what is in the log would be left behind.
func keurBijgewerkt(dir string) error {
	for _, naam := range append([]string{verwerkingslog.Bestand}, reservebestanden...) {
		for _, log := range []string{"-wal", "-journal"} {
			info, err := os.Stat(filepath.Join(dir, naam+log))
			switch {
			case errors.Is(err, os.ErrNotExist):
			case err != nil:
				return err
			case info.Size() > 0:
				return metCode(exitGebruik, fmt.Errorf("%s is geen reservekopie maar een datamap (%s is niet leeg): wat daarin staat zou ontbreken. "+
					"Maak er eerst een reservekopie van: kroniek backup --data %s --naar NIEUWE-MAP --kek INPAKSLEUTEL", dir, naam+log, dir))
			}
		}
	}
	return nil
}

// kopieer copies the files of the backup into the new folder dir.
func (o *terugzetopties) kopieer(ctx context.Context, dir string) error {
	for _, naam := range reservebestanden {
		if err := kopieerBestand(filepath.Join(o.van, naam), filepath.Join(dir, naam)); err != nil {
			return fmt.Errorf("reservekopie is niet volledig: %w", err)
		}
	}
	if err := herschrijfJournaal(ctx, dir); err != nil {
		return err
	}
	if err := kopieerEerdereSleutels(o.van, dir); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(o.van, verwerkingslog.Bestand)); err == nil { // a backup of before there was one has none
		if err := kopieerBestand(filepath.Join(o.van, verwerkingslog.Bestand), filepath.Join(dir, verwerkingslog.Bestand)); err != nil {
			return err
		}
	}
	if err := kopieerStanden(o.van, dir); err != nil {
		return err
	}
	if err := auditlog.Kopieer(filepath.Join(o.van, auditlog.Map), filepath.Join(dir, auditlog.Map)); err != nil {
		return err
	}
	if o.kek == "" {
		return nil
	}
	if err := kopieerBestand(o.kek, filepath.Join(dir, "kek")); err != nil {
		return fmt.Errorf("inpaksleutel: %w", err)
	}
	return nil
}

// herschrijfJournaal cleans the pages of the copied journal, so that what is
// destroyed in it later is gone from every byte of the file.
func herschrijfJournaal(ctx context.Context, dir string) error {
	pad := filepath.Join(dir, "journaal.db")
	ruw := pad + ".ruw"
	if err := os.Rename(pad, ruw); err != nil {
		return err
	}
	if err := journaal.Herschrijf(ctx, ruw, pad); err != nil {
		return err
	}
	for _, weg := range []string{ruw + "-wal", ruw + "-shm"} { // SQLite leaves none behind; it may not be on its way out
		if err := os.Remove(weg); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return os.Remove(ruw)
}

// kopieerEerdereSleutels copies the signing keys of earlier origins, and one that
// is about to be taken into use: without them the seal of then cannot be shown.
func kopieerEerdereSleutels(van, naar string) error {
	bij, err := filepath.Glob(filepath.Join(van, "zegel.key?*"))
	if err != nil {
		return fmt.Errorf("reservekopie: %w", err)
	}
	for _, pad := range bij {
		if err := kopieerBestand(pad, filepath.Join(naar, filepath.Base(pad))); err != nil {
			return fmt.Errorf("reservekopie: %w", err)
		}
	}
	return nil
}

func kopieerBestand(van, naar string) (err error) {
	in, err := os.Open(van)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	uit, err := os.OpenFile(naar, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(uit, in)
	return errors.Join(err, uit.Sync(), uit.Close())
}

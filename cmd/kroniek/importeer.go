package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/duo"
	"github.com/mgr-sdcg/kroniek/adapters/verbinding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const importUitleg = `Geeft de opdrachten in een bestand aan het kantoor dat op de datamap draait, en beantwoordt elke regel. Wat wordt
ingelezen gaat door dezelfde keuring, toegang en regels als wat een voor een binnenkomt.

NDJSON: elke regel een object. Alleen opdracht (de operationId uit /v1/openapi.json) en body zijn verplicht:
  {"opdracht":"beeindigDeelname","pad":{"gemeente":"GM0202","module":"inkoop"},"sleutel":"…","als":"…","body":{…}}

CSV: een kop met de kolommen opdracht, sleutel, als, pad.<parameter> en de velden van de body (genest met een punt, zoals
opdracht.gesimuleerd). Een regel die begint met het woord opdracht is een nieuwe kop. Scheidingsteken ; of ,. Een lege
cel is een afwezig veld; lijsten met | ertussen; ja of nee; een object als JSON. Zonder kolom opdracht: --opdracht.

Als: een naam voor wat de regel opent. Latere regels noemen het als @naam, in pad of op de plaats van een UUID in body.

Uitslag (NDJSON, een regel per regel, op volgorde): regel, status, positie, stroom, code, reden en velden (veld, code,
reden). Nooit een waarde uit het bestand. Status: aanvaard, herhaald (al eerder vastgelegd of al zo), geweigerd (door een
regel of toegang), ongeldig, mislukt (onbekend of het is vastgelegd). Onder letOp staat wat geen fout is en u wel wilt weten.

Nog eens mag altijd: zonder sleutel volgt de Idempotency-Key uit de inhoud van de regel. Twee gelijke regels zijn dus een
opdracht; geef een sleutel als het er twee moeten zijn. Na een onderbreking geeft u hetzelfde bestand opnieuw. Regels
over een bron (de eerste parameter van het pad) gaan op volgorde; andere gaan ernaast.

DUO (--soort duo-a04): de maandlevering VSV en verzuim, 39 kolommen met ; ertussen. Elke rij wordt een opdracht
ontvangVerzuimmelding of wordt niet overgenomen, met alle redenen per kolom. Met --proef is er geen kantoor nodig. De
levering noemt geen dagen: aangehouden worden de eerste en de laatste dag van de maand, en dat staat in de motivering.

Gepubliceerde cijfers (--soort kengetallen): CSV met de kolommen id,module,gemeente,metric,value,unit,period,source_url,
status. Alleen een rij met status gezien wordt een opdracht neemKengetalOver, letterlijk en met de bron; elke andere rij
wordt geweigerd met de reden. Een gebied dat geen gemeente van het CBS is staat onder letOp: het cijfer heeft dan geen
gemeentecode. Met --proef is er geen kantoor nodig.

Uitgangscode 0 als elke regel is aanvaard of herhaald, 3 als er een is geweigerd of ongeldig, 1 als er een is mislukt.

Met --gebeurtenissen wordt een bestand van kroniek export in een nieuwe datamap gelezen, op dezelfde posities en met
dezelfde wortel. Een gat, een gewijzigde byte, een andere volgorde of een afgebroken bestand wordt geweigerd (code 3), en
dan blijft er geen map staan. Persoonsdelen zitten niet in een export; de nieuwe map zegt dat, en kroniek verify ook.`

// An importopties is what the command line asks of import.
type importopties struct {
	dir, bestand, soort, opdracht, uitslag, token, gebeurtenissen, wortel string
	vanafRegel                                                            int64
	lijnen                                                                int
	proef, gesimuleerd                                                    bool
	rmc                                                                   []string
}

func importOpdracht() *cobra.Command {
	var o importopties
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Lees opdrachten uit een bestand, of een geschiedenis in een nieuwe map",
		Long:  importUitleg,
		Example: `  kroniek import --data DIR --bestand opdrachten.ndjson --token-bestand token --uitslag uitslag.ndjson
  KRONIEK_TOKEN=… kroniek import --data DIR --bestand deelnames.csv --opdracht startDeelname --proef
  kroniek import --bestand levering.csv --soort duo-a04 --proef
  kroniek import --data DIR --bestand cijfers.csv --soort kengetallen --token-bestand token
  kroniek import --data NIEUW --gebeurtenissen geschiedenis.ndjson`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case (o.bestand == "") == (o.gebeurtenissen == ""):
				return metCode(exitGebruik, errors.New("geef --bestand met opdrachten, of --gebeurtenissen met een export"))
			case o.gebeurtenissen != "":
				return o.geschiedenis(cmd)
			default:
				return o.opdrachten(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
			}
		},
	}
	datavlag(cmd, &o.dir)
	f := cmd.Flags()
	f.StringVar(&o.bestand, "bestand", "", "bestand met opdrachten; - is standaardinvoer")
	f.StringVar(&o.soort, "soort", "", "ndjson, csv, duo-a04 of kengetallen (standaard naar de extensie van het bestand)")
	f.StringSliceVar(&o.rmc, "rmc-regio", duo.RMCRegios(), "bij duo-a04: nummers van RMC-regio's die hier horen")
	f.BoolVar(&o.gesimuleerd, "gesimuleerd", false, "bij duo-a04 en kengetallen: de personen of cijfers zijn verzonnen")
	f.StringVar(&o.opdracht, "opdracht", "", "opdracht van rijen in een CSV zonder kolom opdracht")
	f.StringVar(&o.token, "token-bestand", "", "bestand met het token (standaard de omgevingsvariabele KRONIEK_TOKEN)")
	f.StringVar(&o.uitslag, "uitslag", "", "bestand voor de uitslag (standaard standaarduitvoer)")
	f.Int64Var(&o.vanafRegel, "vanaf-regel", 0, "sla eerdere regels over, zonder uitslag")
	f.IntVar(&o.lijnen, "verbindingen", 128, "aantal verbindingen met het kantoor")
	f.BoolVar(&o.proef, "proef", false, "keur en beslis alles, en leg niets vast")
	f.StringVar(&o.gebeurtenissen, "gebeurtenissen", "", "bestand van kroniek export, voor een nieuwe datamap")
	f.StringVar(&o.wortel, "wortel", "", "bij --gebeurtenissen: wortel die het moet zijn (derde regel van een checkpoint)")
	return cmd
}

func (o importopties) geschiedenis(cmd *cobra.Command) error {
	slot, err := leesIn(cmd.Context(), o.gebeurtenissen, o.dir, o.wortel)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d gebeurtenissen ingelezen in %s, zonder persoonsdelen; wortel %s\n",
		slot.Omvang, o.dir, base64.StdEncoding.EncodeToString(slot.Wortel[:]))
	return err
}

// opdrachten gives the commands in the file to the running kantoor.
func (o importopties) opdrachten(ctx context.Context, uit, fout io.Writer) (err error) {
	var im *invoer.Importeur
	if !o.zonderKantoor() {
		if im, err = o.importeur(ctx); err != nil {
			return err
		}
	}
	in, omvang, err := o.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	lezer, err := o.lezer(in, im)
	if err != nil {
		return metCode(exitGebruik, err)
	}
	if o.uitslag != "" {
		f, err := os.OpenFile(o.uitslag, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return metCode(exitGebruik, fmt.Errorf("maak uitslag: %w", err))
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		uit = f
	}
	return o.draai(ctx, im, lezer, omvang, uit, fout)
}

// draai reads the file, writes the answers, and ends with how many there were.
func (o importopties) draai(ctx context.Context, im *invoer.Importeur, lezer invoer.Lezer, omvang int64, uit, fout io.Writer) error {
	w := bufio.NewWriterSize(uit, 64<<10)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	v := nieuweVoortgang("opdrachten lezen (kilobytes)")
	begin := time.Now()
	draai := keur
	if im != nil {
		draai = im.Draai
	}
	letOp := 0
	t, err := draai(ctx, lezer, func(u invoer.Uitslag) error {
		if len(u.LetOp) > 0 {
			letOp++
		}
		v.Meld(min(lezer.Gelezen(), omvang-1)/1024, omvang/1024)
		return enc.Encode(u)
	})
	v.Klaar()
	duur := time.Since(begin)
	err = errors.Join(err, w.Flush())
	wat := "aanvaard"
	if o.proef {
		wat = "aanvaard (proef: niets vastgelegd)"
	}
	fmt.Fprintf(fout, "%d regels: %d %s, %d herhaald, %d geweigerd, %d ongeldig, %d mislukt; %s, %.0f regels per seconde\n",
		t.Regels, t.Aanvaard, wat, t.Herhaald, t.Geweigerd, t.Ongeldig, t.Mislukt, duur.Round(time.Millisecond), float64(t.Regels)/duur.Seconds())
	if letOp > 0 {
		fmt.Fprintf(fout, "bij %s staat in de uitslag iets onder letOp\n", recht.Telwoord(letOp, "regel", "regels"))
	}
	switch {
	case err != nil:
		return err
	case t.Mislukt > 0:
		return fmt.Errorf("van %d regels is onbekend of ze zijn vastgelegd; geef het bestand opnieuw", t.Mislukt)
	case !t.Goed():
		return metCode(exitVerschil, fmt.Errorf("niet elke regel is aanvaard (%d van %d niet); de redenen staan in de uitslag", t.Geweigerd+t.Ongeldig, t.Regels))
	}
	return nil
}

func (o importopties) importeur(ctx context.Context) (*invoer.Importeur, error) {
	adres, err := os.ReadFile(filepath.Join(o.dir, "adres"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, metCode(exitGebruik, fmt.Errorf("op %s draait geen kantoor; start het met kroniek serve --data %s", o.dir, o.dir))
	}
	if err != nil {
		return nil, fmt.Errorf("lees adres: %w", err)
	}
	token, err := leesToken(o.token)
	if err != nil {
		return nil, err
	}
	if o.lijnen < 1 || o.lijnen > 256 {
		return nil, metCode(exitGebruik, errors.New("--verbindingen ligt tussen 1 en 256"))
	}
	vertrouw, err := verbinding.VanMap(o.dir)
	if err != nil {
		return nil, fmt.Errorf("lees certificaat van het kantoor: %w", err)
	}
	im, err := invoer.Nieuw(ctx, invoer.Opties{
		TLS: vertrouw, Adres: strings.TrimSpace(string(adres)), Token: token, Lijnen: o.lijnen, Proef: o.proef, VanafRegel: o.vanafRegel,
	})
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	return im, nil
}

// open returns the file and its size; standard input has none.
func (o importopties) open() (io.ReadCloser, int64, error) {
	if o.bestand == "-" {
		return io.NopCloser(os.Stdin), 0, nil
	}
	f, err := os.Open(o.bestand)
	if err != nil {
		return nil, 0, metCode(exitGebruik, fmt.Errorf("lees bestand: %w", err))
	}
	st, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, st.Size(), nil
}

func (o importopties) lezer(in io.Reader, im *invoer.Importeur) (invoer.Lezer, error) {
	soort := o.soort
	switch soort {
	case soortDUO:
		return o.duo(in, im)
	case soortCijfers:
		return o.kengetallen(in, im)
	}
	b := im.Beschrijving()
	if soort == "" {
		soort = strings.TrimPrefix(strings.ToLower(filepath.Ext(o.bestand)), ".")
	}
	switch soort {
	case "ndjson", "jsonl":
		return invoer.NieuweNDJSON(in), nil
	case "csv":
		if o.opdracht != "" && !b.Kent(o.opdracht) {
			return nil, errors.New("--opdracht noemt geen opdracht van dit kantoor; zie /v1/openapi.json")
		}
		return invoer.NieuweCSV(in, b, o.opdracht)
	default:
		return nil, errors.New("geef met --soort of het bestand ndjson, csv, duo-a04 of kengetallen is")
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/verbinding"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/controle"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func verifyOpdracht() *cobra.Command {
	var v verifier
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Reken na dat er niets is gewijzigd, ingevoegd of weggelaten",
		Long: `Rekent een datamap na, een server van buitenaf, of het bewijs van een gebeurtenis.

Een map: elke gebeurtenis, elk persoonsdeel, elke knoop van de boom, elke opdracht en elk checkpoint, met een
tweede implementatie die niets deelt met wat geschreven heeft; en auditlog en verwerkingslog tegen hun ankers. Een server: checkpoint, tegels en bladen, met
niets dan wat openbaar is; met --onthoud wordt bij een volgend bezoek ook gezien of de geschiedenis
ondertussen is herschreven. Een bewijs: zonder server, met alleen het bestand en de gebeurtenis.

Geef met --vkey de sleutel die u van elders kent (GET /v1/zegel bij een eerder bezoek, of op papier). Zonder die
sleutel blijkt alleen dat alles onderling klopt, niet wie het ondertekende. Het eerste verschil staat vooraan;
bij een verschil is de uitgangscode 3.`,
		Example: `  kroniek verify --data DIR
  kroniek verify --data DIR --checkpoint eerder.txt --json
  kroniek verify --server http://127.0.0.1:8080 --vkey "$(cat vkey)" --onthoud laatst-gezien.txt
  kroniek verify --bewijs besluit.tlog-proof --gebeurtenis besluit.json --vkey "$(cat vkey)"`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			v.uit = cmd.OutOrStdout()
			if err := v.keur(cmd); err != nil {
				return metCode(exitGebruik, err)
			}
			switch {
			case v.bewijs != "":
				return v.naBewijs()
			case v.server != "":
				return v.naServer(cmd.Context())
			default:
				return v.naMap(cmd.Context())
			}
		},
	}
	datavlag(cmd, &v.dir)
	f := cmd.Flags()
	f.StringVar(&v.server, "server", "", "adres van een server, zoals http://127.0.0.1:8080")
	f.StringVar(&v.partijen, "certificaten", "", "PEM-bestand met wie het certificaat van de server mag hebben uitgegeven (standaard wie deze machine vertrouwt)")
	f.StringVar(&v.vkey, "vkey", "", "sleutel waarmee de checkpoints ondertekend horen te zijn")
	f.StringSliceVar(&v.checkpoints, "checkpoint", nil, "bestand met een eerder checkpoint dat nog moet kloppen; mag vaker")
	f.StringVar(&v.onthoud, "onthoud", "", "bestand waarin het laatst geziene checkpoint van een server blijft staan")
	f.StringVar(&v.bewijs, "bewijs", "", "bestand met een tlog-proof")
	f.StringVar(&v.gebeurtenis, "gebeurtenis", "", "bestand met de gebeurtenis zoals de server haar gaf")
	f.BoolVar(&v.json, "json", false, "als JSON")
	return cmd
}

type verifier struct {
	uit                                                       io.Writer
	dir, server, vkey, onthoud, bewijs, gebeurtenis, partijen string
	checkpoints                                               []string
	json                                                      bool
}

// keur refuses flags that do not go together: one that is ignored would let the
// user believe that something was checked.
func (v verifier) keur(cmd *cobra.Command) error {
	soort, mag := "--data", []string{"data", "vkey", "checkpoint", "json"}
	switch {
	case v.bewijs != "":
		soort, mag = "--bewijs", []string{"bewijs", "gebeurtenis", "vkey", "json"}
	case v.server != "":
		soort, mag = "--server", []string{"server", "certificaten", "vkey", "checkpoint", "onthoud", "json"}
	}
	var fout error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if !slices.Contains(mag, f.Name) {
			fout = fmt.Errorf("--%s gaat niet samen met %s", f.Name, soort)
		}
	})
	if fout != nil {
		return fout
	}
	if v.server != "" && len(v.checkpoints) > 0 && (len(v.checkpoints) > 1 || v.onthoud != "") {
		return errors.New("geef bij --server een --checkpoint of --onthoud, en niet meer dan een")
	}
	if v.vkey != "" {
		if _, err := note.NewVerifier(v.vkey); err != nil {
			return errors.New("--vkey is geen sleutel van de vorm naam+kenmerk+sleutel; u vindt hem bij GET /v1/zegel")
		}
	}
	return nil
}

func (v verifier) naMap(ctx context.Context) error {
	i, err := leesInstellingen(v.dir)
	if err != nil {
		return metCode(exitGebruik, fmt.Errorf("%s is geen datamap van Kroniek; geef de goede map met --data", v.dir))
	}
	// Only a decision replaces a public part, and only that of what it names; and a
	// personal part goes with the public part or is lost.
	o := controle.MapOpties{
		Vkey: v.vkey, PersoonsdelenVolledig: true, Vervangers: archiefwerk.Besluiten(), Beslist: archiefwerk.Beslist,
		ZonderPersoonsdelenTot: v.ingelezen(i),
	}
	for _, pad := range v.checkpoints {
		b, err := os.ReadFile(pad)
		if err != nil {
			return metCode(exitGebruik, fmt.Errorf("lees checkpoint: %w", err))
		}
		o.Bekend = append(o.Bekend, b)
	}
	p := nieuweVoortgang("narekenen")
	o.Voortgang = p.Meld
	u, err := controle.Map(ctx, v.dir, o)
	p.Klaar()
	if err != nil {
		return fmt.Errorf("narekenen: %w", err)
	}
	if u, err = v.metLogs(ctx, u); err != nil {
		return err
	}
	return v.meld(u)
}

func (v verifier) naServer(ctx context.Context) error {
	vertrouw, err := verbinding.Client(v.partijen)
	if err != nil {
		return metCode(exitGebruik, err)
	}
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{TLSClientConfig: vertrouw}}
	if v.vkey == "" {
		vkey, err := vraagVkey(ctx, client, v.server)
		if err != nil {
			return err
		}
		v.vkey = vkey
		if !v.json {
			fmt.Fprintf(v.uit, "LET OP: de sleutel is die van de server zelf; geef een volgende keer --vkey %q\n", vkey)
		}
	}
	if len(v.checkpoints) > 0 { // what was seen elsewhere counts as the last visit
		klad, err := os.MkdirTemp("", "kroniek-verify-*")
		if err != nil {
			return fmt.Errorf("maak kladmap: %w", err)
		}
		defer os.RemoveAll(klad)
		v.onthoud = filepath.Join(klad, "gezien")
		if err := kopieerBestand(v.checkpoints[0], v.onthoud); err != nil {
			return metCode(exitGebruik, fmt.Errorf("lees checkpoint: %w", err))
		}
	}
	p := nieuweVoortgang("narekenen")
	u, err := controle.Server(ctx, v.server, v.vkey, controle.ServerOpties{Toestand: v.onthoud, Client: client, Voortgang: p.Meld})
	p.Klaar()
	if err != nil {
		return err
	}
	return v.meld(u)
}

// vraagVkey asks a server for its verifier key.
func vraagVkey(ctx context.Context, client *http.Client, server string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(server, "/")+"/v1/zegel", nil)
	if err != nil {
		return "", metCode(exitGebruik, fmt.Errorf("--server %s is geen adres: %w", server, err))
	}
	a, err := client.Do(req)
	if err != nil {
		return "", fmt.Errorf("vraag zegel van %s: %w", server, err)
	}
	defer a.Body.Close()
	var z struct {
		Vkey string `json:"vkey"`
	}
	if err := json.NewDecoder(io.LimitReader(a.Body, 1<<20)).Decode(&z); err != nil || a.StatusCode != http.StatusOK || z.Vkey == "" {
		return "", fmt.Errorf("%s geeft geen zegel (antwoord %s)", server, a.Status)
	}
	return z.Vkey, nil
}

func (v verifier) naBewijs() error {
	if v.gebeurtenis == "" || v.vkey == "" {
		return metCode(exitGebruik, errors.New("een bewijs vraagt ook --gebeurtenis en --vkey"))
	}
	bewijs, err := os.ReadFile(v.bewijs)
	if err != nil {
		return metCode(exitGebruik, err)
	}
	gebeurtenis, err := os.ReadFile(v.gebeurtenis)
	if err != nil {
		return metCode(exitGebruik, err)
	}
	kern, positie, err := kernVan(gebeurtenis)
	if err != nil {
		return metCode(exitVerschil, err)
	}
	b, err := controle.Bewijs(bewijs, kern, v.vkey)
	if err != nil {
		return metCode(exitVerschil, err)
	}
	if positie != 0 && positie != b.Positie {
		return metCode(exitVerschil, fmt.Errorf("het bestand noemt positie %d, het bewijs gaat over positie %d", positie, b.Positie))
	}
	if v.json {
		return json.NewEncoder(v.uit).Encode(struct {
			controle.Bewezen
			Gebeurtenis jsontext.Value `json:"gebeurtenis"`
		}{b, kern})
	}
	_, err = fmt.Fprintf(v.uit, "klopt: precies deze gebeurtenis staat op positie %d van %s, ondertekend bij %d gebeurtenissen:\n%s\n", b.Positie, b.Oorsprong, b.Grootte, kern)
	return err
}

// kernVan returns the bytes of the event itself, whether the file holds those or
// the whole answer of the server around them, and the position that the answer
// names. No byte of the event is changed. A file with anything else beside the
// event, or with a member twice, is refused: a reader could take the wrong one.
func kernVan(bestand []byte) ([]byte, es.Position, error) {
	var a struct {
		Positie       es.Position    `json:"positie"`
		Zout          string         `json:"zout"`
		VervangenDoor es.Position    `json:"vervangenDoor"`
		Gebeurtenis   jsontext.Value `json:"gebeurtenis"`
	}
	if err := jsonv2.Unmarshal(bestand, &a, jsonv2.RejectUnknownMembers(true)); err == nil && len(a.Gebeurtenis) > 0 {
		return a.Gebeurtenis, a.Positie, nil
	}
	bestand = bytes.TrimSuffix(bestand, []byte("\n"))
	if v := jsontext.Value(bestand); !v.IsValid() || !bytes.HasPrefix(bestand, []byte(`{"data":`)) {
		return nil, 0, errors.New("het bestand is geen gebeurtenis zoals de server haar gaf: er staat iets anders of iets dubbels in")
	}
	return bestand, 0, nil
}

func (v verifier) meld(u controle.Uitslag) error {
	if v.json {
		if err := json.NewEncoder(v.uit).Encode(u); err != nil {
			return err
		}
	} else {
		v.vertel(u)
	}
	if !u.Goed {
		return metCode(exitVerschil, fmt.Errorf("%s gevonden; de eerste: %s", recht.Telwoord(len(u.Afwijkingen), "afwijking", "afwijkingen"), u.Eerste.Melding))
	}
	return nil
}

// conclusie says what a check without differences has shown, and what not.
func (v verifier) conclusie(u controle.Uitslag) string {
	c := "alles klopt"
	switch {
	case v.vkey == "":
		c += " onderling; geef met --vkey de sleutel van elders om te weten wie het ondertekende"
	case len(v.checkpoints) == 0 && u.EerderGezien == 0:
		c += " met zichzelf; met een checkpoint van elders (--checkpoint, --onthoud) blijkt ook dat het niet is herschreven"
	default:
		c += ", ook met het checkpoint van elders"
	}
	if v.server == "" {
		c += "\nleesmodellen horen niet bij het zegel: kroniek replay --herbereken rekent die na"
	} else {
		c += "\nvan buitenaf zijn bladen nagerekend; de inhoud van een gebeurtenis controleert u met haar bewijs"
	}
	return c
}

func (v verifier) vertel(u controle.Uitslag) {
	fmt.Fprintf(v.uit, "%d gebeurtenissen nagerekend in %s (%d per seconde)\n", u.Gebeurtenissen, u.Duur.Round(time.Millisecond), u.PerSeconde)
	if u.Stromen > 0 {
		fmt.Fprintf(v.uit, "%d stromen, %d opdrachten, %d knopen, %d persoonsdelen (%d niet aanwezig), %d gebeurtenissen vervangen\n",
			u.Stromen, u.Opdrachten, u.Knopen, u.Persoonsdelen, u.Vernietigd, len(u.Vervangen))
	}
	if z := u.Verzegeld; z != nil {
		fmt.Fprintf(v.uit, "verzegeld door %s bij %d gebeurtenissen, wortel %s\nsleutel %s\n", z.Oorsprong, z.Grootte, z.Wortel, z.Vkey)
	}
	if u.NietVerzegeld > 0 {
		fmt.Fprintf(v.uit, "nog niet verzegeld: %s\n", recht.Telwoord(int(u.NietVerzegeld), "gebeurtenis", "gebeurtenissen"))
	}
	if u.EerderGezien > 0 {
		fmt.Fprintf(v.uit, "sluit aan op het checkpoint van uw vorige bezoek, bij %d gebeurtenissen\n", u.EerderGezien)
	}
	if u.Geweigerd != "" {
		fmt.Fprintf(v.uit, "het kantoor tekent niet meer: %s\n", u.Geweigerd)
	}
	for _, x := range u.Vervangen {
		fmt.Fprintf(v.uit, "positie %d is vervangen door haar residu, besloten in positie %d (%s)\n", x.Positie, x.Door, x.Type)
	}
	for _, a := range u.Afwijkingen {
		fmt.Fprintf(v.uit, "AFWIJKING positie %d (%s): %s\n", a.Positie, a.Soort, a.Melding)
	}
	if u.Goed {
		fmt.Fprintln(v.uit, v.conclusie(u))
	}
}

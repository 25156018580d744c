package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/historie"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// perOvername is how many commands are given to the journal at a time.
const perOvername = 1024

// leesIn builds a new data folder dir from an export. It appears as a whole, or
// not at all: everything is made beside it and gets its name at the end.
func leesIn(ctx context.Context, bestand, dir, wortel string) (slot historie.Slot, err error) {
	if err := leegOfNieuw(dir); err != nil {
		return slot, err
	}
	f, err := os.Open(bestand)
	if err != nil {
		return slot, metCode(exitGebruik, fmt.Errorf("lees export: %w", err))
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	dir = filepath.Clean(dir)
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return slot, fmt.Errorf("maak map: %w", err)
	}
	bouw, err := os.MkdirTemp(filepath.Dir(dir), ".kroniek-inlezen-*")
	if err != nil {
		return slot, fmt.Errorf("maak map: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(bouw))
		}
	}()
	if slot, err = vulMap(ctx, f, bouw, wortel); err != nil {
		return slot, err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return slot, metCode(exitGeweigerd, fmt.Errorf("%s is intussen niet meer leeg: %w", dir, err))
	}
	if err := os.Rename(bouw, dir); err != nil {
		return slot, fmt.Errorf("geef de map haar naam: %w", err)
	}
	return slot, nil
}

func leegOfNieuw(dir string) error {
	inhoud, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return metCode(exitGebruik, err)
	case len(inhoud) > 0:
		return metCode(exitGeweigerd, fmt.Errorf("%s is niet leeg; een geschiedenis wordt alleen in een nieuwe map ingelezen", dir))
	}
	return nil
}

// vulMap reads the export f into dir, compares the root, and seals.
func vulMap(ctx context.Context, f *os.File, dir, wortel string) (slot historie.Slot, err error) {
	codec, err := nieuweCodec(instellingen{OIN: proefOIN})
	if err != nil {
		return slot, err
	}
	j, err := journaal.Open(ctx, dir, journaal.Opties{Codec: codec})
	if err != nil {
		return slot, fmt.Errorf("open nieuw journaal: %w", err)
	}
	defer func() { err = errors.Join(err, j.Sluit()) }()
	in := inlezer{j: j, codec: codec, lezer: historie.NieuweLezer(f)}
	if err := in.alles(ctx, f); err != nil {
		return slot, metCode(exitVerschil, err)
	}
	slot = in.lezer.Slot()
	eigen, err := wortelVan(j)(ctx, j.Kop())
	if err != nil {
		return slot, fmt.Errorf("wortel: %w", err)
	}
	tekst := base64.StdEncoding.EncodeToString(eigen[:])
	switch {
	case eigen != slot.Wortel:
		return slot, metCode(exitVerschil, errors.New("de wortel van deze gebeurtenissen is niet die van de laatste regel: er is iets gewijzigd"))
	case wortel != "" && wortel != tekst:
		return slot, metCode(exitVerschil, fmt.Errorf("de wortel is %s, en niet de wortel die u met --wortel noemt", tekst))
	}
	i := instellingen{OIN: in.oin, Typen: vingerafdruk(typen(catalogi())), ZonderPersoonsdelenTot: int64(slot.Omvang)}
	if i.OIN == "" {
		i.OIN = proefOIN
	}
	if err := i.bewaar(dir); err != nil {
		return slot, err
	}
	return slot, verzegelMap(ctx, dir, j)
}

// verzegelMap gives the folder a seal of its own: another name and key than the
// folder that the history comes from.
func verzegelMap(ctx context.Context, dir string, j zegel.Journaal) (err error) {
	z, err := zegel.Open(ctx, dir, j, zegel.Opties{})
	if err != nil {
		return fmt.Errorf("zegel: %w", err)
	}
	defer func() { err = errors.Join(err, z.Sluit()) }()
	if _, err := z.Verzegel(ctx); err != nil {
		return fmt.Errorf("verzegel: %w", err)
	}
	return nil
}

// An inlezer gives the events of an export to a journal, by command.
type inlezer struct {
	j     *journaal.Journaal
	codec *envelop.Codec
	lezer *historie.Lezer
	lijst []journaal.Overname
	oin   string // of the newest event
}

func (in *inlezer) alles(ctx context.Context, f *os.File) error {
	v := nieuweVoortgang("inlezen")
	defer v.Klaar()
	var totaal int64
	if st, err := f.Stat(); err == nil {
		totaal = st.Size()
	}
	var gelezen int64
	for {
		g, err := in.lezer.Volgende()
		if errors.Is(err, io.EOF) {
			return in.geef(ctx)
		}
		if err != nil {
			return err
		}
		gelezen += int64(len(g.Gebeurtenis)) + 150 // the rest of the line
		if err := in.neem(ctx, g); err != nil {
			return err
		}
		v.Meld(min(gelezen, totaal-1), totaal)
	}
}

// neem adds one event to its command.
func (in *inlezer) neem(ctx context.Context, v envelop.Verzegeld) error {
	h, err := in.codec.Herken(&v)
	switch {
	case errors.Is(err, envelop.ErrOnleesbaar):
		return fmt.Errorf("positie %d: dit is geen gebeurtenis zoals Kroniek haar schreef, of zij is gewijzigd: bytes en commitment horen niet bij elkaar", v.Positie)
	case errors.Is(err, es.ErrUnknownType):
		return fmt.Errorf("positie %d: deze soort gebeurtenis kent dit programma niet; lees haar in met een nieuwere versie", v.Positie)
	case err != nil:
		return fmt.Errorf("positie %d: %w", v.Positie, err)
	}
	in.oin, _, _ = strings.Cut(strings.TrimPrefix(h.Bron, "urn:nld:oin:"), ":")
	if _, err := recht.ParseOIN(in.oin); err != nil {
		return fmt.Errorf("positie %d: de bron noemt geen organisatie: %w", v.Positie, err)
	}
	if n := len(in.lijst); n > 0 && in.lijst[n-1].Command == h.Command {
		in.lijst[n-1].Zegels = append(in.lijst[n-1].Zegels, v)
		return nil
	}
	if len(in.lijst) == perOvername {
		if err := in.geef(ctx); err != nil {
			return err
		}
	}
	in.lijst = append(in.lijst, journaal.Overname{Meta: h.Meta, Zegels: []envelop.Verzegeld{v}})
	return nil
}

func (in *inlezer) geef(ctx context.Context) error {
	if err := in.j.NeemOver(ctx, in.lijst); err != nil {
		if errors.Is(err, es.ErrConflict) {
			return fmt.Errorf("een stroom gaat niet verder waar zij was: %w", err)
		}
		return err
	}
	in.lijst = in.lijst[:0]
	return nil
}

// ingelezen returns up to where a folder was read in from an export, and says so.
func (v verifier) ingelezen(i instellingen) es.Position {
	if i.ZonderPersoonsdelenTot > 0 && !v.json {
		fmt.Fprintf(v.uit, "deze map is ingelezen uit een export: tot en met positie %d zijn er geen persoonsdelen\n", i.ZonderPersoonsdelenTot)
	}
	return es.Position(i.ZonderPersoonsdelenTot)
}

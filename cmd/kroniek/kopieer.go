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

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// hetCluster is what --van and --naar call the cluster whose connection string is elsewhere.
const hetCluster = "cluster"

func kopieerOpdracht() *cobra.Command {
	var k kopie
	cmd := &cobra.Command{
		Use:   "kopieer",
		Short: "Breng een heel journaal over, van een map naar een EventStoreDB-cluster of terug",
		Long: `Brengt elke gebeurtenis over op haar eigen positie, met haar eigen bytes en commitment, met persoonsdelen en sleutels:
de boom, en daarmee elk checkpoint en bewijs, blijft dezelfde. Wie onderbroken wordt geeft dezelfde opdracht nog eens; het
gaat dan verder. Aan het eind worden de wortels aan beide kanten vergeleken.

Het kantoor mag niet draaien, en op het cluster mag niemand anders schrijven. De verbinding met het cluster geeft u in
een bestand (--journaal-bestand) of in KRONIEK_JOURNAAL; op de opdrachtregel zien anderen op deze machine haar.

Na --naar cluster is dezelfde map een knooppunt: kroniek serve --data DIR --journaal-bestand BESTAND. Na --van cluster
is de map een zelfstandig kantoor. Zegel, toegang en verwerkingslog gaan niet over het cluster: begin de weg terug in de
map van een knooppunt; een nieuwe map krijgt een zegel van zichzelf.`,
		Example: `  kroniek kopieer --van DIR --naar cluster --journaal-bestand /etc/kroniek/journaal
  kroniek kopieer --van cluster --naar DIR --journaal-bestand /etc/kroniek/journaal --kek kek`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			k.uit = cmd.OutOrStdout()
			if err := k.keur(); err != nil {
				return err
			}
			if k.van == hetCluster {
				return k.vanCluster(cmd.Context())
			}
			return k.naarCluster(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVar(&k.van, "van", "", "datamap, of cluster (verplicht)")
	f.StringVar(&k.naar, "naar", "", "datamap, of cluster (verplicht)")
	f.StringVar(&k.kek, "kek", "", "bestand met de inpaksleutel (standaard DIR/kek); dezelfde voor map en cluster")
	k.cluster.vlaggen(cmd)
	return cmd
}

// A kopie is one journal on its way.
type kopie struct {
	van, naar, kek string
	cluster        clusterkeuze
	uit            io.Writer
}

// keur settles which side is the cluster.
func (k *kopie) keur() error {
	for _, plek := range []*string{&k.van, &k.naar} {
		if eventstoredb.IsVerbinding(*plek) {
			k.cluster.verbinding, *plek = *plek, hetCluster
		}
	}
	if k.van == "" || k.naar == "" {
		return metCode(exitGebruik, errors.New("geef met --van en --naar een datamap en het cluster"))
	}
	if (k.van == hetCluster) == (k.naar == hetCluster) {
		return metCode(exitGebruik, errors.New("een van beide is het cluster; een map kopieert u met kroniek backup"))
	}
	if err := k.cluster.lees(); err != nil {
		return err
	}
	if k.cluster.verbinding == "" {
		return metCode(exitGebruik, errors.New("geef de verbinding met het cluster met --journaal-bestand of in "+envJournaal))
	}
	return nil
}

func (k *kopie) open(ctx context.Context, map_ string, codec *envelop.Codec, kluis *sleutels.Kluis, voortgang func(es.Position)) (*eventstoredb.Journaal, error) {
	j, err := eventstoredb.Open(ctx, map_, eventstoredb.Opties{
		Verbinding: k.cluster.verbinding, Ruimte: eventstoredb.Ruimte(k.cluster.ruimte), Codec: codec, Inpakker: kluis.Inpakker(), Voortgang: voortgang,
	})
	return j, metCode(exitGeweigerd, err)
}

// naarCluster copies a folder. What the cluster has already must be the beginning
// of what the folder has.
func (k *kopie) naarCluster(ctx context.Context) (err error) {
	i, err := leesInstellingen(k.van)
	if err != nil {
		return metCode(exitGebruik, fmt.Errorf("%s is geen datamap van Kroniek", k.van))
	}
	if i.Cluster {
		return metCode(exitGeweigerd, errors.New("deze map volgt al een cluster"))
	}
	codec, err := nieuweCodec(i)
	if err != nil {
		return err
	}
	kluis, err := openKluis(ctx, k.van, inpaksleutels(k.van, k.kek, ""))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kluis.Sluit()) }()
	bron, err := journaal.Open(ctx, k.van, journaal.Opties{Codec: codec}) // the lock keeps a server out
	if err != nil {
		return metCode(exitGeweigerd, err)
	}
	defer func() { err = errors.Join(err, bron.Sluit()) }()
	klad := filepath.Join(k.van, "kopieer.klad") // what the cluster has, counted anew
	if err := os.RemoveAll(klad); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(klad)) }()
	doel, err := k.open(ctx, klad, codec, kluis, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, doel.Sluit()) }()
	if err := zelfdeBegin(ctx, bron, doel); err != nil {
		return err
	}
	over := &overbrenger{bron: bron, doel: doel, kluis: kluis, codec: codec, v: nieuweVoortgang("overbrengen")}
	err = over.alles(ctx)
	over.v.Klaar()
	if err != nil {
		return err
	}
	if err := uitgaand.Verhuis(ctx, bron, codec.Lees, bus.Map(abonnementenmap(k.van)), doel.Merken()); err != nil {
		return err
	}
	return k.sluitAf(ctx, bron, doel, bron.Kop())
}

// A boomlezer is a journal as far as comparing trees goes.
type boomlezer interface {
	Kop() es.Position
	tlog.HashReader
}

// zelfdeBegin refuses a target that holds something else than the source.
func zelfdeBegin(ctx context.Context, bron, doel boomlezer) error {
	n := doel.Kop()
	if n > bron.Kop() {
		return metCode(exitGeweigerd, fmt.Errorf("op het cluster staan al %d gebeurtenissen, meer dan de %d in de map", n, bron.Kop()))
	}
	gelijk, _, err := wortelsGelijk(ctx, bron, doel, n)
	if err == nil && !gelijk {
		err = metCode(exitVerschil, fmt.Errorf("de %d gebeurtenissen op het cluster zijn andere dan de eerste %d in de map", n, n))
	}
	return err
}

func wortelsGelijk(ctx context.Context, a, b boomlezer, n es.Position) (bool, [32]byte, error) {
	if n == 0 {
		return true, [32]byte{}, nil
	}
	wa, err := wortelVan(a)(ctx, n)
	if err != nil {
		return false, wa, fmt.Errorf("wortel: %w", err)
	}
	wb, err := wortelVan(b)(ctx, n)
	if err != nil {
		return false, wa, fmt.Errorf("wortel: %w", err)
	}
	return wa == wb, wa, nil
}

// sluitAf compares both sides and says what was done.
func (k *kopie) sluitAf(ctx context.Context, bron, doel boomlezer, n es.Position) error {
	gelijk, wortel, err := wortelsGelijk(ctx, bron, doel, n)
	if err != nil {
		return err
	}
	if !gelijk || bron.Kop() != n || doel.Kop() != n {
		return metCode(exitVerschil, fmt.Errorf("na het overbrengen verschillen de kanten: %d en %d gebeurtenissen", bron.Kop(), doel.Kop()))
	}
	_, err = fmt.Fprintf(k.uit, "%d gebeurtenissen overgebracht; wortel aan beide kanten %s\n", n, base64.StdEncoding.EncodeToString(wortel[:]))
	return err
}

// An overbrenger gives the events of a folder to a cluster, by command.
type overbrenger struct {
	bron  *journaal.Journaal
	doel  *eventstoredb.Journaal
	kluis *sleutels.Kluis
	codec *envelop.Codec
	v     *voortgang

	o       journaal.Overname
	sleutel map[es.Stream][16]byte
}

func (b *overbrenger) alles(ctx context.Context) error {
	tot := b.bron.Kop()
	b.sleutel = map[es.Stream][16]byte{}
	err := b.bron.Scan(ctx, b.doel.Kop(), tot, func(g *envelop.Verzegeld) error {
		v := *g
		v.Gebeurtenis = append([]byte(nil), g.Gebeurtenis...)
		h, err := b.codec.Herken(&v)
		if err != nil {
			return metCode(exitVerschil, fmt.Errorf("positie %d: %w", g.Positie, err))
		}
		v.Sleutel = g.Sleutel
		if len(b.o.Zegels) > 0 && b.o.Command != h.Command {
			if err := b.geef(ctx); err != nil {
				return err
			}
		}
		if v.Sleutel != [16]byte{} {
			if v.Persoonsdeel, err = b.bron.Persoonsdeel(ctx, v.Positie); err != nil {
				return err
			}
		}
		b.o.Meta = h.Meta
		b.o.Zegels = append(b.o.Zegels, v)
		b.v.Meld(int64(v.Positie), int64(tot))
		return nil
	})
	if err == nil && len(b.o.Zegels) > 0 {
		err = b.geef(ctx)
	}
	return err
}

// geef hands over the command that is complete.
func (b *overbrenger) geef(ctx context.Context) error {
	body, ok, err := b.bron.Inhoud(ctx, b.o.Command)
	if err != nil || !ok {
		return errors.Join(err, fmt.Errorf("de opdracht bij positie %d ontbreekt in het journaal", b.o.Zegels[0].Positie))
	}
	b.o.Body = body
	ingepakt, err := b.ingepakt(ctx)
	if err != nil {
		return err
	}
	if err := b.doel.NeemOver(ctx, b.o, ingepakt); err != nil {
		return err
	}
	b.o.Zegels = nil
	return nil
}

// ingepakt returns the wrapped key of the stream of the command, nil without one.
func (b *overbrenger) ingepakt(ctx context.Context) ([]byte, error) {
	stand, err := b.bron.Stand(ctx, b.o.Zegels[0].Stroom)
	if err != nil || stand.Sleutel == [16]byte{} {
		return nil, err
	}
	s, err := b.kluis.Geef(ctx, stand.Sleutel)
	if errors.Is(err, sleutels.ErrVernietigd) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return b.kluis.Inpakker().PakIn(s)
}

// vanCluster lets a folder follow the cluster up to now, takes over the keys, and
// makes it stand by itself.
func (k *kopie) vanCluster(ctx context.Context) (err error) {
	i, err := leesInstellingen(k.naar)
	nieuw := errors.Is(err, fs.ErrNotExist)
	if err != nil && !nieuw {
		return err
	}
	if nieuw {
		if k.kek == "" {
			return metCode(exitGebruik, errors.New("geef met --kek de inpaksleutel van het cluster: die van de map van een knooppunt"))
		}
		i = instellingen{OIN: proefOIN}
		if err := os.MkdirAll(k.naar, 0o700); err != nil {
			return fmt.Errorf("maak datamap: %w", err)
		}
	}
	codec, err := nieuweCodec(i)
	if err != nil {
		return err
	}
	kluis, err := openKluis(ctx, k.naar, inpaksleutels(k.naar, k.kek, ""))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kluis.Sluit()) }()
	v := nieuweVoortgang("overbrengen")
	bron, err := k.open(ctx, k.naar, codec, kluis, func(p es.Position) { v.Tel(int64(p)) })
	v.Klaar()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bron.Sluit()) }()
	h, err := sleutelsVan(ctx, bron, kluis, codec)
	if err != nil {
		return err
	}
	if err := uitgaand.Verhuis(ctx, bron, codec.Lees, bron.Merken(), bus.Map(abonnementenmap(k.naar))); err != nil {
		return err
	}
	if nieuw && h.bron != "" {
		i.OIN, _, _ = strings.Cut(strings.TrimPrefix(h.bron, "urn:nld:oin:"), ":")
		i.Typen = vingerafdruk(typen(catalogi()))
	}
	i.Cluster = false
	if err := i.bewaar(k.naar); err != nil {
		return err
	}
	if nieuw {
		if err := verzegelMap(ctx, k.naar, bron); err != nil {
			return err
		}
	}
	wortel, err := wortelVan(bron)(ctx, bron.Kop())
	if err != nil {
		return fmt.Errorf("wortel: %w", err)
	}
	_, err = fmt.Fprintf(k.uit, "%d gebeurtenissen en %d sleutels overgebracht; wortel %s\nreken na met kroniek verify --data %s\n",
		bron.Kop(), h.sleutels, base64.StdEncoding.EncodeToString(wortel[:]), k.naar)
	return err
}

// An overgenomen says what came along beside the events.
type overgenomen struct {
	sleutels int
	bron     string // source of the newest event
}

// sleutelsVan takes over the keys of all streams, from the cluster into the key store.
func sleutelsVan(ctx context.Context, bron *eventstoredb.Journaal, kluis *sleutels.Kluis, codec *envelop.Codec) (o overgenomen, err error) {
	const perKeer = 500
	gezien := map[[16]byte]bool{}
	var lijst []envelop.Sleutel
	geef := func() error {
		err := kluis.NeemOver(ctx, lijst)
		clear(lijst)
		lijst = lijst[:0]
		return err
	}
	v := nieuweVoortgang("sleutels overbrengen")
	defer v.Klaar()
	kop := bron.Kop()
	err = bron.Scan(ctx, 0, kop, func(g *envelop.Verzegeld) error {
		v.Meld(int64(g.Positie), int64(kop))
		if g.Positie == kop {
			kopie := *g
			h, err := codec.Herken(&kopie)
			if err != nil {
				return metCode(exitVerschil, err)
			}
			o.bron = h.Bron
		}
		if g.Sleutel == [16]byte{} || gezien[g.Sleutel] {
			return nil
		}
		gezien[g.Sleutel] = true
		s, err := bron.Geef(ctx, g.Sleutel)
		switch {
		case errors.Is(err, sleutels.ErrVernietigd):
			return nil
		case errors.Is(err, sleutels.ErrBeschadigd):
			return metCode(exitGeweigerd, errors.New("de sleutels op het cluster zijn ingepakt met een andere inpaksleutel; geef haar met --kek"))
		case err != nil:
			return err
		}
		o.sleutels++
		if lijst = append(lijst, s); len(lijst) == perKeer {
			return geef()
		}
		return nil
	})
	if err == nil {
		err = geef()
	}
	return o, err
}

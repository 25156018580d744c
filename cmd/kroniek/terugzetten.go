package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
)

// A teruggezet says what became of putting back a backup.
type teruggezet struct {
	positie  es.Position // last position of the backup
	lijst    archiefwerk.Vernietigdenlijst
	herhaald int
	vkey     string // of the new origin; empty when the seal goes on as it was
}

// zetTerug makes the new folder under another name and gives it its own when all is
// done: a folder that stands there holds nothing of what the list names.
func (o *terugzetopties) zetTerug(ctx context.Context) (u teruggezet, err error) {
	if _, err := os.Lstat(o.naar); !errors.Is(err, os.ErrNotExist) {
		return u, metCode(exitGebruik, fmt.Errorf("%s bestaat al; een reservekopie komt in een nieuwe map", o.naar))
	}
	deel := filepath.Clean(o.naar) + ".deel"
	bezig := filepath.Join(deel, terugzetmerk)
	if err := os.Mkdir(deel, 0o700); err != nil {
		return u, metCode(exitGebruik, fmt.Errorf("de map %s is van een restore die is afgebroken, of niet te maken; verwijder haar en begin opnieuw: %w", deel, err))
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(deel))
		}
	}()
	if err := schrijfBestand(bezig, []byte("kroniek restore is hier niet klaar\n"), 0o600); err != nil {
		return u, err
	}
	if err := o.kopieer(ctx, deel); err != nil {
		return u, err
	}
	if o.knooppunt {
		u.positie, err = o.voegKnooppuntToe(ctx, deel)
	} else {
		err = o.metMap(ctx, deel, func(w *terugzetwerk) error { return w.doe(ctx, &u) })
	}
	if err != nil {
		return u, err
	}
	if err := os.Remove(bezig); err != nil {
		return u, err
	}
	return u, os.Rename(deel, o.naar)
}

// terugzetmerk is in a folder for as long as putting back a backup in it is not done.
// Until then it may hold what the list has destroyed again, and two persons may not
// have agreed: no office begins on it.
const terugzetmerk = "terugzetten.bezig"

// keurTeruggezet refuses a folder in which putting back a backup was cut off.
func keurTeruggezet(dir string) error {
	_, err := os.Stat(filepath.Join(dir, terugzetmerk))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	return metCode(exitGeweigerd, fmt.Errorf("%s is van een kroniek restore die is afgebroken: wat vernietigd was kan er nog in staan. Verwijder de map en zet de reservekopie opnieuw terug", dir))
}

// voegKnooppuntToe readies the folder of a node, of which the history is on a cluster.
func (o *terugzetopties) voegKnooppuntToe(ctx context.Context, dir string) (p es.Position, err error) {
	err = o.metMap(ctx, dir, func(w *terugzetwerk) error {
		p = w.j.Kop()
		if w.checkpoint == nil {
			return nil
		}
		return metCode(exitGeweigerd, w.z.Toets(ctx, w.checkpoint))
	})
	if err != nil {
		return p, err
	}
	i, err := leesInstellingen(dir)
	if err != nil {
		return p, err
	}
	i.Cluster = true
	return p, i.bewaar(dir)
}

// terugzetwerk is a copied backup, opened to finish it.
type terugzetwerk struct {
	o          *terugzetopties
	dir        string
	codec      *envelop.Codec
	j          *journaal.Journaal
	z          *zegel.Zegel
	checkpoint []byte // as given
	audit      *auditlog.Logboek
	register   *toegang.Register
}

// metMap opens the copied backup in dir for fn.
func (o *terugzetopties) metMap(ctx context.Context, dir string, fn func(*terugzetwerk) error) (err error) {
	w := &terugzetwerk{o: o, dir: dir}
	if o.checkpoint != "" {
		if w.checkpoint, err = os.ReadFile(o.checkpoint); err != nil {
			return metCode(exitGebruik, fmt.Errorf("lees checkpoint: %w", err))
		}
	}
	i, err := leesInstellingen(dir)
	if err != nil {
		return err
	}
	if w.codec, err = nieuweCodec(i); err != nil {
		return err
	}
	if w.j, err = journaal.Open(ctx, dir, journaal.Opties{Codec: w.codec}); err != nil {
		return fmt.Errorf("open teruggezet journaal: %w", err)
	}
	defer func() { err = errors.Join(err, w.j.Sluit()) }()
	if w.z, err = zegel.Open(ctx, dir, w.j, zegel.Opties{}); err != nil {
		return fmt.Errorf("open teruggezet zegel: %w", err)
	}
	defer func() { err = errors.Join(err, w.z.Sluit()) }()
	if g := w.z.Geweigerd(); g != nil {
		return metCode(exitGeweigerd, g)
	}
	if w.register, err = toegang.Open(filepath.Join(dir, "toegang.db"), time.Now); err != nil {
		return fmt.Errorf("toegang: %w", err)
	}
	defer func() { err = errors.Join(err, w.register.Sluit()) }()
	if w.audit, err = auditlog.Open(filepath.Join(dir, auditlog.Map), auditlog.Opties{}); err != nil {
		return metCode(exitGeweigerd, fmt.Errorf("auditlog: %w", err))
	}
	defer func() { err = errors.Join(err, w.audit.Sluit()) }()
	return fn(w)
}

// doe compares, records, destroys again, and gives the seal another origin if it must.
func (w *terugzetwerk) doe(ctx context.Context, u *teruggezet) error {
	u.positie = w.j.Kop()
	if err := w.leesLijst(u); err != nil {
		return err
	}
	oud, err := w.vergelijk(ctx, u.lijst)
	if err != nil {
		return err
	}
	if err := w.keurLijst(u.lijst, oud != nil); err != nil {
		return err
	}
	om := beheerhandeling.Omstandigheden{TeruggezetTot: u.positie, VernietigdTot: u.lijst.Positie, NietVergeleken: w.o.zonder}
	if oud != nil {
		om.Checkpoint, om.NieuweOorsprong = string(oud), w.o.oorsprong
	}
	b := beheerwerk{journaal: w.j, register: w.register, audit: w.audit, nu: time.Now, oorsprong: "opdrachtregel", tweetal: w.o.tweetal}
	if _, err := b.begin(ctx, beheerhandeling.Terugzetten, om); err != nil {
		return err
	}
	if w.o.lijst != "" {
		if u.herhaald, err = w.herhaal(ctx, u.lijst); err != nil {
			return err
		}
	}
	if oud != nil {
		if u.vkey, err = w.z.NieuweOorsprong(ctx, w.o.oorsprong, oud); err != nil {
			return metCode(exitGeweigerd, err)
		}
		if _, err = w.z.Verzegel(ctx); err != nil {
			return metCode(exitGeweigerd, err)
		}
	}
	return nil
}

func (w *terugzetwerk) leesLijst(u *teruggezet) error {
	if w.o.lijst == "" {
		return nil
	}
	b, err := os.ReadFile(w.o.lijst)
	if err != nil {
		return metCode(exitGebruik, fmt.Errorf("lees de lijst van vernietigde dossiers: %w", err))
	}
	if u.lijst, err = archiefwerk.LeesVernietigdenlijst(b, w.vkeys()...); err != nil {
		return metCode(exitGeweigerd, fmt.Errorf("%s: %w; is het zegel sinds de kopie van sleutel gewisseld, geef dan --vernietigd-sleutel", w.o.lijst, err))
	}
	return nil
}

// keurLijst refuses to go on without knowing what was destroyed after the backup:
// when it is known to be older than what was sealed and there is no list, and when
// the list says no more than the backup does itself.
func (w *terugzetwerk) keurLijst(l archiefwerk.Vernietigdenlijst, ouder bool) error {
	switch {
	case w.o.zonder:
		return nil
	case w.o.lijst == "" && ouder:
		return metCode(exitGeweigerd, fmt.Errorf("na deze kopie is verder verzegeld, en zonder lijst is niet te zeggen wat daarin is vernietigd. Geef de lijst met --vernietigd; is zij er niet, dan kan het alleen met --%s", vlagZonder))
	case w.o.lijst != "" && l.Oorsprong == w.z.Oorsprong() && l.Positie < w.j.Kop():
		return metCode(exitGeweigerd, fmt.Errorf("de lijst gaat tot positie %d en is ouder dan de kopie, die tot %d gaat: zij zegt niets over wat na de kopie is vernietigd. Zoek een nieuwere; is die er niet, dan kan het alleen met --%s", l.Positie, w.j.Kop(), vlagZonder))
	}
	return nil
}

func (w *terugzetwerk) vkeys() []string {
	k := vkeys(w.z.Stand())
	if w.o.lijstsleutel != "" {
		k = append(k, w.o.lijstsleutel)
	}
	return k
}

// vergelijk holds the backup against the checkpoints that are known. When one is
// newer it returns the newest of the current origin, which the next must name; nil
// when the seal can go on as it was.
func (w *terugzetwerk) vergelijk(ctx context.Context, l archiefwerk.Vernietigdenlijst) (oud []byte, err error) {
	nieuwer, grootte := error(nil), int64(-1)
	for _, c := range [][]byte{w.checkpoint, l.Checkpoint} {
		if c == nil {
			continue
		}
		err := w.z.Toets(ctx, c)
		switch {
		case err == nil:
			continue
		case errors.Is(err, c2sp.ErrHandtekening) && l.Oorsprong != "" && l.Oorsprong != w.z.Oorsprong():
			if err := w.vanLater(c); err != nil {
				return nil, err
			}
			nieuwer = errors.New("deze kopie is van voor de wisseling van de sleutel van het zegel")
		case errors.Is(err, zegel.ErrOuderDanZegel):
			nieuwer = err
			if n := grootteVan(c); n > grootte {
				oud, grootte = c, n
			}
		default:
			return nil, metCode(exitGeweigerd, err)
		}
	}
	if nieuwer == nil && l.Positie > w.j.Kop() {
		nieuwer = fmt.Errorf("de lijst gaat tot positie %d, de kopie tot %d", l.Positie, w.j.Kop())
	}
	switch {
	case nieuwer == nil && w.o.oorsprong != "":
		return nil, metCode(exitGebruik, errors.New("de kopie is niet ouder dan wat is verzegeld; laat --nieuwe-oorsprong weg"))
	case nieuwer == nil:
		return nil, nil
	case w.o.oorsprong == "":
		return nil, metCode(exitGeweigerd, fmt.Errorf("%w. Met --nieuwe-oorsprong NAAM gaat het zegel onder een andere naam verder", nieuwer))
	case oud == nil:
		return w.z.Checkpoint()
	}
	return oud, nil
}

// vanLater checks a checkpoint of an origin that came after this backup: it must be
// signed by the key that was given, and go beyond the backup.
func (w *terugzetwerk) vanLater(c []byte) error {
	for _, k := range w.vkeys() {
		v, err := note.NewVerifier(k)
		if err != nil {
			return metCode(exitGebruik, fmt.Errorf("openbare sleutel van het zegel: %w", err))
		}
		if cp, err := c2sp.Open(c, v); err == nil && cp.Grootte > int64(w.j.Kop()) {
			return nil
		}
	}
	return metCode(exitGeweigerd, errors.New("het checkpoint hoort niet bij deze geschiedenis, of bij geen sleutel die u gaf"))
}

// grootteVan returns the size of a checkpoint of which the signature was judged.
func grootteVan(c []byte) int64 {
	tekst, _, _ := strings.Cut(string(c), "\n\n")
	cp, err := c2sp.LeesTekst(tekst + "\n")
	if err != nil {
		return -1
	}
	return cp.Grootte
}

// herhaal destroys and shields again what the list names, to the last byte.
func (w *terugzetwerk) herhaal(ctx context.Context, l archiefwerk.Vernietigdenlijst) (n int, err error) {
	kluis, err := sleutels.OpenMet(ctx, filepath.Join(w.dir, "sleutels.db"), inpaksleutels(w.dir, "", w.o.programma))
	if err != nil {
		return 0, metCode(exitGeweigerd, err)
	}
	defer func() { err = errors.Join(err, kluis.Sluit()) }()
	a, err := archiefwerk.Open(ctx, archiefwerk.Opties{
		Journaal: w.j, Codec: w.codec, Sleutels: kluis, Nu: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return 0, fmt.Errorf("archief: %w", err)
	}
	if n, err = a.Herhaal(ctx, l); err != nil {
		return n, fmt.Errorf("vernietiging herhalen: %w", err)
	}
	if _, err := a.Herstel(ctx); err != nil {
		return n, fmt.Errorf("vernietiging herhalen: %w", err)
	}
	return n, a.RondAf(ctx) // there are no read models here yet
}

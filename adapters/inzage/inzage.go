// Package inzage opens personal data for whoever may see it, and only after the
// processing log has confirmed the line that says so. It is the one way by which
// personal data read from the journal leaves the program: nobody else has both the
// sealed parts and the keys at hand, so the log cannot be passed by.
//
// Who may see what is not decided here: the caller has authorised, and says for
// what reason.
package inzage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Stromen gives the events of a stream with their sealed personal parts.
type Stromen interface {
	Stroom(ctx context.Context, stroom es.Stream) ([]envelop.Verzegeld, error)
}

// Sleutels gives keys, and says who the streams are about.
type Sleutels interface {
	// Geef returns a key, or an error that wraps sleutels.ErrVernietigd.
	Geef(ctx context.Context, id [16]byte) (envelop.Sleutel, error)
	// Dossierpseudoniem returns what stands for the person of a stream in a log.
	Dossierpseudoniem(ctx context.Context, stroom es.Stream) (sleutels.Pseudoniem, error)
	// AfgeleidPseudoniem returns what stood for the person before the index knew the stream.
	AfgeleidPseudoniem(ctx context.Context, stroom es.Stream) (sleutels.Pseudoniem, error)
	// PersonenVan returns the persons of a stream that the index knows.
	PersonenVan(ctx context.Context, stroom es.Stream) ([]sleutels.Persoon, error)
	// ZoekPersoon returns who has a number within a module.
	ZoekPersoon(ctx context.Context, module string, n sleutels.Nummer) (sleutels.Persoon, bool, error)
}

// Logboek is where a line is confirmed before data leaves: the processing log of
// this folder, or one elsewhere that confirms each line.
type Logboek interface {
	Leg(ctx context.Context, regels ...verwerkingslog.Regel) error
	Over(ctx context.Context, betrokkenen ...string) ([]verwerkingslog.Regel, error)
}

// ErrGeenActiviteit reports a kind of stream that the register of processing
// activities does not name: nobody may read it, since nobody can say what for.
var ErrGeenActiviteit = errors.New("inzage: no processing activity for this kind of stream")

// Opties are what a [Lezer] is made of. All are required.
type Opties struct {
	Stromen  Stromen
	Sleutels Sleutels
	Codec    *envelop.Codec
	Logboek  Logboek
	Register *gegevensverwerking.Register
	OIN      string           // of the organisation, for the ids of activities
	Nu       func() time.Time // the clock
}

// A Lezer opens personal data. It may be used concurrently.
type Lezer struct{ o Opties }

// Nieuw returns a lezer.
func Nieuw(o Opties) (*Lezer, error) {
	if o.Stromen == nil || o.Sleutels == nil || o.Codec == nil || o.Logboek == nil || o.Register == nil || o.OIN == "" || o.Nu == nil {
		return nil, errors.New("inzage: a part is missing in Opties")
	}
	return &Lezer{o: o}, nil
}

// A Raadpleging is who looks, and what for.
type Raadpleging struct {
	Spoor            verwerkingslog.Spoor
	Naam             string    // of the operation
	Begin            time.Time // when the request came in
	Rol, Organisatie string
	Reden            string // code of the reason, where one was given
	Activiteit       string // code of the activity; empty for what the kind of stream says
}

// A Gebeurtenis is one event of a dossier, with its personal fields open.
type Gebeurtenis struct {
	es.Recorded
	Velden []envelop.Veld // empty when there are none, and when they were destroyed
	// Vernietigd says that there were personal fields which nobody can read any more.
	Vernietigd bool
	// VernietigdDoor is the event that destroyed or shielded them; 0 when it is not known.
	VernietigdDoor es.Position
}

// A Dossier is one stream, opened.
type Dossier struct {
	Stroom         es.Stream
	Activiteit     gegevensverwerking.Activiteit
	Gebeurtenissen []Gebeurtenis
}

// Lees opens streams, after the log has confirmed a line for each. When it is
// not confirmed nothing is opened. A stream without events is an error of the caller.
func (l *Lezer) Lees(ctx context.Context, r Raadpleging, stromen ...es.Stream) ([]Dossier, error) {
	nu := l.o.Nu()
	uit := make([]Dossier, len(stromen))
	regels := make([]verwerkingslog.Regel, len(stromen))
	for i, stroom := range stromen {
		eigen, ok := l.o.Register.Van(soort(stroom), recht.DatumVan(nu))
		if !ok {
			return nil, fmt.Errorf("open %s: %w", stroom, ErrGeenActiviteit)
		}
		p, err := l.o.Sleutels.Dossierpseudoniem(ctx, stroom)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", stroom, err)
		}
		uit[i] = Dossier{Stroom: stroom, Activiteit: eigen}
		if regels[i], err = l.regel(r, eigen, nu); err != nil {
			return nil, fmt.Errorf("open %s: %w", stroom, err)
		}
		regels[i].Betrokkene, regels[i].Betrokkenesoort = p.String(), betrokkenesoort(eigen.Module)
	}
	if err := l.o.Logboek.Leg(ctx, regels...); err != nil {
		return nil, fmt.Errorf("open %d streams: %w", len(stromen), err)
	}
	for i := range uit {
		if err := l.open(ctx, &uit[i]); err != nil {
			return nil, err
		}
	}
	return uit, nil
}

// Zoek returns the streams that the index knows of whoever has this number within
// module, after the log has confirmed the search: a line about the person, or
// about nobody when nobody was found. A stream may be one that was never opened.
func (l *Lezer) Zoek(ctx context.Context, r Raadpleging, module string, n sleutels.Nummer) ([]es.Stream, error) {
	r.Activiteit = gegevensverwerking.PersoonOpzoeken
	wie, gevonden, err := l.o.Sleutels.ZoekPersoon(ctx, module, n)
	if err != nil {
		return nil, err
	}
	regel, err := l.regel(r, gegevensverwerking.Activiteit{}, l.o.Nu())
	if err != nil {
		return nil, err
	}
	if gevonden {
		regel.Betrokkene, regel.Betrokkenesoort = wie.Pseudoniem.String(), betrokkenesoort(module)
	}
	if err := l.o.Logboek.Leg(ctx, regel); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return wie.Dossiers, nil
}

// WieKeek returns the lines of the log about the persons of these streams.
func (l *Lezer) WieKeek(ctx context.Context, stromen ...es.Stream) ([]verwerkingslog.Regel, error) {
	var ps []string
	for _, stroom := range stromen {
		personen, err := l.o.Sleutels.PersonenVan(ctx, stroom)
		if err != nil {
			return nil, err
		}
		los, err := l.o.Sleutels.AfgeleidPseudoniem(ctx, stroom)
		if err != nil {
			return nil, err
		}
		ps = append(ps, los.String())
		for _, p := range personen {
			ps = append(ps, p.Pseudoniem.String())
		}
	}
	slices.Sort(ps)
	return l.o.Logboek.Over(ctx, slices.Compact(ps)...)
}

// Velden returns the personal fields that events can hold, by type
// ([envelop.Codec.PersoonlijkeVelden]).
func (l *Lezer) Velden() map[string][]string { return l.o.Codec.PersoonlijkeVelden() }

// Activiteit returns the URI of an activity.
func (l *Lezer) Activiteit(a gegevensverwerking.Activiteit) string { return a.URI(l.o.OIN) }

// Activiteiten returns the register.
func (l *Lezer) Activiteiten() []gegevensverwerking.Activiteit { return l.o.Register.Activiteiten() }

// regel makes a line without the person. Without a code in r the activity is eigen.
func (l *Lezer) regel(r Raadpleging, eigen gegevensverwerking.Activiteit, nu time.Time) (verwerkingslog.Regel, error) {
	if r.Activiteit != "" {
		var ok bool
		if eigen, ok = l.o.Register.Met(r.Activiteit, recht.DatumVan(nu)); !ok {
			return verwerkingslog.Regel{}, ErrGeenActiviteit
		}
	}
	begin, eind := r.Begin.UTC().Truncate(time.Millisecond), nu.UTC().Truncate(time.Millisecond)
	if eind.Before(begin) { // the clock was set back meanwhile
		eind = begin
	}
	return verwerkingslog.Regel{
		Spoor: r.Spoor, Naam: r.Naam, Begin: begin, Eind: eind, Activiteit: eigen.URI(l.o.OIN),
		Rol: r.Rol, Organisatie: r.Organisatie, Reden: r.Reden,
	}, nil
}

func (l *Lezer) open(ctx context.Context, d *Dossier) error {
	verzegeld, err := l.o.Stromen.Stroom(ctx, d.Stroom)
	if err != nil {
		return err
	}
	if len(verzegeld) == 0 {
		return fmt.Errorf("open %s: no such stream", d.Stroom)
	}
	var door es.Position // the last event that took something away from this dossier
	for i := range verzegeld {
		door = max(door, verzegeld[i].Vervangen)
	}
	for i := range verzegeld {
		g, err := l.openEen(ctx, &verzegeld[i])
		if err != nil {
			return err
		}
		if g.Vernietigd && g.VernietigdDoor == 0 {
			g.VernietigdDoor = door
		}
		d.Gebeurtenissen = append(d.Gebeurtenissen, g)
	}
	return nil
}

func (l *Lezer) openEen(ctx context.Context, v *envelop.Verzegeld) (g Gebeurtenis, err error) {
	if v.Sleutel == [16]byte{} { // there never was anything personal in it
		g.Recorded, err = l.o.Codec.Lees(v)
		return g, err
	}
	sleutel, err := l.o.Sleutels.Geef(ctx, v.Sleutel)
	weg := v.Persoonsdeel == nil || errors.Is(err, sleutels.ErrVernietigd)
	switch {
	case weg:
		g.Vernietigd, g.VernietigdDoor = true, v.Vervangen
		g.Recorded, err = l.o.Codec.Lees(v)
		return g, err
	case err != nil:
		return g, err
	case !v.Gaaf():
		return g, fmt.Errorf("open position %d: %w", v.Positie, envelop.ErrOnleesbaar)
	}
	if g.Recorded, err = l.o.Codec.OpenMet(v, sleutel); err != nil {
		return g, err
	}
	if g.Replaced { // by its residu; of an event of which fields were shielded the personal part stays
		g.Vernietigd, g.VernietigdDoor = true, v.Vervangen
		return g, nil
	}
	g.Velden, err = l.o.Codec.Velden(g.Event)
	return g, err
}

func soort(s es.Stream) string {
	naam, _, _ := strings.Cut(string(s), "-")
	return naam
}

func betrokkenesoort(module string) string { return "kroniek-pseudoniem:" + module }

package archiefwerk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/archiefbeheer"
)

// ErrOnbekend reports a stream that does not exist.
var ErrOnbekend = errors.New("archiefwerk: no such stream")

// ZoekOp looks files up for a decision about lijst, in the order asked. It returns
// ErrOnbekend for a stream that does not exist. The day of birth stays inside.
func (a *Archief) ZoekOp(ctx context.Context, lijst es.Stream, stromen ...es.Stream) ([]vernietiging.Opgezocht, error) {
	bewaard, elders := a.register.bewaard(), a.register.opLijst(lijst, a.o.Nu())
	var uit []vernietiging.Opgezocht
	for _, s := range stromen {
		z, er, err := a.zaak(ctx, s)
		if err != nil {
			return nil, err
		}
		if !er {
			return nil, fmt.Errorf("%w: %s", ErrOnbekend, s)
		}
		if err := a.keurWisbaar(ctx, s, uuid.Nil); err != nil {
			return nil, err
		}
		_, z.Bewaard = bewaard[s]
		z.Geschil = z.Geschil || a.register.isBeperkt(s)
		_, dubbel := elders[s]
		uit = append(uit, vernietiging.Opgezocht{Stroom: s, Zaak: z, Elders: dubbel})
	}
	return uit, nil
}

// keurWisbaar returns ErrGrootboek for what cannot be taken away where it lies.
func (a *Archief) keurWisbaar(ctx context.Context, s es.Stream, id uuid.UUID) error {
	if a.o.Cluster == nil {
		return nil
	}
	kan, err := a.o.Cluster.Wisbaar(ctx, s, id)
	if err == nil && !kan {
		err = ErrGrootboek
	}
	return err
}

// Vernietigd reports whether a list that was decided on names stream s.
func (a *Archief) Vernietigd(s es.Stream) bool { return a.register.isBesloten(s) }

// Voorgesteld returns the streams of the proposal of a list, in order.
func (a *Archief) Voorgesteld(lijst es.Stream) (uit []es.Stream) {
	a.register.mu.RLock()
	defer a.register.mu.RUnlock()
	if l := a.register.lijsten[lijst]; l != nil {
		for _, d := range l.state.Voorgesteld() {
			uit = append(uit, d.Stroom)
		}
	}
	return uit
}

// Bewaarbaar says of streams that are to be kept whether all exist, and whether
// the destruction of one was decided.
func (a *Archief) Bewaarbaar(ctx context.Context, stromen ...es.Stream) (bestaan, besloten bool, err error) {
	resten, err := a.o.Journaal.Resten(ctx, stromen, 0)
	return len(resten) == len(stromen), slices.ContainsFunc(stromen, a.register.isBesloten), err
}

// Afschermbaar looks up what is to be shielded: the stream of the event, whether it
// exists and is whole, and whether the fields are public free text.
func (a *Archief) Afschermbaar(ctx context.Context, id uuid.UUID, velden []string) (p afscherming.Plek, bestaat, kan bool, err error) {
	v, er, err := a.o.Journaal.Gebeurtenis(ctx, id)
	if err != nil || !er || a.register.isBesloten(v.Stroom) {
		return p, false, false, err
	}
	if err := a.keurWisbaar(ctx, v.Stroom, id); err != nil {
		return p, true, false, err
	}
	_, err = a.o.Codec.Afscherm(&v, velden)
	if errors.Is(err, envelop.ErrNietAfTeSchermen) {
		return p, true, false, nil
	}
	return afscherming.Plek{Gebeurtenis: id, Stroom: v.Stroom, Velden: velden}, true, err == nil, err
}

// zaak reads a stream for its retention; false when it does not exist.
func (a *Archief) zaak(ctx context.Context, s es.Stream) (z archief.Zaak, er bool, err error) {
	recorded, err := a.o.Journaal.Read(ctx, s)
	if err != nil || len(recorded) == 0 {
		return z, false, err
	}
	var stand archiefbeheer.Zaakstand
	for _, r := range recorded {
		stand, _ = archiefbeheer.Volg(stand, r)
	}
	stand.Soort = archiefbeheer.SoortVan(s)
	if stand.Begonnen.IsZero() {
		stand.Begonnen = recht.DatumVan(recorded[0].Time)
	}
	z = vanStand(stand)
	if geboortegebonden(stand) {
		z.Geboren, err = a.geboren(ctx, s)
	}
	return z, true, err
}

func vanStand(s archiefbeheer.Zaakstand) archief.Zaak {
	return archief.Zaak{Soort: s.Soort, Plicht: s.Plicht, Begonnen: s.Begonnen, Einde: s.Einde, Afgewezen: s.Afgewezen, Geschil: s.Geschillen > 0}
}

// geboortegebonden reports whether the term of a file may run from birth.
func geboortegebonden(s archiefbeheer.Zaakstand) bool {
	switch s.Soort {
	case leerplichtdossier.SoortLeerplicht:
		return true
	case verzuimmelding.Soort:
		return s.Plicht == "leerplicht"
	case vrijstelling.Soort: // under both duties, unless it was refused
		return !s.Afgewezen
	}
	return false
}

// geboren reads the day of birth from the last event of a stream that holds it;
// zero when its key is gone.
func (a *Archief) geboren(ctx context.Context, s es.Stream) (recht.Datum, error) {
	vs, err := a.o.Journaal.Verzegeld(ctx, s)
	if err != nil {
		return recht.Datum{}, err
	}
	for _, v := range slices.Backward(vs) {
		if v.Sleutel == [16]byte{} || !noemtGeboorte(v.Type) {
			continue
		}
		if v.Persoonsdeel, err = a.o.Journaal.Persoonsdeel(ctx, v.Positie); err != nil || v.Persoonsdeel == nil {
			return recht.Datum{}, err
		}
		sleutel, err := a.o.Sleutels.Geef(ctx, v.Sleutel)
		if errors.Is(err, sleutels.ErrVernietigd) {
			return recht.Datum{}, nil
		}
		if err != nil {
			return recht.Datum{}, err
		}
		r, err := a.o.Codec.OpenMet(&v, sleutel)
		if err != nil {
			return recht.Datum{}, err
		}
		return geborenIn(r.Event), nil
	}
	return recht.Datum{}, nil
}

// The event types that say who a pupil is.
const (
	typeOntvangen    = "nl.leerplichtzaken.verzuimmelding-ontvangen.v1"
	typeGecorrigeerd = "nl.leerplichtzaken.verzuimmelding-gecorrigeerd.v1"
	typeGeopend      = "nl.leerplichtzaken.leerplichtdossier-geopend.v1"
	typeRectificatie = "nl.leerplichtzaken.leerplichtdossier-gerectificeerd.v1"
	typeBeroep       = "nl.leerplichtzaken.beroep-op-vrijstelling-ontvangen.v1"
	typeAanvraag     = "nl.leerplichtzaken.aanvraag-vrijstelling-ontvangen.v1"
)

func noemtGeboorte(typ string) bool {
	switch typ {
	case typeOntvangen, typeGecorrigeerd, typeGeopend, typeRectificatie, typeBeroep, typeAanvraag:
		return true
	}
	return false
}

func geborenIn(event any) (d recht.Datum) {
	switch e := event.(type) {
	case verzuimmelding.VerzuimmeldingOntvangen:
		d, _ = e.Geboren.Waarde()
	case verzuimmelding.VerzuimmeldingGecorrigeerd:
		d, _ = e.Geboren.Waarde()
	case leerplichtdossier.LeerplichtdossierGeopend:
		d, _ = e.Geboren.Waarde()
	case leerplichtdossier.LeerplichtdossierGerectificeerd:
		d, _ = e.Geboren.Waarde()
	case vrijstelling.BeroepOpVrijstellingOntvangen:
		d, _ = e.Geboren.Waarde()
	case vrijstelling.AanvraagVrijstellingOntvangen:
		d, _ = e.Geboren.Waarde()
	}
	return d
}

// A Kandidaat is a file whose term is over, or of which that cannot be said.
type Kandidaat struct {
	Stroom      es.Stream
	Soort       string
	Oordeel     archief.Oordeel
	Lijst       es.Stream // on which it stands; empty: on none
	Gesimuleerd bool
}

// Kandidaten returns the files that were to be destroyed on day op, as the read
// model of l knows them at bekendOp: those that may be, and those that are held
// back, with why. Files of which the term is not over are only counted.
//
// The day of birth is read where the term runs from it, and told to nobody.
func (a *Archief) Kandidaten(ctx context.Context, l projections.Lezer, bekendOp es.Position, op recht.Datum) (uit []Kandidaat, lopend int, err error) {
	bewaard, lijsten := a.register.bewaard(), a.register.opLijst("", a.o.Nu())
	for rij, err := range l.Rijen(archiefbeheer.Dossiers, bekendOp) {
		if err != nil {
			return nil, 0, err
		}
		s, stand, err := archiefbeheer.LeesZaak(rij)
		if err != nil {
			return nil, 0, err
		}
		z := vanStand(stand)
		_, z.Bewaard = bewaard[s]
		z.Geschil = z.Geschil || a.register.isBeperkt(s)
		// Who was leerplichtig when the file began was not older than seventeen, so
		// within a year nobody turns nineteen.
		if geboortegebonden(stand) && !op.Voor(stand.Begonnen.PlusJaren(1)) {
			if z.Geboren, err = a.geboren(ctx, s); err != nil {
				return nil, 0, err
			}
		} else if geboortegebonden(stand) {
			lopend++
			continue
		}
		o, err := z.Beoordeel(op)
		if errors.Is(err, recht.ErrRegelGeldtNiet) {
			o.Reden, err = archief.GeenResultaat, nil
		}
		if err != nil {
			return nil, 0, err
		}
		switch o.Reden {
		case archief.TermijnLoopt, archief.Loopt, archief.Blijvend:
			lopend++
			continue
		}
		uit = append(uit, Kandidaat{Stroom: s, Soort: stand.Soort, Oordeel: o, Lijst: lijsten[s], Gesimuleerd: stand.Gesimuleerd})
	}
	return uit, lopend, nil
}

package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// errOpnieuw says that an append must be sealed or sent anew.
var errOpnieuw = errors.New("eventstoredb: once more")

// maxPogingen bounds how often an append is begun anew because what this node
// knew of the stream turned out not to be so.
const maxPogingen = 8

// A zending is an append, sealed and ready to be sent.
type zending struct {
	es.Meta
	stroom      es.Stream
	verwacht    es.Revision
	zegels      []envelop.Verzegeld
	poging      string
	sleutel     [16]byte // of the stream; zero: it has none
	inDeel      bool     // the bodies go in the part stream of that key
	ingepakt    []byte   // the wrapped key, when it is new
	deel        []plaats // where the bodies lie, once they do
	delen       []uuid.UUID
	overgenomen bool
}

// Append implements [es.Log]. It seals in the caller's goroutine.
//
// A context that ends before the append is sent withdraws it, and nothing is
// recorded. After that the outcome is awaited whatever the context says, for as
// long as Opties.Geduld.
func (j *Journaal) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	fail := func(err error) (es.Receipt, error) {
		return es.Receipt{}, fmt.Errorf("append %s: %w", a.Stream, err)
	}
	if err := keur(ctx, a); err != nil {
		return fail(err)
	}
	if wacht := j.o.haken.voorZenden; wacht != nil {
		klaar, err := wacht(ctx)
		if err != nil {
			return fail(err)
		}
		defer klaar()
	}
	if err := j.gestoptFout(); err != nil {
		return fail(err)
	}
	for range maxPogingen {
		if !j.standen.nieuw(a.Command) {
			r, ok, err := j.replica.Earlier(ctx, a.Command, a.Body)
			if ok || err != nil {
				return r, err
			}
		}
		z, err := j.verzegel(ctx, a)
		if err != nil {
			return fail(err)
		}
		switch r, err := j.zend(ctx, z); {
		case err == nil:
			return r, nil
		case !errors.Is(err, errOpnieuw):
			return fail(err)
		}
	}
	return fail(es.ErrConflict)
}

func keur(ctx context.Context, a es.Append) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case a.Stream == "" || a.Command.IsZero() || a.Expected < es.NoStream || len(a.Events) == 0:
		return errors.New("stroom, opdracht, verwachte revisie of gebeurtenissen ontbreken")
	case len(a.Events) > envelop.MaxAantal:
		return fmt.Errorf("%w: %d gebeurtenissen", es.ErrTooLarge, len(a.Events))
	}
	return nil
}

// verzegel seals the events, under the key of the stream if it has one.
func (j *Journaal) verzegel(ctx context.Context, a es.Append) (*zending, error) {
	stand, err := j.stand(ctx, a.Stream, a.Expected)
	if err != nil {
		return nil, err
	}
	z := &zending{
		Meta: a.Meta, stroom: a.Stream, verwacht: a.Expected, sleutel: stand.Sleutel, poging: uuid.NewString(),
		zegels: make([]envelop.Verzegeld, len(a.Events)),
	}
	var sleutel *envelop.Sleutel
	for n, e := range a.Events {
		if sleutel == nil && j.o.Codec.Persoonlijk(e) {
			if sleutel, err = j.sleutelVoor(ctx, z); err != nil {
				return nil, err
			}
		}
		if z.zegels[n], err = j.o.Codec.Verzegel(a, n, sleutel); err != nil {
			return nil, err
		}
	}
	z.inDeel = z.sleutel != [16]byte{}
	if err := envelop.Omvang(z.zegels); err != nil {
		return nil, err
	}
	if err := j.keurTypen(ctx, z.zegels); err != nil {
		return nil, err
	}
	if stand.Revisie > a.Expected { // a stream only grows
		return nil, es.ErrConflict
	}
	return z, nil
}

// sleutelVoor returns the key of the stream of z, or a new one.
func (j *Journaal) sleutelVoor(ctx context.Context, z *zending) (*envelop.Sleutel, error) {
	if j.o.Inpakker == nil {
		return nil, errGeenInpakker
	}
	if z.sleutel != [16]byte{} {
		s, err := j.Geef(ctx, z.sleutel)
		return &s, err
	}
	s, ingepakt, err := j.o.Inpakker.Nieuw()
	if err != nil {
		return nil, err
	}
	z.sleutel, z.ingepakt = s.ID, ingepakt
	return &s, nil
}

// zend sends an append and waits until this node has counted it. Bodies under a new
// key that the ledger then refuses are deleted again: nothing names them.
func (j *Journaal) zend(ctx context.Context, z *zending) (es.Receipt, error) {
	r, err := j.zendUit(ctx, z)
	if z.ingepakt != nil && len(z.deel) > 0 && (err != nil && !errors.Is(err, es.ErrStopped) || r.Repeated) {
		c, stop := context.WithTimeout(context.WithoutCancel(ctx), j.o.Aanvraagtijd)
		defer stop()
		if err := j.v.wis(c, j.o.Ruimte.deel(z.sleutel)); err != nil {
			j.log.Warn("eventstoredb: ongebruikt deel niet gewist", "oorzaak", reden(err))
		}
	}
	return r, err
}

func (j *Journaal) zendUit(ctx context.Context, z *zending) (es.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return es.Receipt{}, err
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	if z.inDeel {
		if err := j.zendDelen(ctx, z); err != nil {
			return es.Receipt{}, err
		}
		if j.o.haken.naDeel != nil {
			j.o.haken.naDeel()
		}
	}
	uitkomst, klaar := j.volger.verwacht(z.poging, stop) // who is counted need not wait for the answer
	defer klaar()
	regels, err := z.grootboek()
	if err != nil {
		return es.Receipt{}, err
	}
	p, err := j.volhard(ctx, j.o.Ruimte.grootboek(z.stroom), j.verwachtDaar(z), regels)
	if j.o.haken.naGrootboek != nil {
		j.o.haken.naGrootboek()
	}
	select {
	case u := <-uitkomst:
		return j.antwoord(u)
	default:
	}
	switch ctx := context.WithoutCancel(ctx); {
	case errors.Is(err, errRevisie):
		return j.ingehaald(ctx, z, uitkomst)
	case errors.Is(err, errOnbekend):
		return es.Receipt{}, j.onbekend(z)
	case err != nil:
		return es.Receipt{}, err
	default:
		return j.geteld(ctx, z, p, uitkomst)
	}
}

// verwachtDaar is the revision of the ledger stream after which z is to land.
func (j *Journaal) verwachtDaar(z *zending) int64 {
	return int64(z.verwacht) + j.volger.extraVan(z.stroom)
}

// geteld waits until this node has judged up to p, where the server says that the
// append lies.
func (j *Journaal) geteld(ctx context.Context, z *zending, p plaats, uitkomst <-chan journaal.Uitkomst) (es.Receipt, error) {
	if err := j.wachtOfLees(ctx, p.positie); err != nil {
		if fout := j.gestoptFout(); fout != nil {
			return es.Receipt{}, fout
		}
		err = fmt.Errorf("%w: een vastgelegde opdracht is nog niet geteld", ErrOnbereikbaar)
		j.stop(err)
		return es.Receipt{}, fmt.Errorf("%w: %w", es.ErrStopped, err)
	}
	select {
	case u := <-uitkomst:
		return j.antwoord(u)
	default:
	}
	// Another attempt of the same command was first, with the same ids.
	r, ok, err := j.replica.Earlier(ctx, z.Command, z.Body)
	if ok || err != nil {
		return r, err
	}
	err = fmt.Errorf("%w: de server heeft een opdracht in %s, en dit knooppunt telde erlangs", ErrGat, z.stroom)
	j.stop(err)
	return r, fmt.Errorf("%w: %w", es.ErrStopped, err)
}

// bijleesNa is how long a subscription may take to bring what the server has
// acknowledged, before it is read.
const bijleesNa = 200 * time.Millisecond

// wachtOfLees returns when $all has been judged up to p, by way of the
// subscription or, when that is slow, by reading.
func (j *Journaal) wachtOfLees(ctx context.Context, p esdb.Position) error {
	ctx, stop := context.WithTimeout(ctx, j.o.Geduld)
	defer stop()
	for {
		c, eind := context.WithTimeout(ctx, bijleesNa)
		err := j.wachtOp(c, p)
		eind()
		if err == nil || ctx.Err() != nil || j.gestoptFout() != nil {
			return err
		}
		if err := j.haalBij(ctx); err != nil {
			j.log.Warn("eventstoredb: bijlezen mislukt", "oorzaak", reden(err))
		}
	}
}

func (j *Journaal) antwoord(u journaal.Uitkomst) (es.Receipt, error) {
	switch {
	case u.Fout == nil:
		return u.Bon, nil
	case errors.Is(u.Fout, es.ErrReused), errors.Is(u.Fout, ErrSleutelWeg):
		return es.Receipt{}, u.Fout
	}
	return es.Receipt{}, errOpnieuw // the stream moved, or got its key: decide on what is there now
}

// ingehaald answers an append that found the stream at another revision: who was
// first may have been an earlier attempt at this very command.
func (j *Journaal) ingehaald(ctx context.Context, z *zending, uitkomst <-chan journaal.Uitkomst) (es.Receipt, error) {
	c, stop := context.WithTimeout(ctx, j.o.Geduld)
	defer stop()
	for p := (pauze{}); ; {
		err := j.haalBij(c)
		if err == nil {
			break
		}
		if fout := j.gestoptFout(); fout != nil {
			return es.Receipt{}, fout
		}
		if p.rust(c, j.leven) != nil {
			return es.Receipt{}, j.onbekend(z)
		}
	}
	select {
	case u := <-uitkomst:
		return j.antwoord(u)
	default:
	}
	r, ok, err := j.replica.Earlier(ctx, z.Command, z.Body)
	if ok || err != nil {
		return r, err
	}
	stand, err := j.replica.Stand(ctx, z.stroom)
	if err != nil || stand.Revisie != z.verwacht {
		return es.Receipt{}, errors.Join(err, es.ErrConflict)
	}
	// The stream is where it was expected, but holds what the referee refused.
	return es.Receipt{}, j.hermeet(ctx, z.stroom)
}

// hermeet counts what the referee refused in a ledger stream.
func (j *Journaal) hermeet(ctx context.Context, stroom es.Stream) error {
	j.volger.vouw.Lock()
	defer j.volger.vouw.Unlock()
	laatsten, err := j.leesZeker(ctx, j.o.Ruimte.grootboek(stroom), laatste, 1)
	if err != nil || len(laatsten) == 0 || voor(j.volger.verwerkt, laatsten[0].positie) {
		return errors.Join(err, errOpnieuw)
	}
	extra, err := j.verklaar(ctx, stroom, laatsten[0].revisie+1)
	if err != nil {
		return err
	}
	j.volger.zetExtra(stroom, extra)
	return errOpnieuw
}

// onbekend stops the node: something may have been stored, and the server does
// not say.
func (j *Journaal) onbekend(z *zending) error {
	err := fmt.Errorf("%w: of een opdracht in %s is vastgelegd is onbekend", ErrOnbereikbaar, z.stroom)
	j.stop(err)
	return fmt.Errorf("%w: %w", es.ErrStopped, err)
}

// volhard sends the same bytes until the server says what became of them, or
// until Geduld has run out: errOnbekend.
func (j *Journaal) volhard(ctx context.Context, stroom string, verwacht int64, in []inzending) (plaats, error) {
	begin := time.Now()
	for p := (pauze{}); ; {
		c, stop := context.WithTimeout(ctx, j.o.Aanvraagtijd)
		waar, err := j.v.legt(c, stroom, verwacht, in)
		stop()
		if err == nil || zeker(err) {
			return waar, err
		}
		if time.Since(begin) > j.o.Geduld || p.rust(ctx, j.leven) != nil {
			return plaats{}, errOnbekend
		}
	}
}

// zendDelen writes the bodies, and the key when it is new. Bodies without a
// ledger event count for nothing, so any failure leaves nothing behind.
func (j *Journaal) zendDelen(ctx context.Context, z *zending) error {
	var in []inzending
	verwacht := maaktNiet
	if z.ingepakt != nil {
		verwacht = geenStroom
		in = append(in, inzending{id: uuid.New(), soort: soortSleutel, data: z.ingepakt})
	}
	z.delen = z.delen[:0]
	for i := range z.zegels {
		v, id := &z.zegels[i], uuid.New()
		l := lichaam{v.Zout, v.Gebeurtenis, v.Persoonsdeel}
		in = append(in, inzending{id: id, soort: soortLichaam, data: l.bytes()})
		z.delen = append(z.delen, id)
	}
	p, err := j.volhard(ctx, j.o.Ruimte.deel(z.sleutel), verwacht, in)
	switch {
	case errors.Is(err, errOnbekend):
		return ErrOnbereikbaar
	case errors.Is(err, errBegraven):
		return ErrSleutelWeg
	case err != nil:
		return err
	}
	z.deel = z.deel[:0]
	for i := range z.zegels {
		z.deel = append(z.deel, plaats{revisie: p.revisie - int64(len(z.zegels)-1-i)})
	}
	return nil
}

// grootboek returns the ledger events of z.
func (z *zending) grootboek() ([]inzending, error) {
	in := make([]inzending, len(z.zegels))
	for i := range z.zegels {
		v := &z.zegels[i]
		g := grootboekregel{
			Versie: regelversie, Poging: z.poging, Opdracht: b64(z.Command[:]), Inhoud: b64(z.Body[:]), Nummer: i, Aantal: len(z.zegels),
			Revisie: int64(v.Revisie), Tijd: z.Time.UnixMilli(), Commitment: b64(v.Commitment[:]),
			Persoonlijk: v.Sleutel != [16]byte{}, Samenhang: z.Correlation, Overgenomen: z.overgenomen, Vervangen: int64(v.Vervangen),
		}
		if z.Cause != uuid.Nil {
			g.Oorzaak = z.Cause.String()
		}
		in[i] = inzending{id: v.ID, soort: v.Type, json: true, data: v.Gebeurtenis}
		if z.sleutel != [16]byte{} {
			g.Sleutel = b64(z.sleutel[:])
		}
		if z.inDeel {
			g.Deel, g.DeelOp = z.delen[i].String(), z.deel[i].revisie
			in[i].data = []byte("{}")
		} else if v.Vervangen == 0 {
			g.Zout = b64(v.Zout[:])
		}
		meta, err := json.Marshal(g)
		if err != nil {
			return nil, fmt.Errorf("metadata: %w", err)
		}
		in[i].meta = meta
	}
	return in, nil
}

// Earlier implements [es.Log]. That a command is not there is answered only after
// a look at the cluster: another node may have recorded it a moment ago.
func (j *Journaal) Earlier(ctx context.Context, id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	r, ok, err := j.replica.Earlier(ctx, id, body)
	if ok || err != nil {
		return r, ok, err
	}
	if err := j.haalBij(ctx); err != nil {
		return es.Receipt{}, false, fmt.Errorf("zoek opdracht: %w", err)
	}
	return j.replica.Earlier(ctx, id, body)
}

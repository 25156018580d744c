package thuiszittersignaal_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/thuiszittersignaal"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	ld "github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	vm "github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	vr "github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	id     = uuid.MustParse("0190a0b0-0001-89ad-b105-cf9887382a94")
	stroom = ld.Stroom(leerplicht.Kwalificatieplicht, id)
	begin  = recht.NieuweDatum(2026, 9, 1)
	grens  = recht.NieuweDatum(2026, 9, 30) // the first day that is longer than four weeks
)

func van(s es.Stream, e any) es.Recorded {
	return es.Recorded{Stream: s, ID: uuid.NewSHA1(uuid.Nil, []byte(s)), Correlation: "zaak", Event: e}
}

func langdurig() vm.VerzuimmeldingOntvangen {
	e := vm.VerzuimmeldingOntvangen{Kenmerken: vm.Kenmerken{Verzuimsoort: vm.Langdurig}}
	e.Begindatum, e.Gesimuleerd = begin, true
	return e
}

func geopend() es.Recorded { return van(stroom, ld.LeerplichtdossierGeopend{}) }

func behandeld() es.Recorded {
	return van("verzuimmelding-1", vm.VerzuimmeldingInBehandelingGenomen{Dossier: id})
}

func absoluut() es.Recorded { return van(stroom, ld.AbsoluutVerzuimVastgesteld{Begin: begin}) }

// bij returns what is asked at the beginning of day d, after these events.
func bij(d recht.Datum, rs ...es.Recorded) []bus.Opdracht {
	p := thuiszittersignaal.Proces()
	s := p.Nieuw()
	for _, r := range rs {
		s = p.Volg(s, r)
	}
	return p.Gewekt(s, d.Begin())
}

func TestSignaal(t *testing.T) {
	melding := van("verzuimmelding-1", langdurig())
	t.Run("precies vier weken is niet langer dan vier weken", func(t *testing.T) {
		for naam, rs := range map[string][]es.Recorded{"relatief": {melding, geopend(), behandeld()}, "absoluut": {geopend(), absoluut()}} {
			assert.Empty(t, bij(grens.PlusDagen(-1), rs...), naam)
			uit := bij(grens, rs...)
			require.Len(t, uit, 1, naam)
			c := uit[0].Opdracht.(ld.SignaleerThuiszitter)
			assert.Equal(t, []any{stroom, begin, "zaak", naam == "relatief"}, []any{uit[0].Stroom, c.Begin, uit[0].Samenhang, c.Gesimuleerd}, naam)
			assert.Equal(t, recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "thuiszittersignaal"}, c.Actor)
		}
	})
	t.Run("zonder dossier, na sluiting of bij een ander verzuim is er geen signaal", func(t *testing.T) {
		ander := langdurig()
		ander.Verzuimsoort = vm.Luxe
		for naam, rs := range map[string][]es.Recorded{
			"niet in behandeling": {melding, geopend()},
			"geen dossier":        {melding, behandeld()},
			"gesloten":            {melding, geopend(), behandeld(), van(stroom, ld.LeerplichtdossierGesloten{})},
			"luxe":                {van("verzuimmelding-1", ander), geopend(), behandeld()},
			"melding afgesloten":  {melding, geopend(), behandeld(), van("verzuimmelding-1", vm.VerzuimmeldingAfgesloten{})},
			"melding ingetrokken": {melding, geopend(), behandeld(), van("verzuimmelding-1", vm.VerzuimmeldingIngetrokken{})},
			"absoluut voorbij":    {geopend(), absoluut(), van(stroom, ld.AbsoluutVerzuimBeeindigd{})},
		} {
			assert.Empty(t, bij(grens.PlusDagen(300), rs...), naam)
		}
	})
	t.Run("wat is gesignaleerd, beoordeeld of voorbij wordt niet nog eens gevraagd, een nieuw verzuim wel", func(t *testing.T) {
		rs := []es.Recorded{melding, geopend(), behandeld()}
		for naam, e := range map[string]any{
			"gesignaleerd": ld.ThuiszitterGesignaleerd{Begin: begin}, "aangemerkt": ld.ThuiszitterAangemerkt{Begin: begin},
			"terug": ld.TerugkeerNaarSchoolVastgesteld{TerugOp: begin.PlusDagen(40)},
		} {
			klaar := append(rs[:3:3], van(stroom, e))
			assert.Empty(t, bij(grens.PlusDagen(300), klaar...), naam)
			opnieuw := langdurig()
			opnieuw.Begindatum = begin.PlusDagen(60)
			assert.Len(t, bij(grens.PlusDagen(300), append(klaar, van("verzuimmelding-2", opnieuw), van("verzuimmelding-2", vm.VerzuimmeldingInBehandelingGenomen{Dossier: id}))...), 1, naam)
		}
	})
	t.Run("wie is vrijgesteld geeft geen signaal, en na het einde ervan wel", func(t *testing.T) {
		e := vr.VrijstellingVanRechtswegeVastgesteld{Duur: vr.Duur{Vanaf: begin, Tot: grens.PlusDagen(30), Dossier: stroom}}
		rs := []es.Recorded{melding, geopend(), behandeld(), van("vrijstelling-1", e)}
		assert.Empty(t, bij(grens.PlusDagen(29), rs...))
		assert.Len(t, bij(grens.PlusDagen(30), rs...), 1)
		assert.Len(t, bij(grens, append(rs, van("vrijstelling-1", vr.BeroepOpVrijstellingNietAanvaard{}))...), 1)
		e.Dossier = "leerplichtdossier-anders"
		assert.Len(t, bij(grens, append(rs[:3:3], van("vrijstelling-1", e))...), 1)
	})
	t.Run("na stilstand komen alle signalen, het oudste verzuim eerst, en bij twee bronnen een", func(t *testing.T) {
		ander := ld.Stroom(leerplicht.Leerplicht, uuid.MustParse("0190a0b0-0001-89ad-b105-cf9887382a95"))
		rs := []es.Recorded{
			melding, geopend(), behandeld(), absoluut(), van(ander, ld.LeerplichtdossierGeopend{}),
			van(ander, ld.AbsoluutVerzuimVastgesteld{Begin: begin.PlusDagen(-5)}),
		}
		uit := bij(grens.PlusDagen(90), rs...)
		require.Len(t, uit, 2)
		assert.Equal(t, []es.Stream{ander, stroom}, []es.Stream{uit[0].Stroom, uit[1].Stroom})
	})
	t.Run("van een vernietigd dossier komt geen signaal", func(t *testing.T) {
		weg := geopend()
		weg.Replaced = true
		assert.Empty(t, bij(grens.PlusDagen(90), melding, geopend(), behandeld(), weg))
	})
}

func opdracht(d recht.Datum) recht.Opdracht {
	return recht.Opdracht{Op: d.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "consulent-leerplicht", Organisatie: "MGR", ID: "a"}, Gesimuleerd: true}
}

// afgebroken loses, once, the answer of an append that was carried out: the process
// cannot tell that from a crash before its position was kept.
type afgebroken struct {
	bus.Uitvoerder
	eens bool
}

func (a *afgebroken) Voer(ctx context.Context, s es.Stream, c any, m es.Meta) (es.Receipt, error) {
	r, err := a.Uitvoerder.Voer(ctx, s, c, m)
	if err == nil && !a.eens {
		a.eens = true
		return es.Receipt{}, errors.New("the answer was lost")
	}
	return r, err
}

// TestOnTheRealJournal runs the process as the back office does: cut off right
// after the signal was recorded, started again, and started again without a position.
func TestOnTheRealJournal(t *testing.T) {
	codec, err := envelop.New("urn:nld:oin:00000001234567890000:systeem:kroniek", ld.Events, vm.Events, vr.Events)
	require.NoError(t, err)
	dir := t.TempDir()
	nu := grens.Begin().Add(time.Hour)
	for ronde := range 3 {
		kluis, err := sleutels.Open(filepath.Join(dir, "sleutels.db"), [32]byte{7})
		require.NoError(t, err)
		j, err := journaal.Open(t.Context(), dir, journaal.Opties{Codec: codec, Sleutels: kluis})
		require.NoError(t, err)
		h := es.Handler[ld.Command, ld.State, ld.Event]{Decider: ld.Decider, Log: j}
		if ronde == 0 {
			for i, c := range []ld.Command{
				ld.Open{
					Opdracht: opdracht(begin), Opgave: leerplicht.Opgave{Gemeente: "GM0202", Onderwijssoort: leerplicht.MBO}, Plicht: leerplicht.Kwalificatieplicht,
					Persoon: leerplicht.Persoon{
						Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(recht.NieuweDatum(2009, 9, 1)), BSN: es.Prive(recht.BSN("999990019")),
					},
					GeopendOp: begin,
				},
				ld.StelAbsoluutVerzuimVast{Opdracht: opdracht(begin), Begin: begin},
			} {
				_, err := h.Handle(t.Context(), stroom, c, es.Meta{Command: es.CommandID{byte(i + 1)}, Time: opdracht(begin).Op}, nil)
				require.NoError(t, err)
			}
		}
		if ronde == 2 {
			require.NoError(t, os.RemoveAll(filepath.Join(dir, "processen")))
		}
		b, err := bus.New(j, codec.Open, bus.Opties{Logger: slog.New(slog.DiscardHandler)})
		require.NoError(t, err)
		wakker := make(chan struct{}, 1000)
		var uitvoerder bus.Uitvoerder = bus.Via(h)
		if ronde == 0 {
			uitvoerder = &afgebroken{Uitvoerder: uitvoerder}
		}
		bus.AddProces(b, thuiszittersignaal.Proces(), bus.ProcesOpties{
			Uitvoerder: uitvoerder, Posities: bus.Map(filepath.Join(dir, "processen")), Ritme: time.Millisecond,
			Nu: func() time.Time {
				select {
				case wakker <- struct{}{}:
				default:
				}
				return nu
			},
		})
		ctx, stop := context.WithCancel(t.Context())
		klaar := make(chan error, 1)
		go func() { klaar <- b.Run(ctx) }()
		for range []int{1, 5, 5}[ronde] { // in the first round cut off in the middle, later awake five times
			<-wakker
		}
		stop()
		require.NoError(t, <-klaar)
		vastgelegd, err := j.Read(t.Context(), stroom)
		require.NoError(t, err)
		signalen := 0
		for _, r := range vastgelegd {
			if e, ok := r.Event.(ld.ThuiszitterGesignaleerd); ok {
				signalen++
				require.Equal(t, begin, e.Begin)
				require.True(t, e.Gesimuleerd)
			}
		}
		if ronde > 0 {
			require.Equal(t, 1, signalen)
		} else {
			require.LessOrEqual(t, signalen, 1)
		}
		require.NoError(t, j.Sluit())
		require.NoError(t, kluis.Sluit())
	}
}

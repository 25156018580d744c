package uitgaand

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestDelivery(t *testing.T) {
	t.Run("elke gebeurtenis komt, op volgorde, als de bytes die zijn verzegeld met het volgnummer erbij", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		w.doe("1", "GM0202", 3)
		w.abonneer("suite", auditor(o.srv.URL))
		w.draai()
		laatste := w.doe("2", "GM0202", 2)
		binnen := o.kreeg(tot(laatste))
		require.Len(t, binnen, 5)
		for i, p := range binnen {
			require.Equal(t, proeftype, p.Type)
			require.Equal(t, p.ID, p.koppen.Get("webhook-id"))
			g, ok, err := w.j.Gebeurtenis(t.Context(), mustUUID(t, p.ID))
			require.NoError(t, err)
			require.True(t, ok)
			lichaam, err := Gestructureerd(g.Gebeurtenis, g.Positie)
			require.NoError(t, err)
			require.Equal(t, string(lichaam), string(p.lichaam))
			if i > 0 {
				require.Less(t, nummer(binnen[i-1]), nummer(p))
			}
		}
	})
	t.Run("wie maar een gemeente mag zien krijgt alleen die, en zijn positie loopt door", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		l := auditor(o.srv.URL)
		l.Rol, l.Organisatie, l.Gemeente = "integrator", "GM0202", "GM0202"
		stroom := w.abonneer("suite", l)
		w.doe("1", "GM0203", 4)
		w.doe("2", "GM0202", 1)
		w.doe("1", "GM0203", 4)
		laatste := w.doe("2", "GM0202", 1)
		d, _ := w.draai()
		binnen := o.kreeg(tot(laatste))
		require.Len(t, binnen, 2)
		for _, p := range binnen {
			require.Equal(t, "GM0202", p.Gemeente)
		}
		achter := w.doe("1", "GM0203", 1)
		require.Eventually(t, func() bool {
			s, ok, err := d.Een(context.Background(), stroom)
			return err == nil && ok && s.Positie == achter && s.Achterstand == 0
		}, time.Minute, time.Millisecond)
	})
	t.Run("een rol zonder recht krijgt niets", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		l := auditor(o.srv.URL)
		l.Rol = "griffier"
		stroom := w.abonneer("suite", l)
		laatste := w.doe("1", "GM0202", 3)
		d, _ := w.draai()
		require.Eventually(t, func() bool {
			s, _, err := d.Een(context.Background(), stroom)
			return err == nil && s.Positie == laatste
		}, time.Minute, time.Millisecond)
		require.Zero(t, o.verzoeken())
	})
	t.Run("zonder goedkeuring gaat er niets uit, en naar een oud adres evenmin", func(t *testing.T) {
		w, oud, nieuw := nieuweWereld(t), nieuweOntvanger(t, false), nieuweOntvanger(t, false)
		stroom := w.abonneer("suite", auditor(oud.srv.URL))
		w.geef(stroom, abonnement.Wijzig{Opdracht: mens("beheerder", "a"), Levering: auditor(nieuw.srv.URL)})
		w.doe("1", "GM0202", 2)
		ander := nieuweOntvanger(t, false)
		w.abonneer("ander", auditor(ander.srv.URL))
		w.draai()
		ander.kreeg(func(b []pakket, _ int) bool { return len(b) == 2 }) // all are at work by now
		require.Zero(t, oud.verzoeken())
		require.Zero(t, nieuw.verzoeken())
		w.geef(stroom, abonnement.KeurGoed{Opdracht: mens("bestuurssecretaris", "b")})
		require.Len(t, nieuw.kreeg(func(b []pakket, _ int) bool { return len(b) == 2 }), 2)
		require.Zero(t, oud.verzoeken())
	})
	t.Run("een adres dat intussen is vervangen krijgt ook bij het lezen van de geschiedenis niets", func(t *testing.T) {
		w, oud, ander := nieuweWereld(t), nieuweOntvanger(t, false), nieuweOntvanger(t, false)
		w.doe("1", "GM0202", 2)
		stroom := w.abonneerNa("suite", auditor(oud.srv.URL), 0)
		w.geef(stroom, abonnement.Wijzig{Opdracht: mens("beheerder", "a"), Levering: auditor(ander.srv.URL)})
		lees := w.o.Decodeer
		w.o.Decodeer = func(v *verzegeld) (es.Recorded, error) {
			if v.Stroom == stroom && v.Revisie == 2 { // long enough for who acts on half the history
				select {
				case <-oud.groei():
				case <-time.After(200 * time.Millisecond):
				}
			}
			return lees(v)
		}
		w.abonneer("ander", auditor(ander.srv.URL))
		w.draai()
		ander.kreeg(func(b []pakket, _ int) bool { return len(b) == 2 })
		require.Zero(t, oud.verzoeken())
	})
	t.Run("na een herstart gaat het verder waar het was", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		stroom := w.abonneer("suite", auditor(o.srv.URL))
		d, stop := w.draai()
		p := w.doe("1", "GM0202", 3)
		o.kreeg(tot(p))
		require.Eventually(t, func() bool {
			m, err := w.posities.Lees(context.Background(), sleutel(stroom, 0))
			return err == nil && m.Positie == p
		}, time.Minute, time.Millisecond)
		stop()
		s, _, err := d.Een(t.Context(), stroom)
		require.NoError(t, err)
		require.False(t, s.Bezig)
		require.Equal(t, p, s.Positie)
		w.draai()
		laatste := w.doe("1", "GM0202", 2)
		require.Len(t, o.kreeg(tot(laatste)), 5, "nothing twice after a clean stop")
	})
}

func TestDeadLetter(t *testing.T) {
	vast := func(s abonnement.State) bool { return s.Gestopt != "" }
	t.Run("wat niet af te leveren is stopt dat abonnement daar, en geen ander", func(t *testing.T) {
		w, o, goed := nieuweWereld(t), nieuweOntvanger(t, false), nieuweOntvanger(t, false)
		w.o.Geduld = 30 * time.Millisecond
		var stuk string
		o.Antwoord = func(n int, w http.ResponseWriter, p pakket) {
			if p.ID == stuk {
				w.WriteHeader(500)
			}
		}
		stroom := w.abonneer("stuk", auditor(o.srv.URL))
		w.abonneer("goed", auditor(goed.srv.URL))
		w.doe("1", "GM0202", 2)
		derde := w.doe("1", "GM0202", 1)
		g, err := gebeurtenisOp(t.Context(), w.j, derde)
		require.NoError(t, err)
		stuk = g.String()
		laatste := w.doe("1", "GM0202", 3)
		d, _ := w.draai()
		s := w.wachtOp(stroom, vast)
		require.Equal(t, abonnement.NietAfgeleverd, s.Gestopt)
		require.EqualValues(t, derde, s.Vastloper.Positie)
		require.Equal(t, g, s.Vastloper.Gebeurtenis)
		require.Equal(t, Status5, s.Vastloper.Storing)
		require.Greater(t, s.Vastloper.Pogingen, 1)
		goed.kreeg(tot(laatste))
		binnen := o.kreeg(func(b []pakket, _ int) bool { return len(b) == 2 })
		require.Less(t, nummer(binnen[1]), int64(derde), "nothing after it was sent")
		st, _, err := d.Een(t.Context(), stroom)
		require.NoError(t, err)
		require.EqualValues(t, derde-1, st.Positie)
		require.Positive(t, st.Achterstand)

		t.Run("een mens hervat, en het gaat verder bij dezelfde gebeurtenis", func(t *testing.T) {
			o.Antwoord = func(_ int, w http.ResponseWriter, _ pakket) { w.WriteHeader(200) }
			w.geef(stroom, abonnement.Hervat{Opdracht: mens("beheerder", "a")})
			binnen := o.kreeg(tot(laatste))
			require.Equal(t, stuk, binnen[2].ID)
			require.Len(t, binnen, 6)
		})
	})
	t.Run("het kan bij dezelfde gebeurtenis nog eens stoppen", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		o.Antwoord = func(_ int, w http.ResponseWriter, _ pakket) { w.WriteHeader(http.StatusGone) }
		stroom := w.abonneer("weg", auditor(o.srv.URL))
		w.doe("1", "GM0202", 1)
		w.draai()
		require.Equal(t, abonnement.OntvangerWeg, w.wachtOp(stroom, vast).Gestopt)
		hervat := w.j.Kop() + 1 // it may have come to stand again before geef returns
		w.geef(stroom, abonnement.Hervat{Opdracht: mens("beheerder", "a")})
		require.Equal(t, abonnement.OntvangerWeg, w.wachtOp(stroom, func(s abonnement.State) bool { return vast(s) && w.j.Kop() > hervat }).Gestopt)
		require.Equal(t, 2, o.verzoeken())
	})
	t.Run("wie het laat hervatten voordat de dienst het stoppen zag, ziet het weer leveren", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		o.Antwoord = func(n int, w http.ResponseWriter, _ pakket) {
			if n == 0 {
				w.WriteHeader(http.StatusGone)
			}
		}
		stroom := w.abonneer("weg", auditor(o.srv.URL))
		p := w.doe("1", "GM0202", 1)
		w.hervatMeteen(stroom)
		w.draai()
		require.Equal(t, int64(p), nummer(o.kreeg(tot(p))[0]))
		require.Equal(t, 2, o.verzoeken())
	})
	t.Run("een adres binnen stopt het meteen", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		w.o.Netwerk = Netwerk{}
		stroom := w.abonneer("binnen", auditor(o.srv.URL))
		w.doe("1", "GM0202", 1)
		w.draai()
		s := w.wachtOp(stroom, vast)
		require.Equal(t, abonnement.AdresGeweigerd, s.Gestopt)
		require.Equal(t, 1, s.Vastloper.Pogingen)
		require.Zero(t, o.verzoeken())
	})
	t.Run("een gebeurtenis die dit programma niet kan lezen stopt het", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		stroom := w.abonneer("suite", auditor(o.srv.URL))
		w.doe("1", "GM0202", 1)
		tweede := w.doe("1", "GM0202", 1)
		w.o.Decodeer = stukBij(w.o.Decodeer, tweede)
		w.doe("1", "GM0202", 1)
		w.draai()
		s := w.wachtOp(stroom, vast)
		require.Equal(t, abonnement.Onleesbaar, s.Gestopt)
		require.EqualValues(t, tweede, s.Vastloper.Positie)
		require.Len(t, o.kreeg(func(b []pakket, _ int) bool { return len(b) > 0 }), 1)
	})
	t.Run("NATS zonder server staat vast en zegt waarom", func(t *testing.T) {
		w := nieuweWereld(t)
		w.o.Geduld = time.Millisecond
		l := auditor("kroniek.proef")
		l.Kanaal = abonnement.NATS
		stroom := w.abonneer("nats", l)
		w.doe("1", "GM0202", 1)
		w.draai()
		require.Equal(t, GeenNATS, w.wachtOp(stroom, vast).Vastloper.Storing)
	})
}

func stukBij(d bus.Decode, p es.Position) bus.Decode {
	return func(v *verzegeld) (es.Recorded, error) {
		if v.Positie == p {
			return es.Recorded{}, es.ErrUnknownType
		}
		return d(v)
	}
}

func TestResumeToken(t *testing.T) {
	w, o := nieuweWereld(t), nieuweOntvanger(t, false)
	stroom := w.abonneer("suite", auditor(o.srv.URL))
	laatste := w.doe("1", "GM0202", 4)
	w.draai()
	eerder := o.kreeg(tot(laatste))
	t.Run("na stoppen kan opnieuw worden geleverd na een genoemde positie", func(t *testing.T) {
		w.geef(stroom, abonnement.Stop{Opdracht: mens("beheerder", "a"), Reden: abonnement.OpVerzoek},
			abonnement.Hervat{Opdracht: mens("beheerder", "a"), Opnieuw: true, NaPositie: nummer(eerder[1])})
		binnen := o.kreeg(func(b []pakket, _ int) bool { return len(b) == 6 })
		require.Equal(t, eerder[2:], zonderKoppen(binnen[4:], eerder[2:]))
	})
	t.Run("een ander geheim tekent, een tijd lang naast het vorige", func(t *testing.T) {
		w.geef(stroom, abonnement.VernieuwGeheim{Opdracht: mens("beheerder", "a")})
		// What was on its way when the secret changed carries the one before it, which the
		// receiver knows; from some event on it carries both, and so it stays.
		getekend := func() (met, zonder string, had string) {
			binnen := o.kreeg(tot(w.doe("1", "GM0202", 1)))
			l := binnen[len(binnen)-1]
			op := tijdstip(t, l.koppen.Get("webhook-timestamp"))
			return Onderteken(l.ID, op, l.lichaam, geheim.Van(stroom, 2), geheim.Van(stroom, 1)),
				Onderteken(l.ID, op, l.lichaam, geheim.Van(stroom, 1)), l.koppen.Get("webhook-signature")
		}
		beide, eerste, had := getekend()
		for n := 0; had == eerste; n++ {
			require.Less(t, n, 500, "the new secret is never used")
			beide, eerste, had = getekend()
		}
		require.Equal(t, beide, had)
		beide, _, had = getekend()
		require.Equal(t, beide, had)
		was := eerder[0]
		require.Equal(t, Onderteken(was.ID, tijdstip(t, was.koppen.Get("webhook-timestamp")), was.lichaam, geheim.Van(stroom, 1)), was.koppen.Get("webhook-signature"))
	})
	t.Run("nergens staat een geheim: niet in een gebeurtenis en niet in het log", func(t *testing.T) {
		for _, n := range []int{1, 2} {
			tekst := Tekst(geheim.Van(stroom, n))
			require.NotContains(t, w.log.String(), tekst[6:])
			require.NoError(t, w.j.Scan(t.Context(), 0, w.j.Kop(), func(v *verzegeld) error {
				require.NotContains(t, string(v.Gebeurtenis), tekst[6:])
				return nil
			}))
		}
	})
}

// zonderKoppen gives each of some the headers of the one beside it: those differ
// by the moment.
func zonderKoppen(some, beside []pakket) []pakket {
	some = slices.Clone(some)
	for i := range some {
		some[i].koppen = beside[i].koppen
	}
	return some
}

func TestLease(t *testing.T) {
	w, o := nieuweWereld(t), nieuweOntvanger(t, false)
	p := &proefpacht{aan: make(chan context.Context)}
	w.o.Pacht = p
	w.abonneer("suite", auditor(o.srv.URL))
	w.doe("1", "GM0202", 1)
	d, _ := w.draai()
	t.Run("zonder pacht gaat er niets uit", func(t *testing.T) {
		require.Zero(t, o.verzoeken())
		alle, err := d.Stand(t.Context())
		require.NoError(t, err)
		require.Len(t, alle, 1, "what there is can be seen on every node")
		require.False(t, alle[0].Bezig)
		require.EqualValues(t, 3, alle[0].Achterstand)
	})
	t.Run("met pacht wel, en na verlies niets meer", func(t *testing.T) {
		houd, verlies := context.WithCancel(t.Context())
		p.geef(t, houd)
		o.kreeg(func(b []pakket, _ int) bool { return len(b) == 1 })
		verlies()
		volgende, einde := context.WithCancel(t.Context())
		defer einde()
		w.doe("1", "GM0202", 1)
		p.geef(t, volgende) // is only asked for when the former was let go
		require.Len(t, o.kreeg(func(b []pakket, _ int) bool { return len(b) == 2 }), 2)
	})
}

// geef gives the right to who asks for it, and asks it must.
func (p *proefpacht) geef(t *testing.T, houd context.Context) {
	t.Helper()
	select {
	case p.aan <- houd:
	case <-time.After(20 * time.Second):
		require.Fail(t, "nobody asked for the right")
	}
}

// proefpacht gives the right when the test says so.
type proefpacht struct{ aan chan context.Context }

func (p *proefpacht) Neem(ctx context.Context) (context.Context, func(), error) {
	select {
	case houd := <-p.aan:
		houd, los := context.WithCancel(houd)
		context.AfterFunc(ctx, los)
		return houd, los, nil
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
}

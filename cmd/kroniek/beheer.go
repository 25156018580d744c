package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
)

// A beheerjournaal is what is needed of the journal to find what two persons agreed to.
type beheerjournaal interface {
	es.Log
	Stromen(ctx context.Context, soorten ...string) ([]es.Stream, error)
}

// beheerwerk records acts on the system itself: in the history that two persons
// agreed and that it begins, in the audit log what came of it.
type beheerwerk struct {
	journaal  beheerjournaal
	schrijf   es.Log // what stands before the journal; nil: the journal itself
	register  *toegang.Register
	audit     *auditlog.Logboek
	nu        func() time.Time
	oorsprong string // for the audit log: "opdrachtregel" or "signaal"
	tweetal   tweetal
}

// A tweetal is two persons who show their tokens on the machine itself, for what is
// done while no office runs. The files hold what kroniek token geef printed.
type tweetal struct{ eerste, tweede string }

func (t *tweetal) vlaggen(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.eerste, "eerste", "", "bestand met het token van een beheerder, die het voorstelt; alleen als het niet al over HTTP is bekrachtigd")
	cmd.Flags().StringVar(&t.tweede, "tweede", "", "bestand met het token van een ander: een beheerder of de bestuurssecretaris, die het bekrachtigt")
}

// errTweeMensen refuses an act that no two persons agreed to.
var errTweeMensen = errors.New("dit vraagt twee mensen: een beheerder stelt het voor (POST /v1/beheerhandelingen), een beheerder of de bestuurssecretaris bekrachtigt het binnen zeven dagen; " +
	"staat het kantoor stil, geef dan met --eerste en --tweede de bestanden met hun tokens")

func (b beheerwerk) handler() es.Handler[beheerhandeling.Command, beheerhandeling.State, beheerhandeling.Event] {
	l := b.schrijf
	if l == nil {
		l = b.journaal
	}
	return es.Handler[beheerhandeling.Command, beheerhandeling.State, beheerhandeling.Event]{Decider: beheerhandeling.Decider, Log: l}
}

// bekrachtigd returns the act of kind h that two persons agreed to, that has not
// begun and may begin today; false when there is none.
func (b beheerwerk) bekrachtigd(ctx context.Context, h beheerhandeling.Handeling) (es.Stream, bool, error) {
	stromen, err := b.journaal.Stromen(ctx, beheerhandeling.Soort)
	if err != nil {
		return "", false, err
	}
	for _, s := range stromen {
		st, _, err := b.handler().State(ctx, s)
		if err != nil {
			return "", false, err
		}
		if st.Mag(h, recht.DatumVan(b.nu())) {
			return s, true, nil
		}
	}
	return "", false, nil
}

// begin records that act h begins now, on the word of two persons; alone only while
// there are no two who could. When it returns an error nothing may be done.
func (b beheerwerk) begin(ctx context.Context, h beheerhandeling.Handeling, om beheerhandeling.Omstandigheden) (es.Stream, error) {
	s, alleen, err := b.grond(ctx, h)
	if err == nil {
		_, err = b.doe(ctx, s, beheerhandeling.Begin{
			Opdracht: b.opdracht(recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "beheer"}), Handeling: h, Alleen: alleen, Omstandigheden: om,
		})
	}
	if err != nil {
		return "", errors.Join(err, b.meld(h, s, auditlog.Geweigerd))
	}
	return s, b.meld(h, s, auditlog.Toegestaan)
}

// mislukt records that an act that had begun did not succeed, and returns err.
func (b beheerwerk) mislukt(h beheerhandeling.Handeling, s es.Stream, err error) error {
	if err == nil {
		return nil
	}
	return errors.Join(err, b.meld(h, s, auditlog.Geweigerd))
}

// grond returns the stream of what two persons agreed to, or a new one when alone is
// all there is.
func (b beheerwerk) grond(ctx context.Context, h beheerhandeling.Handeling) (_ es.Stream, alleen bool, err error) {
	nieuw := beheerhandeling.Stroom(uuid.Must(uuid.NewV7()))
	if b.tweetal != (tweetal{}) {
		return nieuw, false, b.legVast(ctx, nieuw, h)
	}
	s, ook, err := b.bekrachtigd(ctx, h)
	if err != nil || ook {
		return s, false, err
	}
	kan, err := b.register.KanVierOgen(ctx)
	switch {
	case err != nil:
		return nieuw, false, err
	case kan:
		return nieuw, false, metCode(exitGeweigerd, errTweeMensen)
	}
	return nieuw, true, nil
}

// legVast records, on the tokens that they showed, that one person proposed and
// another agreed.
func (b beheerwerk) legVast(ctx context.Context, s es.Stream, h beheerhandeling.Handeling) error {
	een, err := b.herken(b.tweetal.eerste, toegang.Beheerder)
	if err != nil {
		return err
	}
	twee, err := b.herken(b.tweetal.tweede, toegang.Beheerder, toegang.Bestuurssecretaris)
	if err != nil {
		return err
	}
	for _, x := range []struct {
		wie toegang.Wie
		c   func(recht.Opdracht) beheerhandeling.Command
	}{
		{een, func(o recht.Opdracht) beheerhandeling.Command {
			return beheerhandeling.StelVoor{Opdracht: o, Handeling: h}
		}},
		{twee, func(o recht.Opdracht) beheerhandeling.Command { return beheerhandeling.Bekrachtig{Opdracht: o} }},
	} {
		a := recht.Actor{Rol: string(x.wie.Rol), Organisatie: x.wie.Organisatie, ID: x.wie.ID}
		if _, err := b.doe(ctx, s, x.c(b.opdracht(a))); err != nil {
			return metCode(exitGeweigerd, err)
		}
		err := b.audit.Leg(auditlog.Regel{
			Actie: auditlog.Beheer, Handeling: string(h), Object: string(s), Resultaat: auditlog.Toegestaan, Oorsprong: b.oorsprong,
			Actor: auditlog.Actor{Rol: a.Rol, Organisatie: a.Organisatie, ID: a.ID, Bewijs: x.wie.TokenID},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// herken reads a token from a file and returns whose it is.
func (b beheerwerk) herken(bestand string, rollen ...toegang.Rol) (toegang.Wie, error) {
	if bestand == "" {
		return toegang.Wie{}, metCode(exitGebruik, errors.New("geef --eerste en --tweede allebei: elk een bestand met een token"))
	}
	t, err := os.ReadFile(bestand)
	if err != nil {
		return toegang.Wie{}, metCode(exitGebruik, fmt.Errorf("lees token: %w", err))
	}
	wie, err := b.register.Herken(strings.TrimSpace(string(t)))
	if err != nil {
		return toegang.Wie{}, metCode(exitGeweigerd, fmt.Errorf("het token in %s geldt niet in deze map: %w", bestand, err))
	}
	for _, r := range rollen {
		if wie.Rol == r {
			return wie, nil
		}
	}
	return toegang.Wie{}, metCode(exitGeweigerd, fmt.Errorf("het token in %s is van rol %s; dit vraagt %v", bestand, wie.Rol, rollen))
}

func (b beheerwerk) opdracht(a recht.Actor) recht.Opdracht {
	return recht.Opdracht{Op: b.nu().UTC().Truncate(time.Millisecond), Actor: a}
}

func (b beheerwerk) doe(ctx context.Context, s es.Stream, c beheerhandeling.Command) (es.Receipt, error) {
	id := uuid.Must(uuid.NewV7())
	return b.handler().Handle(ctx, s, c, es.Meta{
		Command: es.CommandID(id), Time: b.nu().UTC().Truncate(time.Millisecond), Body: sha256.Sum256(id[:]),
	}, nil)
}

func (b beheerwerk) meld(h beheerhandeling.Handeling, s es.Stream, r auditlog.Resultaat) error {
	return b.audit.Leg(auditlog.Regel{
		Actie: auditlog.Beheer, Handeling: string(h), Object: string(s), Resultaat: r, Oorsprong: b.oorsprong,
		Actor: auditlog.Actor{Rol: "proces", Organisatie: "MGR", ID: "beheer"},
	})
}

// beheer returns the work of acts on the system itself, of an office that runs.
func (k *kantoor) beheer() beheerwerk {
	return beheerwerk{journaal: k.eigen, schrijf: k.schrijflog(), register: k.register, audit: k.audit, nu: k.o.nu, oorsprong: "signaal"}
}

// vernieuwInpaksleutel changes the wrapping key while requests are served.
func (k *kantoor) vernieuwInpaksleutel(ctx context.Context) error {
	if k.cluster != nil {
		return errCluster
	}
	b := inpaksleutels(k.o.dir, k.o.kek, k.o.kekProgramma)
	if err := wisselInpaksleutel(ctx, k.beheer(), k.kluis, b); err != nil {
		return err
	}
	k.o.log.Info("inpaksleutel vernieuwd", slog.String("bron", b.Naam()))
	return nil
}

// magUitvoeren refuses to take the whole history out of a folder before two persons
// agreed to it, and records in the audit log that it happens. It returns the act they
// agreed to, empty when there are no two yet, and whether an office was ever here.
func magUitvoeren(ctx context.Context, m *leesmap) (grond es.Stream, kantoor bool, err error) {
	register := filepath.Join(m.dir, "toegang.db")
	if _, err := os.Stat(register); errors.Is(err, fs.ErrNotExist) {
		return "", false, nil // a history that was read in from elsewhere
	}
	r, err := toegang.Open(register, time.Now)
	if err != nil {
		return "", true, fmt.Errorf("toegang: %w", err)
	}
	defer func() { err = errors.Join(err, r.Sluit()) }()
	l, err := auditlog.Open(filepath.Join(m.dir, auditlog.Map), auditlog.Opties{})
	if err != nil {
		return "", true, metCode(exitGeweigerd, fmt.Errorf("auditlog: %w", err))
	}
	defer func() { err = errors.Join(err, l.Sluit()) }()
	b := beheerwerk{journaal: m.journaal, register: r, audit: l, nu: time.Now, oorsprong: "opdrachtregel"}
	grond, alleen, err := b.grond(ctx, beheerhandeling.Uitvoer)
	if err != nil {
		return "", true, errors.Join(err, b.meld(beheerhandeling.Uitvoer, "", auditlog.Geweigerd))
	}
	if alleen {
		grond = ""
	}
	return grond, true, b.meld(beheerhandeling.Uitvoer, grond, auditlog.Toegestaan)
}

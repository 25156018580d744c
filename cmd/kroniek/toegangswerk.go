package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/aanmelding"
	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
)

// toegangswerk is what the token commands work with.
type toegangswerk struct {
	*toegang.Register
	log *auditlog.Logboek
	dir string
}

// meld records a change of access. When that fails, what was just given is taken
// back: access that no log knows of must not exist.
func (t toegangswerk) meld(ctx context.Context, a auditlog.Actie, wie toegang.Wie) error {
	err := t.log.Leg(auditlog.Regel{
		Actie: a, Object: wie.TokenID, Resultaat: auditlog.Toegestaan, Oorsprong: "opdrachtregel",
		Actor: auditlog.Actor{Rol: string(wie.Rol), Organisatie: wie.Organisatie, ID: wie.ID, Bewijs: wie.TokenID},
	})
	if err == nil || a == auditlog.Ingetrokken {
		return err
	}
	return errors.Join(err, t.TrekIn(ctx, wie.TokenID))
}

// logAanmelding records who signs in on the pages of the office, who is sent away and
// why, and who ends a session of their own.
func (k *kantoor) logAanmelding(r *http.Request, f aanmelding.Feit) error {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = "onbekend"
	}
	regel := auditlog.Regel{Actie: auditlog.Aanmelden, Resultaat: auditlog.Geweigerd, Reden: f.Code, Oorsprong: host}
	wie := f.Wie
	if wie.ID == "" {
		return k.audit.LegVreemde(regel)
	}
	if f.Code == "" {
		regel.Resultaat = auditlog.Toegestaan
	}
	if f.Sessie != "" {
		regel.Actie, regel.Object = auditlog.Beeindigd, f.Sessie
	}
	regel.Actor = auditlog.Actor{Rol: string(wie.Rol), Organisatie: wie.Organisatie, ID: wie.ID, Bewijs: wie.TokenID}
	return k.audit.Leg(regel)
}

// grond returns what access for wie rests on, and for how long it may be given. A
// role that reaches far needs a grant by two persons, except for the first who can
// give one together.
func (h *houdervlaggen) grond(ctx context.Context, t toegangswerk, wie toegang.Wie, duur time.Duration) (toegang.Grond, time.Duration, error) {
	g := toegang.Grond{Als: h.zelfde}
	if !rolverlening.Bevoorrecht(string(wie.Rol)) {
		if h.verlening != "" {
			return g, 0, metCode(exitGebruik, fmt.Errorf("de rol %s wordt niet met vier ogen verleend; laat --verlening weg", wie.Rol))
		}
		return g, duur, nil
	}
	if h.verlening == "" {
		kan, err := t.KanVierOgen(ctx)
		if err != nil {
			return g, 0, err
		}
		if kan {
			return g, 0, metCode(exitGeweigerd, fmt.Errorf("de rol %s wordt met vier ogen verleend: een beheerder stelt haar voor (POST /v1/rolverleningen), een ander bekrachtigt haar; geef daarna --verlening", wie.Rol))
		}
		return g, duur, nil
	}
	id, err := uuid.Parse(h.verlening)
	if err != nil {
		return g, 0, metCode(exitGebruik, errors.New("--verlening is het kenmerk van een rolverlening, uit het antwoord op het voorstel"))
	}
	v, err := leesVerlening(ctx, t.dir, id)
	if err != nil {
		return g, 0, err
	}
	nu := time.Now()
	switch {
	case !v.Geldt(recht.DatumVan(nu)):
		return g, 0, metCode(exitGeweigerd, fmt.Errorf("deze rolverlening geldt niet: %s", v.Toestand()))
	case v.Verlening.Rol != string(wie.Rol) || v.Verlening.Organisatie != wie.Organisatie || v.Verlening.Gemeente != wie.Gemeente || string(v.Verlening.Module) != wie.Module:
		return g, 0, metCode(exitGeweigerd, fmt.Errorf("deze rolverlening is voor rol %s, organisatie %s, gemeente %q en module %q", v.Verlening.Rol, v.Verlening.Organisatie, v.Verlening.Gemeente, v.Verlening.Module))
	}
	g.Verlening = id.String()
	return g, min(duur, v.Verlening.Tot.Begin().Sub(nu)), nil
}

// leesVerlening reads how a grant stands, also while the office runs.
func leesVerlening(ctx context.Context, dir string, id uuid.UUID) (s rolverlening.State, err error) {
	m, err := openLeesmap(ctx, dir)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, m.sluit()) }()
	h := es.Handler[rolverlening.Command, rolverlening.State, rolverlening.Event]{Decider: rolverlening.Decider, Log: m.journaal}
	s, _, err = h.State(ctx, es.StreamOf(rolverlening.Soort, id))
	return s, err
}

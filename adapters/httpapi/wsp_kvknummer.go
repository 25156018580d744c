package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kvknummer"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

// kvkreservering is the process that a reservation is named after.
const kvkreservering = "kvk-reservering"

// kvknummers is what the server needs of package kvknummer.
func (s *Server) kvknummers() es.Handler[kvknummer.Command, kvknummer.State, kvknummer.Event] {
	return es.Handler[kvknummer.Command, kvknummer.State, kvknummer.Event]{Decider: kvknummer.Decider, Log: s.log}
}

// metKvKNummer carries out a command about werkgever id that gives it a KvK-nummer:
// it holds the number first, and gives a former one back last. A crash in between
// leaves a number that is held for nothing, which lapses; never two werkgevers
// with one. A trial looks, and holds nothing.
func (s *Server) metKvKNummer(ctx context.Context, id uuid.UUID, cmd werkgever.Registreer, o omstandigheden) (antwoord, error) {
	stroom := es.StreamOf(werkgever.Soort, id)
	if err := s.keurCorrectie(ctx, stroom, o.bezig); err != nil {
		return antwoord{}, err
	}
	voor, oud, err := s.vorigKvKNummer(ctx, stroom, cmd)
	if err != nil {
		return antwoord{}, err
	}
	if voor {
		if err := s.houdKvKNummer(ctx, id, cmd, o); err != nil {
			return antwoord{}, err
		}
	}
	uit, err := voerUit[werkgever.Command](ctx, s, s.werkgevers(), stroom, cmd, o)
	if err != nil || o.proef || oud == "" || oud == cmd.KvKNummer {
		return uit, err
	}
	los := kvknummer.GeefVrij{Opdracht: cmd.Opdracht, KvKNummer: oud, Werkgever: id}
	_, err = s.kvknummers().Handle(ctx, kvknummer.Stroom(oud), los, o.nevenopdracht(s, 1), nil)
	return uit, err
}

// vorigKvKNummer reports whether the command would register something, and which
// number the werkgever has now. A command that would be refused holds no number:
// its refusal comes from where it is carried out.
func (s *Server) vorigKvKNummer(ctx context.Context, stroom es.Stream, cmd werkgever.Registreer) (voor bool, oud recht.KvKNummer, err error) {
	state, _, err := s.werkgevers().State(ctx, stroom)
	if err != nil {
		return false, "", err
	}
	events, err := werkgever.Decide(cmd, state)
	if err != nil {
		return false, state.KvKNummer(), nil //nolint:nilerr // voerUit decides again and says so
	}
	return len(events) > 0, state.KvKNummer(), nil
}

// houdKvKNummer reserves the number for werkgever id, or with a trial sees whether
// it could.
func (s *Server) houdKvKNummer(ctx context.Context, id uuid.UUID, cmd werkgever.Registreer, o omstandigheden) error {
	vraag := kvknummer.Reserveer{Opdracht: cmd.Opdracht, KvKNummer: cmd.KvKNummer, Werkgever: id}
	state, _, err := s.kvknummers().State(ctx, kvknummer.Stroom(cmd.KvKNummer))
	if err != nil {
		return err
	}
	if houder := state.Houder(); houder != uuid.Nil && houder != id {
		ander, _, err := s.werkgevers().State(ctx, es.StreamOf(werkgever.Soort, houder))
		if err != nil {
			return err
		}
		vraag.Geregistreerd = ander.KvKNummer() == cmd.KvKNummer
	}
	if o.proef {
		_, _, err = s.kvknummers().Try(ctx, kvknummer.Stroom(cmd.KvKNummer), vraag, nil)
		return err
	}
	_, err = s.kvknummers().Handle(ctx, kvknummer.Stroom(cmd.KvKNummer), vraag, o.nevenopdracht(s, 0), nil)
	return err
}

// nevenopdracht is what the n-th append beside the command itself is recorded
// with: derived from the command, so that a retry does it once.
func (o omstandigheden) nevenopdracht(s *Server, n int) es.Meta {
	return es.Meta{Command: es.FollowUp(o.id.EventID(0), kvkreservering, n), Body: s.inhoud(o.bezig), Time: o.moment}
}

package httpapi

import (
	"context"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// begrotingen is what the server needs of package begroting.
func (s *Server) begrotingen() stroomsoort[begroting.Command, begroting.State, begroting.Event] {
	return stroomsoort[begroting.Command, begroting.State, begroting.Event]{
		Handler: es.Handler[begroting.Command, begroting.State, begroting.Event]{Decider: begroting.Decider, Log: s.log},
		Events:  begroting.Events,
	}
}

// begrotingsbegin is begin for a command about the begroting for a year, which it returns.
func (s *Server) begrotingsbegin(ctx context.Context, begrotingsjaar string, proef bool, ifMatch string) (omstandigheden, int, error) {
	o, err := s.begin(ctx, proef, ifMatch, grondslag+"/begrotingen/"+begrotingsjaar)
	if err != nil {
		return o, 0, err
	}
	jaar, err := strconv.Atoi(begrotingsjaar)
	if err != nil {
		return o, 0, enkel(Path, "begrotingsjaar", "pattern", "Geef het jaar waarvoor de begroting geldt.")
	}
	o.stroom = begroting.Stroom(jaar)
	return o, jaar, nil
}

// begroting carries out a command about a begroting.
func (s *Server) begroting(ctx context.Context, o omstandigheden, c begroting.Command) (antwoord, error) {
	return voerUit(ctx, s, s.begrotingen(), o.stroom, c, o)
}

// ZendOntwerpbegrotingToe implements StrictServerInterface.
func (s *Server) ZendOntwerpbegrotingToe(ctx context.Context, r ZendOntwerpbegrotingToeRequestObject) (weergave, error) {
	o, jaar, err := s.begrotingsbegin(ctx, r.Begrotingsjaar, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	deelnames, err := s.deelnamefeiten(ctx, r.Body.ToegezondenOp)
	if err != nil {
		return nil, err
	}
	return s.begroting(ctx, o, begroting.ZendToe{
		Opdracht: o.opdracht(r.Body.Opdracht), Jaar: jaar, Wijziging: r.Body.Wijziging, Raden: r.Body.Raden, Kenmerk: r.Body.Kenmerk,
		ToegezondenOp: r.Body.ToegezondenOp, Aanbieding: r.Body.VoorgenomenAanbieding, Deelnames: deelnames,
	})
}

// OntvangZienswijzeOpBegroting implements StrictServerInterface.
func (s *Server) OntvangZienswijzeOpBegroting(ctx context.Context, r OntvangZienswijzeOpBegrotingRequestObject) (weergave, error) {
	o, _, err := s.begrotingsbegin(ctx, r.Begrotingsjaar, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.begroting(ctx, o, begroting.OntvangZienswijze{
		Opdracht: o.opdracht(r.Body.Opdracht), Wijziging: r.Body.Wijziging, Gemeente: r.Body.Gemeente,
		Standpunt: r.Body.Standpunt, Strekking: r.Body.Strekking, OntvangenOp: r.Body.OntvangenOp,
	})
}

// MeldGeenZienswijzeOpBegroting implements StrictServerInterface.
func (s *Server) MeldGeenZienswijzeOpBegroting(ctx context.Context, r MeldGeenZienswijzeOpBegrotingRequestObject) (weergave, error) {
	o, _, err := s.begrotingsbegin(ctx, r.Begrotingsjaar, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.begroting(ctx, o, begroting.MeldGeenZienswijze{
		Opdracht: o.opdracht(r.Body.Opdracht), Wijziging: r.Body.Wijziging, Gemeente: r.Body.Gemeente, MeegedeeldOp: r.Body.MeegedeeldOp,
	})
}

// BiedOntwerpbegrotingAan implements StrictServerInterface.
func (s *Server) BiedOntwerpbegrotingAan(ctx context.Context, r BiedOntwerpbegrotingAanRequestObject) (weergave, error) {
	o, _, err := s.begrotingsbegin(ctx, r.Begrotingsjaar, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.begroting(ctx, o, begroting.BiedAan{
		Opdracht: o.opdracht(r.Body.Opdracht), Wijziging: r.Body.Wijziging, AangebodenOp: r.Body.AangebodenOp, Bijgevoegd: r.Body.Bijgevoegd,
	})
}

// DeelOordeelOverBegrotingMee implements StrictServerInterface.
func (s *Server) DeelOordeelOverBegrotingMee(ctx context.Context, r DeelOordeelOverBegrotingMeeRequestObject) (weergave, error) {
	o, _, err := s.begrotingsbegin(ctx, r.Begrotingsjaar, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.begroting(ctx, o, begroting.DeelOordeelMee{
		Opdracht: o.opdracht(r.Body.Opdracht), Wijziging: r.Body.Wijziging, Oordelen: r.Body.Oordelen, MeegedeeldOp: r.Body.MeegedeeldOp,
	})
}

// StelBegrotingVast implements StrictServerInterface.
func (s *Server) StelBegrotingVast(ctx context.Context, r StelBegrotingVastRequestObject) (weergave, error) {
	o, _, err := s.begrotingsbegin(ctx, r.Begrotingsjaar, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.begroting(ctx, o, begroting.StelVast{
		Opdracht: o.opdracht(r.Body.Opdracht), Wijziging: r.Body.Wijziging, Stemronde: r.Body.Stemronde.domein(),
	})
}

// StelBegrotingswijzigingVoor implements StrictServerInterface.
func (s *Server) StelBegrotingswijzigingVoor(ctx context.Context, r StelBegrotingswijzigingVoorRequestObject) (weergave, error) {
	o, _, err := s.begrotingsbegin(ctx, r.Begrotingsjaar, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.begroting(ctx, o, begroting.StelWijzigingVoor{
		Opdracht: o.opdracht(r.Body.Opdracht), Wijziging: r.Body.Wijziging, Strekking: r.Body.Strekking,
		ZonderRaden: r.Body.ZonderZienswijze, VoorgesteldOp: r.Body.VoorgesteldOp,
	})
}

// ZendBegrotingAanGs implements StrictServerInterface.
func (s *Server) ZendBegrotingAanGs(ctx context.Context, r ZendBegrotingAanGsRequestObject) (weergave, error) {
	o, _, err := s.begrotingsbegin(ctx, r.Begrotingsjaar, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.begroting(ctx, o, begroting.ZendAanGS{Opdracht: o.opdracht(r.Body.Opdracht), VerzondenOp: r.Body.VerzondenAanGsOp})
}

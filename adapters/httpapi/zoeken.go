package httpapi

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/persoonsindex"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

// A dossiersoort is a kind of stream about a person, as the server shows it.
type dossiersoort struct {
	lees toegang.Handeling // reading who it is about
	pad  func(uuid.UUID) string
	maak func() beeld
}

// dossiersoorten are the kinds of stream about a person, by the first part of their name.
func dossiersoorten() map[string]dossiersoort {
	leerplicht := dossiersoort{"leesLeerplichtdossierPersoonsgegevens", dossierpad, func() beeld { return &dossierbeeld{} }}
	return map[string]dossiersoort{
		verzuimmelding.Soort:                      {"leesVerzuimmeldingPersoonsgegevens", meldingpad, func() beeld { return &meldingbeeld{} }},
		leerplichtdossier.SoortLeerplicht:         leerplicht,
		leerplichtdossier.SoortKwalificatieplicht: leerplicht,
		doorstroompunt.Soort:                      {"leesDoorstroompuntdossierPersoonsgegevens", doorstroompad, func() beeld { return &doorstroombeeld{} }},
		vrijstelling.Soort:                        {"leesVrijstellingPersoonsgegevens", vrijstellingpad, func() beeld { return &vrijstellingbeeld{} }},
		verlof.Soort:                              {"leesVerlofaanvraagPersoonsgegevens", verlofpad, func() beeld { return &verlofbeeld{} }},
		halt.Soort:                                {"leesHaltverwijzingPersoonsgegevens", haltpad, func() beeld { return &haltbeeld{} }},
		procesverbaal.Soort:                       {"leesProcesVerbaalPersoonsgegevens", verbaalpad, func() beeld { return &verbaalbeeld{} }},
		kandidaat.Soort:                           {"leesKandidaatPersoonsgegevens", kandidaatpad, func() beeld { return &kandidaatbeeld{} }},
		match.Soort:                               {"leesMatchPersoonsgegevens", matchpad, func() beeld { return &matchbeeld{} }},
		werkgever.Soort:                           {"leesWerkgeverPersoonsgegevens", werkgeverpad, func() beeld { return &werkgeverbeeld{} }},
		boventallige.Soort:                        {"leesBoventalligePersoonsgegevens", boventalligepad, func() beeld { return &boventalligebeeld{} }},
	}
}

// nummerVan says what kind of number s is: no BSN is an onderwijsnummer.
func nummerVan(s string) (sleutels.Nummer, error) {
	if _, err := recht.ParseBSN(s); err == nil {
		return sleutels.Nummer{Soort: "bsn", Waarde: s}, nil
	}
	if _, err := recht.ParseOnderwijsnummer(s); err == nil {
		return sleutels.Nummer{Soort: "onderwijsnummer", Waarde: s}, nil
	}
	return sleutels.Nummer{}, errors.New("httpapi: neither a BSN nor an onderwijsnummer")
}

// ruimteVan returns the space of the index that somebody searches: that of the
// module, and of Halt and proces-verbaal for whoever works with nothing else.
func ruimteVan(w toegang.Wie, module recht.Module) string {
	if w.Rol == toegang.Opsporingsambtenaar {
		return persoonsindex.Opsporing
	}
	return string(module)
}

// ZoekPersoon implements StrictServerInterface. The number comes in the body, so
// it stands in no address or log; what is out of reach is not found.
func (s *Server) ZoekPersoon(ctx context.Context, r ZoekPersoonRequestObject) (weergave, error) {
	n, err := nummerVan(r.Body.Nummer)
	if err != nil {
		return nil, err
	}
	v := verzoekUit(ctx)
	stromen, err := s.inzage.Zoek(ctx, raadpleging(v, r.Body.Reden), ruimteVan(v.wie, r.Body.Module), n)
	if err != nil {
		return nil, err
	}
	uit := Zoekuitslag{Dossiers: []Dossierverwijzing{}}
	for _, stroom := range stromen {
		d, ok, err := s.binnenBereik(ctx, v.wie, stroom)
		if err != nil {
			return nil, err
		}
		if ok {
			uit.Dossiers = append(uit.Dossiers, d)
		}
	}
	return gewoon{uit}, nil
}

// binnenBereik returns how to reach a dossier whose person w may read; false when
// w may not, or when it was never opened.
func (s *Server) binnenBereik(ctx context.Context, w toegang.Wie, stroom es.Stream) (d Dossierverwijzing, ok bool, err error) {
	naam, rest, _ := strings.Cut(string(stroom), "-")
	soort, ok := dossiersoorten()[naam]
	if !ok {
		return d, false, fmt.Errorf("dossier %s: %w", stroom, es.ErrUnknownType)
	}
	id, err := uuid.Parse(rest)
	if err != nil {
		return d, false, fmt.Errorf("dossier %s: %w", stroom, err)
	}
	vastgelegd, err := s.log.Read(ctx, stroom)
	if err != nil || len(vastgelegd) == 0 {
		return d, false, err
	}
	b := soort.maak()
	for _, g := range vastgelegd {
		if err := b.neem(g); err != nil {
			return d, false, fmt.Errorf("read %s: %w", stroom, err)
		}
	}
	if !s.beleid.Bereik(w, soort.lees).Omvat(b.over()) {
		return d, false, nil
	}
	pad := soort.pad(id)
	return Dossierverwijzing{
		Soort: naam, Id: id, UnderscoreLinks: Links{"zaak": {Href: pad}, "persoonsgegevens": {Href: pad + "/persoonsgegevens"}},
	}, true, nil
}

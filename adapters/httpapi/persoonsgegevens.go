package httpapi

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// vernietigd is what stands where personal data was.
const vernietigd = "[vernietigd]"

// gerectificeerd is what stands where something else was recorded before: that is
// shown to the person concerned only (AVG art. 16).
var gerectificeerd = jsontext.Value(`"[gerectificeerd]"`) // read only

// persoonsvelden say who somebody is; the last event that holds one is right.
var persoonsvelden = []string{"/naam", "/geboren", "/bsn", "/onderwijsnummer"} // read only

// raadpleging says who asks, for the processing log.
func raadpleging(v *verzoek, reden gegevensverwerking.Reden) inzage.Raadpleging {
	return inzage.Raadpleging{
		Spoor: v.spoor, Naam: v.op.id, Begin: v.begin, Rol: string(v.wie.Rol), Organisatie: v.wie.Organisatie, Reden: string(reden),
	}
}

// leesPersoon answers with the personal data of a stream that b shows: after the
// sender was found to reach it and to have a reason, and after the log confirmed
// the reading. pad is the address of the case.
func (s *Server) leesPersoon(ctx context.Context, stroom es.Stream, b beeld, reden gegevensverwerking.Reden, pad string) (standAntwoord, error) {
	revisie, err := s.bekijk(ctx, stroom, b)
	if err != nil {
		return standAntwoord{}, err
	}
	return s.toonPersoon(ctx, stroom, revisie, reden, pad)
}

// toonPersoon is leesPersoon for a stream that was looked at already.
func (s *Server) toonPersoon(ctx context.Context, stroom es.Stream, revisie es.Revision, reden gegevensverwerking.Reden, pad string) (standAntwoord, error) {
	v := verzoekUit(ctx)
	beperkt, err := s.magLezen(ctx, stroom, v, reden)
	if err != nil {
		return standAntwoord{}, err
	}
	ds, err := s.inzage.Lees(ctx, raadpleging(v, reden), stroom)
	if err != nil {
		return standAntwoord{}, err
	}
	uit := s.toonDossier(ds[0], v)
	uit.Verwerkingsactiviteit, uit.Beperkt = s.inzage.Activiteit(ds[0].Activiteit), beperkt
	uit.UnderscoreLinks = Links{"bron": {Href: pad + "/persoonsgegevens"}, "zaak": {Href: pad}}
	if r := rectificatie(stroom); r != "" {
		uit.UnderscoreLinks["rectificatie"] = Link{Href: pad + r}
	}
	return standAntwoord{revisie: revisie, stand: uit}, nil
}

// magLezen refuses a reading without a reason where one is needed: of data whose
// processing is restricted, and outside the own work, in a dossier in which the
// sender did nothing so far.
func (s *Server) magLezen(ctx context.Context, stroom es.Stream, v *verzoek, reden gegevensverwerking.Reden) (beperkt bool, err error) {
	_, id, _ := strings.Cut(string(stroom), "-")
	dossier, err := uuid.Parse(id)
	if err != nil {
		return true, fmt.Errorf("read %s: %w", stroom, err)
	}
	if beperkt, err = s.beperkt(ctx, dossier); err != nil {
		return true, err
	}
	if beperkt && !reden.BijBeperking() {
		return true, errBeperkt
	}
	if reden != "" || v.wie.Rol == toegang.School { // a school reaches only what is its own
		return beperkt, nil
	}
	vastgelegd, err := s.log.Read(ctx, stroom)
	if err != nil {
		return beperkt, fmt.Errorf("read %s: %w", stroom, err)
	}
	for _, g := range vastgelegd {
		if e, ok := g.Event.(recht.Verantwoord); ok && e.Verantwoordt().Actor.ID == v.wie.ID {
			return beperkt, nil
		}
	}
	return beperkt, errRedenNodig
}

// rectificatie returns where personal data of this kind of stream is corrected,
// behind the address of the case (AVG art. 16).
func rectificatie(stroom es.Stream) string {
	switch soortVan(stroom) {
	case "verzuimmelding", "werkgever", "boventallige":
		return "/correcties"
	case "kandidaat":
		return "/aanleveringen"
	case leerplichtdossier.SoortLeerplicht, leerplichtdossier.SoortKwalificatieplicht, doorstroompunt.Soort, halt.Soort, procesverbaal.Soort:
		return "/rectificaties"
	}
	return ""
}

// toonDossier writes out which fields of an opened dossier the sender gets.
func (s *Server) toonDossier(d inzage.Dossier, v *verzoek) Dossierinzage {
	uit := Dossierinzage{
		Stroom: string(d.Stroom), Revisie: int64(len(d.Gebeurtenissen)) - 1,
		Persoon: []Persoonsveld{}, Gebeurtenissen: []Persoonsgebeurtenis{},
	}
	wie, gegeven := laatstGezegd(d), map[string]bool{}
	for _, g := range d.Gebeurtenissen {
		p := Persoonsgebeurtenis{Positie: int64(g.Position), Id: g.ID, Type: g.Type, Tijd: g.Time, Velden: []Persoonsveld{}}
		if g.Vernietigd {
			p.Persoonsdeel, p.VernietigdDoor = vernietigd, int64(g.VernietigdDoor)
		}
		for _, veld := range g.Velden {
			if !s.krijgt(v, toegang.Veld(veld.Type, veld.Veldpad()), toegang.Over{School: schrijver(g, v.wie)}) {
				continue
			}
			if slices.Contains(persoonsvelden, veld.Pad) && !bytes.Equal(veld.Waarde, wie[veld.Pad]) {
				veld.Waarde = gerectificeerd
			}
			gegeven[veld.Pad] = gegeven[veld.Pad] || bytes.Equal(veld.Waarde, wie[veld.Pad])
			p.Velden = append(p.Velden, Persoonsveld{Veld: veld.Pad, Waarde: veld.Waarde})
		}
		if g.Vernietigd || len(p.Velden) > 0 {
			uit.Gebeurtenissen = append(uit.Gebeurtenissen, p)
		}
	}
	for _, pad := range persoonsvelden {
		if wie[pad] != nil && gegeven[pad] {
			uit.Persoon = append(uit.Persoon, Persoonsveld{Veld: pad, Waarde: wie[pad]})
		}
	}
	return uit
}

// laatstGezegd returns who a dossier is about: what the last event says that names
// the person. Such an event says it whole.
func laatstGezegd(d inzage.Dossier) map[string]jsontext.Value {
	wie := map[string]jsontext.Value{}
	for _, g := range slices.Backward(d.Gebeurtenissen) {
		for _, veld := range g.Velden {
			if slices.Contains(persoonsvelden, veld.Pad) {
				wie[veld.Pad] = veld.Waarde
			}
		}
		if len(wie) > 0 {
			break
		}
	}
	return wie
}

// soortVan returns the kind of a stream, the first part of its name.
func soortVan(stroom es.Stream) string {
	soort, _, _ := strings.Cut(string(stroom), "-")
	return soort
}

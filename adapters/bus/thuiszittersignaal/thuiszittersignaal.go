// Package thuiszittersignaal is the process that notices pupils who are at home
// longer than the term (four weeks, a rule with a validity). It has their dossier
// record a signal, once per absence; a leerplichtambtenaar decides on it. The
// process finds nobody to be a thuiszitter.
//
// It knows an absence from absoluut verzuim in a dossier, and from a melding of
// langdurig relatief verzuim that is handled in a dossier. It says nothing while
// somebody is exempt, has gone back to school, or was judged already.
//
// Like termijnbewaking it is a pure function of events and moments.
package thuiszittersignaal

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	dossier "github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Naam is the name of the process, part of the ids of its commands.
const Naam = "thuiszittersignaal"

// A Stand is what the process keeps.
type Stand struct {
	dossiers  map[es.Stream]*zaak
	meldingen map[es.Stream]melding
	vrij      map[es.Stream]vrijstelling.Duur // by vrijstelling
}

// A zaak is what is known of one dossier that is open.
type zaak struct {
	absoluut afwezig // zero while there is none
	klaar    map[recht.Datum]bool
	terugOp  recht.Datum // last return to school
}

// An afwezig is an absence with the event that told of it.
type afwezig struct {
	begin       recht.Datum
	oorzaak     uuid.UUID
	samenhang   string
	gesimuleerd bool
}

// A melding is one of langdurig relatief verzuim.
type melding struct {
	afwezig
	dossier uuid.UUID // while it is handled there
}

// Proces returns the process.
func Proces() bus.Proces[Stand] {
	return bus.Proces[Stand]{
		Naam: Naam,
		Types: slices.Concat(
			bus.TypesFor(dossier.Events, dossier.LeerplichtdossierGeopend{}, dossier.AbsoluutVerzuimVastgesteld{}, dossier.AbsoluutVerzuimBeeindigd{},
				dossier.ThuiszitterGesignaleerd{}, dossier.ThuiszitterAangemerkt{}, dossier.TerugkeerNaarSchoolVastgesteld{}, dossier.LeerplichtdossierGesloten{}),
			bus.TypesFor(verzuimmelding.Events, verzuimmelding.VerzuimmeldingOntvangen{}, verzuimmelding.VerzuimmeldingGecorrigeerd{},
				verzuimmelding.VerzuimmeldingInBehandelingGenomen{}, verzuimmelding.VerzuimmeldingAfgesloten{},
				verzuimmelding.VerzuimmeldingIngetrokken{}, verzuimmelding.VerzuimmeldingTerKennisgevingAangenomen{}),
			bus.TypesFor(vrijstelling.Events, vrijstelling.VrijstellingVanRechtswegeVastgesteld{}, vrijstelling.VervangendeLeerplichtToegestaan{},
				vrijstelling.VervangendeLeerplichtVerlengd{}, vrijstelling.VrijstellingKwalificatieplichtVerleend{}, vrijstelling.VrijstellingBeeindigd{},
				vrijstelling.BeroepOpVrijstellingNietAanvaard{}, vrijstelling.VervangendeLeerplichtGeweigerd{},
				vrijstelling.VrijstellingKwalificatieplichtGeweigerd{}),
		),
		Nieuw: func() Stand {
			return Stand{map[es.Stream]*zaak{}, map[es.Stream]melding{}, map[es.Stream]vrijstelling.Duur{}}
		},
		Volg:   volg,
		Gewekt: gewekt,
	}
}

func volg(s Stand, r es.Recorded) Stand {
	if r.Replaced { // its file was destroyed
		delete(s.dossiers, r.Stream)
		delete(s.meldingen, r.Stream)
		delete(s.vrij, r.Stream)
		return s
	}
	switch e := r.Event.(type) {
	case dossier.Event:
		volgDossier(s, r, e)
	case verzuimmelding.Event:
		volgMelding(s, r, e)
	case vrijstelling.VrijstellingVanRechtswegeVastgesteld:
		s.vrij[r.Stream] = e.Duur
	case vrijstelling.VervangendeLeerplichtToegestaan:
		s.vrij[r.Stream] = e.Duur
	case vrijstelling.VervangendeLeerplichtVerlengd:
		s.vrij[r.Stream] = e.Duur
	case vrijstelling.VrijstellingKwalificatieplichtVerleend:
		s.vrij[r.Stream] = e.Duur
	case vrijstelling.VrijstellingBeeindigd:
		s.vrij[r.Stream] = e.Duur
	case vrijstelling.Event: // there is none after all
		delete(s.vrij, r.Stream)
	}
	return s
}

func volgDossier(s Stand, r es.Recorded, e dossier.Event) {
	if _, opening := e.(dossier.LeerplichtdossierGeopend); opening {
		s.dossiers[r.Stream] = &zaak{klaar: map[recht.Datum]bool{}}
		return
	}
	z := s.dossiers[r.Stream]
	if z == nil { // closed, or destroyed
		return
	}
	switch e := e.(type) {
	case dossier.AbsoluutVerzuimVastgesteld:
		z.absoluut = afwezig{e.Begin, r.ID, r.Correlation, e.Gesimuleerd}
	case dossier.AbsoluutVerzuimBeeindigd:
		z.absoluut = afwezig{}
	case dossier.ThuiszitterGesignaleerd:
		z.klaar[e.Begin] = true
	case dossier.ThuiszitterAangemerkt:
		z.klaar[e.Begin] = true
	case dossier.TerugkeerNaarSchoolVastgesteld:
		z.terugOp = e.TerugOp
	case dossier.LeerplichtdossierGesloten:
		delete(s.dossiers, r.Stream)
	}
}

func volgMelding(s Stand, r es.Recorded, e verzuimmelding.Event) {
	switch e := e.(type) {
	case verzuimmelding.VerzuimmeldingOntvangen:
		neem(s, r, e.Verzuimsoort, e.Begindatum, e.Gesimuleerd)
	case verzuimmelding.VerzuimmeldingGecorrigeerd:
		neem(s, r, e.Verzuimsoort, e.Begindatum, e.Gesimuleerd)
	case verzuimmelding.VerzuimmeldingInBehandelingGenomen:
		if m, er := s.meldingen[r.Stream]; er {
			m.dossier = e.Dossier
			s.meldingen[r.Stream] = m
		}
	case verzuimmelding.VerzuimmeldingAfgesloten, verzuimmelding.VerzuimmeldingIngetrokken, verzuimmelding.VerzuimmeldingTerKennisgevingAangenomen:
		delete(s.meldingen, r.Stream)
	}
}

func neem(s Stand, r es.Recorded, soort verzuimmelding.Verzuimsoort, begin recht.Datum, verzonnen bool) {
	if soort != verzuimmelding.Langdurig {
		delete(s.meldingen, r.Stream)
		return
	}
	s.meldingen[r.Stream] = melding{afwezig{begin, r.ID, r.Correlation, verzonnen}, s.meldingen[r.Stream].dossier}
}

// gewekt returns a command for every absence that lasts longer than the term at nu,
// the oldest first.
func gewekt(s Stand, nu time.Time) []bus.Opdracht {
	vandaag := recht.DatumVan(nu)
	grens, _, err := leerplicht.Thuiszitters.Op(vandaag)
	if err != nil { // no term holds, so nothing is over
		return nil
	}
	type gevonden struct {
		stroom es.Stream
		afwezig
	}
	var uit []gevonden
	vrij := s.vrijOp(vandaag)
	bekijk := func(stroom es.Stream, a afwezig) {
		z := s.dossiers[stroom]
		if z == nil || a.begin.IsZero() || z.klaar[a.begin] || z.terugOp.Na(a.begin) || vrij[stroom] || vandaag.Voor(grens.LangerDanWeken(a.begin)) {
			return
		}
		if !slices.ContainsFunc(uit, func(g gevonden) bool { return g.stroom == stroom && g.begin == a.begin }) {
			uit = append(uit, gevonden{stroom, a})
		}
	}
	for stroom, z := range s.dossiers {
		bekijk(stroom, z.absoluut)
	}
	for _, stroom := range meldingenOpVolgorde(s) {
		m := s.meldingen[stroom]
		for _, plicht := range []leerplicht.Plicht{leerplicht.Leerplicht, leerplicht.Kwalificatieplicht} {
			bekijk(dossier.Stroom(plicht, m.dossier), m.afwezig)
		}
	}
	slices.SortFunc(uit, func(a, b gevonden) int {
		return cmp.Or(b.begin.DagenTot(a.begin), strings.Compare(string(a.stroom), string(b.stroom)))
	})
	var opdrachten []bus.Opdracht
	for _, g := range uit {
		opdrachten = append(opdrachten, bus.Opdracht{
			Oorzaak: g.oorzaak, Samenhang: g.samenhang, Stroom: g.stroom,
			Opdracht: dossier.SignaleerThuiszitter{
				Opdracht: recht.Opdracht{Op: nu, Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: Naam}, Gesimuleerd: g.gesimuleerd},
				Begin:    g.begin,
			},
		})
	}
	return opdrachten
}

// meldingenOpVolgorde returns the meldingen that are handled in a dossier, in an
// order that is the same for the same events.
func meldingenOpVolgorde(s Stand) (uit []es.Stream) {
	for stroom, m := range s.meldingen {
		if m.dossier != uuid.Nil {
			uit = append(uit, stroom)
		}
	}
	slices.Sort(uit)
	return uit
}

// vrijOp returns the dossiers whose pupils are exempt on d.
func (s Stand) vrijOp(d recht.Datum) map[es.Stream]bool {
	uit := map[es.Stream]bool{}
	for _, duur := range s.vrij {
		if !d.Voor(duur.Vanaf) && d.Voor(duur.Tot) {
			uit[duur.Dossier] = true
		}
	}
	return uit
}

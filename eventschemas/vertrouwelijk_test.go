package eventschemas

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// verdacht are words that point at a criminal follow-up.
var verdacht = []string{"halt", "proces-verbaal", "verbaal", "straf", "justitie", "officier", "verdachte", "politie", "opspor", "sepot", "uitspraak"}

// A leven is what is publicly recorded about one person: JSON texts by stream.
type leven struct {
	t                 *testing.T
	codec             *envelop.Codec
	algemeen          []string // of the general streams
	gesloten          []string // of the confidential streams
	vertrouwelijkeIDs []string
	algemeneIDs       []string
}

// neem decides c, evolves s and keeps the public JSON of what was decided. The
// command id depends on the stream and its revision only.
func neem[C, S, E any](l *leven, d es.Decider[C, S, E], s *S, stroom es.Stream, revisie *es.Revision, c C) {
	l.t.Helper()
	events, err := d.Decide(c, *s)
	require.NoError(l.t, err)
	id := es.FollowUp(uuid.NewSHA1(uuid.NameSpaceOID, []byte(stroom)), "leven", int(*revisie)+1)
	a := es.Append{Meta: es.Meta{Command: id, Time: time.UnixMilli(1_794_300_000_123).UTC()}, Stream: stroom, Expected: *revisie}
	for _, e := range events {
		a.Events = append(a.Events, e)
		*s = d.Evolve(*s, e)
	}
	vertrouwelijk := strings.HasPrefix(string(stroom), halt.Soort+"-") || strings.HasPrefix(string(stroom), procesverbaal.Soort+"-")
	for i := range events {
		v, err := l.codec.Verzegel(a, i, &envelop.Sleutel{ID: [16]byte{1}})
		require.NoError(l.t, err)
		ids := []string{v.ID.String(), id.String(), strings.SplitN(string(stroom), "-", 2)[1]}
		if vertrouwelijk {
			l.gesloten, l.vertrouwelijkeIDs = append(l.gesloten, string(v.Gebeurtenis)), append(l.vertrouwelijkeIDs, ids...)
		} else {
			l.algemeen, l.algemeneIDs = append(l.algemeen, zonderToeval(l.t, v.Gebeurtenis)), append(l.algemeneIDs, ids...)
		}
	}
	*revisie += es.Revision(len(events))
}

// zonderToeval replaces what is drawn at random: the digests of personal fields,
// of which the number stays.
func zonderToeval(t *testing.T, gebeurtenis []byte) string {
	t.Helper()
	var g map[string]any
	require.NoError(t, json.Unmarshal(gebeurtenis, &g))
	delete(g, "pddigest")
	data := g["data"].(map[string]any)
	if sd, ok := data["_sd"].([]any); ok {
		data["_sd"] = len(sd)
	}
	b, err := json.Marshal(g)
	require.NoError(t, err)
	return string(b)
}

func opdrachtOp(dag recht.Datum, tekst string) recht.Opdracht {
	return recht.Opdracht{
		Op: dag.Begin().Add(12 * time.Hour), Motivering: tekst,
		Actor: recht.Actor{Rol: "leerplichtambtenaar", Organisatie: "MGR", ID: "a1"},
	}
}

// leefVan lets one person go through the general streams, with or without cases
// in the confidential ones. What the ambtenaar writes in free text differs.
func leefVan(t *testing.T, strafrecht bool) *leven {
	l := &leven{t: t, codec: codec(t)}
	d := func(n int) recht.Datum { return recht.NieuweDatum(2026, 9, n) } // n runs on into later months
	noor := leerplicht.Persoon{Naam: es.Prive("Noor"), Geboren: es.Prive(recht.NieuweDatum(2012, 5, 20)), BSN: es.Prive(recht.BSN("999990019"))}
	opgave := leerplicht.Opgave{Gemeente: "GM0277", Onderwijssoort: leerplicht.Voortgezet}
	dossier, melding := uuid.MustParse("00000000-0000-8000-8000-0000000000d1"), uuid.MustParse("00000000-0000-8000-8000-0000000000d2")
	tekst := "Afspraken gemaakt met school en ouders."
	if strafrecht {
		tekst = "Verwezen naar Halt; proces-verbaal als dat mislukt."
	}
	var m verzuimmelding.State
	var ld leerplichtdossier.State
	mr, lr := es.NoStream, es.NoStream
	mStroom, lStroom := verzuimmelding.Stroom(melding), leerplichtdossier.Stroom(leerplicht.Leerplicht, dossier)
	neem(l, verzuimmelding.Decider, &m, mStroom, &mr, verzuimmelding.Command(verzuimmelding.Ontvang{
		Opdracht: opdrachtOp(d(28), ""), Opgave: opgave, Verzuimsoort: verzuimmelding.ZestienUur,
		Melding: verzuimmelding.Melding{Persoon: noor, School: "27GZ01", Begindatum: d(7), Einddatum: d(25), OntvangenOp: d(28)},
	}))
	neem(l, leerplichtdossier.Decider, &ld, lStroom, &lr, leerplichtdossier.Command(leerplichtdossier.Open{
		Opdracht: opdrachtOp(d(29), ""), Opgave: opgave, Persoon: noor, Plicht: leerplicht.Leerplicht, GeopendOp: d(29),
	}))
	neem(l, verzuimmelding.Decider, &m, mStroom, &mr, verzuimmelding.Command(verzuimmelding.NeemInBehandeling{
		Opdracht: opdrachtOp(d(29), ""), Door: verzuimmelding.Gemeente, GenomenOp: d(29), Dossier: dossier,
	}))
	neem(l, leerplichtdossier.Decider, &ld, lStroom, &lr, leerplichtdossier.Command(leerplichtdossier.VoerGesprek{
		Opdracht: opdrachtOp(d(35), ""), Nummer: 1, Gesprekssoort: leerplichtdossier.OpSchool, GevoerdOp: d(35), Verslag: es.Prive(tekst),
	}))
	if strafrecht {
		_, err := leerplichtdossier.Decide(leerplichtdossier.KiesRoute{Opdracht: opdrachtOp(d(35), tekst), Route: "2", GekozenOp: d(35)}, ld)
		require.ErrorIs(t, err, leerplichtdossier.ErrRouteVertrouwelijk)
		l.vervolg(noor, dossier, d)
	}
	neem(l, verzuimmelding.Decider, &m, mStroom, &mr, verzuimmelding.Command(verzuimmelding.Sluit{
		Opdracht: opdrachtOp(d(60), tekst), Door: verzuimmelding.Gemeente, Sluitreden: leerplicht.VervolgElders, AfgeslotenOp: d(60),
		Opmerking: es.Prive(tekst),
	}))
	neem(l, verzuimmelding.Decider, &m, mStroom, &mr, verzuimmelding.Command(verzuimmelding.LeverStatus{
		Opdracht: opdrachtOp(d(60), ""), Status: verzuimmelding.Afgesloten, GeleverdOp: d(60),
	}))
	neem(l, leerplichtdossier.Decider, &ld, lStroom, &lr, leerplichtdossier.Command(leerplichtdossier.Sluit{
		Opdracht: opdrachtOp(d(61), tekst), Sluitreden: leerplicht.VervolgElders, GeslotenOp: d(61),
	}))
	return l
}

// vervolg is a referral that did not work out, and what came of it.
func (l *leven) vervolg(noor leerplicht.Persoon, dossier uuid.UUID, d func(int) recht.Datum) {
	var h halt.State
	var p procesverbaal.State
	hr, pr := es.NoStream, es.NoStream
	hStroom := halt.Stroom(uuid.MustParse("00000000-0000-8000-8000-0000000000e1"))
	pStroom := procesverbaal.Stroom(uuid.MustParse("00000000-0000-8000-8000-0000000000e2"))
	neem(l, halt.Decider, &h, hStroom, &hr, halt.Command(halt.Verwijs{
		Opdracht: opdrachtOp(d(36), "Eerste keer."), Persoon: noor, Gemeente: "GM0277", VerwezenOp: d(36), Dossier: dossier,
		Verzuim: halt.Verzuim{Vanaf: d(7), Lesuren: 20}, JongereStemtIn: true, OudersStemmenIn: true,
	}))
	neem(l, halt.Decider, &h, hStroom, &hr, halt.Command(halt.OntvangAfloop{Opdracht: opdrachtOp(d(50), ""), Afloop: halt.NietGeslaagd, BerichtOp: d(50)}))
	neem(l, procesverbaal.Decider, &p, pStroom, &pr, procesverbaal.Command(procesverbaal.MaakOp{
		Opdracht: opdrachtOp(d(55), ""), Persoon: noor, Gemeente: "GM0277", Overtreding: procesverbaal.Relatief,
		Hoedanigheid: procesverbaal.Jongere, VerzuimVanaf: d(7), Verhoor: procesverbaal.Verhoor{Op: d(54), Verschenen: true},
		OpgemaaktOp: d(55), Dossier: dossier, Feiten: es.Prive("Twintig lesuren."),
	}))
	neem(l, procesverbaal.Decider, &p, pStroom, &pr, procesverbaal.Command(procesverbaal.ZendIn{Opdracht: opdrachtOp(d(56), ""), IngezondenOp: d(56)}))
}

// bevat returns the first of words that is in one of texts, whatever its case.
func bevat(teksten, woorden []string) string {
	for _, tekst := range teksten {
		for _, w := range woorden {
			if strings.Contains(strings.ToLower(tekst), strings.ToLower(w)) {
				return w
			}
		}
	}
	return ""
}

func TestVertrouwelijk(t *testing.T) {
	met, zonder := leefVan(t, true), leefVan(t, false)
	t.Run("openbaar is er geen verschil tussen wie wel en wie geen strafrechtelijk vervolg heeft", func(t *testing.T) {
		require.Len(t, met.gesloten, 4)
		require.Empty(t, zonder.gesloten)
		require.Len(t, met.algemeen, 7)
		require.Equal(t, zonder.algemeen, met.algemeen)
	})
	t.Run("geen gewone gebeurtenis noemt het vervolg of wijst ernaar, en het vervolg wijst openbaar niet terug", func(t *testing.T) {
		require.Empty(t, bevat(met.algemeen, verdacht))
		require.Empty(t, bevat(met.algemeen, met.vertrouwelijkeIDs))
		require.Empty(t, bevat(met.gesloten, met.algemeneIDs))
		require.Empty(t, bevat(met.gesloten, []string{"Noor", "999990019", "2012-05-20", "27GZ01"}))
	})
	t.Run("geen gewoon type, schema of keuze noemt het vervolg", func(t *testing.T) {
		gewoon := 0
		for _, s := range soorten() {
			pakket := ""
			if s.typ != nil {
				pakket = s.typ.PkgPath()
			}
			if s.module != "leerplicht" || strings.HasSuffix(pakket, "/halt") || strings.HasSuffix(pakket, "/procesverbaal") {
				continue
			}
			gewoon++
			b, ok := Schema(s.naam)
			require.True(t, ok)
			require.Empty(t, bevat([]string{s.naam, string(b)}, verdacht), s.naam)
		}
		require.Greater(t, gewoon, 20)
	})
	t.Run("de toets ziet een lek", func(t *testing.T) {
		lek := append([]string{}, met.algemeen...)
		lek[0] = strings.Replace(lek[0], `"orgaan":"school"`, `"orgaan":"school","motivering":"Naar HALT."`, 1)
		require.NotEqual(t, met.algemeen[0], lek[0])
		require.Equal(t, "halt", bevat(lek, verdacht))
		require.NotEmpty(t, bevat(met.gesloten, verdacht), "the confidential streams do name it")
	})
}

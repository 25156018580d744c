package envelop

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const proefBron = "urn:nld:oin:00000001234567890000:systeem:kroniek"

// proef is implemented by every event of these tests.
type proef interface{ soort() string }

// alles has a field of every kind that an event may have.
type alles struct {
	recht.Verantwoording
	Tekst      string                      `json:"tekst"`
	Code       recht.Gemeentecode          `json:"code" residu:"blijft"`
	Ja         bool                        `json:"ja"`
	Aantal     int                         `json:"aantal" residu:"blijft"`
	Groot      int64                       `json:"groot,omitzero"`
	Op         time.Time                   `json:"op"`
	Ooit       time.Time                   `json:"ooit,omitzero"`
	Dossier    uuid.UUID                   `json:"dossier"`
	Dag        recht.Datum                 `json:"dag"`
	Delen      []stuk                      `json:"delen"`
	Codes      []recht.Gemeentecode        `json:"codes,omitzero" residu:"blijft"`
	Naam       es.Persoonlijk[string]      `json:"naam"`
	Geboren    es.Persoonlijk[recht.Datum] `json:"geboren,omitzero"`
	Volgnummer es.Persoonlijk[int64]       `json:"volgnummer,omitzero"`
	Gehoord    es.Persoonlijk[bool]        `json:"gehoord,omitzero"`
	Talen      es.Persoonlijk[[]string]    `json:"talen,omitzero"`
	Adres      es.Persoonlijk[adres]       `json:"adres,omitzero"`
	Vertegen   vertegenwoordiger           `json:"vertegenwoordiger,omitzero"`
}

// stuk is an element of a list, with a personal field and a field that stays.
type stuk struct {
	Titel   string                 `json:"titel"`
	Soort   string                 `json:"soort,omitzero" residu:"blijft"`
	Notitie es.Persoonlijk[string] `json:"notitie,omitzero"`
	Sub     []string               `json:"sub,omitzero"`
}

type vertegenwoordiger struct {
	Rol  string                 `json:"rol,omitzero"`
	Naam es.Persoonlijk[string] `json:"naam,omitzero"`
}

type adres struct {
	Straat string `json:"straat"`
	Nummer int    `json:"nummer,omitzero"`
}

func (alles) soort() string { return "nl.proeven.alles.v1" }

// genoteerd is an event like most: a decision envelope and a few public fields.
type genoteerd struct {
	recht.Verantwoording
	Gemeente recht.Gemeentecode `json:"gemeente" residu:"blijft"`
	Module   string             `json:"module"`
	Oordeel  string             `json:"oordeel"`
	Dossier  uuid.UUID          `json:"dossier"`
	Aantal   int                `json:"aantal"`
}

func (genoteerd) soort() string { return "nl.proeven.genoteerd.v1" }

// gemeld is an event about a person, with two personal fields.
type gemeld struct {
	recht.Verantwoording
	Gemeente recht.Gemeentecode          `json:"gemeente" residu:"blijft"`
	Module   string                      `json:"module"`
	Naam     es.Persoonlijk[string]      `json:"naam"`
	Geboren  es.Persoonlijk[recht.Datum] `json:"geboren,omitzero"`
}

func (gemeld) soort() string { return "nl.proeven.gemeld.v1" }

func proefCodec(t testing.TB) *Codec {
	t.Helper()
	c, err := New(proefBron, es.NewCatalog(proef.soort, proef(alles{}), proef(genoteerd{}), proef(gemeld{})))
	require.NoError(t, err)
	return c
}

// vast is a source of fixed bytes in the place of chance: every draw is one byte
// repeated, 1 in the first draw, 2 in the next.
type vast struct{ n byte }

func (v *vast) Read(b []byte) (int, error) {
	v.n++
	for i := range b {
		b[i] = v.n
	}
	return len(b), nil
}

// proefSleutel has the bytes 00 … 0f as id and 10 … 2f as secret.
var proefSleutel = func() (s Sleutel) {
	for i := range 16 {
		s.ID[i] = byte(i)
	}
	for i := range 32 {
		s.Geheim[i] = byte(16 + i)
	}
	return s
}()

var proefTijd = time.Date(2026, 11, 24, 9, 30, 15, 120e6, time.UTC)

func proefVerantwoording() recht.Verantwoording {
	return recht.Verantwoording{
		Actor:       recht.Actor{Rol: "bestuurssecretaris", Organisatie: "MGR", ID: "p-7f3a"},
		Orgaan:      recht.DagelijksBestuur,
		Grondslag:   recht.Grondslag{Soort: recht.Wettelijk, Regeling: "Wgr", Artikel: "35 lid 3", Vanaf: recht.NieuweDatum(2022, 7, 1)},
		GeldigVanaf: recht.NieuweDatum(2026, 11, 24),
		Motivering:  "De raad heeft geen zienswijze ingediend binnen de termijn.",
		Regels:      []recht.Regelnoot{{Code: "wgr-35-1-zienswijze", Versie: recht.NieuweDatum(2022, 7, 1)}},
		Gesimuleerd: true,
	}
}

func proefAppend(events ...any) es.Append {
	opdracht := es.CommandID{0x01, 0x93, 0x5e, 0x10, 0x20, 0x30, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}
	return es.Append{
		Meta:     es.Meta{Command: opdracht, Time: proefTijd},
		Stream:   es.StreamOf("zienswijze", uuid.MustParse("01935e10-2030-8abc-9def-001122334455")),
		Expected: 6, Events: events,
	}
}

func gewoon() genoteerd {
	return genoteerd{
		Verantwoording: proefVerantwoording(), Gemeente: "GM0202", Module: "onderwijszaken", Oordeel: "geen-zienswijze",
		Dossier: uuid.MustParse("01935e10-2030-8abc-9def-0011223344ff"), Aantal: 3,
	}
}

// persoon returns an event with every kind of field and every personal field open.
func persoon() alles {
	return alles{
		Verantwoording: proefVerantwoording(),
		Tekst:          "Regel een\n\tregel \"twee\" \\ café €12 \u2028 😀",
		Code:           "GM0202", Ja: true, Aantal: -3, Groot: 1 << 53, Op: proefTijd, Ooit: proefTijd.Add(time.Millisecond),
		Dossier: uuid.MustParse("01935e10-2030-8abc-9def-0011223344ff"), Dag: recht.NieuweDatum(2024, 2, 29),
		Delen: []stuk{
			{Titel: "een", Soort: "brief", Notitie: es.Prive("niet voor anderen"), Sub: []string{"a", ""}},
			{Titel: "twee"},
		},
		Codes:      []recht.Gemeentecode{"GM0202", "GM0203"},
		Naam:       es.Prive("Jansje de Vries-Ōta"),
		Geboren:    es.Prive(recht.NieuweDatum(2011, 3, 9)),
		Volgnummer: es.Prive[int64](123456782),
		Gehoord:    es.Prive(false),
		Talen:      es.Prive([]string{"nl", "ar"}),
		Adres:      es.Prive(adres{Straat: "Ketelstraat", Nummer: 12}),
		Vertegen:   vertegenwoordiger{Rol: "ouder", Naam: es.Prive("P. de Vries")},
	}
}

func verzegel(t testing.TB, c *Codec, e any) Verzegeld {
	t.Helper()
	v, err := c.Verzegel(proefAppend(e), 0, &proefSleutel)
	require.NoError(t, err)
	return v
}

package envelop

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"
	"github.com/gowebpki/jcs"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// TestAgainstOracles draws events of every shape: two libraries that did not
// write the bytes agree that they are canonical, and both ways back give the event.
func TestAgainstOracles(t *testing.T) {
	c := proefCodec(t)
	rapid.Check(t, func(t *rapid.T) {
		e := trekAlles(t)
		a := proefAppend(gewoon(), e)
		a.Correlation = trekTekst(t, "samenhang")
		a.Cause = rapid.SampledFrom([]uuid.UUID{{}, uuid.MustParse("01935e10-2030-8abc-9def-0011223344aa")}).Draw(t, "oorzaak")
		v, err := c.Verzegel(a, 1, &proefSleutel)
		require.NoError(t, err)
		require.Equal(t, Commitment(&v.Zout, v.Gebeurtenis), v.Commitment)

		anders, err := jcs.Transform(v.Gebeurtenis)
		require.NoError(t, err)
		require.Equal(t, string(anders), string(v.Gebeurtenis), "gowebpki/jcs")
		waarde := jsontext.Value(slices.Clone(v.Gebeurtenis))
		require.NoError(t, waarde.Canonicalize())
		require.Equal(t, string(waarde), string(v.Gebeurtenis), "jsontext")

		r, err := c.OpenMet(&v, proefSleutel)
		require.NoError(t, err)
		want := es.Recorded{
			Stream: a.Stream, Revision: 8, ID: a.Command.EventID(1), Type: e.soort(), Time: a.Time,
			Command: a.Command, Cause: a.Cause, Correlation: a.Correlation, Event: e,
		}
		require.Equal(t, want, r)
		r, err = c.Open(&v)
		require.NoError(t, err)
		want.Event = gesloten(e)
		require.Equal(t, want, r)
	})
}

// TestAnyText gives the codec any text at all: it is refused, or stored so that
// it comes back as its NFC.
func TestAnyText(t *testing.T) {
	c := proefCodec(t)
	rapid.Check(t, func(t *rapid.T) {
		e := gewoon()
		e.Oordeel = rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "tekst")
		v, err := c.Verzegel(proefAppend(e), 0, nil)
		if err != nil {
			require.ErrorIs(t, err, es.ErrUnstorable)
			return
		}
		r, err := c.Open(&v)
		require.NoError(t, err)
		e.Oordeel = norm.NFC.String(e.Oordeel)
		require.Equal(t, e, r.Event)
	})
}

// TestPlainReader reads a sealed event with nothing of this package but its
// documented form: encoding/json, AES-GCM and SHA-256.
func TestPlainReader(t *testing.T) {
	v := verzegel(t, proefCodec(t), persoon())
	var event struct {
		ID, Pddigest, Pdsleutel string
		Data                    struct {
			SD  []string `json:"_sd"`
			Alg string   `json:"_sd_alg"`
		}
	}
	require.NoError(t, json.Unmarshal(v.Gebeurtenis, &event))
	b64 := base64.RawURLEncoding
	sum := sha256.Sum256(v.Persoonsdeel)
	require.Equal(t, b64.EncodeToString(sum[:]), event.Pddigest)
	require.Equal(t, b64.EncodeToString(proefSleutel.ID[:]), event.Pdsleutel)
	blok, err := aes.NewCipher(proefSleutel.Geheim[:])
	require.NoError(t, err)
	gcm, err := cipher.NewGCM(blok)
	require.NoError(t, err)
	klaar, err := gcm.Open(nil, v.Persoonsdeel[:12], v.Persoonsdeel[12:], []byte(event.ID))
	require.NoError(t, err)
	require.Zero(t, len(klaar)%256)
	n := binary.BigEndian.Uint32(klaar)

	namen, digests := map[string]any{}, []string{}
	for d := range strings.SplitSeq(string(klaar[4:4+n]), "~") {
		h := sha256.Sum256([]byte(d))
		digests = append(digests, b64.EncodeToString(h[:]))
		inhoud, err := b64.DecodeString(d)
		require.NoError(t, err)
		canon, err := jcs.Transform(inhoud)
		require.NoError(t, err)
		require.Equal(t, string(canon), string(inhoud))
		var drie []any
		require.NoError(t, json.Unmarshal(inhoud, &drie))
		require.Len(t, drie, 3)
		zout, err := b64.DecodeString(drie[0].(string))
		require.NoError(t, err)
		require.Len(t, zout, 32)
		namen[drie[1].(string)] = drie[2]
	}
	slices.Sort(digests)
	require.Equal(t, digests, event.Data.SD)
	require.Equal(t, "sha-256", event.Data.Alg)
	require.Equal(t, map[string]any{
		"/naam": "Jansje de Vries-Ōta", "/geboren": "2011-03-09", "/volgnummer": 123456782.0, "/gehoord": false,
		"/talen": []any{"nl", "ar"}, "/adres": map[string]any{"straat": "Ketelstraat", "nummer": 12.0},
		"/delen/0/notitie": "niet voor anderen", "/vertegenwoordiger/naam": "P. de Vries",
	}, namen)
	require.NotContains(t, string(v.Gebeurtenis), "Jansje")
}

func trekAlles(t *rapid.T) alles {
	dag := rapid.Custom(func(t *rapid.T) recht.Datum {
		return recht.NieuweDatum(rapid.IntRange(1, 9999).Draw(t, "jaar"), time.Month(rapid.IntRange(1, 12).Draw(t, "maand")), 1).
			PlusDagen(rapid.IntRange(0, 27).Draw(t, "dag"))
	})
	moment := rapid.Map(rapid.Int64Range(-62135596799999, 253402300799999), func(ms int64) time.Time { return time.UnixMilli(ms).UTC() })
	id := rapid.Map(rapid.SliceOfN(rapid.Byte(), 15, 15), func(b []byte) (u uuid.UUID) {
		copy(u[:], b)
		u[15] = 1
		return u
	})
	ja := rapid.Bool()
	e := alles{
		Verantwoording: proefVerantwoording(), Tekst: trekTekst(t, "tekst"), Code: recht.Gemeentecode(trekTekst(t, "code")), Ja: ja.Draw(t, "ja"),
		Aantal: int(rapid.Int64Range(-maxGetal, maxGetal).Draw(t, "aantal")), Groot: rapid.Int64Range(-maxGetal, maxGetal).Draw(t, "groot"),
		Op: moment.Draw(t, "op"), Dossier: id.Draw(t, "dossier"), Dag: dag.Draw(t, "dag"),
		Delen: rapid.SliceOfN(rapid.Custom(trekStuk), 0, 4).Draw(t, "delen"), Naam: es.Prive(trekTekst(t, "naam")),
	}
	e.Motivering, e.Corrigeert = trekTekst(t, "motivering"), rapid.SampledFrom([]uuid.UUID{{}, id.Draw(t, "corrigeert")}).Draw(t, "wel of niet")
	if ja.Draw(t, "codes") {
		e.Codes, e.Ooit = []recht.Gemeentecode{"GM0202", recht.Gemeentecode(trekTekst(t, "code"))}, moment.Draw(t, "ooit")
	}
	if ja.Draw(t, "geboren") {
		e.Geboren, e.Gehoord = es.Prive(dag.Draw(t, "geboren")), es.Prive(ja.Draw(t, "gehoord"))
	}
	if ja.Draw(t, "talen") {
		e.Talen, e.Volgnummer = es.Prive([]string{trekTekst(t, "taal")}), es.Prive(rapid.Int64Range(-maxGetal, maxGetal).Draw(t, "nr"))
	}
	if ja.Draw(t, "adres") {
		e.Adres, e.Vertegen.Naam = es.Prive(adres{Straat: trekTekst(t, "straat")}), es.Prive(trekTekst(t, "ouder"))
	}
	return e
}

func trekStuk(t *rapid.T) stuk {
	s := stuk{Titel: trekTekst(t, "titel"), Soort: trekTekst(t, "soort")}
	if rapid.Bool().Draw(t, "notitie") {
		s.Notitie, s.Sub = es.Prive(trekTekst(t, "notitie")), []string{trekTekst(t, "sub")}
	}
	return s
}

// trekTekst draws text that can be stored, in NFC.
func trekTekst(t *rapid.T, naam string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, rapid.OneOf(rapid.String(), rapid.StringN(0, 20, -1)).Draw(t, naam)))
}

// gesloten returns e as it is read without the key.
func gesloten(e alles) alles {
	e.Naam, e.Geboren, e.Volgnummer = es.Persoonlijk[string]{}, es.Persoonlijk[recht.Datum]{}, es.Persoonlijk[int64]{}
	e.Gehoord, e.Talen, e.Adres = es.Persoonlijk[bool]{}, es.Persoonlijk[[]string]{}, es.Persoonlijk[adres]{}
	e.Vertegen.Naam = es.Persoonlijk[string]{}
	e.Delen = slices.Clone(e.Delen)
	for i := range e.Delen {
		e.Delen[i].Notitie = es.Persoonlijk[string]{}
	}
	return e
}

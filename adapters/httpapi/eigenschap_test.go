package httpapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gowebpki/jcs"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

func handeling(op *openapi3.Operation) toegang.Handeling { return toegang.Handeling(op.OperationID) }

// willekeurig draws a value that a schema allows.
func willekeurig(t *rapid.T, s *openapi3.Schema, naam string) any {
	switch {
	case len(s.Enum) > 0:
		return rapid.SampledFrom(s.Enum).Draw(t, naam)
	case s.Type.Is("object"):
		o := veld{}
		for _, p := range slices.Sorted(maps.Keys(s.Properties)) { // sorted, so that shrinking works
			if p == "corrigeert" {
				continue // which events there are is not in the schema; TestCorrectie is about that
			}
			if slices.Contains(s.Required, p) || rapid.Bool().Draw(t, naam+"."+p+"?") {
				o[p] = willekeurig(t, s.Properties[p].Value, naam+"."+p)
			}
		}
		return o
	case s.Type.Is("array"):
		var rij []any
		for i := range rapid.IntRange(int(s.MinItems), 3).Draw(t, naam+"#") {
			w := willekeurig(t, s.Items.Value, fmt.Sprintf("%s[%d]", naam, i))
			if !s.UniqueItems || !slices.Contains(rij, w) {
				rij = append(rij, w)
			}
		}
		if rij == nil {
			return []any{}
		}
		return rij
	case s.Type.Is("integer"):
		return rapid.Int64Range(int64(*s.Min), int64(*s.Max)).Draw(t, naam)
	case s.Type.Is("boolean"):
		return rapid.Bool().Draw(t, naam)
	}
	return willekeurigeTekst(t, s, naam)
}

func willekeurigeTekst(t *rapid.T, s *openapi3.Schema, naam string) string {
	dag := time.Date(rapid.IntRange(2016, 2032).Draw(t, naam+" jaar"), time.Month(rapid.IntRange(1, 12).Draw(t, naam+" maand")), rapid.IntRange(1, 28).Draw(t, naam+" dag"), 12, 0, 0, 0, time.UTC)
	switch {
	case s.Format == "date":
		return dag.Format(time.DateOnly)
	case s.Format == "date-time":
		return dag.In(time.FixedZone("", 3600*rapid.IntRange(-12, 12).Draw(t, naam+" zone"))).Format(time.RFC3339Nano)
	case s.Format == "uuid":
		return "01890a5d-ac96-774b-bcce-b302099a8057"
	case s.Format == "bsn", s.Format == "persoonsnummer":
		return "999990019"
	case s.Format == "onderwijsnummer":
		return eenOnderwijsnummer
	case strings.Contains(s.Pattern, "GM"):
		return rapid.SampledFrom([]string{eigenGemeente, andereGemeente, "GM0999"}).Draw(t, naam)
	case s.Pattern != "":
		return rapid.StringMatching(s.Pattern).Filter(func(w string) bool {
			return s.MaxLength == nil || len(w) <= int(*s.MaxLength)
		}).Draw(t, naam)
	}
	return rapid.StringOfN(rapid.RuneFrom([]rune("aé語\U0001F600\n\t \"\\<\u00a0")), max(1, int(s.MinLength)), min(20, int(*s.MaxLength)), -1).
		Filter(func(w string) bool { return strings.TrimSpace(w) != "" }).Draw(t, naam)
}

// bederf changes one thing in a valid body, so that it is perhaps not valid any
// more; every value it puts in carries the mark.
func bederf(t *rapid.T, v any) any {
	soort := rapid.IntRange(0, 7).Draw(t, "bederf")
	switch w := v.(type) {
	case veld:
		sleutels := slices.Sorted(maps.Keys(w))
		uit := maps.Clone(w)
		switch {
		case soort == 0 || len(sleutels) == 0:
			uit[merk] = merk
		case soort == 1:
			delete(uit, rapid.SampledFrom(sleutels).Draw(t, "weg"))
		default:
			s := rapid.SampledFrom(sleutels).Draw(t, "in")
			uit[s] = bederf(t, w[s])
		}
		return uit
	case []any:
		if soort == 0 || len(w) == 0 {
			return append(slices.Clone(w), merk)
		}
		uit := slices.Clone(w)
		uit[0] = bederf(t, w[0])
		return uit
	}
	return rapid.SampledFrom([]any{merk, merk + "\x00", nil, -1, 1.5, int64(1) << 60, []any{merk}, veld{merk: merk}, strings.Repeat(merk, 500), true}).Draw(t, "waarde")
}

// A body drawn from the description is never a failure of the server, and never
// gives a status or an answer that the description does not have; what was sent
// in a bad body does not come back.
func TestWillekeurigeOpdrachten(t *testing.T) {
	k := open(t)
	k.neemDeel()
	k.totOntwerp()
	type doel struct {
		pad string
		op  *openapi3.Operation
	}
	var doelen []doel
	for pad, item := range k.server.beschrijving.document.Paths.Map() {
		if item.Post != nil {
			doelen = append(doelen, doel{pad, item.Post})
		}
	}
	slices.SortFunc(doelen, func(a, b doel) int { return strings.Compare(a.pad, b.pad) })
	gezien := map[int]int{}
	zaken, token := k.zaken(), map[string]string{}
	maps.Copy(zaken, k.swzaken())
	maps.Copy(zaken, k.bemiddeling())
	for _, d := range doelen {
		token[d.op.OperationID] = k.wieMag(d.op.OperationID)
	}
	rapid.Check(t, func(rt *rapid.T) {
		d := rapid.SampledFrom(doelen).Draw(rt, "doel")
		schema := d.op.RequestBody.Value.Content[typeJSON].Schema.Value
		lichaam := willekeurig(rt, schema, "lichaam")
		delete(lichaam.(veld), "dossier") // which there are is not in the schema; TestBereikVanMeldingen is about that
		for waar, zaak := range map[string]string{"werkgever": "werkgevers", "kandidaat": "kandidaten", "vacature": "vacatures"} {
			if _, ok := lichaam.(veld)[waar]; ok {
				lichaam.(veld)[waar] = laatste(zaken[zaak])
			}
		}
		if d.pad == "/rapportverstrekkingen" { // which reports and receivers there are is not in the schema either
			maps.Copy(lichaam.(veld), veld{"rapport": "zienswijzen", "filters": []any{}, "ontvangers": []any{"dagelijks-bestuur"}})
			delete(lichaam.(veld), "bekendOp")
			delete(lichaam.(veld), "peildatum")
		}
		kapot := rapid.Bool().Draw(rt, "kapot")
		if kapot {
			lichaam = bederf(rt, lichaam)
		}
		k := &kantoor{t: t, adres: k.adres, server: k.server, token: k.token}
		p := maakPoging("POST", d.pad, d.op, k.server.beschrijving.operaties[d.op.OperationID].betreft, toegang.Over{Gemeente: eigenGemeente, Module: "inkoop"})
		basis, rest, _ := strings.Cut(strings.TrimPrefix(p.pad, "/v1/"), "/")
		if zaak := zaken[basis]; zaak != "" && rest != "" { // a case that there is
			p.pad = strings.Replace(p.pad, p.pad[:len("/v1/")+len(basis)+37], zaak, 1)
		}
		keuze := []string{"", "?proef=true"}
		if vraagt(d.op) {
			keuze = keuze[:1]
		}
		g := k.stuur(token[d.op.OperationID], "POST", p.pad+rapid.SampledFrom(keuze).Draw(rt, "proef"), lichaam)
		gezien[g.status]++
		if g.status >= 500 {
			rt.Fatalf("%d: %s", g.status, g.lichaam)
		}
		if !kapot && g.status == 400 {
			rt.Fatalf("a valid body was refused: %s", g.lichaam)
		}
		if g.status >= 400 && bytes.Contains(g.lichaam, []byte(merk)) {
			rt.Fatalf("the answer repeats what was sent: %s", g.lichaam)
		}
	})
	require.Positive(t, gezien[400], "no body was bad: %v", gezien)
	require.Positive(t, gezien[409]+gezien[201], "no body was good: %v", gezien)
}

// The validator that the server uses and the JSON Schema 2020-12 validator, which
// costs milliseconds per value, agree on every body; and a
// good body is hashed in the canonical form of RFC 8785.
func TestKeuringTegenJSONSchema(t *testing.T) {
	s, _ := kaleServer(t)
	ids := slices.Sorted(maps.Keys(s.beschrijving.operaties))
	ids = slices.DeleteFunc(ids, func(id string) bool { return s.beschrijving.operaties[id].schema == nil })
	anders := append(slices.Clone(s.keurOpties), openapi3.EnableJSONSchema2020())
	goed, fout := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		schema := s.beschrijving.operaties[rapid.SampledFrom(ids).Draw(rt, "operatie")].schema
		waarde := willekeurig(rt, schema, "lichaam")
		if rapid.Bool().Draw(rt, "kapot") {
			waarde = bederf(rt, waarde)
		}
		ruw, err := json.Marshal(waarde)
		require.NoError(rt, err)
		var boom any
		require.NoError(rt, json.Unmarshal(ruw, &boom))
		fouten := s.keurWaarde(boom, schema, Body, "")
		errAnders := schema.VisitJSON(boom, anders...)
		if (len(fouten) > 0) != (errAnders != nil) {
			rt.Fatalf("%s: %v, but %v", ruw, fouten, errAnders)
		}
		if errAnders == nil {
			goed++
			vorm, err := canoniek(waarde)
			require.NoError(rt, err)
			orakel, err := jcs.Transform(ruw)
			require.NoError(rt, err)
			require.Equal(rt, string(orakel), string(vorm))
		} else {
			fout++
		}
	})
	require.Positive(t, goed)
	require.Positive(t, fout)
}

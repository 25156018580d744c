package httpapi

import (
	"context"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// bevestigd counts the lines that are committed, over a connection of its own.
func (k *kantoor) bevestigd() (n int) {
	k.t.Helper()
	conn, err := sqlite.OpenConn(filepath.Join(k.dir, verwerkingslog.Bestand), sqlite.OpenReadOnly)
	require.NoError(k.t, err)
	require.NoError(k.t, sqlitex.Execute(conn, "SELECT count(*) FROM regels", &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error { n = s.ColumnInt(0); return nil },
	}))
	require.NoError(k.t, conn.Close())
	return n
}

// waarde returns the value of a field, "" when it is not there.
func waarde(velden []Persoonsveld, pad string) string {
	for _, v := range velden {
		if v.Veld == pad {
			return string(v.Waarde)
		}
	}
	return ""
}

const metReden = "waarneming"

func TestPersoonsgegevens(t *testing.T) {
	k := open(t)
	ctx := context.Background()
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	d := k.begin(consulent, "leerplichtdossiers", eenDossier())
	pad := d + "/persoonsgegevens"
	t.Run("wie het dossier opende leest wie het is, en de lezing staat vast", func(t *testing.T) {
		voor := k.bevestigd()
		var uit Dossierinzage
		k.stuur(consulent, "GET", pad, nil).is(200).lees(&uit)
		assert.Equal(t, voor+1, k.bevestigd())
		assert.Equal(t, `"Noor Voorbeeld"`, waarde(uit.Persoon, "/naam"))
		assert.Equal(t, `"`+eenBSN+`"`, waarde(uit.Persoon, "/bsn"))
		assert.Equal(t, "urn:nld:oin:00000099000000001000:verwerkingsactiviteit:leerplichtdossiers-behandelen:v1", uit.Verwerkingsactiviteit)
		regels, err := k.ldv.Over(ctx, k.pseudoniem(d, "leerplichtdossier"))
		require.NoError(t, err)
		require.Len(t, regels, 1)
		assert.Equal(t, uit.Verwerkingsactiviteit, regels[0].Activiteit)
		assert.Equal(t, []string{"leesLeerplichtdossierPersoonsgegevens", "consulent-leerplicht", "MGR", ""}, []string{regels[0].Naam, regels[0].Rol, regels[0].Organisatie, regels[0].Reden})
	})
	t.Run("wie er niets deed noemt een reden, en die staat in het log", func(t *testing.T) {
		ander := k.ruim(toegang.ConsulentLeerplicht)
		voor := k.bevestigd()
		p := k.stuur(ander, "GET", pad, nil).is(403).probleem()
		assert.Equal(t, "/problemen/reden-nodig", p.Type)
		k.stuur(ander, "GET", pad, nil, "Raadpleegreden", "nieuwsgierig").is(400)
		assert.Equal(t, voor, k.bevestigd(), "what was refused is no reading")
		k.stuur(ander, "GET", pad, nil, "Raadpleegreden", metReden).is(200)
		regels, err := k.ldv.Over(ctx, k.pseudoniem(d, "leerplichtdossier"))
		require.NoError(t, err)
		assert.Equal(t, metReden, regels[len(regels)-1].Reden)
	})
	t.Run("een spoor van buiten loopt door in het log", func(t *testing.T) {
		k.stuur(consulent, "GET", pad, nil, "Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").is(200)
		regels, err := k.ldv.Over(ctx, k.pseudoniem(d, "leerplichtdossier"))
		require.NoError(t, err)
		laatste := regels[len(regels)-1]
		assert.EqualValues(t, 0x4b, laatste.Trace[0])
		assert.EqualValues(t, 0xb7, laatste.Ouder[7])
		r := k.laatsteLijn(func() {
			k.stuur(consulent, "GET", pad, nil, "Traceparent", "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").is(200)
		})
		assert.Equal(t, "5bf92f3577b34da6a3ce929d0e0e4736", r.Spoor, "the audit log says who it was, by the same trace")
		assert.NotEmpty(t, r.Actor.ID)
	})
	t.Run("een ander dan de eigen gemeente, of een andere rol, ziet niets en laat geen regel na", func(t *testing.T) {
		voor := k.bevestigd()
		elders := k.geef(toegang.ConsulentLeerplicht, andereGemeente, "", 3600e9).Token
		k.stuur(elders, "GET", pad, nil, "Raadpleegreden", metReden).is(404)
		for _, rol := range toegang.Rollen() {
			if rol != toegang.ConsulentLeerplicht {
				k.stuur(k.token[rol], "GET", pad, nil, "Raadpleegreden", metReden).is(403)
			}
		}
		k.stuur("", "GET", pad, nil).is(401)
		assert.Equal(t, voor, k.bevestigd())
	})
}

// pseudoniem returns what stands in the log for the person of a case.
func (k *kantoor) pseudoniem(pad, soort string) string {
	k.t.Helper()
	p, err := k.kluis.Dossierpseudoniem(context.Background(), es.Stream(soort+"-"+laatste(pad)))
	require.NoError(k.t, err)
	return p.String()
}

func TestPersoonsgegevensPerSoort(t *testing.T) {
	k := open(t)
	paden := k.zaken()
	bemiddeling, sw := k.bemiddeling(), k.swzaken()
	for _, soort := range []string{"kandidaten", "matches", "werkgevers"} {
		paden[soort] = bemiddeling[soort]
	}
	paden["boventalligen"] = sw["boventalligen"]
	rol := map[string]toegang.Rol{
		"haltverwijzingen": toegang.Opsporingsambtenaar, "processen-verbaal": toegang.Opsporingsambtenaar,
		"kandidaten": toegang.Accountmanager, "matches": toegang.Accountmanager, "werkgevers": toegang.Accountmanager, "boventalligen": toegang.ConsulentSW,
	}
	require.Len(t, paden, 9)
	for soort, pad := range paden {
		t.Run(soort+": wie ermee werkt leest de persoonsgegevens, een ander niet", func(t *testing.T) {
			r := rol[soort]
			if r == "" {
				r = toegang.ConsulentLeerplicht
			}
			var uit Dossierinzage
			k.stuur(k.token[r], "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", metReden).is(200).lees(&uit)
			require.NotEmpty(t, uit.Gebeurtenissen)
			require.NotEmpty(t, uit.Gebeurtenissen[0].Velden)
			for _, ander := range toegang.Rollen() {
				if ander == r || ander == toegang.School && soort == "verzuimmeldingen" {
					continue
				}
				k.stuur(k.token[ander], "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", metReden).is(403)
			}
		})
	}
}

func TestSchoolZietWatZijLeverde(t *testing.T) {
	k := open(t)
	school, consulent := k.token[toegang.School], k.ruim(toegang.ConsulentLeerplicht)
	m := k.begin(school, "verzuimmeldingen", plus(eenMelding(), veld{"opdracht": veld{"gesimuleerd": true, "motivering": "Van de school."}}))
	k.doorloop(consulent, m,
		vervolgstap{"betwistingen", veld{"nummer": 1, "betwistOp": "2026-03-01", "van": "Een ouder", "bezwaren": "Wij zijn het oneens."}},
		vervolgstap{"zienswijzen", veld{"nummer": 1, "gegevenOp": "2026-03-01", "zienswijze": "Thuis gaat het niet."}},
	)
	gebeurtenis := k.feed(consulent, "").Gebeurtenissen[0].Gebeurtenis
	assert.Contains(t, string(gebeurtenis), `"organisatie":"school"`, "who acted stays after destruction, and does not say which school")
	assert.Equal(t, 1, strings.Count(string(gebeurtenis), string(eigenSchool)), "only in the field that goes with the file")
	var uit Dossierinzage
	k.stuur(school, "GET", m+"/persoonsgegevens", nil).is(200).lees(&uit)
	assert.Equal(t, `"Noor Voorbeeld"`, waarde(uit.Persoon, "/naam"))
	require.Len(t, uit.Gebeurtenissen, 1)
	assert.Equal(t, `"Van de school."`, waarde(uit.Gebeurtenissen[0].Velden, "/toelichting"))
	g := k.stuur(consulent, "GET", m+"/persoonsgegevens", nil).is(200)
	assert.Contains(t, string(g.lichaam), "oneens", "control: a consulent sees what others said")

	van := k.begin(consulent, "verzuimmeldingen", plus(eenMelding(), veld{"opdracht": veld{"gesimuleerd": true, "motivering": "Voor collega's."}}))
	g = k.stuur(school, "GET", van+"/persoonsgegevens", nil).is(200)
	assert.Contains(t, string(g.lichaam), "Noor Voorbeeld", "it came from the school through the register")
	assert.NotContains(t, string(g.lichaam), "collega", "what a consulent wrote beside it did not")
	k.stuur(k.geef(toegang.School, "", "", 3600e9).Token, "GET", m+"/persoonsgegevens", nil).is(200)
	u, err := k.reg.Geef(context.Background(), "test", toegang.Wie{Rol: toegang.School, Organisatie: andereSchool}, 3600e9)
	require.NoError(t, err)
	k.stuur(u.Token, "GET", m+"/persoonsgegevens", nil).is(404)
}

func TestVernietigdePersoonsgegevens(t *testing.T) {
	k := open(t)
	ctx := context.Background()
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	m := k.begin(consulent, "verzuimmeldingen", eenMelding())
	k.doorloop(consulent, m, vervolgstap{"kennisnemingen", veld{"aangenomenOp": "2026-03-01", "opdracht": veld{"motivering": "x", "gesimuleerd": true}}})
	vs, err := k.j.Stroom(ctx, es.Stream("verzuimmelding-"+laatste(m)))
	require.NoError(t, err)
	_, _, err = k.kluis.VernietigMetIndex(ctx, [][16]byte{vs[0].Sleutel}, []es.Stream{vs[0].Stroom})
	require.NoError(t, err)
	t.Run("zonder de sleutel staat er vernietigd, en geen fout", func(t *testing.T) {
		var uit Dossierinzage
		k.stuur(consulent, "GET", m+"/persoonsgegevens", nil).is(200).lees(&uit)
		assert.Empty(t, uit.Persoon)
		require.NotEmpty(t, uit.Gebeurtenissen)
		for _, g := range uit.Gebeurtenissen {
			assert.Equal(t, vernietigd, g.Persoonsdeel)
			assert.Empty(t, g.Velden)
			assert.Zero(t, g.VernietigdDoor, "nothing says yet which event did it")
		}
	})
	t.Run("na de vervanging staat erbij welke gebeurtenis het deed", func(t *testing.T) {
		residu, err := k.codec.Residu(&vs[0])
		require.NoError(t, err)
		require.NoError(t, k.j.WisPersoonsdeel(ctx, vs[0].Positie))
		require.NoError(t, k.j.Vervang(ctx, vs[0].Positie, residu, k.j.Kop()))
		var uit Dossierinzage
		k.stuur(consulent, "GET", m+"/persoonsgegevens", nil, "Raadpleegreden", metReden).is(200).lees(&uit)
		for _, g := range uit.Gebeurtenissen {
			assert.EqualValues(t, k.j.Kop(), g.VernietigdDoor)
		}
	})
}

func TestZonderVerwerkingslogGeenPersoonsgegevens(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	d := k.begin(consulent, "leerplichtdossiers", eenDossier())
	k.stuur(consulent, "GET", d+"/persoonsgegevens", nil).is(200)
	require.NoError(t, k.ldv.Sluit())
	g := k.stuur(consulent, "GET", d+"/persoonsgegevens", nil).is(503)
	assert.Equal(t, "/problemen/verwerkingslog-onbeschikbaar", g.probleem().Type)
	assert.NotContains(t, string(g.lichaam), "Noor")
	k.stuur(consulent, "GET", d, nil).is(200)
	k.stuur(consulent, "POST", d+"/gesprekken", veld{"opdracht": zonderTekst, "nummer": 1, "gesprekssoort": "op-school", "gevoerdOp": "2026-02-20"}).is(201)
}

func TestRegisterVanVerwerkingsactiviteiten(t *testing.T) {
	k := open(t)
	var uit Verwerkingsactiviteiten
	k.stuur(k.token[toegang.Auditor], "GET", "/v1/verwerkingsactiviteiten", nil).is(200).lees(&uit)
	var codes []string
	for _, a := range uit.Verwerkingsactiviteiten {
		codes = append(codes, a.Code)
		assert.NotEmpty(t, a.Doel, a.Code)
		assert.True(t, a.Aangenomen, "%s: nobody adopted this register yet", a.Code)
	}
	assert.True(t, slices.Contains(codes, "strafbaar-verzuim-opsporen"))
	k.stuur("", http.MethodGet, "/v1/verwerkingsactiviteiten", nil).is(401)
}

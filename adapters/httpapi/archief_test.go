package httpapi

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// oudeJongere makes a doorstroompuntdossier of which the term is over, and returns its stream.
func oudeJongere(k *kantoor) string {
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	pad := k.begin(consulent, "doorstroompuntdossiers", plus(eenVSV(), veld{"gesignaleerdOp": "2022-02-17"}))
	k.doorloop(consulent, pad, vervolgstap{"startkwalificaties", veld{"niveau": "havo", "behaaldOp": "2023-05-01"}})
	return "doorstroompunt-" + laatste(pad)
}

func eenLijst(dossiers ...string) veld {
	lijst := []any{}
	for _, d := range dossiers {
		lijst = append(lijst, d)
	}
	return veld{"opdracht": zonderTekst, "peildatum": "2026-03-02", "dossiers": lijst}
}

func (k *kantoor) lijst(token, pad string) (v Vernietiging) {
	k.t.Helper()
	k.stuur(token, "GET", pad, nil).is(200).lees(&v)
	return v
}

// uitgevoerd waits until the list at pad was carried out.
func (k *kantoor) uitgevoerd(pad string) {
	k.t.Helper()
	for na := k.j.Kop(); ; {
		r, err := k.j.Read(k.t.Context(), vernietiging.Stroom(uuid.MustParse(laatste(pad))))
		require.NoError(k.t, err)
		if len(r) == 3 {
			return
		}
		na, err = k.j.Wacht(k.t.Context(), na)
		require.NoError(k.t, err)
	}
}

var leegBesluit = veld{"opdracht": zonderTekst}

func TestVernietigen(t *testing.T) {
	k := open(t)
	archivaris, fg := k.token[toegang.Archivaris], k.token[toegang.FunctionarisGegevensbescherming]
	een, twee := oudeJongere(k), oudeJongere(k)
	vers := "doorstroompunt-" + laatste(k.begin(k.ruim(toegang.ConsulentLeerplicht), "doorstroompuntdossiers", eenVSV()))
	kandidaten := func(token string) (u Vernietigingskandidaten) {
		k.stuur(token, "GET", "/v1/vernietigingskandidaten?naPositie="+positietekst(k.j.Kop()), nil).is(200).lees(&u)
		return u
	}

	t.Run("het overzicht noemt wat weg moet met zijn regel, en telt wat nog loopt", func(t *testing.T) {
		u := kandidaten(archivaris)
		require.Len(t, u.Dossiers, 2)
		assert.Equal(t, 1, u.TermijnLoopt)
		for _, d := range u.Dossiers {
			assert.Equal(t, "te-vernietigen", d.Toestand)
			assert.Equal(t, "12.1.4", d.Resultaat)
			assert.Equal(t, 2025, d.SindsJaar)
			assert.Equal(t, []string{"BEWAREN_DOORSTROOMPUNT"}, d.Aangenomen)
		}
		k.stuur(fg, "GET", "/v1/vernietigingskandidaten?peildatum=2025-04-30", nil).is(200).lees(&u)
		assert.Empty(t, u.Dossiers)
		k.stuur(fg, "GET", "/v1/vernietigingskandidaten?peildatum=2025-02-30", nil).is(400)
	})
	t.Run("de archivaris stelt voor en besluit niet, de functionaris omgekeerd, en niemand anders iets", func(t *testing.T) {
		for _, rol := range toegang.Rollen() {
			if rol != toegang.Archivaris {
				k.stuur(k.token[rol], "POST", "/v1/vernietigingen", eenLijst(een)).is(403)
			}
		}
	})
	t.Run("wat niet mag staat niet op een lijst", func(t *testing.T) {
		p := k.stuur(archivaris, "POST", "/v1/vernietigingen", eenLijst(vers)).is(409).probleem()
		assert.Equal(t, "vernietiging/nog-niet-te-vernietigen", p.Code)
		p = k.stuur(archivaris, "POST", "/v1/vernietigingen", eenLijst("doorstroompunt-"+uuid.NewString())).is(409).probleem()
		assert.Equal(t, "vernietiging/dossier-bestaat-niet", p.Code)
		k.stuur(archivaris, "POST", "/v1/vernietigingen", eenLijst("geen-stroom")).is(400)
		k.stuur(archivaris, "POST", "/v1/vernietigingen", eenLijst()).is(400)
	})
	t.Run("met proef=true is te zien wat zou gebeuren, en gebeurt er niets", func(t *testing.T) {
		kop := k.j.Kop()
		o := k.stuur(archivaris, "POST", "/v1/vernietigingen?proef=true", eenLijst(een)).is(200).ontvangst()
		require.Len(t, o.ZouVastleggen, 1)
		assert.Equal(t, kop, k.j.Kop())
	})
	bewaring := k.begin(fg, "bewaringen", veld{"opdracht": zonderTekst, "grond": "verzoek-om-inzage", "dossiers": []any{twee}})
	t.Run("een bewaring houdt een dossier van de lijst, en het overzicht zegt waarom", func(t *testing.T) {
		p := k.stuur(archivaris, "POST", "/v1/vernietigingen", eenLijst(een, twee)).is(409).probleem()
		assert.Equal(t, "vernietiging/nog-niet-te-vernietigen", p.Code)
		for _, d := range kandidaten(fg).Dossiers {
			if string(d.Dossier) == twee {
				assert.Equal(t, "bewaring-opgelegd", d.Aanhouding)
			}
		}
	})
	pad := k.begin(archivaris, "vernietigingen", eenLijst(een))
	t.Run("een dossier staat op een lijst tegelijk", func(t *testing.T) {
		p := k.stuur(archivaris, "POST", "/v1/vernietigingen", eenLijst(een)).is(409).probleem()
		assert.Equal(t, "vernietiging/dubbel-dossier", p.Code)
		v := k.lijst(archivaris, pad)
		assert.Equal(t, "2026-03-09", v.BeslisUiterlijk.String())
		assert.False(t, v.Besloten)
	})
	t.Run("de archivaris besluit niet over het eigen voorstel", func(t *testing.T) {
		k.stuur(archivaris, "POST", pad+"/besluiten", leegBesluit).is(403)
		k.stuur(archivaris, "POST", pad+"/afwijzingen", leegBesluit).is(403)
	})
	t.Run("na het besluit van een ander wordt uitgevoerd en verklaard", func(t *testing.T) {
		k.stuur(fg, "POST", pad+"/besluiten", leegBesluit).is(201)
		k.uitgevoerd(pad)
		v := k.lijst(fg, pad)
		assert.True(t, v.Besloten && v.Uitgevoerd)
		assert.Equal(t, "1 dossier vernietigd", v.Toestand)
		consulent := k.ruim(toegang.ConsulentLeerplicht)
		g := k.stuur(consulent, "POST", strings.Replace("/v1/doorstroompuntdossiers/X/contacten", "X", een[len("doorstroompunt-"):], 1),
			veld{"opdracht": zonderTekst, "nummer": 1, "gelegdOp": "2026-03-01"})
		assert.Equal(t, "archief/dossier-vernietigd", g.is(409).probleem().Code)
		assert.Len(t, kandidaten(fg).Dossiers, 1)
	})
	t.Run("het rapport legt er verantwoording over af, ook aan de auditor", func(t *testing.T) {
		var r Rapport
		k.stuur(k.token[toegang.Auditor], "GET", "/v1/rapporten/vernietigingen?naPositie="+positietekst(k.j.Kop()), nil).is(200).lees(&r)
		require.Len(t, r.Regels, 1)
		assert.EqualValues(t, 1, r.Regels[0].Waarden["vernietigd"])
		assert.Equal(t, "2026-04-01", r.Regels[0].Waarden["onherroepelijkOp"])
	})
	t.Run("een lijst noemt dossiers, dus voor een ander is zij een kale positie; de verklaring noemt er geen", func(t *testing.T) {
		for rol, ziet := range map[toegang.Rol]bool{toegang.Archivaris: true, toegang.FunctionarisGegevensbescherming: true, toegang.Auditor: false, toegang.Bestuurssecretaris: false} {
			gezien := ""
			for _, g := range k.feed(k.token[rol], "?limiet=500").Gebeurtenissen {
				gezien += string(g.Gebeurtenis)
			}
			assert.Equal(t, ziet, strings.Contains(gezien, "vernietigingslijst-vastgesteld"), rol)
			assert.Equal(t, ziet || rol == toegang.Auditor, strings.Contains(gezien, "gegevens-vernietigd"), rol)
		}
	})
	t.Run("een bewaring heft een ander op dan wie dat voorlegde", func(t *testing.T) {
		k.stuur(fg, "POST", bewaring+"/opheffingen", leegBesluit).is(409)
		k.stuur(fg, "POST", bewaring+"/opheffingsvoorstellen", leegBesluit).is(201)
		assert.Equal(t, "recht/vier-ogen-zelfde-persoon", k.stuur(fg, "POST", bewaring+"/opheffingen", leegBesluit).is(409).probleem().Code)
		k.stuur(archivaris, "POST", bewaring+"/opheffingen", leegBesluit).is(201)
		var b Bewaring
		k.stuur(fg, "GET", bewaring, nil).is(200).lees(&b)
		assert.Empty(t, b.Dossiers)
		assert.Equal(t, "opgeheven", b.Toestand)
		k.begin(archivaris, "vernietigingen", eenLijst(twee))
	})
	t.Run("op wat besloten is rust geen bewaring meer", func(t *testing.T) {
		g := k.stuur(fg, "POST", "/v1/bewaringen", veld{"opdracht": zonderTekst, "grond": "verzoek-om-inzage", "dossiers": []any{een}})
		assert.Equal(t, "bewaring/vernietiging-al-besloten", g.is(409).probleem().Code)
	})
	t.Run("een lijst, bewaring of afscherming die er niet is geeft 404", func(t *testing.T) {
		for _, p := range []string{"vernietigingen", "bewaringen", "afschermingen"} {
			k.stuur(fg, "GET", "/v1/"+p+"/"+uuid.NewString(), nil).is(404)
		}
		k.stuur(fg, "POST", "/v1/vernietigingen/"+uuid.NewString()+"/besluiten", leegBesluit).is(404)
	})
}

func TestAfschermenOverHTTP(t *testing.T) {
	k := open(t)
	archivaris, fg := k.token[toegang.Archivaris], k.token[toegang.FunctionarisGegevensbescherming]
	brief := k.stuur(k.token[toegang.Bestuurssecretaris], "POST", "/v1/nieuwsbrieven", veld{
		"opdracht": veld{"motivering": merk, "gesimuleerd": true}, "onderwerp": "over " + merk, "verzondenOp": "2026-03-01", "raden": []any{eigenGemeente},
	}).is(201).ontvangst()
	id := brief.Gebeurtenissen[0].Id.String()
	voorstel := func(velden ...any) veld { return veld{"opdracht": zonderTekst, "gebeurtenis": id, "velden": velden} }
	t.Run("alleen vrije tekst van een bestaande gebeurtenis", func(t *testing.T) {
		assert.Equal(t, "afscherming/velden-onjuist", k.stuur(archivaris, "POST", "/v1/afschermingen", voorstel("/raden/0")).is(409).probleem().Code)
		assert.Equal(t, "afscherming/gebeurtenis-onjuist", k.stuur(archivaris, "POST", "/v1/afschermingen", plus(voorstel("/onderwerp"), veld{"gebeurtenis": uuid.NewString()})).is(409).probleem().Code)
		k.stuur(archivaris, "POST", "/v1/afschermingen", voorstel("onderwerp")).is(400)
		k.stuur(fg, "POST", "/v1/afschermingen", voorstel("/onderwerp")).is(403)
	})
	pad := k.begin(archivaris, "afschermingen", voorstel("/onderwerp", "/motivering"))
	k.stuur(archivaris, "POST", pad+"/besluiten", leegBesluit).is(403)
	k.stuur(fg, "POST", pad+"/besluiten", leegBesluit).is(201)
	for na := k.j.Kop(); ; {
		var a Afscherming
		if k.stuur(fg, "GET", pad, nil).is(200).lees(&a); a.Toestand == "afgeschermd" {
			break
		}
		var err error
		na, err = k.j.Wacht(t.Context(), na)
		require.NoError(t, err)
	}
	t.Run("daarna toont de geschiedenis de vaste tekst, en wie het besloot, aan iedereen die haar ziet", func(t *testing.T) {
		g := k.stuur(k.token[toegang.Bestuurssecretaris], "GET", "/v1/gebeurtenissen/"+id, nil)
		require.Equal(t, http.StatusOK, g.status)
		assert.NotContains(t, string(g.lichaam), merk)
		assert.Contains(t, string(g.lichaam), "[afgeschermd]")
		assert.Contains(t, string(g.lichaam), "vervangenDoor")
		assert.NotContains(t, string(k.stuur(k.token[toegang.Bestuurssecretaris], "GET", "/v1/gebeurtenissen", nil).is(200).lichaam), merk)
	})
}

func positietekst(p es.Position) string { return strconv.FormatInt(int64(p), 10) }

package httpapi

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/toegang/toegangtest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// eenMeldingVan is a melding of absence of somebody of this number, who is seventeen.
func eenMeldingVan(onderwijsnummer, begin string) veld {
	return plus(eenMelding(), veld{
		"persoon":    veld{"naam": "Sam Voorbeeld", "geboren": "2008-05-20", "onderwijsnummer": onderwijsnummer},
		"begindatum": begin, "einddatum": begin, "ontvangenOp": "2026-02-20",
	})
}

// TestDifferenceAfterDestruction is question 11 after files of then were destroyed: a
// report of lasting figures is the same bytes, and its difference the same; one of
// figures that go with the files is refused as it was, and its difference still closes.
func TestDifferenceAfterDestruction(t *testing.T) {
	k := open(t, func(o *Opties) {
		o.Beleid = toegangtest.Beleid(t, toegangtest.Met(toegang.Standaard(), `@id("erbij")
			permit (principal in Rol::"bestuurssecretaris", action == Action::"personen", resource);`))
	})
	consulent, auditor := k.ruim(toegang.ConsulentLeerplicht), k.token[toegang.Auditor]
	oud := k.begin(consulent, "verzuimmeldingen", eenMeldingVan(eenOnderwijsnummer, "2026-02-02"))
	blijft := k.begin(consulent, "verzuimmeldingen", eenMelding())
	verstrek := func(rapport string) string {
		return k.secretaris("/v1/rapportverstrekkingen", veld{"rapport": rapport, "vorm": "json", "ontvangers": []string{"accountant"}}).is(201).kop.Get("Location")
	}
	blijvend, tijdelijk := verstrek("verzuimmeldingen"), verstrek("verzuimmeldingen-per-school")
	k.doorloop(consulent, oud, vervolgstap{"intrekkingen", veld{"ingetrokkenOp": "2026-03-01"}}) // after the reports: part of the difference
	k.begin(consulent, "verzuimmeldingen", plus(eenMelding(), veld{"persoon": plus(leerling(), veld{"bsn": "111222333"}), "begindatum": "2026-02-03"}))

	rapport := func(pad string) gekregen { return k.stuur(auditor, "GET", pad+"/rapport", nil) }
	verschil := func(pad string) (v Rapportverschil) {
		k.stuur(auditor, "GET", fmt.Sprintf("%s/verschil?tot=%d", pad, k.j.Kop()), nil).is(200).lees(&v)
		van, delen := map[string]recht.Bedrag{}, map[string]recht.Bedrag{}
		centen(t, van, v.Regels)
		for _, s := range v.Stappen {
			centen(t, delen, s.Regels)
		}
		assert.Equal(t, van, delen, "the named events are the difference")
		return v
	}
	namen := func(v Rapportverschil) (uit []int64) {
		for _, s := range v.Stappen {
			for _, g := range s.Gebeurtenissen {
				uit = append(uit, g.Positie)
			}
		}
		return uit
	}
	toen, toenVerschil := rapport(blijvend).is(200), verschil(blijvend)
	rapport(tijdelijk).is(200)
	require.Len(t, toenVerschil.Stappen, 2, "one was withdrawn, and one came")
	tijdelijkVerschil := verschil(tijdelijk)
	require.Len(t, tijdelijkVerschil.Stappen, 2)

	k.klok.verder(3 * 365 * 24 * time.Hour) // two years after its end it must go
	dossier := "verzuimmelding-" + laatste(oud)
	lijst := k.begin(k.token[toegang.Archivaris], "vernietigingen", plus(eenLijst(dossier), veld{"peildatum": "2029-03-01"}))
	k.stuur(k.token[toegang.FunctionarisGegevensbescherming], "POST", lijst+"/besluiten", leegBesluit).is(201)
	k.uitgevoerd(lijst)
	k.stuur(auditor, "GET", blijft, nil).is(200)

	t.Run("een rapport van blijvende cijfers is byte voor byte wat het was, en het verschil ook, met dezelfde gebeurtenissen", func(t *testing.T) {
		assert.Equal(t, string(toen.lichaam), string(rapport(blijvend).is(200).lichaam))
		nu := verschil(blijvend)
		assert.Equal(t, toenVerschil.Regels, nu.Regels)
		assert.Equal(t, namen(toenVerschil), namen(nu))
	})
	t.Run("een cijfer dat met de dossiers verdwijnt is er niet meer zoals toen, en dat wordt gezegd in plaats van gegeven", func(t *testing.T) {
		p := rapport(tijdelijk).is(409).probleem()
		assert.Equal(t, "rapportverstrekking/niet-gelijk", p.Code)
		assert.Contains(t, p.Detail, "vernietigd of afgeschermd")
	})
	t.Run("het verschil ervan sluit nog, gaat alleen over wat er is, en zegt hoeveel er weg is", func(t *testing.T) {
		nu := verschil(tijdelijk)
		assert.NotEqual(t, tijdelijkVerschil.Regels, nu.Regels)
		require.Len(t, nu.Stappen, 1, "the one that came; the one that was withdrawn is gone")
		assert.Equal(t, namen(tijdelijkVerschil)[1:], namen(nu))
		for _, v := range []any{nu.Toen.Vernietigd, nu.Nu.Vernietigd} {
			require.NotNil(t, v)
		}
		assert.EqualValues(t, 1, nu.Toen.Vernietigd.Aantal)
		assert.EqualValues(t, 2, nu.Toen.Vernietigd.Noemer)
		assert.EqualValues(t, 3, nu.Nu.Vernietigd.Noemer)
	})
}

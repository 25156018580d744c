package httpapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// gelogd returns the lines of the audit log after the first n.
func (k *kantoor) gelogd(n int) (regels []auditlog.Regel) {
	k.t.Helper()
	require.NoError(k.t, auditlog.Lees(filepath.Join(k.dir, auditlog.Map), func(r auditlog.Regel) error {
		regels = append(regels, r)
		return nil
	}))
	return regels[n:]
}

// laatsteLijn does something and returns the one line that it left in the log.
func (k *kantoor) laatsteLijn(doe func()) auditlog.Regel {
	k.t.Helper()
	n := len(k.gelogd(0))
	doe()
	nieuw := k.gelogd(n)
	require.Len(k.t, nieuw, 1)
	return nieuw[0]
}

func TestAuditspoor(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	pad := k.begin(consulent, "verzuimmeldingen", eenMelding())
	stroom := "verzuimmelding-" + laatste(pad)

	t.Run("een opdracht die mag staat als gebeurtenis in het journaal, en niet ook hier", func(t *testing.T) {
		assert.Len(t, k.gelogd(0), 1, "the first line says that the file began")
	})
	t.Run("wie een rol heeft die niet mag, staat er met wat hij wilde, en met geen regel die het toelaat", func(t *testing.T) {
		r := k.laatsteLijn(func() { k.stuur(k.token[toegang.Beheerder], "GET", pad, nil).is(403) })
		wie, err := k.reg.Herken(k.token[toegang.Beheerder])
		require.NoError(t, err)
		assert.WithinDuration(t, time.Now(), r.Tijdstip, time.Minute)
		assert.Len(t, r.Spoor, 32)
		r.Nr, r.Tijdstip, r.Keten, r.Spoor = 0, time.Time{}, "", ""
		assert.Equal(t, auditlog.Regel{
			Actie: auditlog.Lezen, Handeling: "leesVerzuimmelding", Resultaat: auditlog.Geweigerd, Oorsprong: "127.0.0.1",
			Actor: auditlog.Actor{Rol: "beheerder", Organisatie: "MGR", ID: wie.ID, Bewijs: wie.TokenID},
		}, r)
	})
	t.Run("wat een verbod tegenhoudt noemt dat verbod", func(t *testing.T) {
		r := k.laatsteLijn(func() { k.stuur(k.token[toegang.Auditor], "POST", "/v1/haltverwijzingen", eenVerwijzing()).is(403) })
		assert.Equal(t, []string{"opsporing-niemand-anders"}, r.Beleid)
		assert.Equal(t, auditlog.Opdracht, r.Actie)
	})
	t.Run("lezen over een leerling staat er met de regel die het toelaat en de stroom", func(t *testing.T) {
		r := k.laatsteLijn(func() { k.stuur(consulent, "GET", pad, nil).is(200) })
		assert.Equal(t, auditlog.Toegestaan, r.Resultaat)
		assert.Equal(t, []string{"leerplicht-consulent"}, r.Beleid)
		assert.Equal(t, stroom, r.Object)
		assert.NotEmpty(t, r.Actor.ID)
	})
	t.Run("wat buiten bereik is antwoordt als wat niet bestaat, en staat er wel", func(t *testing.T) {
		ander := k.geef(toegang.ConsulentLeerplicht, andereGemeente, "", time.Hour).Token
		r := k.laatsteLijn(func() { k.stuur(ander, "GET", pad, nil).is(404) })
		assert.Equal(t, auditlog.Geweigerd, r.Resultaat)
		assert.Equal(t, stroom, r.Object)
		n := len(k.gelogd(0))
		k.stuur(ander, "GET", "/v1/verzuimmeldingen/"+uuid.NewString(), nil).is(404)
		assert.Len(t, k.gelogd(n), 0, "control: what does not exist is not there")
	})
	t.Run("een opdracht over een andere gemeente staat er met de opdracht", func(t *testing.T) {
		ander := k.geef(toegang.Griffier, andereGemeente, "", time.Hour).Token
		p := poging{}
		k.elkeRoute(toegang.Over{Gemeente: eigenGemeente}, func(o *operatie, q poging) {
			if o.id == "ontvangZienswijze" {
				p = q
			}
		})
		r := k.laatsteLijn(func() { assert.Equal(t, 403, k.doe(ander, p)) })
		assert.Equal(t, "ontvangZienswijze", r.Handeling)
	})
	t.Run("een rapport dat mensen telt staat er, een over geld niet", func(t *testing.T) {
		r := k.laatsteLijn(func() {
			k.stuur(consulent, "GET", "/v1/rapporten/thuiszitterdossiers?peildatum=2026-03-01", nil).is(200)
		})
		assert.Equal(t, "rapport:thuiszitterdossiers", r.Handeling)
		n := len(k.gelogd(0))
		k.stuur(k.token[toegang.Griffier], "GET", "/v1/rapporten/voorzieningen", nil).is(200)
		assert.Empty(t, k.gelogd(n))
		r = k.laatsteLijn(func() { k.stuur(k.token[toegang.Griffier], "GET", "/v1/rapporten/thuiszitterdossiers", nil).is(403) })
		assert.Equal(t, auditlog.Geweigerd, r.Resultaat)
	})
	t.Run("de feed staat er voor wie er mensen in kan zien, en voor een ander niet", func(t *testing.T) {
		r := k.laatsteLijn(func() { k.stuur(k.token[toegang.Auditor], "GET", "/v1/gebeurtenissen", nil).is(200) })
		assert.Equal(t, "leesGebeurtenissen", r.Handeling)
		n := len(k.gelogd(0))
		k.stuur(k.token[toegang.Griffier], "GET", "/v1/gebeurtenissen", nil).is(200)
		assert.Empty(t, k.gelogd(n))
	})
	t.Run("een verborgen gebeurtenis opvragen staat er als geweigerd", func(t *testing.T) {
		var id string
		for _, r := range k.feed(consulent, "").Gebeurtenissen {
			var e struct{ ID string }
			require.NoError(t, json.Unmarshal(r.Gebeurtenis, &e))
			id = e.ID
		}
		r := k.laatsteLijn(func() { k.stuur(k.token[toegang.Griffier], "GET", "/v1/gebeurtenissen/"+id, nil).is(404) })
		assert.Equal(t, "gebeurtenis-"+id, r.Object)
		assert.Equal(t, []string{"over-personen-alleen-met-dat-recht"}, r.Beleid)
		r = k.laatsteLijn(func() { k.stuur(consulent, "GET", "/v1/gebeurtenissen/"+id, nil).is(200) })
		assert.Equal(t, auditlog.Toegestaan, r.Resultaat)
	})
	t.Run("wie een persoon zoekt staat er, zonder wie hij zocht", func(t *testing.T) {
		r := k.laatsteLijn(func() {
			k.stuur(consulent, "POST", "/v1/zoekvragen", veld{"module": "onderwijszaken", "nummer": "123456782", "reden": "waarneming"})
		})
		assert.Equal(t, "zoekPersoon", r.Handeling)
		assert.Equal(t, auditlog.Toegestaan, r.Resultaat)
	})
	t.Run("wie niets geldigs toont staat er zonder token, en zonder wat hij intikte", func(t *testing.T) {
		r := k.laatsteLijn(func() { k.stuur("kroniek_geheim_123456782", "GET", pad, nil).is(401) })
		assert.Equal(t, auditlog.Aanmelden, r.Actie)
		assert.Empty(t, r.Actor)
		k.stuur(consulent, "GET", "/v1/verzuimmeldingen/123456782", nil)
		k.stuur(k.token[toegang.Beheerder], "GET", "/v1/verzuimmeldingen/123456782?bsn=123456782", nil)
		for _, r := range k.gelogd(0) {
			assert.NotContains(t, fmt.Sprintf("%+v", r), "123456782")
		}
	})
}

// kapotlog cannot write.
type kapotlog struct{}

func (kapotlog) Leg(auditlog.Regel) error {
	return fmt.Errorf("%w: %w", auditlog.ErrNietBeschikbaar, errors.New("schijf vol"))
}
func (k kapotlog) LegVreemde(r auditlog.Regel) error { return k.Leg(r) }

func TestNoLogNoAnswer(t *testing.T) {
	v := verwachting(t)
	k := open(t, ongeremd, func(o *Opties) { o.Auditlog = kapotlog{} })
	paden := k.zaken()
	t.Run("kan het log niet schrijven, dan leest niemand over een leerling", func(t *testing.T) {
		consulent, boa := k.ruim(toegang.ConsulentLeerplicht), k.ruim(toegang.Opsporingsambtenaar)
		for soort, pad := range paden {
			token := consulent
			if strings.HasPrefix(soort, "halt") || strings.HasPrefix(soort, "processen") {
				token = boa
			}
			g := k.stuur(token, "GET", pad, nil).is(503)
			assert.Equal(t, "/problemen/auditlog-niet-beschikbaar", g.probleem().Type)
			assert.NotContains(t, string(g.lichaam), "gemeente")
		}
		for _, pad := range []string{"/v1/gebeurtenissen", "/v1/gebeurtenissen/stroom", "/v1/rapporten/thuiszitterdossiers", "/v1/rapporten/verzuimmeldingen"} {
			k.stuur(consulent, "GET", pad, nil).is(503)
		}
	})
	t.Run("een weigering is dan geen 403 of 401 maar een 503, en nergens iets dat niet mag", func(t *testing.T) {
		for _, rol := range toegang.Rollen() {
			wie, err := k.reg.Herken(k.token[rol])
			require.NoError(t, err)
			k.elkeRoute(overs()[3], func(o *operatie, p poging) {
				status := k.doe(k.token[rol], p)
				if !v.MagIets(wie, toegang.Handeling(o.id)) {
					assert.Equal(t, http.StatusServiceUnavailable, status, "%s as %s", o.id, rol)
				}
				assert.NotContains(t, []int{401, 403}, status, "%s as %s", o.id, rol)
			})
		}
		k.stuur("", "GET", "/v1/rapporten", nil).is(503)
	})
	t.Run("control: wat niet gevolgd wordt gaat door", func(t *testing.T) {
		k.stuur(k.token[toegang.Griffier], "GET", "/v1/rapporten/zienswijzen", nil).is(200)
		k.stuur("", "GET", "/v1/gezondheid", nil).is(200)
	})
}

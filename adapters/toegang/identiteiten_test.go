package toegang

import (
	"context"
	"crypto/x509"
	"crypto/x509/pkix"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const (
	uitgever = "https://aanmelden.example"
	proefoin = "00000099000000000000"
)

func TestIdentiteiten(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	pad := filepath.Join(t.TempDir(), "toegang.db")
	r := open(t, pad, k)
	id := VanPersoon(uitgever, "onderwerp-8841")

	t.Run("wie nergens aan gekoppeld is, is niemand", func(t *testing.T) {
		wie, err := r.Koppelingen(id)
		require.NoError(t, err)
		assert.Empty(t, wie)
	})
	code, err := r.Code(ctx, id)
	require.NoError(t, err)
	griffier, err := r.Koppel(ctx, "griffie", wie(Griffier, "GM0202", ""), code, time.Hour)
	require.NoError(t, err)

	t.Run("de code is steeds dezelfde, en van ieder ander een andere", func(t *testing.T) {
		weer, err := r.Code(ctx, id)
		require.NoError(t, err)
		assert.Equal(t, code, weer)
		for _, ander := range []Identiteit{
			VanPersoon(uitgever, "onderwerp-8842"), VanPersoon(uitgever+"/", "onderwerp-8841"),
			VanClient(uitgever, "onderwerp-8841"),
			{"persoo", "n" + uitgever, "onderwerp-8841"},
		} {
			c, err := r.Code(ctx, ander)
			require.NoError(t, err)
			assert.NotEqual(t, code, c)
			gekoppeld, err := r.Koppelingen(ander)
			require.NoError(t, err)
			assert.Empty(t, gekoppeld)
		}
	})
	t.Run("een ander kantoor kent dezelfde persoon onder een andere code", func(t *testing.T) {
		c, err := open(t, filepath.Join(t.TempDir(), "toegang.db"), k).Code(ctx, id)
		require.NoError(t, err)
		assert.NotEqual(t, code, c)
	})
	t.Run("een persoon kan meer dan een rol hebben, en blijft een persoon", func(t *testing.T) {
		auditor, err := r.Koppel(ctx, "auditor", wie(Auditor, "", ""), code, 2*time.Hour)
		require.NoError(t, err)
		gekoppeld, err := r.Koppelingen(id)
		require.NoError(t, err)
		assert.Equal(t, []Wie{griffier, auditor}, gekoppeld)
		assert.Equal(t, griffier.ID, auditor.ID, "four eyes tell persons apart by it")
	})
	t.Run("ook na heropenen, en in een ander proces", func(t *testing.T) {
		gekoppeld, err := open(t, pad, k).Koppelingen(id)
		require.NoError(t, err)
		assert.Len(t, gekoppeld, 2)
	})
	t.Run("het bestand noemt de persoon niet", func(t *testing.T) {
		inhoud, err := os.ReadFile(pad)
		require.NoError(t, err)
		assert.NotContains(t, string(inhoud), "onderwerp-8841")
		assert.Contains(t, string(inhoud), code, "de controle leest het bestand echt")
	})
	t.Run("een ingetrokken koppeling opent niets meer, de andere wel", func(t *testing.T) {
		require.NoError(t, r.TrekIn(ctx, griffier.TokenID))
		gekoppeld, err := r.Koppelingen(id)
		require.NoError(t, err)
		require.Len(t, gekoppeld, 1)
		assert.Equal(t, Auditor, gekoppeld[0].Rol)
		assert.False(t, r.Geldig(griffier))
		assert.True(t, r.Geldig(gekoppeld[0]))
	})
	t.Run("een verlopen koppeling opent niets meer", func(t *testing.T) {
		k.verder(2 * time.Hour)
		gekoppeld, err := r.Koppelingen(id)
		require.NoError(t, err)
		assert.Empty(t, gekoppeld)
	})
	t.Run("een rol zonder wat erbij hoort en een code die er geen is worden geweigerd", func(t *testing.T) {
		_, err := r.Koppel(ctx, "x", wie(Griffier, "", ""), code, time.Hour)
		require.ErrorIs(t, err, ErrHouder)
		for _, fout := range []string{"", "abcd", code + "-", code[:23] + "1", "'; DROP TABLE koppeling;"} {
			_, err := r.Koppel(ctx, "x", wie(Auditor, "", ""), fout, time.Hour)
			require.ErrorIs(t, err, ErrIdentiteit, "%q", fout)
		}
		lijst, err := r.Lijst(ctx)
		require.NoError(t, err)
		assert.Len(t, lijst, 2, "er kwam niets bij")
	})
}

func TestCodesDoNotCollide(t *testing.T) {
	geheim := [32]byte{7}
	rapid.Check(t, func(t *rapid.T) {
		deel := rapid.StringMatching(`[a-c:0-9]{0,6}`)
		a := Identiteit{deel.Draw(t, "soort"), deel.Draw(t, "uitgever"), deel.Draw(t, "wie")}
		b := Identiteit{deel.Draw(t, "soort b"), deel.Draw(t, "uitgever b"), deel.Draw(t, "wie b")}
		assert.Equal(t, a == b, code(geheim, a) == code(geheim, b))
		assert.True(t, geldigeCode(code(geheim, a)))
	})
}

func TestIngang(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), k)
	sessies := NieuweSessies(r, k.nu, StandaardSessieduur())
	keurder := &nepkeurder{id: VanClient(uitgever, "systeem"), tot: k.nu().Add(5 * time.Minute)}
	in := NieuweIngang(r, sessies, keurder)

	token, err := r.Geef(ctx, "auditor", wie(Auditor, "", ""), time.Hour)
	require.NoError(t, err)
	certificaat := &x509.Certificate{Subject: pkix.Name{SerialNumber: proefoin}, NotAfter: k.nu().Add(30 * time.Minute)}
	oin, err := VanOIN(proefoin)
	require.NoError(t, err)
	koppel := func(id Identiteit) Wie {
		c, err := r.Code(ctx, id)
		require.NoError(t, err)
		w, err := r.Koppel(ctx, "systeem", Wie{Rol: Integrator, Organisatie: "GM0202", Gemeente: "GM0202", Module: "inkoop"}, c, time.Hour)
		require.NoError(t, err)
		return w
	}

	t.Run("zonder bewijs is er geen toegang", func(t *testing.T) {
		_, err := in.Herken(ctx, Bewijs{})
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("een certificaat of toegangstoken zonder koppeling opent niets", func(t *testing.T) {
		for _, b := range []Bewijs{{Certificaat: certificaat}, {Token: "a.b.c"}} {
			_, err := in.Herken(ctx, b)
			require.ErrorIs(t, err, ErrOngeldig)
		}
	})
	viaOIN, viaClient := koppel(oin), koppel(keurder.id)
	t.Run("een gekoppelde organisatie wordt herkend aan de OIN in haar certificaat, zolang dat geldig is", func(t *testing.T) {
		w, err := in.Herken(ctx, Bewijs{Certificaat: certificaat})
		require.NoError(t, err)
		assert.Equal(t, viaOIN.ID, w.ID)
		assert.Equal(t, certificaat.NotAfter, w.Verloopt)
	})
	t.Run("een certificaat met een andere of geen OIN niet", func(t *testing.T) {
		for _, nr := range []string{"", "00000099000000000001", "onzin"} {
			_, err := in.Herken(ctx, Bewijs{Certificaat: &x509.Certificate{Subject: pkix.Name{SerialNumber: nr}, NotAfter: certificaat.NotAfter}})
			require.ErrorIs(t, err, ErrOngeldig, nr)
		}
	})
	t.Run("een toegangstoken geldt zo lang als de uitgever zegt", func(t *testing.T) {
		w, err := in.Herken(ctx, Bewijs{Token: "a.b.c"})
		require.NoError(t, err)
		assert.Equal(t, viaClient.ID, w.ID)
		assert.Equal(t, keurder.tot, w.Verloopt)
	})
	t.Run("een ongeldig token wordt geweigerd, ook als het certificaat genoeg was", func(t *testing.T) {
		_, err := in.Herken(ctx, Bewijs{Token: token.Token + "x", Certificaat: certificaat})
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("een token en een sessie samen worden geweigerd", func(t *testing.T) {
		sessie, err := sessies.Begin(token.Wie, "")
		require.NoError(t, err)
		_, err = in.Herken(ctx, Bewijs{Token: token.Token, Sessie: sessie})
		require.ErrorIs(t, err, ErrOngeldig)
	})
	t.Run("een machine die voor twee rollen is gekoppeld, is niet eenduidig en wordt geweigerd", func(t *testing.T) {
		tweede := koppel(oin)
		_, err := in.Herken(ctx, Bewijs{Certificaat: certificaat})
		require.ErrorIs(t, err, ErrOngeldig)
		require.NoError(t, r.TrekIn(ctx, tweede.TokenID))
		_, err = in.Herken(ctx, Bewijs{Certificaat: certificaat})
		require.NoError(t, err)
	})
	t.Run("zonder uitgever en zonder sessies worden hun bewijzen geweigerd", func(t *testing.T) {
		kaal := NieuweIngang(r, nil, nil)
		for _, b := range []Bewijs{{Token: "a.b.c"}, {Sessie: "x"}} {
			_, err := kaal.Herken(ctx, b)
			require.ErrorIs(t, err, ErrOngeldig)
		}
		w, err := kaal.Herken(ctx, Bewijs{Token: token.Token})
		require.NoError(t, err)
		assert.True(t, kaal.Geldig(w))
	})
}

// A nepkeurder knows every token as one client.
type nepkeurder struct {
	id  Identiteit
	tot time.Time
}

func (n *nepkeurder) Keur(context.Context, string, *x509.Certificate) (Identiteit, time.Time, error) {
	return n.id, n.tot, nil
}

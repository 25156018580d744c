package verzuimmelding

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestOntvang(t *testing.T) {
	t.Run("een melding wordt geregistreerd met haar kenmerken, en vrije tekst is persoonlijk", func(t *testing.T) {
		c := ontvangst()
		c.Motivering = "Noor is vaak weg."
		events := na(t).When(c).Events()
		require.Len(t, events, 1)
		e := events[0].(VerzuimmeldingOntvangen)
		require.Equal(t, Kenmerken{leerplicht.Kenmerken{
			Gemeente: "GM0202", Schooljaar: "2026-2027", Leeftijdsklasse: leerplicht.Van12Tot16,
			Onderwijssoort: leerplicht.Voortgezet, Plicht: leerplicht.Leerplicht,
		}, ZestienUur, OpTijd}, e.Kenmerken)
		require.Empty(t, e.Motivering)
		tekst, open := e.Toelichting.Waarde()
		require.True(t, open)
		require.Equal(t, "Noor is vaak weg.", tekst)
		require.Equal(t, dag("2026-10-16"), e.GeldigVanaf)
		require.Equal(t, "Leerplichtwet 1969 art. 21a", e.Grondslag.String())
		require.Equal(t, Geregistreerd, staat(t, c).Status())
	})
	t.Run("de vijfde werkdag na de drempel is nog op tijd, de zesde te laat", func(t *testing.T) {
		e := spec.Played(t, ontvangst())[0].(VerzuimmeldingOntvangen)
		require.Equal(t, dag("2026-10-16"), e.UiterlijkOp)
		require.Equal(t, "VERZUIM_MELDEN", e.Regels[0].Code)
		c := ontvangst()
		c.OntvangenOp = dag("2026-10-19")
		events := spec.Played(t, c)
		require.Equal(t, TeLaat, events[0].(VerzuimmeldingOntvangen).Tijdigheid)
		require.Equal(t, []Signaalcode{SignaalTeLaat}, signalen(events))
	})
	t.Run("een termijn is er alleen voor zestien uur, en alleen met de dag waarop die bereikt was", func(t *testing.T) {
		for soort, want := range map[Verzuimsoort]Tijdigheid{Langdurig: GeenTermijn, Luxe: GeenTermijn, AnderVerzuim: GeenTermijn, ZestienUur: Onbekend} {
			c := ontvangst()
			c.Verzuimsoort, c.Einddatum = soort, recht.Datum{}
			e := spec.Played(t, c)[0].(VerzuimmeldingOntvangen)
			require.Equal(t, want, e.Tijdigheid, soort)
			require.True(t, e.UiterlijkOp.IsZero())
		}
	})
	t.Run("dezelfde melding nogmaals verandert niets, een andere vraagt een correctie", func(t *testing.T) {
		na(t, ontvangst()).When(ontvangst()).ThenNothing()
		c := ontvangst()
		c.School = "27GZ02"
		na(t, ontvangst()).When(c).ThenRefused(ErrAlOntvangen)
	})
	t.Run("zonder ontvangst gebeurt er niets", func(t *testing.T) {
		for _, c := range []Command{
			behandel(), kennisgeving(), intrekking(), sluiting(), levering(InBehandeling), tegen(1), beslissing(Aangepast),
			zienswijze(1), oordeel(SignaalTeLaat, Bevestigd),
			ToetsDrempel{Opdracht: nu()},
			Corrigeer{Opdracht: corrigerend()},
		} {
			na(t).When(c).ThenRefused(ErrNietOntvangen)
		}
	})
}

func TestOntvangWeigert(t *testing.T) {
	for naam, geval := range map[string]struct {
		wijzig func(*Ontvang)
		want   *es.Refusal
	}{
		"een school met een vestiging te weinig":     {func(c *Ontvang) { c.School = "27GZ1" }, ErrSchoolOnbekend},
		"een school met kleine letters":              {func(c *Ontvang) { c.School = "27gz01" }, ErrSchoolOnbekend},
		"een onbekende soort":                        {func(c *Ontvang) { c.Verzuimsoort = "ZIEK" }, leerplicht.ErrWaardeOnbekend},
		"een onbekende onderwijssoort":               {func(c *Ontvang) { c.Onderwijssoort = "hbo" }, leerplicht.ErrWaardeOnbekend},
		"een gemeente buiten de MGR":                 {func(c *Ontvang) { c.Gemeente = "GM0363" }, leerplicht.ErrGemeenteOnbekend},
		"geen begindatum":                            {func(c *Ontvang) { c.Begindatum = recht.Datum{} }, leerplicht.ErrDagOntbreekt},
		"geen dag van ontvangst":                     {func(c *Ontvang) { c.OntvangenOp = recht.Datum{} }, leerplicht.ErrDagOntbreekt},
		"een einde voor het begin":                   {func(c *Ontvang) { c.Einddatum = dag("2026-09-20") }, ErrEindeVoorBegin},
		"verzuim na de ontvangst":                    {func(c *Ontvang) { c.OntvangenOp = dag("2026-10-08") }, ErrVerzuimNaOntvangst},
		"een begin na de ontvangst":                  {func(c *Ontvang) { c.Einddatum, c.OntvangenOp = recht.Datum{}, dag("2026-09-20") }, ErrVerzuimNaOntvangst},
		"een ontvangst die nog komt":                 {func(c *Ontvang) { c.OntvangenOp = vandaag.PlusDagen(1) }, leerplicht.ErrInToekomst},
		"geen naam":                                  {func(c *Ontvang) { c.Naam = es.Persoonlijk[string]{} }, leerplicht.ErrPersoonOnvolledig},
		"geen geboortedatum":                         {func(c *Ontvang) { c.Geboren = es.Persoonlijk[recht.Datum]{} }, leerplicht.ErrPersoonOnvolledig},
		"geboren na het verzuim":                     {func(c *Ontvang) { c.Geboren = es.Prive(dag("2026-09-22")) }, leerplicht.ErrPersoonOnvolledig},
		"geen nummer":                                {func(c *Ontvang) { c.BSN = es.Persoonlijk[recht.BSN]{} }, leerplicht.ErrPersoonsnummer},
		"een fout nummer":                            {func(c *Ontvang) { c.BSN = es.Prive(recht.BSN("999990018")) }, leerplicht.ErrPersoonsnummer},
		"twee nummers":                               {func(c *Ontvang) { c.Onderwijsnummer = es.Prive(recht.Onderwijsnummer("100000009")) }, leerplicht.ErrPersoonsnummer},
		"een einde van de leerplicht na de leeftijd": {func(c *Ontvang) { c.EindeLeerplicht = dag("2028-08-01") }, leerplicht.ErrEindeLeerplicht},
	} {
		t.Run(naam+" wordt geweigerd", func(t *testing.T) {
			c := ontvangst()
			geval.wijzig(&c)
			na(t).When(c).ThenRefused(geval.want)
		})
	}
	t.Run("vandaag en de dag van het verzuim zelf tellen mee", func(t *testing.T) {
		c := ontvangst()
		c.Begindatum, c.Einddatum, c.OntvangenOp = vandaag, vandaag, vandaag
		c.Geboren, c.EindeLeerplicht = es.Prive(dag("2012-05-20")), dag("2028-07-31")
		require.Len(t, na(t).When(c).Events(), 1)
	})
}

func TestCorrigeer(t *testing.T) {
	anders := func() Corrigeer {
		o := ontvangst()
		o.Gemeente, o.OntvangenOp = "GM0274", dag("2026-10-19")
		return Corrigeer{Opdracht: corrigerend(), Opgave: o.Opgave, Melding: o.Melding, Verzuimsoort: Langdurig}
	}
	t.Run("een correctie noemt wat niet meer geldt", func(t *testing.T) {
		e := na(t, ontvangst()).When(anders()).Events()[0].(VerzuimmeldingGecorrigeerd)
		require.Equal(t, correctie, e.Corrigeert)
		require.Equal(t, spec.Played(t, ontvangst())[0].(VerzuimmeldingOntvangen).Kenmerken, e.Eerder.Kenmerken)
		require.Equal(t, recht.Gemeentecode("GM0274"), e.Gemeente)
		require.Equal(t, Geregistreerd, staat(t, ontvangst(), anders()).Status())
	})
	t.Run("nogmaals verandert niets, en zonder verwijzing mag het niet", func(t *testing.T) {
		na(t, ontvangst(), anders()).When(anders()).ThenNothing()
		c := anders()
		c.Opdracht = nu()
		na(t, ontvangst()).When(c).ThenRefused(ErrGeenVerwijzing)
	})
	t.Run("een correctie van alleen de naam of het nummer wordt vastgelegd, een herhaling niet", func(t *testing.T) {
		o := ontvangst()
		o.Naam, o.BSN = es.Prive("Noor de Goede"), es.Prive(recht.BSN("111222333"))
		c := Corrigeer{Opdracht: corrigerend(), Opgave: o.Opgave, Melding: o.Melding, Verzuimsoort: o.Verzuimsoort}
		e := na(t, ontvangst()).When(c).Events()[0].(VerzuimmeldingGecorrigeerd)
		require.Equal(t, es.Prive("Noor de Goede"), e.Naam)
		na(t, ontvangst(), c).When(c).ThenNothing()
		c.Corrigeert = uuid.MustParse("00000000-0000-8000-8000-000000000002")
		require.Len(t, na(t, ontvangst(), Corrigeer{Opdracht: corrigerend(), Opgave: o.Opgave, Melding: o.Melding, Verzuimsoort: o.Verzuimsoort}).When(c).Events(), 1)
	})
	t.Run("de ontvangst schuift niet voorbij wat daarna gebeurde", func(t *testing.T) {
		require.NotEmpty(t, na(t, ontvangst(), behandel(), sluiting()).When(anders()).Events())
		c := anders()
		c.OntvangenOp = dag("2026-10-20")
		na(t, ontvangst(), behandel(), sluiting()).When(c).ThenRefused(ErrVoorOntvangst)
		require.NotEmpty(t, na(t, ontvangst()).When(c).Events())
		na(t, ontvangst(), intrekking()).When(anders()).ThenRefused(ErrAlAfgehandeld)
	})
	t.Run("echt en verzonnen gaan niet samen in een melding", func(t *testing.T) {
		c, i := anders(), intrekking()
		c.Gesimuleerd, i.Gesimuleerd = true, true
		na(t, ontvangst()).When(c).ThenRefused(leerplicht.ErrGemengd)
		na(t, ontvangst()).When(i).ThenRefused(leerplicht.ErrGemengd)
		o := ontvangst()
		o.Gesimuleerd = true
		require.Len(t, na(t, o).When(i).Events(), 1)
		na(t, o).When(intrekking()).ThenRefused(leerplicht.ErrGemengd)
	})
	t.Run("een signaal dat er al was komt niet nog eens", func(t *testing.T) {
		laat := ontvangst()
		laat.OntvangenOp = dag("2026-10-19")
		c := anders()
		c.Verzuimsoort = ZestienUur
		require.Empty(t, signalen(na(t, laat).When(c).Events()))
		require.Equal(t, []Signaalcode{SignaalTeLaat}, signalen(na(t, ontvangst()).When(c).Events()))
	})
}

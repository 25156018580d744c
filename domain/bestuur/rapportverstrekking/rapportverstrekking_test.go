package rapportverstrekking

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2026, 4, 1)
)

func opdracht() recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "bestuurssecretaris", Organisatie: "MGR", ID: "a"}}
}

func verstrek(aanpas ...func(*Verstrek)) Verstrek {
	v := Verstrek{
		Opdracht: opdracht(), Ontvangers: []recht.Orgaan{recht.Raad("GM0202"), recht.AlgemeenBestuur},
		Stuk: Stuk{
			Rapport: "zienswijzen", Vorm: CSV, Filters: []Filterkeuze{{"gemeente", "GM0202"}, {"reactie", "te laat"}}, BekendOp: 12,
			Leesmodel: "zienswijzen", Leesmodelversie: 1, Wortel: strings.Repeat("A", 43) + "=",
			SHA256: strings.Repeat("a", 64), RegelsSHA256: strings.Repeat("b", 64), Omvang: 10,
		},
	}
	for _, f := range aanpas {
		f(&v)
	}
	return v
}

func verstrekt(v Verstrek) RapportVerstrekt {
	return RapportVerstrekt{
		Verantwoording: recht.Verantwoording{Actor: v.Actor, Orgaan: recht.Directeur, Grondslag: recht.Grondslag{Soort: recht.Feitelijk}, GeldigVanaf: vandaag},
		Stuk:           v.Stuk, Ontvangers: v.Ontvangers, VerstrektOp: vandaag,
	}
}

func TestVerstrek(t *testing.T) {
	t.Run("een verstrekking legt vast wat, zoals wanneer bekend, met welk kenmerk en aan wie", func(t *testing.T) {
		spec.Given(t).When(verstrek()).Then(verstrekt(verstrek()))
	})
	t.Run("dezelfde verstrekking nogmaals verandert niets, een andere in dezelfde stroom wordt geweigerd", func(t *testing.T) {
		er := spec.Given(t, verstrekt(verstrek()))
		er.When(verstrek()).ThenNothing()
		er.When(verstrek(func(v *Verstrek) { v.BekendOp++ })).ThenRefused(ErrAlVerstrekt)
		er.When(verstrek(func(v *Verstrek) { v.Ontvangers = v.Ontvangers[:1] })).ThenRefused(ErrAlVerstrekt)
	})
	t.Run("elk orgaan en de accountant kunnen ontvangen", func(t *testing.T) {
		for _, o := range []recht.Orgaan{recht.AlgemeenBestuur, recht.DagelijksBestuur, recht.Directeur, Accountant, recht.Bestuurscommissie("inkoop"), recht.Raad("GM0277")} {
			v := verstrek(func(v *Verstrek) { v.Ontvangers = []recht.Orgaan{o} })
			spec.Given(t).When(v).Then(verstrekt(v))
		}
	})
	for naam, x := range map[string]struct {
		fout func(*Verstrek)
		wil  *es.Refusal
	}{
		"zonder ontvangers":                         {func(v *Verstrek) { v.Ontvangers = nil }, ErrOntvangers},
		"met een ontvanger dubbel":                  {func(v *Verstrek) { v.Ontvangers = []recht.Orgaan{Accountant, Accountant} }, ErrOntvangers},
		"aan een persoon":                           {func(v *Verstrek) { v.Ontvangers = []recht.Orgaan{"j.jansen"} }, ErrOntvangers},
		"aan een raad van elders":                   {func(v *Verstrek) { v.Ontvangers = []recht.Orgaan{"raad:GM0363"} }, ErrOntvangers},
		"aan de commissie van geen module":          {func(v *Verstrek) { v.Ontvangers = []recht.Orgaan{"bestuurscommissie:beheerorganisatie"} }, ErrOntvangers},
		"aan het systeem zelf":                      {func(v *Verstrek) { v.Ontvangers = []recht.Orgaan{recht.Stelsel} }, ErrOntvangers},
		"met een filter van honderdeen tekens":      {func(v *Verstrek) { v.Filters[0].Waarde = strings.Repeat("x", 101) }, ErrFilter},
		"met een leeg filter":                       {func(v *Verstrek) { v.Filters[0].Waarde = "" }, ErrFilter},
		"met een regeleinde in een filter":          {func(v *Verstrek) { v.Filters[0].Waarde = "a\nb" }, ErrFilter},
		"met filters die niet op volgorde staan":    {func(v *Verstrek) { v.Filters[0].Naam = "z" }, ErrFilter},
		"met een filter dubbel":                     {func(v *Verstrek) { v.Filters[0].Naam = "reactie" }, ErrFilter},
		"zonder naam van het rapport":               {func(v *Verstrek) { v.Rapport = "" }, ErrInhoud},
		"in een vorm die er niet is":                {func(v *Verstrek) { v.Vorm = "pdf" }, ErrInhoud},
		"van voor het begin":                        {func(v *Verstrek) { v.BekendOp = -1 }, ErrInhoud},
		"zonder leesmodel":                          {func(v *Verstrek) { v.Leesmodel = "" }, ErrInhoud},
		"zonder versie van het leesmodel":           {func(v *Verstrek) { v.Leesmodelversie = 0 }, ErrInhoud},
		"zonder wortel":                             {func(v *Verstrek) { v.Wortel = "" }, ErrInhoud},
		"met een kenmerk dat geen SHA-256 is":       {func(v *Verstrek) { v.SHA256 = strings.Repeat("A", 64) }, ErrInhoud},
		"met een kenmerk van regels dat te kort is": {func(v *Verstrek) { v.RegelsSHA256 = "ab" }, ErrInhoud},
		"zonder bytes":                              {func(v *Verstrek) { v.Omvang = 0 }, ErrInhoud},
	} {
		t.Run("een verstrekking "+naam+" wordt geweigerd", func(t *testing.T) {
			spec.Given(t).When(verstrek(x.fout)).ThenRefused(x.wil)
		})
	}
}

func TestSentences(t *testing.T) {
	v := verstrek(func(v *Verstrek) { v.Ontvangers = append(v.Ontvangers, Accountant) })
	require.Equal(t, "Het rapport zienswijzen, zoals bekend op positie 12, is als CSV verstrekt aan de raad van Arnhem, het algemeen bestuur, de accountant.", verstrekt(v).Zin())
	require.Equal(t, "niets verstrekt", State{}.Toestand())
	s := Evolve(State{}, verstrekt(v))
	require.Contains(t, s.Toestand(), "verstrekt op 2026-04-01: zienswijzen, 10 bytes, SHA-256 aaaa")
	e, er := s.Verstrekt()
	require.True(t, er)
	require.Equal(t, verstrekt(v), e)
	_, er = State{}.Verstrekt()
	require.False(t, er)
}

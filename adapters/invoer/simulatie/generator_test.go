package simulatie

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// alles returns the commands of a year.
func alles(t require.TestingT, o Opties) (uit []Opdracht) {
	g, err := Nieuw(o)
	require.NoError(t, err)
	for {
		o, meer := g.Volgende()
		if !meer {
			return uit
		}
		uit = append(uit, o)
	}
}

func afdruk(t require.TestingT, opdrachten []Opdracht) string {
	h := sha256.New()
	for _, o := range opdrachten {
		b, err := json.Marshal(o, json.Deterministic(true))
		require.NoError(t, err)
		h.Write(b)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestGeneratorIsDeterministic(t *testing.T) {
	o := Opties{Jaar: 2020, Zaad: 1, Schaal: 20}
	eerste := afdruk(t, alles(t, o))
	t.Run("hetzelfde zaad geeft dezelfde opdrachten", func(t *testing.T) {
		require.Equal(t, eerste, afdruk(t, alles(t, o)))
	})
	t.Run("een ander zaad, een andere schaal en een ander jaar geven andere", func(t *testing.T) {
		for _, anders := range []Opties{{Jaar: 2020, Zaad: 2, Schaal: 20}, {Jaar: 2020, Zaad: 1, Schaal: 21}, {Jaar: 2021, Zaad: 1, Schaal: 20}} {
			require.NotEqual(t, eerste, afdruk(t, alles(t, anders)), "%+v", anders)
		}
	})
	t.Run("op elke machine: de eerste opdrachten liggen vast", func(t *testing.T) {
		require.Equal(t, "f123", afdruk(t, alles(t, Opties{Jaar: 2020, Zaad: 1, Schaal: 5}))[:4])
	})
	t.Run("wat de begrotingen, vrijstellingen en mandaten spelen verschuift niets in de rest van het jaar", func(t *testing.T) {
		// The digest is that of the years from before there were any in them. Whether
		// a zaak is kept for what refers to it is no part of what is played.
		rest := slices.DeleteFunc(alles(t, Opties{Jaar: 2023, Zaad: 4, Schaal: 50}), func(o Opdracht) bool { return o.Zaak >= begrotingszaken })
		for i := range rest {
			rest[i].Nummer, rest[i].Slot = 0, false
			if rest[i].Operatie == "boekToevoeging" { // what it rests on is a begrotingswijziging now
				delete(rest[i].Body, "besluit")
				delete(rest[i].Body, "begrotingswijziging")
			}
		}
		require.Equal(t, "6bae", afdruk(t, rest)[:4])
	})
}

// TestEveryYear lets rapid choose seed, year and scale, and holds every command
// against what must hold of all.
func TestEveryYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Opties{
			Jaar: rapid.IntRange(EersteJaar, LaatsteJaar).Draw(t, "jaar"), Zaad: rapid.Uint64().Draw(t, "zaad"),
			Schaal: rapid.IntRange(MinSchaal, 8).Draw(t, "schaal"),
		}
		c := controle{t: t, o: o, k: nieuweKalender(o.Jaar), open: map[string]bool{}, dicht: map[int64]bool{}}
		for _, x := range alles(t, o) {
			c.keur(x)
		}
		require.Positive(t, c.geweigerd, "no year without a refusal")
		require.Positive(t, c.meldingen)
	})
}

// A controle is what is known of the commands so far.
type controle struct {
	t                    require.TestingT
	o                    Opties
	k                    kalender
	nummer               int64
	moment               time.Time
	open                 map[string]bool // names that stand for something that was recorded
	dicht                map[int64]bool  // zaken that ended
	geweigerd, meldingen int
}

func (c *controle) keur(o Opdracht) {
	t := c.t
	c.nummer++
	require.Equal(t, c.nummer, o.Nummer)
	require.False(t, o.Moment.Before(c.moment), "time goes on")
	require.LessOrEqual(t, recht.DatumVan(o.Moment).Jaar(), c.o.Jaar)
	c.moment = o.Moment
	require.False(t, c.dicht[o.Zaak], "nothing comes after the last of a zaak")
	toelichting, _ := o.Body["opdracht"].(map[string]any)
	require.Equal(t, true, toelichting["gesimuleerd"], o.Operatie)
	for _, naam := range o.Pad {
		c.bekend(naam)
	}
	c.keurWaarde(o, "", o.Body)
	if o.Kenmerk == Correctie {
		vanaf, _ := toelichting["geldigVanaf"].(recht.Datum)
		require.False(t, vanaf.IsZero() || !vanaf.Voor(recht.DatumVan(o.Moment)), "a correction holds from an earlier day")
	}
	if o.Weigering != "" {
		c.geweigerd++
		require.Equal(t, Gewoon, o.Kenmerk)
		return
	}
	if o.Als != "" {
		c.open[Verwijzing(o.Zaak, o.Als)] = true
	}
	if o.Slot {
		c.dicht[o.Zaak] = true
	}
	if o.Operatie == "ontvangVerzuimmelding" || o.Operatie == "corrigeerVerzuimmelding" {
		c.meldingen++
		c.opSchooldag(o)
	}
}

// bekend refuses a reference to what was not recorded before.
func (c *controle) bekend(naam string) {
	if strings.HasPrefix(naam, "@") {
		require.True(c.t, c.open[strings.TrimSuffix(naam, "!")], "%s refers to nothing that came before", naam)
	}
}

// toekomst are the fields that tell of a day to come.
var toekomst = map[string]bool{"uiterlijkOp": true, "verwachtEinde": true, "laatsteDag": true, "vanaf": true, "voorgenomenAanbieding": true, "gevraagdVanaf": true, "gevraagdTot": true}

// totLater are the operations whose tot is a day to come.
var totLater = map[string]bool{"kenVrijstellingToe": true, "vraagVerlofAan": true, "verleenVerlof": true, "verleenMandaat": true}

func (c *controle) keurWaarde(o Opdracht, veld string, w any) {
	switch w := w.(type) {
	case map[string]any:
		for k, v := range w {
			c.keurWaarde(o, k, v)
		}
	case string:
		if veld != "id" {
			c.bekend(w)
		}
	case recht.Datum:
		if !toekomst[veld] && (veld != "tot" || !totLater[o.Operatie]) {
			require.False(c.t, w.Na(recht.DatumVan(o.Moment)), "%s: %s lies ahead", o.Operatie, veld)
		}
	}
}

// opSchooldag holds what a melding says of days against the holidays of its school.
func (c *controle) opSchooldag(o Opdracht) {
	t := c.t
	s, _ := o.Body["school"].(leerplicht.School)
	regio, ok := Schoolregio(s)
	require.True(t, ok, s)
	for _, veld := range []string{"begindatum", "einddatum", "ontvangenOp"} {
		if d, ok := o.Body[veld].(recht.Datum); ok {
			require.True(t, c.k.schooldag(regio, d), "%s %s is no school day in %s", veld, d, regio)
		}
	}
}

func TestScaleAndParts(t *testing.T) {
	t.Run("het aantal opdrachten groeit met de schaal", func(t *testing.T) {
		klein, groot := len(alles(t, Opties{Jaar: 2020, Zaad: 1, Schaal: 50})), len(alles(t, Opties{Jaar: 2020, Zaad: 1, Schaal: 200}))
		require.InDelta(t, 4.0, float64(groot)/float64(klein), 0.3)
	})
	t.Run("wat onderhanden is blijft een klein deel van het jaar", func(t *testing.T) {
		g, err := Nieuw(Opties{Jaar: 2020, Zaad: 1, Schaal: 200})
		require.NoError(t, err)
		n, hoogste := 0, 0
		for _, meer := g.Volgende(); meer; _, meer = g.Volgende() {
			n++
			hoogste = max(hoogste, len(g.agenda))
		}
		require.Less(t, hoogste, n/5)
	})
	t.Run("een onderdeel apart geeft alleen opdrachten van dat onderdeel", func(t *testing.T) {
		for _, o := range alles(t, Opties{Jaar: 2022, Zaad: 1, Schaal: 10, Delen: []Deel{SW}}) {
			require.Contains(t, []string{"consulent-sw", "bestuurssecretaris", "dagelijks-bestuur"}, string(o.Rol), o.Operatie)
		}
	})
	t.Run("wat niet kan wordt geweigerd", func(t *testing.T) {
		for fout, o := range map[error]Opties{
			ErrJaar: {Jaar: EersteJaar - 1, Schaal: 1}, ErrSchaal: {Jaar: EersteJaar}, ErrDeel: {Jaar: EersteJaar, Schaal: 1, Delen: []Deel{"inkoop"}},
		} {
			_, err := Nieuw(o)
			require.ErrorIs(t, err, fout)
		}
		_, err := Nieuw(Opties{Jaar: LaatsteJaar + 1, Schaal: 1})
		require.ErrorIs(t, err, ErrJaar)
		_, err = Nieuw(Opties{Jaar: EersteJaar, Schaal: MaxSchaal + 1})
		require.ErrorIs(t, err, ErrSchaal)
	})
}

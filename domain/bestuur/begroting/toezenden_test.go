package begroting

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// met returns the sending of the example with something else in it.
func met(fn func(*ZendToe)) ZendToe {
	c := toezending
	fn(&c)
	return c
}

func TestZendToe(t *testing.T) {
	t.Run("elke raad van een deelnemer krijgt het ontwerp, een keer", func(t *testing.T) {
		events := spec.Given(t).When(toezending).Events()
		require.Len(t, events, 3)
		a := events[0].(OntwerpbegrotingToegezonden)
		require.Equal(t, recht.Gemeentecode("GM0202"), a.Gemeente)
		require.Equal(t, feiten[:2], a.Deelnames)
		require.Equal(t, Stuk{Jaar: 2026}, a.Stuk)
		require.Equal(t, recht.DagelijksBestuur, a.Orgaan)
		require.Equal(t, "35", a.Grondslag.Artikel)
		na(t, totToezending()).When(toezending).ThenNothing()
		meer := met(func(c *ZendToe) { c.Deelnames = append(c.Deelnames[:4:4], feit("GM0277", recht.Inkoop)) })
		require.Equal(t, recht.Gemeentecode("GM0277"), een[OntwerpbegrotingToegezonden](t, na(t, totToezending()).When(meer)).Gemeente)
	})
	t.Run("wie iets anders opgeeft hoort dat het een correctie moet zijn; een nieuwe raad kan er altijd bij", func(t *testing.T) {
		for _, anders := range []func(*ZendToe){
			func(c *ZendToe) { c.ToegezondenOp = c.ToegezondenOp.PlusDagen(-1) },
			func(c *ZendToe) { c.Aanbieding = c.Aanbieding.PlusDagen(1) },
			func(c *ZendToe) { c.Kenmerk = "ander stuk" },
		} {
			na(t, totToezending()).When(met(anders)).ThenRefused(ErrAlToegezonden)
			genoemd := met(anders)
			genoemd.Raden = []recht.Gemeentecode{"GM0202"}
			na(t, totToezending()).When(genoemd).ThenRefused(ErrAlToegezonden)
			genoemd.Deelnames = append(genoemd.Deelnames[:4:4], feit("GM0277", recht.Inkoop))
			genoemd.Raden = append(genoemd.Raden, "GM0277")
			na(t, totToezending()).When(genoemd).ThenRefused(ErrAlToegezonden)
			genoemd.Raden = nil
			require.Equal(t, recht.Gemeentecode("GM0277"), een[OntwerpbegrotingToegezonden](t, na(t, totToezending()).When(genoemd)).Gemeente)
		}
	})
	t.Run("de termijn hoort bij de dag van aanbieding en wordt teruggerekend, zonder verschuiving", func(t *testing.T) {
		for _, x := range []struct {
			aanbieding, uiterlijk, versie string
			weken                         int
		}{
			{"2021-07-01", "2021-05-06", "2017-01-01", 8}, // testvectors.json
			{"2022-06-30", "2022-05-05", "2017-01-01", 8}, // Liberation Day: it does not shift
			{"2022-07-01", "2022-04-08", "2022-07-01", 12},
			{"2025-07-03", "2025-04-10", "2022-07-01", 12},
			{"2026-07-02", "2026-04-09", "2022-07-01", 12},
		} {
			c := met(func(c *ZendToe) { c.Aanbieding, c.ToegezondenOp = dag(x.aanbieding), dag(x.uiterlijk) })
			e := spec.Given(t).When(c).Events()[0].(OntwerpbegrotingToegezonden)
			require.Equal(t, x.uiterlijk, e.TijdigTot.String())
			require.Equal(t, x.weken, e.Termijn.Aantal)
			require.Equal(t, x.aanbieding, e.UiterlijkOp.String(), "sent on the last day, both ends meet")
			require.Equal(t, []recht.Regelnoot{{Code: "BEGR_ONTWERP", Versie: dag(x.versie)}}, e.Regels)
		}
	})
	t.Run("een raad heeft tot en met de aanbieding, en nooit minder dan de termijn van de wet", func(t *testing.T) {
		for toegezonden, uiterlijk := range map[string]string{"2025-04-01": "2025-07-03", "2025-04-10": "2025-07-03", "2025-04-11": "2025-07-04", "2025-05-01": "2025-07-24"} {
			e := spec.Given(t).When(met(func(c *ZendToe) { c.ToegezondenOp = dag(toegezonden) })).Events()[0].(OntwerpbegrotingToegezonden)
			require.Equal(t, uiterlijk, e.UiterlijkOp.String(), toegezonden)
			require.Equal(t, "2025-04-10", e.TijdigTot.String())
		}
	})
	t.Run("een verkeerde dag wordt verbeterd, ook na een antwoord, maar niet tot na dat antwoord", func(t *testing.T) {
		c := met(func(c *ZendToe) {
			c.Opdracht, c.Raden, c.ToegezondenOp = corrigerend(), []recht.Gemeentecode{"GM0202"}, dag("2025-03-01")
		})
		e := een[OntwerpbegrotingToegezonden](t, na(t, totAntwoord()).When(c))
		require.Equal(t, correctie, e.Corrigeert)
		na(t, totAntwoord(), c).When(c).ThenNothing()
		een[OntwerpbegrotingToegezonden](t, na(t, totAntwoord()).When(met(func(c *ZendToe) {
			c.Opdracht, c.Raden, c.ToegezondenOp = corrigerend(), []recht.Gemeentecode{"GM0202"}, arnhem.OntvangenOp
		})))
		c.ToegezondenOp = arnhem.OntvangenOp.PlusDagen(1)
		na(t, totAntwoord()).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("een onvolledige, onbekende of te late opgave wordt geweigerd", func(t *testing.T) {
		spec.Given(t).When(met(func(c *ZendToe) { c.Kenmerk = "" })).ThenRefused(ErrOnbekendeWaarde)
		na(t, totToezending()).When(met(func(c *ZendToe) { c.Jaar = 2027 })).ThenRefused(ErrOnbekendeWaarde)
		spec.Given(t).When(met(func(c *ZendToe) { c.Deelnames = nil })).ThenRefused(ErrGeenDeelnemer)
		spec.Given(t).When(met(func(c *ZendToe) { c.Raden = []recht.Gemeentecode{"GM0289"} })).ThenRefused(ErrGeenDeelnemer)
		spec.Given(t).When(met(func(c *ZendToe) { c.Deelnames = []bestuur.Deelnamefeit{feiten[0], feiten[0]} })).ThenRefused(ErrDeelnamefeit)
		spec.Given(t).When(met(func(c *ZendToe) { c.Aanbieding = recht.Datum{} })).ThenRefused(ErrDagOntbreekt)
		spec.Given(t).When(met(func(c *ZendToe) { c.Aanbieding = toegezondenOp })).ThenRefused(ErrVolgorde)
		spec.Given(t).When(met(func(c *ZendToe) { c.ToegezondenOp, c.Aanbieding = dag("2026-11-03"), dag("2027-07-01") })).ThenRefused(ErrDagInToekomst)
		laat := met(func(c *ZendToe) {
			c.Deelnames, c.ToegezondenOp, c.Aanbieding = append(c.Deelnames[:4:4], feit("GM0277", recht.Inkoop)), vastOp.PlusDagen(1), dag("2025-12-01")
		})
		na(t, totVast()).When(laat).ThenRefused(ErrAlVastgesteld)
		laat.ToegezondenOp = vastOp
		een[OntwerpbegrotingToegezonden](t, na(t, totVast()).When(laat))
	})
	t.Run("van een jaar zonder ontwerp is er niets vast te leggen", func(t *testing.T) {
		spec.Given(t).When(arnhem).ThenRefused(ErrOnbekend)
	})
}

func TestStelWijzigingVoor(t *testing.T) {
	t.Run("een begrotingswijziging volgt op de vaststelling en doorloopt dezelfde procedure", func(t *testing.T) {
		na(t, totOordeel()).When(wijziging).ThenRefused(ErrNietVastgesteld)
		toe := met(func(c *ZendToe) { c.Wijziging, c.ToegezondenOp, c.Aanbieding = 1, dag("2026-02-02"), dag("2026-05-01") })
		na(t, totGS()).When(toe).ThenRefused(ErrWijzigingOnbekend)
		antwoord := OntvangZienswijze{Opdracht: nu(), Wijziging: 1, Gemeente: "GM0274", Standpunt: bestuur.Negatief, OntvangenOp: dag("2026-03-01")}
		aan := BiedAan{Opdracht: nu(), Wijziging: 1, AangebodenOp: dag("2026-05-01"), Bijgevoegd: []recht.Gemeentecode{"GM0274"}}
		vast := StelVast{Opdracht: nu(), Wijziging: 1, Stemronde: ja(dag("2026-05-07"))}
		na(t, totWijziging(), toe).When(vast).ThenRefused(ErrNietAangeboden)
		e := een[BegrotingswijzigingVastgesteld](t, na(t, totWijziging(), toe, antwoord, aan).When(vast))
		require.Equal(t, Stuk{Jaar: 2026, Wijziging: 1}, e.Stuk)
		require.Equal(t, []recht.Gemeentecode{"GM0274"}, e.ZonderOordeel, "that of the begroting itself does not count")
		na(t, totWijziging(), toe, antwoord, aan, vast).When(vast).ThenNothing()
	})
	t.Run("een soort die de regeling vrijstelt gaat niet langs de raden", func(t *testing.T) {
		vrij := wijziging
		vrij.ZonderRaden = true
		een[BegrotingswijzigingVastgesteld](t, na(t, totGS(), vrij).When(StelVast{Opdracht: nu(), Wijziging: 1, Stemronde: ja(dag("2026-02-01"))}))
	})
	t.Run("nummers lopen door, en onder een nummer staat een voorstel", func(t *testing.T) {
		na(t, totWijziging()).When(wijziging).ThenNothing()
		anders := wijziging
		anders.Strekking = "Lagere lasten."
		na(t, totWijziging()).When(anders).ThenRefused(ErrWijzigingAlVoorgesteld)
		for _, n := range []int{-1, 0, 3} {
			c := wijziging
			c.Wijziging = n
			na(t, totWijziging()).When(c).ThenRefused(ErrWijzigingOnbekend)
		}
		c := wijziging
		c.Wijziging = 2
		een[BegrotingswijzigingVoorgesteld](t, na(t, totWijziging()).When(c))
		c.Strekking = ""
		na(t, totWijziging()).When(c).ThenRefused(ErrStrekkingOntbreekt)
		c.Strekking, c.VoorgesteldOp = "Iets.", vastOp.PlusDagen(-1)
		na(t, totWijziging()).When(c).ThenRefused(ErrVolgorde)
	})
}

package deelname

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec      = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	correctie = uuid.MustParse("00000000-0000-8000-8000-000000000001")
	besluitOp = dag("2017-12-14")
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func opdracht() recht.Opdracht {
	return recht.Opdracht{Op: time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC), Motivering: "Besluit van het college."}
}

func vanaf(d string) Start {
	return Start{Opdracht: opdracht(), Gemeente: "GM0202", Module: recht.Inkoop, Vanaf: dag(d), GenomenOp: besluitOp}
}

func tot(d string) Beeindig {
	return Beeindig{Opdracht: opdracht(), Gemeente: "GM0202", Module: recht.Inkoop, Tot: dag(d), GenomenOp: besluitOp}
}

func corrigeerVanaf(n int, d string) Start {
	c := vanaf(d)
	c.Corrigeert, c.Periode = correctie, n
	return c
}

func corrigeerTot(n int, d recht.Datum) Beeindig {
	c := tot("2020-01-01")
	c.Corrigeert, c.Periode, c.Tot = correctie, n, d
	return c
}

func verhaal(t *testing.T, cs ...Command) []Event {
	t.Helper()
	var s State
	var events []Event
	for _, c := range cs {
		nieuw, err := Decide(c, s)
		require.NoError(t, err)
		require.Len(t, nieuw, 1)
		s, events = Evolve(s, nieuw[0]), append(events, nieuw...)
	}
	return events
}

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, verhaal(t, cs...)...)
}

func TestStart(t *testing.T) {
	t.Run("deelname begint op een dag, ook een komende", func(t *testing.T) {
		e := na(t).When(vanaf("2018-01-01")).Events()[0].(DeelnameModuleGestart)
		require.Equal(t, dag("2018-01-01"), e.Vanaf)
		require.Equal(t, dag("2018-01-01"), e.GeldigVanaf)
		require.Equal(t, 1, e.Periode)
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
		require.Equal(t, recht.Aard{Bestuursbesluit: true}, e.Aard())
		require.Len(t, na(t).When(vanaf("2030-01-01")).Events(), 1)
	})
	t.Run("nogmaals verandert niets, ook na het einde", func(t *testing.T) {
		na(t, vanaf("2018-01-01")).When(vanaf("2018-01-01")).ThenNothing()
		na(t, vanaf("2018-01-01"), tot("2020-01-01")).When(vanaf("2018-01-01")).ThenNothing()
	})
	t.Run("perioden overlappen niet en mogen aansluiten", func(t *testing.T) {
		na(t, vanaf("2018-01-01")).When(vanaf("2019-01-01")).ThenRefused(ErrOverlapt)
		na(t, vanaf("2018-01-01"), tot("2020-01-01")).When(vanaf("2019-12-31")).ThenRefused(ErrOverlapt)
		na(t, vanaf("2018-01-01"), tot("2020-01-01")).When(vanaf("2017-01-01")).ThenRefused(ErrOverlapt)
		e := na(t, vanaf("2018-01-01"), tot("2020-01-01")).When(vanaf("2020-01-01")).Events()[0].(DeelnameModuleGestart)
		require.Equal(t, 2, e.Periode)
	})
	t.Run("een andere ingangsdag vraagt een correctie", func(t *testing.T) {
		c := vanaf("2018-02-01")
		c.Periode = 1
		na(t, vanaf("2018-01-01")).When(c).ThenRefused(ErrAlGestart)
		e := na(t, vanaf("2018-01-01")).When(corrigeerVanaf(1, "2018-02-01")).Events()[0].(DeelnameModuleGestart)
		require.Equal(t, correctie, e.Corrigeert)
		na(t, vanaf("2018-01-01"), corrigeerVanaf(0, "2018-02-01")).When(corrigeerVanaf(1, "2018-02-01")).ThenNothing()
	})
	t.Run("een correctie overlapt niet en keert de periode niet om", func(t *testing.T) {
		twee := []Command{vanaf("2018-01-01"), tot("2019-01-01"), vanaf("2020-01-01")}
		na(t, twee...).When(corrigeerVanaf(2, "2018-12-31")).ThenRefused(ErrOverlapt)
		require.Len(t, na(t, twee...).When(corrigeerVanaf(2, "2019-01-01")).Events(), 1)
		na(t, twee...).When(corrigeerVanaf(1, "2019-01-01")).ThenRefused(ErrEindeVoorBegin)
		na(t, twee...).When(corrigeerVanaf(1, "2019-01-02")).ThenRefused(ErrEindeVoorBegin)
		require.Len(t, na(t, twee...).When(corrigeerVanaf(1, "2018-12-31")).Events(), 1)
		na(t, twee...).When(corrigeerVanaf(3, "2021-01-01")).ThenRefused(ErrPeriodeOnbekend)
		na(t).When(corrigeerVanaf(0, "2021-01-01")).ThenRefused(ErrPeriodeOnbekend)
	})
	t.Run("onbekende gemeente of module, verkeerde stroom, geen dag of een dag in de toekomst", func(t *testing.T) {
		c := vanaf("2018-01-01")
		c.Gemeente = "GM0363"
		na(t).When(c).ThenRefused(ErrGemeenteOnbekend)
		c = vanaf("2018-01-01")
		c.Module = recht.Beheerorganisatie
		na(t).When(c).ThenRefused(ErrModuleOnbekend)
		c = vanaf("2018-01-01")
		c.Gemeente = "GM0274"
		na(t, vanaf("2018-01-01")).When(c).ThenRefused(ErrAndereDeelname)
		c = vanaf("2018-01-01")
		c.Vanaf = recht.Datum{}
		na(t).When(c).ThenRefused(ErrDagOntbreekt)
		c = vanaf("2018-01-01")
		c.GenomenOp = recht.Datum{}
		na(t).When(c).ThenRefused(ErrDagOntbreekt)
		c.GenomenOp = opdracht().Vandaag()
		require.Len(t, na(t).When(c).Events(), 1)
		c.GenomenOp = opdracht().Vandaag().PlusDagen(1)
		na(t).When(c).ThenRefused(ErrDagInToekomst)
		c.GenomenOp = dag("2016-12-31")
		na(t).When(c).ThenRefused(recht.ErrGrondslagOngeldig)
	})
}

func TestBeeindig(t *testing.T) {
	t.Run("op de einddag neemt de gemeente niet meer deel", func(t *testing.T) {
		events := verhaal(t, vanaf("2018-01-01"), tot("2020-01-01"))
		require.Equal(t, dag("2020-01-01"), events[1].(DeelnameModuleBeeindigd).GeldigVanaf)
		s := Decider.Fold(events...)
		require.False(t, s.NeemtDeel(dag("2017-12-31")))
		require.True(t, s.NeemtDeel(dag("2018-01-01")))
		require.True(t, s.NeemtDeel(dag("2019-12-31")))
		require.False(t, s.NeemtDeel(dag("2020-01-01")))
	})
	t.Run("nogmaals verandert niets, een andere dag vraagt een correctie", func(t *testing.T) {
		h := []Command{vanaf("2018-01-01"), tot("2020-01-01")}
		na(t, h...).When(tot("2020-01-01")).ThenNothing()
		na(t, h...).When(tot("2021-01-01")).ThenRefused(ErrAlBeeindigd)
		e := na(t, h...).When(corrigeerTot(1, dag("2021-01-01"))).Events()[0].(DeelnameModuleBeeindigd)
		require.Equal(t, correctie, e.Corrigeert)
	})
	t.Run("een deelname duurt ten minste een dag, behalve als zij ten onrechte was vastgelegd", func(t *testing.T) {
		na(t, vanaf("2018-01-01")).When(tot("2018-01-01")).ThenRefused(ErrEindeVoorBegin)
		require.Len(t, na(t, vanaf("2018-01-01")).When(tot("2018-01-02")).Events(), 1)
		na(t, vanaf("2018-01-01")).When(corrigeerTot(1, dag("2017-12-31"))).ThenRefused(ErrEindeVoorBegin)
		s := Decider.Fold(verhaal(t, vanaf("2018-01-01"), corrigeerTot(1, dag("2018-01-01")))...)
		require.False(t, s.NeemtDeel(dag("2018-01-01")))
		require.Len(t, na(t, vanaf("2018-01-01"), corrigeerTot(1, dag("2018-01-01"))).When(vanaf("2018-01-01")).Events(), 1)
	})
	t.Run("een correctie kan een einde wegnemen, een gewone opdracht niet", func(t *testing.T) {
		h := []Command{vanaf("2018-01-01"), tot("2020-01-01")}
		s := Decider.Fold(verhaal(t, append(h, corrigeerTot(1, recht.Datum{}))...)...)
		require.True(t, s.NeemtDeel(dag("2025-01-01")))
		c := tot("2020-01-01")
		c.Tot = recht.Datum{}
		na(t, h...).When(c).ThenRefused(ErrDagOntbreekt)
		na(t, append(h, vanaf("2021-01-01"))...).When(corrigeerTot(1, recht.Datum{})).ThenRefused(ErrOverlapt)
		na(t, append(h, vanaf("2021-01-01"))...).When(corrigeerTot(1, dag("2021-01-02"))).ThenRefused(ErrOverlapt)
	})
	t.Run("wat niet begon eindigt niet", func(t *testing.T) {
		na(t).When(tot("2020-01-01")).ThenRefused(ErrNietGestart)
		na(t, vanaf("2018-01-01")).When(corrigeerTot(2, dag("2020-01-01"))).ThenRefused(ErrPeriodeOnbekend)
	})
}

func TestEvolve(t *testing.T) {
	t.Run("wat in de kroniek staat wordt niet beoordeeld, ook geen onmogelijk nummer", func(t *testing.T) {
		s := Decider.Fold(DeelnameModuleBeeindigd{Periode: 2, Tot: dag("2020-01-01")}, DeelnameModuleGestart{Periode: 0})
		require.Len(t, s.Periodes(), 2)
	})
	t.Run("een stand verandert niet door wat daarna gebeurt", func(t *testing.T) {
		voor := Decider.Fold(verhaal(t, vanaf("2018-01-01"))...)
		Evolve(voor, DeelnameModuleBeeindigd{Periode: 1, Tot: dag("2018-02-01")})
		require.True(t, voor.NeemtDeel(dag("2030-01-01")))
	})
}

func TestInvarianten(t *testing.T) {
	t.Run("perioden overlappen nooit, en een herhaalde opdracht verandert niets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var s State
			for range rapid.IntRange(1, 20).Draw(t, "aantal") {
				o := opdracht()
				if rapid.Bool().Draw(t, "correctie") {
					o.Corrigeert = correctie
				}
				d := dag("2018-01-01").PlusDagen(rapid.IntRange(0, 9).Draw(t, "dag"))
				n := rapid.IntRange(0, 3).Draw(t, "periode")
				var c Command = Start{o, "GM0202", recht.Inkoop, n, d, besluitOp}
				if rapid.Bool().Draw(t, "einde") {
					c = Beeindig{o, "GM0202", recht.Inkoop, n, d, besluitOp}
				}
				events, err := Decide(c, s)
				if err != nil {
					continue
				}
				for _, e := range events {
					s = Evolve(s, e)
				}
				again, err := Decide(c, s)
				require.NoError(t, err)
				require.Empty(t, again)
				for op := range 12 {
					aantal := 0
					for _, p := range s.Periodes() {
						if p.omvat(dag("2018-01-01").PlusDagen(op)) {
							aantal++
						}
					}
					require.LessOrEqual(t, aantal, 1)
				}
			}
		})
	})
}

func TestStroom(t *testing.T) {
	t.Run("elke gemeente en module heeft een vaste stroom", func(t *testing.T) {
		require.Equal(t, es.Stream("deelname-a13e952c-a6ec-5f82-b0f3-a703c008a362"), Stroom("GM0202", recht.Inkoop), "stored for ever")
		gezien := map[es.Stream]bool{}
		for _, g := range recht.Gemeenten() {
			for _, m := range recht.Modules() {
				gezien[Stroom(g.Code, m)] = true
			}
		}
		require.Len(t, gezien, len(recht.Gemeenten())*len(recht.Modules()))
	})
}

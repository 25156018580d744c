package referentie

import (
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// BronVakanties is the source of the schoolvakanties. It is a calendar that
// somebody made by hand: the weekend before a holiday is often missing, the name
// was derived from the month, and nothing was compared with the minister's regeling.
// So every Vakantie says that it is benaderd.
var BronVakanties = Bron{
	Lijst:   "schoolvakanties regio midden en zuid, niet officieel",
	Gelezen: "KVerduyn/School_MCP, kalender 2019_2028.csv@be25db50 (2025-11-10)",
	Vanaf:   recht.NieuweDatum(2019, 1, 1), TotEnMet: recht.NieuweDatum(2024, 12, 31), Aangenomen: true,
}

// A Vakantieregio is a part of the Netherlands with holidays of its own.
type Vakantieregio string

// The regio's in which schools of the MGR lie.
const (
	Midden Vakantieregio = "midden"
	Zuid   Vakantieregio = "zuid"
)

// A Vakantie is a school holiday.
type Vakantie struct {
	Regio         Vakantieregio
	Naam          string
	Van, TotEnMet recht.Datum
	Benaderd      bool // the days were not confirmed by the regeling
}

// Vakanties returns the holidays of a regio in order; none for an unknown regio.
func Vakanties(r Vakantieregio) []Vakantie {
	var uit []Vakantie
	for _, v := range vakanties {
		if v.regio == r {
			uit = append(uit, v.vakantie())
		}
	}
	return uit
}

// VakantieOp returns the holiday in which day d lies. bekend is false for a day or
// regio that the list does not cover: then nobody knows, and ok is false as well.
func VakantieOp(r Vakantieregio, d recht.Datum) (v Vakantie, ok, bekend bool) {
	if r != Midden && r != Zuid || !BronVakanties.GeldtOp(d) {
		return v, false, false
	}
	for _, x := range Vakanties(r) {
		if !d.Voor(x.Van) && !d.Na(x.TotEnMet) {
			return x, true, true
		}
	}
	return v, false, true
}

// Vakantieweken returns the Mondays of the weeks whose werkdagen all lie in one
// holiday, from the week of van up to that of totEnMet: what counting absence over
// lesweken leaves out. bekend is false when the list does not cover those weeks.
func Vakantieweken(r Vakantieregio, van, totEnMet recht.Datum) (weken []recht.Datum, bekend bool) {
	begin := maandag(van)
	if r != Midden && r != Zuid || !BronVakanties.GeldtOp(begin) || !BronVakanties.GeldtOp(maandag(totEnMet).PlusDagen(4)) {
		return nil, false
	}
	for ma := begin; !ma.Na(totEnMet); ma = ma.PlusDagen(7) {
		vrij := slices.ContainsFunc(Vakanties(r), func(v Vakantie) bool { return !ma.Voor(v.Van) && !ma.PlusDagen(4).Na(v.TotEnMet) })
		if vrij {
			weken = append(weken, ma)
		}
	}
	return weken, true
}

// maandag returns the first day of the week of d.
func maandag(d recht.Datum) recht.Datum { return d.PlusDagen(-((int(d.Weekdag()) + 6) % 7)) }

type vakantierij struct {
	regio    Vakantieregio
	naam     string
	van, tot int // jjjjmmdd
}

func (v vakantierij) vakantie() Vakantie {
	return Vakantie{Regio: v.regio, Naam: v.naam, Van: dag(v.van), TotEnMet: dag(v.tot), Benaderd: true}
}

func dag(jjjjmmdd int) recht.Datum {
	return recht.NieuweDatum(jjjjmmdd/10000, time.Month(jjjjmmdd/100%100), jjjjmmdd%100)
}

// vakanties is in order of regio and day, and only read.
var vakanties = []vakantierij{
	{Midden, "kerstvakantie", 20190101, 20190106},
	{Midden, "voorjaarsvakantie", 20190225, 20190303},
	{Midden, "meivakantie", 20190429, 20190505},
	{Midden, "zomervakantie", 20190722, 20190901},
	{Midden, "herfstvakantie", 20191021, 20191027},
	{Midden, "kerstvakantie", 20191223, 20200105},
	{Midden, "voorjaarsvakantie", 20200224, 20200301},
	{Midden, "meivakantie", 20200427, 20200503},
	{Midden, "zomervakantie", 20200720, 20200830},
	{Midden, "herfstvakantie", 20201019, 20201025},
	{Midden, "kerstvakantie", 20201221, 20210103},
	{Midden, "voorjaarsvakantie", 20210222, 20210228},
	{Midden, "meivakantie", 20210503, 20210509},
	{Midden, "zomervakantie", 20210719, 20210829},
	{Midden, "herfstvakantie", 20211018, 20211024},
	{Midden, "kerstvakantie", 20211227, 20220109},
	{Midden, "voorjaarsvakantie", 20220228, 20220306},
	{Midden, "meivakantie", 20220502, 20220508},
	{Midden, "zomervakantie", 20220711, 20220821},
	{Midden, "herfstvakantie", 20221024, 20221030},
	{Midden, "kerstvakantie", 20221226, 20230108},
	{Midden, "voorjaarsvakantie", 20230227, 20230305},
	{Midden, "meivakantie", 20230501, 20230507},
	{Midden, "zomervakantie", 20230710, 20230820},
	{Midden, "herfstvakantie", 20231016, 20231022},
	{Midden, "kerstvakantie", 20231225, 20240107},
	{Midden, "voorjaarsvakantie", 20240219, 20240225},
	{Midden, "meivakantie", 20240429, 20240505},
	{Midden, "zomervakantie", 20240713, 20240825},
	{Midden, "herfstvakantie", 20241028, 20241103},
	{Midden, "kerstvakantie", 20241223, 20241231},
	{Zuid, "kerstvakantie", 20190101, 20190106},
	{Zuid, "voorjaarsvakantie", 20190225, 20190303},
	{Zuid, "meivakantie", 20190429, 20190505},
	{Zuid, "zomervakantie", 20190708, 20190818},
	{Zuid, "herfstvakantie", 20191013, 20191020},
	{Zuid, "kerstvakantie", 20191223, 20200105},
	{Zuid, "voorjaarsvakantie", 20200224, 20200301},
	{Zuid, "meivakantie", 20200427, 20200503},
	{Zuid, "zomervakantie", 20200713, 20200823},
	{Zuid, "herfstvakantie", 20201019, 20201025},
	{Zuid, "kerstvakantie", 20201221, 20210103},
	{Zuid, "voorjaarsvakantie", 20210215, 20210221},
	{Zuid, "meivakantie", 20210503, 20210509},
	{Zuid, "zomervakantie", 20210726, 20210905},
	{Zuid, "herfstvakantie", 20211025, 20211031},
	{Zuid, "kerstvakantie", 20211227, 20220109},
	{Zuid, "voorjaarsvakantie", 20220228, 20220306},
	{Zuid, "meivakantie", 20220502, 20220508},
	{Zuid, "zomervakantie", 20220725, 20220904},
	{Zuid, "herfstvakantie", 20221024, 20221030},
	{Zuid, "kerstvakantie", 20221226, 20230108},
	{Zuid, "voorjaarsvakantie", 20230220, 20230226},
	{Zuid, "meivakantie", 20230501, 20230507},
	{Zuid, "zomervakantie", 20230717, 20230827},
	{Zuid, "herfstvakantie", 20231016, 20231022},
	{Zuid, "kerstvakantie", 20231225, 20240107},
	{Zuid, "voorjaarsvakantie", 20240212, 20240218},
	{Zuid, "meivakantie", 20240429, 20240505},
	{Zuid, "zomervakantie", 20240708, 20240818},
	{Zuid, "herfstvakantie", 20241021, 20241027},
	{Zuid, "kerstvakantie", 20241223, 20241231},
}

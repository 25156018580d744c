package simulatie

import (
	"time"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
)

// The years that can be played: of these, and of the year before, the schoolvakanties
// are known.
const (
	EersteJaar  = 2020
	LaatsteJaar = 2024
)

// A kalender knows which days people work, and which days there is school.
type kalender struct {
	begin  recht.Datum
	werk   []bool // per day from begin
	school map[referentie.Vakantieregio][]bool
}

// nieuweKalender looks up the year before jaar, jaar itself and the year after.
func nieuweKalender(jaar int) kalender {
	k := kalender{begin: recht.NieuweDatum(jaar-1, time.January, 1), school: map[referentie.Vakantieregio][]bool{}}
	for d := k.begin; d.Jaar() <= jaar+1; d = d.PlusDagen(1) {
		w := werkt(d)
		k.werk = append(k.werk, w)
		for _, r := range []referentie.Vakantieregio{referentie.Midden, referentie.Zuid} {
			_, vakantie, bekend := referentie.VakantieOp(r, d)
			k.school[r] = append(k.school[r], w && bekend && !vakantie)
		}
	}
	return k
}

func werkt(d recht.Datum) bool {
	goed, err := recht.Feestdagen.Werkdag(d)
	return err == nil && goed
}

// werkdag reports whether the kantoor works on d.
func (k kalender) werkdag(d recht.Datum) bool {
	if i := k.begin.DagenTot(d); i >= 0 && i < len(k.werk) {
		return k.werk[i]
	}
	return werkt(d)
}

// schooldag reports whether there is school on d in a vakantieregio.
func (k kalender) schooldag(r referentie.Vakantieregio, d recht.Datum) bool {
	i := k.begin.DagenTot(d)
	return i >= 0 && i < len(k.werk) && k.school[r][i]
}

// werkdagen returns the n-th working day after d; with n = 0 the first from d on.
func (k kalender) werkdagen(d recht.Datum, n int) recht.Datum {
	vanaf := func(d recht.Datum) recht.Datum {
		for !k.werkdag(d) {
			d = d.PlusDagen(1)
		}
		return d
	}
	d = vanaf(d)
	for range n {
		d = vanaf(d.PlusDagen(1))
	}
	return d
}

// schooldagTerug returns the n-th school day before d; with n = 0 the last up to d.
// It goes back at most to the year before the one that is played.
func (k kalender) schooldagTerug(r referentie.Vakantieregio, d recht.Datum, n int) recht.Datum {
	terug := func(d recht.Datum) recht.Datum {
		for !k.schooldag(r, d) && k.begin.Voor(d) {
			d = d.PlusDagen(-1)
		}
		return d
	}
	d = terug(d)
	for range n {
		d = terug(d.PlusDagen(-1))
	}
	return d
}

// A verdeling spreads a number over the days of a year, by a weight per day. The
// parts are whole, and add up to the number.
type verdeling struct {
	eerste recht.Datum
	tot    []int64 // per day: how many up to and including it
}

// spreid makes a verdeling of totaal over the days of jaar.
func spreid(jaar int, totaal int64, gewicht func(recht.Datum) int) verdeling {
	v := verdeling{eerste: recht.NieuweDatum(jaar, time.January, 1)}
	var som int64
	for d := v.eerste; d.Jaar() == jaar; d = d.PlusDagen(1) {
		som += int64(gewicht(d))
		v.tot = append(v.tot, som)
	}
	for i, s := range v.tot {
		if som > 0 {
			v.tot[i] = (totaal*s + som - 1) / som // upwards, so that the first comes as soon as it can
		} else {
			v.tot[i] = 0
		}
	}
	return v
}

// op returns the numbers that fall on d: from van up to and not including tot.
func (v verdeling) op(d recht.Datum) (van, tot int64) {
	i := v.eerste.DagenTot(d)
	if i < 0 || i >= len(v.tot) {
		return 0, 0
	}
	if i > 0 {
		van = v.tot[i-1]
	}
	return van, v.tot[i]
}

// voor returns how many fall before d.
func (v verdeling) voor(d recht.Datum) int64 {
	i := v.eerste.DagenTot(d)
	if i <= 0 {
		return 0
	}
	return v.tot[min(i, len(v.tot))-1]
}

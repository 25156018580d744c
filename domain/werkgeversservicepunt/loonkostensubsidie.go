// Package werkgeversservicepunt holds the words and rules that the streams of
// the werkgeversservicepunt share: how a kandidaat is classed, which terms hold,
// and on what ground is acted.
//
// It also computes loonkostensubsidie (Participatiewet art. 10d). The college of
// the gemeente grants it; Kroniek computes it again to check what was granted.
package werkgeversservicepunt

import (
	"math/big"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// ErrInvoer refuses a computation on figures that cannot be.
var ErrInvoer = es.Refuse("werkgeversservicepunt/invoer-onjuist",
	"Met deze loonwaarde, uren of dit loon is geen loonkostensubsidie te berekenen.", "Participatiewet art. 10d")

// Tienduizendsten is a fraction in parts of ten thousand: 6000 is 0.60.
type Tienduizendsten int

const heel Tienduizendsten = 10_000

// Honderdsten is a number of hours a week in hundredths: 3600 is 36 hours.
type Honderdsten int

const (
	bronPW     = "Participatiewet art. 10d, tekst 2025-02-04"
	bronLasten = "Regeling loonkostensubsidie, Stcrt. 2014, 29290; percentages per jaar uit tweede hand"
)

var beginMGR = recht.NieuweDatum(2017, 1, 1)

// Parameters of the computation, by validity.
var (
	// Plafond is the largest subsidy as a part of the minimumloon (lid 4).
	Plafond = recht.NieuweRegel("LKS_PLAFOND", recht.Versie[Tienduizendsten]{Vanaf: beginMGR, Waarde: 7000, Bron: bronPW})
	// Forfait is the part that is paid while the loonwaarde is not measured (lid 5).
	Forfait = recht.NieuweRegel("LKS_FORFAIT", recht.Versie[Tienduizendsten]{Vanaf: beginMGR, Waarde: 5000, Bron: bronPW})
	// Werkgeverslasten is the allowance, as a part of the subsidy.
	Werkgeverslasten = recht.NieuweRegel("LKS_WERKGEVERSLASTEN",
		recht.Versie[Tienduizendsten]{Vanaf: beginMGR, Tot: recht.NieuweDatum(2018, 1, 1), Waarde: 2300, Bron: bronLasten},
		recht.Versie[Tienduizendsten]{Vanaf: recht.NieuweDatum(2018, 1, 1), Waarde: 2350, Bron: bronLasten})
	// Urenbasis is the working week that the minimumloon belongs to. Older texts
	// took the usual full-time week; since when it is 36 hours was not seen.
	Urenbasis = recht.NieuweRegel("LKS_UREN",
		recht.Versie[Honderdsten]{Vanaf: beginMGR, Tot: recht.NieuweDatum(2025, 2, 4), Waarde: 3600, Bron: bronPW, Aangenomen: true},
		recht.Versie[Honderdsten]{Vanaf: recht.NieuweDatum(2025, 2, 4), Waarde: 3600, Bron: bronPW})
	// Forfaitduur is how long the forfait lasts at most (lid 5).
	Forfaitduur = recht.NieuweRegel("LKS_FORFAITDUUR", recht.Versie[recht.Termijn]{
		Vanaf: beginMGR, Waarde: recht.Termijn{Aantal: 6, Eenheid: recht.Maanden, Grond: recht.TermijnUitWet}, Bron: bronPW,
	})
)

// A Dienstbetrekking is what the subsidy is computed on.
type Dienstbetrekking struct {
	Minimumloon recht.Bedrag // WML with vakantiebijslag, for the period and the whole week
	Uren        Honderdsten  // per week
	Norm        Honderdsten  // of a full-time job with this employer; more hours do not count
}

// A Subsidie is the outcome with the rules that decided it. Rounding to whole
// cents is half up, since no source for it was seen.
type Subsidie struct {
	Bedrag recht.Bedrag
	Regels []recht.Regelnoot
}

// Bereken returns the subsidy on day d for a measured loonwaarde, as a part of
// the minimumloon.
func Bereken(d recht.Datum, b Dienstbetrekking, loonwaarde Tienduizendsten) (Subsidie, error) {
	if loonwaarde < 0 || loonwaarde > heel {
		return Subsidie{}, ErrInvoer.With("De loonwaarde ligt niet tussen 0 en 100 procent.")
	}
	plafond, noot, err := Plafond.Op(d)
	if err != nil {
		return Subsidie{}, err
	}
	return bereken(d, b, min(heel-loonwaarde, plafond), noot)
}

// BerekenForfait returns the subsidy on day d while the loonwaarde is not measured.
func BerekenForfait(d recht.Datum, b Dienstbetrekking) (Subsidie, error) {
	deel, noot, err := Forfait.Op(d)
	if err != nil {
		return Subsidie{}, err
	}
	return bereken(d, b, deel, noot)
}

// ForfaitTot returns the last day of the forfait for work that begins on d.
func ForfaitTot(d recht.Datum) (recht.Datum, error) {
	t, _, err := Forfaitduur.Op(d)
	if err != nil {
		return recht.Datum{}, err
	}
	// A maximum is no term to act in, so it is counted without extension.
	t.Grond = recht.TermijnUitRegeling
	e, err := t.VanafDagZelf(d, recht.Feestdagen)
	return e.Uiterlijk, err
}

func bereken(d recht.Datum, b Dienstbetrekking, deel Tienduizendsten, noot recht.Regelnoot) (Subsidie, error) {
	if b.Minimumloon < 0 || b.Uren <= 0 || b.Norm <= 0 {
		return Subsidie{}, ErrInvoer
	}
	lasten, nootLasten, err := Werkgeverslasten.Op(d)
	if err != nil {
		return Subsidie{}, err
	}
	week, nootUren, err := Urenbasis.Op(d)
	if err != nil {
		return Subsidie{}, err
	}
	teller := big.NewInt(int64(b.Minimumloon))
	for _, f := range []int64{int64(deel), int64(heel + lasten), int64(min(b.Uren, b.Norm))} {
		teller.Mul(teller, big.NewInt(f))
	}
	noemer := big.NewInt(int64(heel) * int64(heel) * int64(week))
	centen := teller.Quo(teller.Add(teller, new(big.Int).Quo(noemer, big.NewInt(2))), noemer)
	if !centen.IsInt64() {
		return Subsidie{}, recht.ErrOverloop
	}
	return Subsidie{
		Bedrag: recht.Bedrag(centen.Int64()),
		Regels: []recht.Regelnoot{noot, nootLasten, nootUren},
	}, nil
}

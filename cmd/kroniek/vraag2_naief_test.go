package main

import (
	"fmt"
	"slices"
	"strings"
)

// Of whom each bevoegdheid is, written down once more: of the dagelijks bestuur, which
// may have it exercised in mandaat, or of the organ itself and nobody else.
var (
	vanDagelijksBestuur = []string{"besluiten-uitvoeren", "bezwaar-beslissen", "organisatieregels-vaststellen", "personeel-aanstellen", "privaatrechtelijk-handelen", "rechtsgeding-voeren"}
	vanAlgemeenBestuur  = []string{"begroting-vaststellen", "deelname-vaststellen", "uitvoeringsplan-vaststellen", "verordening-vaststellen"}
)

func bevoegdOrgaan(bevoegdheid string) string {
	if slices.Contains(vanAlgemeenBestuur, bevoegdheid) {
		return "algemeen-bestuur"
	}
	return "dagelijks-bestuur"
}

// A mandaatstand is what the events say of one version of a mandaat.
type mandaatstand struct {
	feit                  // the last that says what was granted
	bekend, per, besloten string
	er                    bool
}

func mandaatUit(feiten []feit, kenmerk string, versie int) (m mandaatstand) {
	for _, f := range feiten {
		if !strings.HasPrefix(f.stroom, "mandaat-") || f.tekst("mandaat") != kenmerk || f.getal("versie") != versie {
			continue
		}
		switch f.soort {
		case "mandaat-verleend":
			m.feit, m.er = f, true
		case "mandaat-bekendgemaakt":
			m.bekend = f.tekst("bekendgemaaktOp")
		case "mandaat-ingetrokken":
			m.per, m.besloten = f.tekst("vanaf"), f.tekst("genomenOp")
		}
	}
	return m
}

// naiefGeldig says what was wrong with a mandaat on a day. Of the year only the highest
// version of a mandaat can replace another.
func naiefGeldig(feiten []feit, m mandaatstand, dag string) (uit []string) {
	switch {
	case m.tekst("genomenOp") > dag:
		uit = append(uit, "geen mandaat op die dag: pas daarna verleend")
	case m.tekst("vanaf") > dag:
		uit = append(uit, "geen mandaat op die dag: nog niet ingegaan")
	case m.bekend == "" || m.bekend > dag:
		uit = append(uit, "geen mandaat op die dag: toen niet bekendgemaakt")
	}
	n := m.getal("versie") + 1
	volgend := mandaatUit(feiten, m.tekst("mandaat"), n)
	begin := max(volgend.tekst("vanaf"), volgend.tekst("genomenOp"), volgend.bekend)
	if tot := m.tekst("tot"); tot != "" && tot <= dag {
		uit = append(uit, "mandaat verlopen")
	} else if volgend.er && volgend.bekend != "" && begin <= dag {
		uit = append(uit, fmt.Sprintf("mandaat verlopen: vervangen door versie %d", n))
	}
	if m.per != "" && max(m.per, m.besloten) <= dag {
		uit = append(uit, "mandaat ingetrokken")
	}
	return uit
}

// naiefBevoegd says what was wrong with the bevoegdheid of a decision in mandaat, by
// the events that are given.
func naiefBevoegd(feiten []feit, b feit) string {
	var uit []string
	dag, macht, orgaan, namens := b.tekst("genomenOp"), b.tekst("bevoegdheid"), b.tekst("orgaan"), b.deel("namens")
	verkeerd := orgaan != bevoegdOrgaan(macht)
	zeg := func(als bool, wat string) {
		if als {
			uit = append(uit, wat)
		}
	}
	zeg(verkeerd, "verkeerd orgaan")
	zeg(!slices.Contains(vanDagelijksBestuur, macht), "niet in mandaat te nemen")
	m := mandaatUit(feiten, namens.tekst("mandaat"), namens.getal("versie"))
	switch {
	case namens.tekst("mandaat") == "":
		return strings.Join(append(uit, "geen mandaat op die dag: het besluit noemt er geen"), "; ")
	case !m.er:
		return strings.Join(append(uit, "geen mandaat op die dag: niet vastgelegd"), "; ")
	}
	zeg(!verkeerd && m.tekst("mandaatgever") != orgaan, "verkeerd orgaan")
	zeg(m.tekst("functie") != b.tekst("functie"), "andere functie dan de gemandateerde")
	zeg(m.tekst("bevoegdheid") != macht, "andere bevoegdheid dan gemandateerd")
	uit = append(uit, naiefGeldig(feiten, m, dag)...)
	boven := func(m mandaatstand) bool {
		return m.tekst("grens") != "" && b.tekst("bedrag") != "" && naiefCenten(b.tekst("bedrag")) > naiefCenten(m.tekst("grens"))
	}
	zeg(boven(m), "boven de grens van het mandaat")
	if k := m.deel("krachtens"); k.tekst("mandaat") != "" {
		grond := mandaatUit(feiten, k.tekst("mandaat"), k.getal("versie"))
		if !grond.er || grond.deel("krachtens").tekst("mandaat") != "" {
			panic("the year has ondermandaat of one level, of a mandaat that is known")
		}
		ruim, _ := grond.data["ondermandaat"].(bool)
		zeg(!ruim, "ondermandaat niet toegestaan")
		for _, s := range naiefGeldig(feiten, grond, dag) {
			zeg(true, "ondermandaat zonder grond: "+s)
		}
		zeg(grond.tekst("mandaatgever") != orgaan, "ondermandaat zonder grond: verkeerd orgaan")
		zeg(grond.tekst("bevoegdheid") != macht, "ondermandaat zonder grond: andere bevoegdheid dan gemandateerd")
		zeg(boven(grond), "ondermandaat zonder grond: boven de grens van het mandaat")
	}
	return strings.Join(uit, "; ")
}

func naiefCenten(euro string) (n int64) {
	for _, r := range euro {
		if r != '.' {
			n = 10*n + int64(r-'0')
		}
	}
	return n
}

// naieveBevoegdheden works out from the events by what bevoegdheid each decision of the
// year was taken, and what is wrong with it: what is known, and what was on its day.
func naieveBevoegdheden(feiten []feit) (uit []string) {
	type regel struct {
		positie int64
		tekst   string
	}
	var lijst []regel
	for _, rij := range besluitenUit(feiten) {
		if rij.dag()[:4] != vragenjaar {
			continue
		}
		macht := "uitvoeringsplan-vaststellen"
		switch {
		case rij.soort == "ontwerp-vastgesteld-door-dagelijks-bestuur":
			macht = "ontwerp-uitvoeringsplan-vaststellen"
		case strings.HasPrefix(rij.soort, "begroting"):
			macht = "begroting-vaststellen"
		}
		toen := ""
		if rij.tekst("orgaan") != bevoegdOrgaan(macht) {
			toen = "verkeerd orgaan"
		}
		nu := []string{toen}
		if rij.uitkomst == "aangenomen" && rij.quorum != "bereikt" {
			nu = append(nu, "quorum niet bereikt")
		}
		nu = append(nu, rij.vroeg())
		lijst = append(lijst, regel{rij.positie, fmt.Sprintf("%d||%s|%s|%s||%s||||||%s|%s|%s|%s|%s|%s", rij.positie, rij.dag(), rij.feit.dag, rij.tekst("orgaan"), macht,
			rij.aanwezig, rij.quorum, rij.bekend, rij.toegepast, naiefSamen(nu), toen)})
	}
	for _, b := range feiten {
		if b.soort != "mandaat-uitgeoefend" || b.tekst("genomenOp")[:4] != vragenjaar {
			continue
		}
		dag, namens, bekend, toegepast := b.tekst("genomenOp"), b.deel("namens"), "", ""
		for _, f := range feiten {
			if f.stroom == b.stroom {
				bekend, toegepast = bekend+f.tekst("bekendgemaaktOp"), toegepast+f.tekst("toegepastOp")
			}
		}
		versie := ""
		if n := namens.getal("versie"); n > 0 {
			versie = fmt.Sprint(n)
		}
		nu := []string{naiefBevoegd(feiten, b)}
		if b.tekst("soort") != "privaatrechtelijke-rechtshandeling" && toegepast != "" && (bekend == "" || toegepast < bekend) {
			nu = append(nu, "toegepast vóór bekendmaking")
		}
		m := mandaatUit(feiten, namens.tekst("mandaat"), namens.getal("versie"))
		lijst = append(lijst, regel{b.positie, fmt.Sprintf("%d|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|||%s|%s|%s|%s", b.positie, b.tekst("kenmerk"), dag, b.dag, b.tekst("orgaan"), b.tekst("functie"), b.tekst("bevoegdheid"),
			namens.tekst("mandaat"), versie, m.tekst("grens"), b.tekst("bedrag"), m.tekst("genomenOp"), bekend, toegepast, naiefSamen(nu), naiefBevoegd(totDag(feiten, dag), b))})
	}
	slices.SortFunc(lijst, func(a, b regel) int { return int(a.positie - b.positie) })
	for _, r := range lijst {
		uit = append(uit, r.tekst)
	}
	return uit
}

var bevoegdheidkolommen = []string{
	"besluit", "kenmerk", "genomenOp", "geregistreerdOp", "orgaan", "functie", "bevoegdheid", "mandaat", "mandaatversie", "grens", "bedrag", "mandaatGenomenOp",
	"aanwezig", "quorum", "bekendgemaaktOp", "toegepastOp", "signaal", "signaalToen",
}

func naiefSamen(signalen []string) string {
	return strings.Join(slices.DeleteFunc(signalen, func(s string) bool { return s == "" }), "; ")
}

package cijfers

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Forms of a period, in the words of those who publish. In a reeks the first counts.
var (
	dagvorm   = regexp.MustCompile(`^([0-9]{1,2})-([0-9]{1,2})-((?:19|20)[0-9]{2})\b`)
	maandvorm = regexp.MustCompile(`^(?:begin|medio|eind)? ?(jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]* ((?:19|20)[0-9]{2})\b`)
	helftvorm = regexp.MustCompile(`^([12])e hj ((?:19|20)[0-9]{2})\b`)
	jaarvorm  = regexp.MustCompile(`\b(19|20)[0-9]{2}\b`)
)

var maanden = map[string]time.Month{
	"jan": 1, "feb": 2, "mrt": 3, "maart": 3, "apr": 4, "mei": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}

// Begin returns the first day of a period as it was published, such as "2018",
// "2014|2015", "2e hj 2018", "eind aug 2019", "1-1-2024" or "begroting 2026". It
// returns false when the text names no year.
func Begin(periode string) (recht.Datum, bool) {
	p := strings.ToLower(strings.TrimSpace(periode))
	if m := dagvorm.FindStringSubmatch(p); m != nil {
		if d, err := recht.ParseDatum(m[3] + "-" + tweeCijfers(m[2]) + "-" + tweeCijfers(m[1])); err == nil {
			return d, true
		}
	}
	if m := maandvorm.FindStringSubmatch(p); m != nil {
		return recht.NieuweDatum(getal(m[2]), maanden[m[1]], 1), true
	}
	if m := helftvorm.FindStringSubmatch(p); m != nil {
		return recht.NieuweDatum(getal(m[2]), time.Month(getal(m[1])*6-5), 1), true
	}
	if j := jaarvorm.FindString(p); j != "" {
		return recht.NieuweDatum(getal(j), 1, 1), true
	}
	return recht.Datum{}, false
}

// getal reads digits that a form above has matched.
func getal(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("cijfers: a form matched what is no number")
	}
	return n
}

func tweeCijfers(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

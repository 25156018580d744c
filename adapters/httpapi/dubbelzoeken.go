package httpapi

import (
	"context"
	"errors"

	"github.com/mgr-sdcg/kroniek/adapters/persoonsindex"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// legZoekenVast records that a command told whether the person in it has a dossier
// that runs, anywhere: that is a search, though it leaves no event. It happens when
// the command is refused for that, and in every proef. err is what became of the
// command; it is returned, or the error of a log that does not confirm the line.
func (s *Server) legZoekenVast(ctx context.Context, stroom es.Stream, v *verzoek, proef bool, err error) error {
	soort := persoonsindex.Standaard()[soortVan(stroom)]
	er := soort.Enig != nil && errors.Is(err, soort.Enig) // it told that there is one
	geen := soort.Enig != nil && proef && err == nil      // it told that there is none
	if !er && !geen {
		return err
	}
	tekst := nummerIn(v.boom)
	if tekst == "" {
		return err
	}
	n, fout := nummerVan(tekst)
	if fout != nil {
		return fout
	}
	if _, fout := s.inzage.Zoek(ctx, raadpleging(v, ""), soort.Module, n); fout != nil {
		return fout
	}
	if v.gelogd { // the audit log has a line about this request already
		return err
	}
	v.gelogd = true
	if fout := s.auditlog.Leg(v.regel(toegang.Handeling(v.op.id), string(stroom), toegang.Uitspraak{Mag: err == nil})); fout != nil {
		return fout
	}
	return err
}

// nummerIn returns the number of the person in a body that was found good.
func nummerIn(boom any) string {
	velden, _ := boom.(map[string]any)
	persoon, _ := velden["persoon"].(map[string]any)
	for _, m := range []map[string]any{persoon, velden} {
		for _, veld := range []string{"bsn", "onderwijsnummer"} {
			if n, ok := m[veld].(string); ok {
				return n
			}
		}
	}
	return ""
}

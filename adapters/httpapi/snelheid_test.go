package httpapi

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// What a command costs apart from the journal: token, policy, validation,
// canonical form, decision, answer.
func BenchmarkOpdracht(b *testing.B) {
	k := open(b)
	lichaam := strings.Replace(goedeDeelname, `"motivering":"x"`, `"motivering":"`+strings.Repeat("Zie het voorstel. ", 20)+`"`, 1)
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest("POST", "/v1/deelnames?proef=true", strings.NewReader(lichaam))
		r.Header.Set("Content-Type", typeJSON)
		r.Header.Set("Authorization", "Bearer "+k.token[toegang.Bestuurssecretaris])
		r.Header.Set("Idempotency-Key", "01890a5d-ac96-774b-bcce-b302099a8057")
		w := httptest.NewRecorder()
		k.server.http.Handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body.String())
		}
	}
}

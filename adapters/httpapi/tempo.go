package httpapi

import (
	"maps"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// maxTellers bounds how many senders are remembered; beyond it, those who made no
// recent request are forgotten, and the rest share one budget.
const maxTellers = 10_000

// A tempo bounds how much one sender may ask. Every principal has its own budget,
// so that one cannot slow down another; whoever shows nothing valid shares that of
// the address. A valid token is always looked at, so nobody locks out others from
// the same address. It may be used concurrently.
type tempo struct {
	nu       func() time.Time
	houder   tellers
	openbaar tellers
}

func nieuwTempo(g Grenzen) *tempo {
	return &tempo{
		nu:       time.Now, // real time: the clock of decisions may stand still
		houder:   tellers{perSeconde: rate.Limit(g.Tempo), stoot: 2 * g.Tempo, elk: map[string]*rate.Limiter{}},
		openbaar: tellers{perSeconde: rate.Limit(g.TempoOpenbaar), stoot: 4 * g.TempoOpenbaar, elk: map[string]*rate.Limiter{}},
	}
}

// kosten is what a request takes from the budget: a report reads and shields
// thousands of rows where a command reads one stream.
func kosten(op *operatie) int {
	if op.filters || strings.HasPrefix(op.id, "leesRapport") {
		return 50
	}
	return 1
}

// mag reports whether the sender of this request may go on now.
func (t *tempo) mag(wie toegang.Wie, r *http.Request, op *operatie) bool {
	if wie.ID != "" {
		return t.houder.neem(wie.ID, t.nu(), kosten(op))
	}
	adres, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		adres = "" // not of this server's listeners; all such share one budget
	}
	return t.openbaar.neem(adres, t.nu(), kosten(op))
}

// tellers are the budgets of one kind of sender.
type tellers struct {
	perSeconde rate.Limit
	stoot      int

	mu      sync.Mutex
	elk     map[string]*rate.Limiter
	geruimd time.Time // when those who asked nothing lately were last forgotten
}

// opruimtijd is how often the senders are gone through once there are too many:
// who keeps coming in under new names must not make every request go through all.
const opruimtijd = time.Second

func (t *tellers) neem(wie string, nu time.Time, n int) bool {
	t.mu.Lock()
	l := t.elk[wie]
	if l == nil && len(t.elk) >= maxTellers {
		if nu.Sub(t.geruimd) >= opruimtijd {
			t.geruimd = nu
			maps.DeleteFunc(t.elk, func(_ string, l *rate.Limiter) bool { return l.TokensAt(nu) >= float64(t.stoot) })
		}
		if len(t.elk) >= maxTellers {
			wie = ""
			l = t.elk[wie]
		}
	}
	if l == nil {
		l = rate.NewLimiter(t.perSeconde, t.stoot)
		t.elk[wie] = l
	}
	t.mu.Unlock()
	return l.AllowN(nu, min(n, t.stoot))
}

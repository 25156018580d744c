package uitgaand

import (
	"bufio"
	"os"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
)

// natsserver starts a real nats-server with JetStream on a free port, and returns
// its url. Without the program the test is skipped, but not where all is tested.
func natsserver(t *testing.T, opslag, poort string) (url string, stop func()) {
	t.Helper()
	pad, err := exec.LookPath("nats-server")
	if err != nil {
		if os.Getenv("CI") != "" {
			require.NoError(t, err, "nats-server is required here (Debian: nats-server)")
		}
		t.Skip("nats-server ontbreekt (Debian: nats-server)")
	}
	cmd := exec.Command(pad, "-js", "-sd", opslag, "-a", "127.0.0.1", "-p", poort)
	uit, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	stop = func() {
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended already
		_ = cmd.Wait()
	}
	luistert := regexp.MustCompile(`Listening for client connections on (127\.0\.0\.1:\d+)`)
	klaar := make(chan string, 1)
	go func() {
		gevonden := ""
		for s := bufio.NewScanner(uit); s.Scan(); {
			if m := luistert.FindStringSubmatch(s.Text()); m != nil {
				gevonden = m[1]
			}
			if gevonden != "" && regexp.MustCompile(`Server is ready`).MatchString(s.Text()) {
				klaar <- "nats://" + gevonden
			}
		}
		close(klaar)
	}()
	select {
	case url, ok := <-klaar:
		require.True(t, ok, "nats-server did not start")
		return url, stop
	case <-time.After(time.Minute):
		stop()
		require.Fail(t, "nats-server is not ready in time")
		return "", nil
	}
}

// lees returns the next n messages of a subject, from the first.
func lees(t *testing.T, url, onderwerp string, n int) []*nats.Msg {
	t.Helper()
	c, err := nats.Connect(url)
	require.NoError(t, err)
	defer c.Close()
	js, err := c.JetStream()
	require.NoError(t, err)
	s, err := js.SubscribeSync(onderwerp, nats.OrderedConsumer())
	require.NoError(t, err)
	var uit []*nats.Msg
	for range n {
		m, err := s.NextMsg(time.Minute)
		require.NoError(t, err)
		uit = append(uit, m)
	}
	return uit
}

func maakStroom(t *testing.T, url string) {
	t.Helper()
	c, err := nats.Connect(url)
	require.NoError(t, err)
	defer c.Close()
	js, err := c.JetStream()
	require.NoError(t, err)
	_, err = js.AddStream(&nats.StreamConfig{Name: "KRONIEK", Subjects: []string{"kroniek.>"}})
	require.NoError(t, err)
}

func TestNATS(t *testing.T) {
	opslag := t.TempDir()
	url, stop := natsserver(t, opslag, "-1")
	defer func() { stop() }()
	maakStroom(t, url)
	w := nieuweWereld(t)
	verbinding, err := VerbindNATS(url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, verbinding.Sluit()) })
	w.o.NATS = verbinding
	l := auditor("kroniek.proef")
	l.Kanaal = abonnement.NATS
	w.abonneer("nats", l)
	w.doe("1", "GM0202", 3)
	w.doe("2", "GM0202", 2)

	t.Run("wat JetStream heeft is wat in het journaal staat, op volgorde", func(t *testing.T) {
		w.draai()
		want := w.ids(0, "GM0202")
		for i, m := range lees(t, url, "kroniek.proef", 5) {
			require.Equal(t, want[i], m.Header.Get(nats.MsgIdHdr))
			require.Equal(t, mediatype, m.Header.Get("Content-Type"))
			g, _, err := w.j.Gebeurtenis(t.Context(), mustUUID(t, want[i]))
			require.NoError(t, err)
			lichaam, err := Gestructureerd(g.Gebeurtenis, g.Positie)
			require.NoError(t, err)
			require.Equal(t, string(lichaam), string(m.Data))
		}
	})
	t.Run("een server die wegvalt en terugkomt krijgt alsnog alles", func(t *testing.T) {
		stop()
		w.doe("1", "GM0202", 3)
		_, poort := regelPoort(t, url)
		url, stop = natsserver(t, opslag, poort)
		want := w.ids(0, "GM0202")
		for i, m := range lees(t, url, "kroniek.proef", 8) {
			require.Equal(t, want[i], m.Header.Get(nats.MsgIdHdr))
		}
	})
}

func TestNATSWithoutStream(t *testing.T) {
	url, stop := natsserver(t, t.TempDir(), "-1")
	t.Cleanup(stop)
	w := nieuweWereld(t)
	w.o.Geduld = time.Millisecond
	verbinding, err := VerbindNATS(url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, verbinding.Sluit()) })
	w.o.NATS = verbinding
	l := auditor("elders.proef")
	l.Kanaal = abonnement.NATS
	stroom := w.abonneer("nats", l)
	w.doe("1", "GM0202", 1)
	w.draai()
	t.Run("een onderwerp dat geen stroom bewaart loopt vast: niets verdwijnt", func(t *testing.T) {
		s := w.wachtOp(stroom, func(s abonnement.State) bool { return s.Gestopt != "" })
		require.Equal(t, GeenStroom, s.Vastloper.Storing)
	})
}

func TestNATSUrlIsNotShown(t *testing.T) {
	_, err := VerbindNATS("nats://gebruiker:geheim@[stuk")
	require.Error(t, err)
	require.NotContains(t, err.Error(), "geheim")
}

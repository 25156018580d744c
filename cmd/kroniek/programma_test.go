package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verbinding"
)

// alsProgramma makes the test binary be the program itself, so that tests use it
// as its users do: as a process with arguments, signals and an exit code.
const alsProgramma = "KRONIEK_ALS_PROGRAMMA"

func TestMain(m *testing.M) {
	if os.Getenv(alsProgramma) != "" {
		main()
	}
	code := m.Run()
	if gedeeld.tijdelijk != "" {
		gedeeld.stop()
		_ = os.RemoveAll(gedeeld.tijdelijk)
	}
	stopVragenkantoor()
	os.Exit(code)
}

func opdracht(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), alsProgramma+"=1")
	return cmd
}

// kroniek runs a command to its end.
func kroniek(t *testing.T, args ...string) (uit, fout string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	cmd := opdracht(args...)
	cmd.Stdout, cmd.Stderr = &o, &e
	err := cmd.Run()
	if err != nil && cmd.ProcessState == nil {
		require.NoError(t, err)
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

// A server is a running kantoor.
type server struct {
	cmd   *exec.Cmd
	dir   string
	adres string
	fout  *bytes.Buffer
	http  *http.Client
}

// start runs demo or serve until it prints its address.
func start(t testing.TB, soort, dir string, extra ...string) *server {
	t.Helper()
	s := &server{dir: dir, fout: &bytes.Buffer{}}
	s.cmd = opdracht(append([]string{soort, "--data", dir, "--listen", "127.0.0.1:0"}, extra...)...)
	s.cmd.Stderr = s.fout
	uit, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, s.cmd.Start())
	regel := make(chan string, 1)
	go func() {
		r := bufio.NewReader(uit)
		l, err := r.ReadString('\n')
		if err != nil {
			l = ""
		}
		regel <- strings.TrimSpace(l)
		_, _ = io.Copy(io.Discard, r)
	}()
	select {
	case s.adres = <-regel:
	case <-time.After(60 * time.Second):
		_ = s.cmd.Process.Kill()
		t.Fatal("het programma noemde zijn adres niet: " + s.fout.String())
	}
	require.NotEmpty(t, s.adres, s.fout.String())
	conf, err := verbinding.VanMap(dir)
	require.NoError(t, err)
	s.http = &http.Client{Transport: &http.Transport{TLSClientConfig: conf}, Timeout: 60 * time.Second}
	return s
}

// stop sends SIGTERM and returns the exit code and how long it took.
func (s *server) stop() (code int, duur time.Duration) {
	begin := time.Now()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode(), time.Since(begin)
}

func (s *server) accounts(t *testing.T) []demoaccount {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(s.dir, "demo-accounts.json"))
	require.NoError(t, err)
	var a []demoaccount
	require.NoError(t, json.Unmarshal(b, &a))
	return a
}

func (s *server) token(t *testing.T, rol toegang.Rol, van string) string {
	t.Helper()
	token, err := (&demo{accounts: s.accounts(t)}).token(rol, van)
	require.NoError(t, err)
	return token
}

// An antwoord is what the server said.
type httpAntwoord struct {
	Status int
	Kop    http.Header
	Body   []byte
}

func (s *server) vraag(t *testing.T, methode, pad, token string, body any, koppen ...string) httpAntwoord {
	t.Helper()
	var in io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		require.NoError(t, err)
		in = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(t.Context(), methode, s.adres+pad, in)
	require.NoError(t, err)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(koppen); i += 2 {
		req.Header.Set(koppen[i], koppen[i+1])
	}
	a, err := s.http.Do(req)
	require.NoError(t, err)
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	require.NoError(t, err)
	return httpAntwoord{a.StatusCode, a.Header, b}
}

// A httpRapport is a report as the API gives it.
type httpRapport struct {
	BekendOp struct {
		Positie int64 `json:"positie"`
		OpenDag bool  `json:"openDag"`
	} `json:"bekendOp"`
	Volledigheid struct {
		Positie     int64                 `json:"positie"`
		Aantal      int64                 `json:"aantal"`
		Wortel      string                `json:"wortel"`
		Volledig    bool                  `json:"volledig"`
		Gesimuleerd bool                  `json:"gesimuleerd"`
		Aangenomen  []string              `json:"aangenomen"`
		Afgeschermd int64                 `json:"afgeschermd"`
		Drempel     int64                 `json:"drempel"`
		Vastgesteld []struct{ Op string } `json:"vastgesteld"`
		Peildatum   string                `json:"peildatum"`
		Regels      []struct {
			Code   string `json:"code"`
			Versie string `json:"versie"`
		} `json:"regels"`
	} `json:"volledigheid"`
	Regels []struct {
		Waarden      map[string]any `json:"waarden"`
		Herkomst     []int64        `json:"herkomst"`
		Gesimuleerd  bool           `json:"gesimuleerd"`
		Samengevoegd bool           `json:"samengevoegd"`
	} `json:"regels"`
}

func (s *server) rapport(t *testing.T, token, naam, query string) httpRapport {
	t.Helper()
	a := s.vraag(t, http.MethodGet, "/v1/rapporten/"+naam+query, token, nil)
	require.Equal(t, http.StatusOK, a.Status, string(a.Body))
	var r httpRapport
	require.NoError(t, json.Unmarshal(a.Body, &r))
	return r
}

// regel returns the line of a report in which a column has this value.
func (r httpRapport) regel(t *testing.T, kolom string, waarde any) map[string]any {
	t.Helper()
	for _, x := range r.Regels {
		if x.Waarden[kolom] == waarde {
			return x.Waarden
		}
	}
	require.Failf(t, "regel ontbreekt", "%s = %v", kolom, waarde)
	return nil
}

// gedeeld is one demo that tests which only read have in common.
var gedeeld struct {
	eens      sync.Once
	tijdelijk string
	*server
}

func demoServer(t *testing.T) *server {
	t.Helper()
	gedeeld.eens.Do(func() {
		dir, err := os.MkdirTemp("", "kroniek-demo-*")
		require.NoError(t, err)
		gedeeld.tijdelijk = dir
		gedeeld.server = start(t, "demo", filepath.Join(dir, "data"))
	})
	require.NotNil(t, gedeeld.server)
	return gedeeld.server
}

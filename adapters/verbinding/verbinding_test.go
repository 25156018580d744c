package verbinding

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEigen(t *testing.T) {
	dir, nu := t.TempDir(), time.Now()
	c, err := Eigen(dir, nu)
	require.NoError(t, err)
	t.Run("een tweede start gebruikt hetzelfde certificaat", func(t *testing.T) {
		weer, err := Eigen(dir, nu.Add(levensduur-vernieuwtijd-time.Second))
		require.NoError(t, err)
		assert.Equal(t, Vingerafdruk(c), Vingerafdruk(weer))
	})
	t.Run("een maand voor het einde komt er een nieuw", func(t *testing.T) {
		kopie := t.TempDir()
		require.NoError(t, os.CopyFS(kopie, os.DirFS(dir)))
		require.NoError(t, os.Chmod(filepath.Join(kopie, sleutelbestand), 0o600))
		weer, err := Eigen(kopie, nu.Add(levensduur-vernieuwtijd))
		require.NoError(t, err)
		assert.NotEqual(t, Vingerafdruk(c), Vingerafdruk(weer))
	})
	t.Run("de sleutel is alleen voor de eigenaar, en een die anderen kunnen lezen wordt geweigerd", func(t *testing.T) {
		pad := filepath.Join(dir, sleutelbestand)
		info, err := os.Stat(pad)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
		require.NoError(t, os.Chmod(pad, 0o640))
		_, err = Eigen(dir, nu)
		require.ErrorIs(t, err, ErrLeesbaar)
		require.NoError(t, os.Chmod(pad, 0o600))
	})
	t.Run("een certificaat zonder de sleutel die erbij hoort wordt geweigerd, niet overschreven", func(t *testing.T) {
		ander := t.TempDir()
		_, err := Eigen(ander, nu)
		require.NoError(t, err)
		vreemd, err := os.ReadFile(filepath.Join(dir, certificaatbestand))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(ander, certificaatbestand), vreemd, 0o644))
		_, err = Eigen(ander, nu)
		require.ErrorIs(t, err, ErrCertificaat)
	})
	t.Run("de vingerafdruk is 32 bytes zoals een browser die toont", func(t *testing.T) {
		assert.Regexp(t, `^([0-9A-F]{2}:){31}[0-9A-F]{2}$`, Vingerafdruk(c))
	})
}

func TestServerEnClient(t *testing.T) {
	dir := t.TempDir()
	c, err := Eigen(dir, time.Now())
	require.NoError(t, err)
	ts := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.TLS.VerifiedChains) > 0 {
			io.WriteString(w, r.TLS.VerifiedChains[0][0].Subject.SerialNumber)
		}
	}))
	partij := nieuwePartij(t)
	ts.TLS = Server(c, partij.pool)
	ts.Config.ErrorLog = nil
	ts.StartTLS()
	defer ts.Close()
	vraag := func(conf *tls.Config) (string, error) {
		tr := &http.Transport{TLSClientConfig: conf}
		defer tr.CloseIdleConnections()
		a, err := (&http.Client{Transport: tr, Timeout: 5 * time.Second}).Get(strings.Replace(ts.URL, "example.com", "127.0.0.1", 1))
		if err != nil {
			return "", err
		}
		defer a.Body.Close()
		b, err := io.ReadAll(a.Body)
		return string(b), err
	}
	eigen, err := VanMap(dir)
	require.NoError(t, err)
	t.Run("wie de map kan lezen, vertrouwt het kantoor erop", func(t *testing.T) {
		_, err := vraag(eigen)
		require.NoError(t, err)
	})
	t.Run("een ander niet", func(t *testing.T) {
		leeg, err := VanMap(t.TempDir())
		require.NoError(t, err)
		_, err = vraag(leeg)
		require.Error(t, err)
	})
	t.Run("TLS 1.2 wordt geweigerd", func(t *testing.T) {
		oud := eigen.Clone()
		oud.MinVersion, oud.MaxVersion = 0, tls.VersionTLS12
		_, err := vraag(oud)
		require.Error(t, err)
	})
	t.Run("een certificaat van een vertrouwde partij wordt gezien", func(t *testing.T) {
		met := eigen.Clone()
		met.Certificates = []tls.Certificate{partij.geef(t, "00000099000000000000", time.Now().Add(time.Hour))}
		oin, err := vraag(met)
		require.NoError(t, err)
		assert.Equal(t, "00000099000000000000", oin)
	})
	t.Run("een van een andere partij en een verlopen certificaat worden geweigerd", func(t *testing.T) {
		for _, vreemd := range []tls.Certificate{
			nieuwePartij(t).geef(t, "00000099000000000000", time.Now().Add(time.Hour)),
			partij.geef(t, "00000099000000000000", time.Now().Add(-time.Minute)),
		} {
			met := eigen.Clone()
			met.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &vreemd, nil }
			_, err := vraag(met)
			require.Error(t, err)
		}
	})
	t.Run("een bestand zonder certificaten wordt geweigerd", func(t *testing.T) {
		pad := filepath.Join(dir, "leeg")
		require.NoError(t, os.WriteFile(pad, []byte("niets"), 0o600))
		_, err := Client(pad)
		require.ErrorIs(t, err, ErrCertificaat)
	})
}

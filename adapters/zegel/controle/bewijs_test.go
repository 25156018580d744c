package controle

import (
	"bytes"
	cryptorand "crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
)

func TestBewijs(t *testing.T) {
	h := bouw(t).schrijf(70).verzegel()
	defer h.dicht()
	vkey := h.z.Vkey()
	v, _, err := h.j.OpPositie(t.Context(), 37)
	require.NoError(t, err)
	gebeurtenis, zout := bytes.Clone(v.Gebeurtenis), v.Zout
	b, err := h.z.Bewijs(t.Context(), 37, zout[:])
	require.NoError(t, err)

	t.Run("een bewijs klopt zonder het log", func(t *testing.T) {
		got, err := Bewijs(b, gebeurtenis, vkey)
		require.NoError(t, err)
		assert.Equal(t, Bewezen{Positie: 37, Oorsprong: h.z.Oorsprong(), Grootte: 70}, got)
	})
	t.Run("elke andere byte in het bewijs of in de gebeurtenis doet het niet meer kloppen", func(t *testing.T) {
		for i := range b {
			for bit := range 8 {
				anders := bytes.Clone(b)
				anders[i] ^= 1 << bit
				if _, err := Bewijs(anders, gebeurtenis, vkey); err == nil {
					t.Fatalf("byte %d, bit %d of the proof", i, bit)
				}
			}
		}
		for i := range gebeurtenis {
			anders := bytes.Clone(gebeurtenis)
			anders[i] ^= 1
			if _, err := Bewijs(b, anders, vkey); err == nil {
				t.Fatalf("byte %d of the event", i)
			}
		}
	})
	t.Run("zonder zout, met een andere sleutel of zonder sleutel klopt het niet", func(t *testing.T) {
		kaal, err := h.z.Bewijs(t.Context(), 37, nil)
		require.NoError(t, err)
		_, err = Bewijs(kaal, gebeurtenis, vkey)
		require.ErrorIs(t, err, ErrBewijs)
		ander := bouw(t)
		defer ander.dicht()
		_, err = Bewijs(b, gebeurtenis, ander.z.Vkey())
		require.ErrorIs(t, err, ErrBewijs)
		_, err = Bewijs(b, gebeurtenis, "geen sleutel")
		require.Error(t, err)
	})
	t.Run("het bewijs van een ander klopt niet bij deze gebeurtenis", func(t *testing.T) {
		buur, err := h.z.Bewijs(t.Context(), 38, zout[:])
		require.NoError(t, err)
		_, err = Bewijs(buur, gebeurtenis, vkey)
		require.ErrorIs(t, err, ErrBewijs)
	})
}

// TestOtherSoftware has software that is not ours check what we serve: Python's
// standard library the tree, openssl the signature.
func TestOtherSoftware(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		require.Empty(t, os.Getenv("CI"), "python3 is required in CI")
		t.Skip("python3 is not on this machine; .ci/run installs it")
	}
	h := bouw(t).schrijf(600).verzegel()
	defer h.dicht()
	map_ := t.TempDir()
	for pad, b := range opname(t, h.z) {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(map_, pad)), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(map_, pad), b, 0o600))
	}
	nareken := func() ([]byte, error) {
		return exec.CommandContext(t.Context(), python, "testdata/nareken.py", map_).Output()
	}
	uit, err := nareken()
	require.NoError(t, err, "Python finds the same root and tiles")

	t.Run("controle: een gewijzigde logregel wordt ook daar gemerkt", func(t *testing.T) {
		pad := filepath.Join(map_, "tile/entries/001")
		b, err := os.ReadFile(pad)
		require.NoError(t, err)
		b[100] ^= 1
		require.NoError(t, os.WriteFile(pad, b, 0o600))
		_, err = nareken()
		require.Error(t, err)
	})
	t.Run("openssl bevestigt de handtekening", func(t *testing.T) {
		openssl, err := exec.LookPath("openssl")
		if err != nil {
			require.Empty(t, os.Getenv("CI"), "openssl is required in CI")
			t.Skip("openssl is not on this machine; .ci/run installs it")
		}
		handtekening, err := hex.DecodeString(strings.Fields(string(uit))[1])
		require.NoError(t, err)
		vkey := strings.SplitN(h.z.Vkey(), "+", 3)
		require.Equal(t, vkey[1], strings.Fields(string(uit))[0], "the key id in the signature is that of the vkey")
		sleutel, err := base64.StdEncoding.DecodeString(vkey[2])
		require.NoError(t, err)
		cp, err := h.z.Checkpoint()
		require.NoError(t, err)
		tekst, _, _ := bytes.Cut(cp, []byte("\n\n"))
		schrijf := func(naam string, b []byte) string {
			pad := filepath.Join(map_, naam)
			require.NoError(t, os.WriteFile(pad, b, 0o600))
			return pad
		}
		// SubjectPublicKeyInfo of an Ed25519 key: RFC 8410.
		der := append([]byte{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00}, sleutel[1:]...)
		toets := func(tekst []byte) error {
			return exec.CommandContext(t.Context(), openssl, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", schrijf("sleutel.der", der),
				"-rawin", "-in", schrijf("tekst", tekst), "-sigfile", schrijf("handtekening", handtekening)).Run()
		}
		require.NoError(t, toets(append(bytes.Clone(tekst), '\n')))
		require.Error(t, toets(tekst), "control: another text")
	})
}

// TestHashes holds our own two hash functions against the library's.
func TestHashes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "a")
		b := rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "b")
		require.Equal(t, rfc6962.DefaultHasher.HashChildren(a, b), knoopHash(a, b))
		require.Equal(t, rfc6962.DefaultHasher.HashLeaf([]byte("blad/v1 "+hex.EncodeToString(a)+"\n")), bladHash(a))
	})
}

func FuzzBewijs(f *testing.F) {
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 0\n\nkroniek.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— kroniek.example AAAA\n"), []byte("{}"))
	_, vkey, err := note.GenerateKey(cryptorand.Reader, "kroniek.example")
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, bestand, gebeurtenis []byte) {
		if _, err := Bewijs(bestand, gebeurtenis, vkey); err == nil {
			t.Fatal("a proof without a signature")
		}
		if b, err := c2sp.LeesBewijs(bestand); err == nil && !bytes.Equal(b.Tekst(), bestand) {
			t.Fatal("two spellings of one proof")
		}
	})
}

package uitgaand

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Overlap is how long after a change of secret the former one still signs too.
const Overlap = 24 * time.Hour

// Geheimen are the secrets that sign, each a function of one secret of the
// installation: nothing more is to be kept, backed up or lost, and a secret can
// be shown again to who runs the installation. The zero value is not secret.
type Geheimen [32]byte

// Van returns secret number nummer (from 1) of an abonnement: 32 bytes.
func (g Geheimen) Van(abonnement es.Stream, nummer int) []byte {
	h := hmac.New(sha256.New, g[:])
	fmt.Fprintf(h, "webhook/v1\n%s\n%d", abonnement, nummer)
	return h.Sum(nil)
}

// Tekst returns a secret as a receiver enters it: "whsec_" and base64.
func Tekst(geheim []byte) string { return "whsec_" + base64.StdEncoding.EncodeToString(geheim) }

// Onderteken returns the value of webhook-signature for a message: a signature
// per secret, as Standard Webhooks 1.0 describes.
func Onderteken(id string, op time.Time, lichaam []byte, geheimen ...[]byte) string {
	tekens := make([]string, len(geheimen))
	for i, g := range geheimen {
		h := hmac.New(sha256.New, g)
		fmt.Fprintf(h, "%s.%s.", id, moment(op))
		h.Write(lichaam)
		tekens[i] = "v1," + base64.StdEncoding.EncodeToString(h.Sum(nil))
	}
	return strings.Join(tekens, " ")
}

func moment(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

package uitgaand

import (
	"bytes"
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestSignature(t *testing.T) {
	t.Run("de handtekening is die van de proefvector van Standard Webhooks", func(t *testing.T) {
		sleutel, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
		require.NoError(t, err)
		require.Equal(t, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
			Onderteken("msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`), sleutel))
	})
	t.Run("twee geheimen geven twee handtekeningen", func(t *testing.T) {
		een, twee := geheim.Van("abonnement-1", 1), geheim.Van("abonnement-1", 2)
		op := time.Unix(1, 0)
		require.Equal(t, Onderteken("x", op, nil, een)+" "+Onderteken("x", op, nil, twee), Onderteken("x", op, nil, een, twee))
	})
	t.Run("elk abonnement en elk nummer heeft een eigen geheim, steeds hetzelfde", func(t *testing.T) {
		require.Equal(t, geheim.Van("abonnement-1", 1), geheim.Van("abonnement-1", 1))
		gezien := map[string]bool{}
		for _, g := range [][]byte{geheim.Van("a-1", 1), geheim.Van("a-1", 11), geheim.Van("a-11", 1), Geheimen{9}.Van("a-1", 1)} {
			require.Len(t, g, 32)
			require.False(t, gezien[string(g)])
			gezien[string(g)] = true
		}
		require.Equal(t, "whsec_"+base64.StdEncoding.EncodeToString(geheim.Van("a-1", 1)), Tekst(geheim.Van("a-1", 1)))
	})
}

func TestStructured(t *testing.T) {
	t.Run("zonder het volgnummer zijn de bytes die zijn verzegeld", func(t *testing.T) {
		for _, in := range []string{
			`{"data":{"sequence":"x","type":1},"id":"a","revisie":0,"source":"urn:x","specversion":"1.0"}`,
			`{"data":{},"id":"a"}`,
			`{"data":{},"samenhang":"z","source":"s"}`,
		} {
			uit, err := Gestructureerd([]byte(in), 42)
			require.NoError(t, err)
			const erbij = `,"sequence":"0000000000000000042"`
			require.Equal(t, 1, bytes.Count(uit, []byte(erbij)))
			require.Equal(t, in, string(bytes.Replace(uit, []byte(erbij), nil, 1)))
		}
		uit, err := Gestructureerd([]byte(`{"data":{},"samenhang":"z","source":"s"}`), 1)
		require.NoError(t, err)
		require.Equal(t, `{"data":{},"samenhang":"z","sequence":"0000000000000000001","source":"s"}`, string(uit), "the keys stay in order")
	})
	t.Run("wat geen CloudEvent is wordt niet verstuurd", func(t *testing.T) {
		for _, in := range []string{"", "[]", "{}", `{"a`, `{"a":}`, `"x"`} {
			_, err := Gestructureerd([]byte(in), 1)
			require.Error(t, err, in)
		}
	})
}

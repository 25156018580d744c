package uitgaand

import (
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
)

type verzegeld = envelop.Verzegeld

func nieuwID() uuid.UUID { return uuid.New() }

func mustUUID(t testing.TB, s string) uuid.UUID {
	t.Helper()
	u, err := uuid.Parse(s)
	require.NoError(t, err)
	return u
}

func tijdstip(t testing.TB, s string) time.Time {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	require.NoError(t, err)
	return time.Unix(n, 0)
}

// regelPoort splits a url into host and port.
func regelPoort(t testing.TB, s string) (gastheer, poort string) {
	t.Helper()
	u, err := url.Parse(s)
	require.NoError(t, err)
	return u.Hostname(), u.Port()
}

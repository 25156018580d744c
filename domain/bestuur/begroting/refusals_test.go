package begroting

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var weigering = regexp.MustCompile(`(Err\w+) += es\.Refuse\("([^"]+)",\s+"([^"]+)", ("[^"]+"|art\w+)\)`)

func TestWeigeringen(t *testing.T) {
	bron, err := os.ReadFile("refusals.go")
	require.NoError(t, err)
	gevonden := weigering.FindAllStringSubmatch(string(bron), -1)
	require.Len(t, gevonden, strings.Count(string(bron), "es.Refuse("), "a refusal is written otherwise than the others")
	paden, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var toetsen strings.Builder
	for _, p := range paden {
		b, err := os.ReadFile(p)
		require.NoError(t, err)
		toetsen.Write(b)
	}
	t.Run("elke weigering heeft een eigen code, een Nederlandse zin, een regel en een toets", func(t *testing.T) {
		codes := map[string]bool{}
		for _, w := range gevonden {
			require.Regexp(t, `^begroting/[a-z]+(-[a-z]+)*$`, w[2])
			require.False(t, codes[w[2]], "%s is used twice", w[2])
			codes[w[2]] = true
			require.Regexp(t, `^[A-Z].*[^.]\.$`, w[3])
			require.Regexp(t, `ThenRefused\(`+w[1]+`\)`, toetsen.String(), "%s is refused in no test", w[1])
		}
	})
}

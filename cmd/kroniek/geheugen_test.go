package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The memory of a rebuild is measured in a process of its own, started by one that
// has just filled a history: what that one used may not be counted.
func TestMemoryOfAChild(t *testing.T) {
	if os.Getenv("KRONIEK_GEHEUGENPROEF") != "" {
		fmt.Fprintf(os.Stderr, "geheugen %f einde", geheugen())
		return
	}
	groot := make([]byte, 256<<20)
	for i := 0; i < len(groot); i += 4096 {
		groot[i] = 1
	}
	eigen := geheugen()
	zelf, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), zelf, "-test.run=^TestMemoryOfAChild$")
	cmd.Env = append(os.Environ(), "KRONIEK_GEHEUGENPROEF=1")
	uit, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", uit)
	runtime.KeepAlive(groot)
	var kind float64
	for i, w := range strings.Fields(string(uit)) {
		if w == "geheugen" {
			kind, err = strconv.ParseFloat(strings.Fields(string(uit))[i+1], 64)
			require.NoError(t, err)
		}
	}
	t.Run("het eigen geheugen telt mee", func(t *testing.T) { assert.Greater(t, eigen, 256.0) })
	t.Run("dat van het proces dat het begon niet", func(t *testing.T) {
		assert.Positive(t, kind)
		assert.Less(t, kind, 200.0)
	})
}

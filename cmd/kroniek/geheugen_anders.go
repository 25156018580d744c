//go:build unix && !linux

package main

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// geheugen returns the largest resident memory of this process so far, in MiB.
func geheugen() float64 {
	var r unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return float64(r.Maxrss) / (1 << 20) // bytes
	}
	return float64(r.Maxrss) / (1 << 10) // KiB
}

package main

import (
	"os"
	"strconv"
	"strings"
)

// geheugen returns the largest resident memory of this process so far, in MiB, or 0
// when the kernel does not say. It is read from /proc and not from getrusage(2): there
// a process that was started by another begins with the peak of that other one.
func geheugen() float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for regel := range strings.Lines(string(b)) {
		if waarde, ok := strings.CutPrefix(regel, "VmHWM:"); ok {
			kib, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(waarde), " kB"), 64)
			if err != nil {
				return 0
			}
			return kib / (1 << 10)
		}
	}
	return 0
}

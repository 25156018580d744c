package main

import "runtime"

// geheugen returns the memory that the runtime has taken from the system, in MiB.
func geheugen() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / (1 << 20)
}

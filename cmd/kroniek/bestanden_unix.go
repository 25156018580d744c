//go:build unix

package main

import "golang.org/x/sys/unix"

// beschermBestanden makes every file that this process creates owner-only.
func beschermBestanden() { unix.Umask(0o077) }

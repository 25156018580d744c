package recht_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestTelwoord(t *testing.T) {
	for n, wil := range map[int]string{0: "0 raden", 1: "1 raad", 2: "2 raden"} {
		assert.Equal(t, wil, recht.Telwoord(n, "raad", "raden"))
	}
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// kopieerStanden copies how far each abonnement is. Without it a folder that was put
// back would send everything to every receiver again. A backup copies it before the
// journal, so that it is never ahead of the copy.
func kopieerStanden(van, naar string) error {
	bestanden, err := filepath.Glob(filepath.Join(abonnementenmap(van), "*.positie.json"))
	if err != nil || len(bestanden) == 0 {
		return err
	}
	if err := os.MkdirAll(abonnementenmap(naar), 0o700); err != nil {
		return fmt.Errorf("kopieer abonnementen: %w", err)
	}
	for _, pad := range bestanden {
		b, err := os.ReadFile(pad)
		if err == nil {
			err = schrijfBestand(filepath.Join(abonnementenmap(naar), filepath.Base(pad)), b, 0o600)
		}
		if err != nil {
			return fmt.Errorf("kopieer abonnementen: %w", err)
		}
	}
	return nil
}

package auditlog

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"
)

// RuimOp removes the oldest files whose last line is older than tot, and first
// records for each that it does. The file that is being written stays. It returns
// the names of the files that went.
func (l *Logboek) RuimOp(tot time.Time) (weg []string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.bruikbaar(); err != nil {
		return nil, err
	}
	err = l.onderSlot(func() error {
		if err := l.haalIn(); err != nil {
			return err
		}
		nummers, err := bestanden(l.map_)
		if err != nil {
			return err
		}
		for _, n := range nummers {
			if n == l.nummer {
				return nil
			}
			ging, err := l.ruimBestandOp(l.pad(n), tot)
			if err != nil || !ging {
				return err
			}
			weg = append(weg, filepath.Base(l.pad(n)))
		}
		return nil
	})
	return weg, err
}

func (l *Logboek) ruimBestandOp(pad string, tot time.Time) (bool, error) {
	laatste, err := laatsteRegel(pad)
	if err != nil {
		return false, err
	}
	_, keten, err := eindeVan(laatste)
	if err != nil {
		return false, err
	}
	var r Regel
	if err := json.Unmarshal(laatste, &r); err != nil || !r.Tijdstip.Before(tot) {
		return false, err
	}
	err = l.schrijf(Regel{
		Actie: Opgeruimd, Resultaat: Toegestaan, Oorsprong: eigen, Object: filepath.Base(pad),
		Kop: base64.RawURLEncoding.EncodeToString(keten[:]),
	})
	if err = errors.Join(err, l.bestand.Sync()); err != nil {
		return false, err
	}
	return true, os.Remove(pad)
}

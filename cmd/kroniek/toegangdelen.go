package main

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// deelritme is how often a node looks which tokens others issued and took back.
const deelritme = time.Second

// toegangsdeel names the stream in which nodes share their registers of access, and
// binds what is in it to it.
const toegangsdeel = "toegang"

// A toegangdeler keeps the register of access of this node the same as those of the
// others. What it shares is sealed under the secret that all nodes have: whoever can
// write on the cluster but has no folder gives nobody access, and reads nothing.
type toegangdeler struct {
	register *toegang.Register
	stroom   *eventstoredb.Gedeeld
	slot     cipher.AEAD
	bekend   map[[sha256.Size]byte]bool // what is in the stream
	vreemd   int                        // records that were not sealed by a node
}

func nieuweToegangdeler(ctx context.Context, r *toegang.Register, j *eventstoredb.Journaal) (*toegangdeler, error) {
	geheim, err := r.Geheim(ctx, "opdrachten")
	if err != nil {
		return nil, fmt.Errorf("toegang: %w", err)
	}
	h := hmac.New(sha256.New, geheim[:])
	h.Write([]byte("kroniek/toegang-delen/v1"))
	blok, err := aes.NewCipher(h.Sum(nil))
	if err != nil {
		return nil, fmt.Errorf("toegang: %w", err)
	}
	slot, err := cipher.NewGCM(blok)
	if err != nil {
		return nil, fmt.Errorf("toegang: %w", err)
	}
	return &toegangdeler{register: r, stroom: j.Gedeeld(toegangsdeel), slot: slot, bekend: map[[sha256.Size]byte]bool{}}, nil
}

// ronde takes over what others shared, and shares what they do not have.
func (d *toegangdeler) ronde(ctx context.Context) error {
	records, err := d.stroom.Lees(ctx)
	if err != nil {
		return err
	}
	var erbij [][]byte
	for _, r := range records {
		n := d.slot.NonceSize()
		if len(r) < n {
			d.vreemd++
			continue
		}
		b, err := d.slot.Open(nil, r[:n], r[n:], []byte(toegangsdeel))
		if err != nil {
			d.vreemd++
			continue
		}
		d.bekend[sha256.Sum256(b)] = true
		erbij = append(erbij, b)
	}
	if len(erbij) > 0 {
		if err := d.register.NeemOver(ctx, erbij); err != nil {
			return err
		}
	}
	eigen, err := d.register.Delen(ctx)
	if err != nil {
		return err
	}
	var nieuw [][]byte
	for _, b := range eigen {
		if d.bekend[sha256.Sum256(b)] {
			continue
		}
		nonce := make([]byte, d.slot.NonceSize())
		rand.Read(nonce) // never fails: crypto/rand ends the process instead
		nieuw = append(nieuw, d.slot.Seal(nonce, nonce, b, []byte(toegangsdeel)))
	}
	if len(nieuw) > 0 {
		if err := d.stroom.Voeg(ctx, nieuw); err != nil {
			return err
		}
	}
	if d.vreemd > 0 {
		n := d.vreemd
		d.vreemd = 0
		return fmt.Errorf("%d keer staat tussen de gedeelde toegang iets dat geen knooppunt daar zette; het is niet overgenomen", n)
	}
	return nil
}

// deelToegang takes over, before anybody is served, what other nodes issued and took back.
func (k *kantoor) deelToegang(ctx context.Context) (err error) {
	if k.cluster == nil {
		return nil
	}
	if k.deler, err = nieuweToegangdeler(ctx, k.register, k.cluster.journaal); err != nil {
		return err
	}
	if err := k.deler.ronde(ctx); err != nil {
		return metCode(exitGeweigerd, fmt.Errorf("toegang delen: %w", err))
	}
	return nil
}

// draaiToegang keeps sharing. While it cannot, what was known stays in force, and the
// log says so.
func (k *kantoor) draaiToegang(ctx context.Context) error {
	return elke(ctx, deelritme, func() error {
		err := k.deler.ronde(ctx)
		if errors.Is(err, toegang.ErrAnderGeheim) {
			return metCode(exitGeweigerd, err)
		}
		if err != nil && ctx.Err() == nil {
			k.o.log.Error("toegang niet gedeeld met andere knooppunten", "oorzaak", err)
		}
		return nil
	})
}

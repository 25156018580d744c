package toegang

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Identiteit is somebody as another party knows them: a person at an OpenID
// provider, a client of an OAuth server, an organisation in its certificate. The
// register keeps only a code of it, so the file names nobody.
type Identiteit struct{ soort, uitgever, wie string }

// VanPersoon returns the identity of the person that an OpenID provider names
// subject (OpenID Connect Core, section 2: unique and never reassigned there).
func VanPersoon(uitgever, subject string) Identiteit { return Identiteit{"persoon", uitgever, subject} }

// VanClient returns the identity of a client of an OAuth server.
func VanClient(uitgever, clientID string) Identiteit { return Identiteit{"client", uitgever, clientID} }

// VanOIN returns the identity of the organisation with this OIN, or ErrIdentiteit.
func VanOIN(oin string) (Identiteit, error) {
	if _, err := recht.ParseOIN(oin); err != nil {
		return Identiteit{}, ErrIdentiteit
	}
	return Identiteit{"oin", "", oin}, nil
}

const koppelschema = `
CREATE TABLE IF NOT EXISTS koppeling (
	id TEXT PRIMARY KEY, code TEXT NOT NULL, houder TEXT NOT NULL REFERENCES houder(id),
	aangemaakt INTEGER NOT NULL, verloopt INTEGER NOT NULL, ingetrokken INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS koppeling_code ON koppeling(code);`

// identiteitgeheim names the secret under which identities become codes.
const identiteitgeheim = "identiteiten"

// Code returns what the register knows id by: 100 bits in groups of four letters
// and digits, which a person can read out to the beheerder. Without the register's
// secret nobody can tell whose it is, or make one for somebody else.
func (r *Register) Code(ctx context.Context, id Identiteit) (string, error) {
	geheim, err := r.Geheim(ctx, identiteitgeheim)
	if err != nil {
		return "", err
	}
	return code(geheim, id), nil
}

func code(geheim [32]byte, id Identiteit) string {
	m := hmac.New(sha256.New, geheim[:])
	for _, deel := range []string{id.soort, id.uitgever, id.wie} {
		fmt.Fprintf(m, "%d:%s", len(deel), deel)
	}
	letters := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(m.Sum(nil)))[:20]
	var groepen []string
	for g := range slices.Chunk([]byte(letters), 4) {
		groepen = append(groepen, string(g))
	}
	return strings.Join(groepen, "-")
}

// geldigeCode reports whether c has the form of a code.
func geldigeCode(c string) bool {
	if len(c) != 24 {
		return false
	}
	for i, l := range c {
		streep := i%5 == 4
		if streep != (l == '-') || !streep && !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz234567", l) {
			return false
		}
	}
	return true
}

// Koppel makes a principal named naam, as [Register.Geef] does, and lets whoever
// has this code act as it for duur. It returns the principal, whose TokenID takes
// the link back ([Register.TrekIn]); ErrHouder or ErrIdentiteit when it cannot.
func (r *Register) Koppel(ctx context.Context, naam string, wie Wie, code string, duur time.Duration) (Wie, error) {
	return r.KoppelOp(ctx, naam, wie, code, duur, Grond{})
}

// KoppelOp is Koppel on a ground. Whoever had a role under this code before keeps
// the pseudonym of it: an act that takes two persons must not find two in one.
func (r *Register) KoppelOp(ctx context.Context, naam string, wie Wie, code string, duur time.Duration, g Grond) (Wie, error) {
	if !wie.past() || duur <= 0 {
		return Wie{}, fmt.Errorf("link role %s: %w", wie.Rol, ErrHouder)
	}
	if !geldigeCode(code) {
		return Wie{}, fmt.Errorf("link role %s: %w", wie.Rol, ErrIdentiteit)
	}
	nu := r.nu().UTC().Truncate(time.Millisecond)
	wie.ID, wie.TokenID, wie.Verloopt = willekeurig(16), willekeurigeID(), nu.Add(duur)
	houder := wie.ID
	err := r.schrijf(ctx, func() error {
		if g.Als == "" {
			var err error
			if g.Als, err = r.eerder(code, wie.Rol); err != nil {
				return err
			}
		}
		var err error
		if wie.ID, err = r.voegHouderToe(naam, wie, g); err != nil {
			return err
		}
		return sqlitex.Execute(r.conn, "INSERT INTO koppeling (id, code, houder, aangemaakt, verloopt) VALUES (?, ?, ?, ?, ?)", &sqlitex.ExecOptions{
			Args: []any{wie.TokenID, code, houder, nu.UnixMilli(), wie.Verloopt.UnixMilli()},
		})
	})
	if err != nil {
		return Wie{}, fmt.Errorf("link role %s: %w", wie.Rol, err)
	}
	return wie, nil
}

// Koppelingen returns the principals that id may act as now, oldest link first.
func (r *Register) Koppelingen(id Identiteit) ([]Wie, error) {
	if err := r.ververs(); err != nil {
		return nil, fmt.Errorf("read links: %w", err)
	}
	stand := r.stand.Load()
	if stand.geheim == [32]byte{} {
		return nil, nil // no code was ever made, so none is linked
	}
	var wie []Wie
	for _, b := range stand.koppelingen[code(stand.geheim, id)] {
		if !b.ingetrokken && r.nu().Before(b.wie.Verloopt) {
			wie = append(wie, b.wie)
		}
	}
	return wie, nil
}

// leesKoppelingen reads all links. The caller holds mu.
func (r *Register) leesKoppelingen(s *stand) error {
	s.koppelingen = map[string][]bekend{}
	err := r.elkeKoppeling(func(st *sqlite.Stmt) error {
		b := bekend{wie: wieUit(st), ingetrokken: st.GetInt64("ingetrokken") != 0}
		c := st.GetText("code")
		s.koppelingen[c] = append(s.koppelingen[c], b)
		s.perID[b.wie.TokenID] = b
		return nil
	})
	if err != nil {
		return err
	}
	return sqlitex.Execute(r.conn, "SELECT waarde FROM geheim WHERE naam = ?", &sqlitex.ExecOptions{
		Args: []any{identiteitgeheim},
		ResultFunc: func(st *sqlite.Stmt) error {
			st.ColumnBytes(0, s.geheim[:])
			return nil
		},
	})
}

func (r *Register) elkeKoppeling(fn func(*sqlite.Stmt) error) error {
	return sqlitex.Execute(r.conn, `SELECT k.code, k.id AS token, k.aangemaakt, k.verloopt, k.ingetrokken,
		CASE h.pseudoniem WHEN '' THEN h.id ELSE h.pseudoniem END AS houder, h.verlening, h.rol, h.organisatie, h.gemeente, h.module, h.naam
		FROM koppeling k JOIN houder h ON h.id = k.houder ORDER BY k.rowid`,
		&sqlitex.ExecOptions{ResultFunc: fn})
}

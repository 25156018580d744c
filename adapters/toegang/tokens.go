package toegang

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Voorvoegsel starts every token, so that a scanner finds one that leaked.
const Voorvoegsel = "kroniek_"

// A Uitgegeven is a token just made. Token is shown once and kept nowhere.
type Uitgegeven struct {
	Token string // Voorvoegsel, public id, "_", 256 random bits as base64url
	Wie   Wie
}

// A Vermelding is a token in the list: all but its secret.
type Vermelding struct {
	Wie         Wie
	Naam        string // label of the principal
	Koppeling   bool   // a link to an identity instead of a token
	Verlening   string // id of the rolverlening that it rests on; empty without
	Aangemaakt  time.Time
	Ingetrokken time.Time // zero while it was not revoked
}

// Geef makes a principal named naam and a token for it, valid for duur. Of wie
// only role, organisation, gemeente and module are read; the pseudonym is random.
// It returns ErrHouder when these do not fit together.
func (r *Register) Geef(ctx context.Context, naam string, wie Wie, duur time.Duration) (Uitgegeven, error) {
	return r.GeefOp(ctx, naam, wie, duur, Grond{})
}

// GeefOp is Geef on a ground.
func (r *Register) GeefOp(ctx context.Context, naam string, wie Wie, duur time.Duration, g Grond) (Uitgegeven, error) {
	if !wie.past() || duur <= 0 {
		return Uitgegeven{}, fmt.Errorf("issue token for role %s: %w", wie.Rol, ErrHouder)
	}
	var u Uitgegeven
	err := r.schrijf(ctx, func() (err error) {
		u, err = r.nieuwToken(naam, wie, r.nu().UTC().Truncate(time.Millisecond), duur, g)
		return err
	})
	if err != nil {
		return Uitgegeven{}, fmt.Errorf("issue token: %w", err)
	}
	return u, nil
}

// nieuwToken makes a principal with a token. The caller is in a transaction.
func (r *Register) nieuwToken(naam string, wie Wie, nu time.Time, duur time.Duration, g Grond) (Uitgegeven, error) {
	wie.ID, wie.TokenID = willekeurig(16), willekeurigeID()
	wie.Verloopt = nu.Add(duur)
	token := Voorvoegsel + wie.TokenID + "_" + willekeurig(32)
	hash := sha256.Sum256([]byte(token))
	houder := wie.ID
	var err error
	if wie.ID, err = r.voegHouderToe(naam, wie, g); err != nil {
		return Uitgegeven{}, err
	}
	err = sqlitex.Execute(r.conn, "INSERT INTO token (hash, id, houder, aangemaakt, verloopt) VALUES (?, ?, ?, ?, ?)", &sqlitex.ExecOptions{
		Args: []any{hash[:], wie.TokenID, houder, nu.UnixMilli(), wie.Verloopt.UnixMilli()},
	})
	return Uitgegeven{Token: token, Wie: wie}, err
}

// TrekIn revokes the token or the link with this public id. It is no error when
// that was done before; ErrOnbekend when there is neither.
func (r *Register) TrekIn(ctx context.Context, id string) error {
	err := r.schrijf(ctx, func() error {
		var gevonden int64
		for _, tabel := range []string{"token", "koppeling"} {
			n, err := aantal(r.conn, "SELECT count(*) FROM "+tabel+" WHERE id = ?", id)
			if err != nil {
				return err
			}
			gevonden += n
			err = sqlitex.Execute(r.conn, "UPDATE "+tabel+" SET ingetrokken = ? WHERE id = ? AND ingetrokken = 0",
				&sqlitex.ExecOptions{Args: []any{r.nu().UnixMilli(), id}})
			if err != nil {
				return err
			}
		}
		if gevonden == 0 {
			return ErrOnbekend
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("revoke token %s: %w", id, err)
	}
	return nil
}

// Lijst returns every token ever issued, oldest first, and then every link.
func (r *Register) Lijst(ctx context.Context) ([]Vermelding, error) {
	var lijst []Vermelding
	r.mu.Lock()
	defer r.mu.Unlock()
	r.conn.SetInterrupt(ctx.Done())
	defer r.conn.SetInterrupt(nil)
	noteer := func(koppeling bool) func(*sqlite.Stmt) error {
		return func(s *sqlite.Stmt) error {
			v := Vermelding{Wie: wieUit(s), Naam: s.GetText("naam"), Aangemaakt: moment(s.GetInt64("aangemaakt")), Koppeling: koppeling, Verlening: s.GetText("verlening")}
			if ms := s.GetInt64("ingetrokken"); ms != 0 {
				v.Ingetrokken = moment(ms)
			}
			lijst = append(lijst, v)
			return nil
		}
	}
	err := r.elk(noteer(false))
	if err == nil {
		err = r.elkeKoppeling(noteer(true))
	}
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	return lijst, nil
}

// Geldig reports whether the token or link that w came in with is still valid. A
// connection that stays open asks it now and then.
func (r *Register) Geldig(w Wie) bool {
	if !r.nu().Before(w.Verloopt) || r.ververs() != nil {
		return false
	}
	b, ok := r.stand.Load().perID[w.TokenID]
	return ok && !b.ingetrokken
}

// Geheim returns the secret of this name: 32 random bytes, made when first asked
// for and kept in the register.
func (r *Register) Geheim(ctx context.Context, naam string) (geheim [32]byte, err error) {
	err = r.schrijf(ctx, func() error {
		if err := sqlitex.Execute(r.conn, "INSERT OR IGNORE INTO geheim VALUES (?, ?)",
			&sqlitex.ExecOptions{Args: []any{naam, bytesVan(32)}}); err != nil {
			return err
		}
		return sqlitex.Execute(r.conn, "SELECT waarde FROM geheim WHERE naam = ?", &sqlitex.ExecOptions{
			Args: []any{naam},
			ResultFunc: func(s *sqlite.Stmt) error {
				if n := s.ColumnBytes(0, geheim[:]); n != len(geheim) {
					return fmt.Errorf("secret has %d bytes", n)
				}
				return nil
			},
		})
	})
	if err != nil {
		return geheim, fmt.Errorf("secret %s: %w", naam, err)
	}
	return geheim, nil
}

func wieUit(s *sqlite.Stmt) Wie {
	return Wie{
		ID: s.GetText("houder"), Rol: Rol(s.GetText("rol")), Organisatie: s.GetText("organisatie"),
		Gemeente: recht.Gemeentecode(s.GetText("gemeente")), Module: s.GetText("module"),
		TokenID: s.GetText("token"), Verloopt: moment(s.GetInt64("verloopt")),
	}
}

func moment(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func aantal(conn *sqlite.Conn, vraag string, args ...any) (n int64, err error) {
	err = sqlitex.Execute(conn, vraag, &sqlitex.ExecOptions{Args: args, ResultFunc: func(s *sqlite.Stmt) error {
		n = s.ColumnInt64(0)
		return nil
	}})
	return n, err
}

func bytesVan(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: crypto/rand ends the process instead
	return b
}

func willekeurig(n int) string { return base64.RawURLEncoding.EncodeToString(bytesVan(n)) }

func willekeurigeID() string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(bytesVan(5)))
}

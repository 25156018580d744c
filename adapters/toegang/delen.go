package toegang

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// ErrAnderGeheim reports another node that makes other codes of identities: a link made
// on one would mean somebody else on the other.
var ErrAnderGeheim = errors.New("het geheim van identiteiten verschilt van dat van de andere knooppunten (toegang.db); begin dit knooppunt met een reservekopie van een ander")

// A gedeeld is one token or link with its principal, as nodes of a cluster share it;
// or, with only Geheim, what identities become codes under. It holds no token.
type gedeeld struct {
	Houder      string `json:"houder,omitempty"`
	Rol         string `json:"rol,omitempty"`
	Organisatie string `json:"organisatie,omitempty"`
	Gemeente    string `json:"gemeente,omitempty"`
	Module      string `json:"module,omitempty"`
	Naam        string `json:"naam,omitempty"`
	Pseudoniem  string `json:"pseudoniem,omitempty"`
	Verlening   string `json:"verlening,omitempty"`
	ID          string `json:"id,omitempty"`
	Hash        []byte `json:"hash,omitempty"` // of a token
	Code        string `json:"code,omitempty"` // of a link
	Aangemaakt  int64  `json:"aangemaakt,omitempty"`
	Verloopt    int64  `json:"verloopt,omitempty"`
	Ingetrokken int64  `json:"ingetrokken,omitempty"`
	Geheim      []byte `json:"geheim,omitempty"`
}

// Delen returns everything that other nodes must know: every token and link, and the
// secret under which identities become codes. The same state gives the same bytes.
// They say who may do what, and are for the nodes alone.
func (r *Register) Delen(ctx context.Context) (uit [][]byte, err error) {
	geheim, err := r.Geheim(ctx, identiteitgeheim)
	if err != nil {
		return nil, err
	}
	lijst := []gedeeld{{Geheim: geheim[:]}}
	r.mu.Lock()
	defer r.mu.Unlock()
	const houder = "h.id AS houder, h.rol, h.organisatie, h.gemeente, h.module, h.naam, h.pseudoniem, h.verlening, t.id, t.aangemaakt, t.verloopt, t.ingetrokken"
	for _, vraag := range []string{
		"SELECT " + houder + ", t.hash, '' AS code FROM token t JOIN houder h ON h.id = t.houder ORDER BY t.aangemaakt, t.id",
		"SELECT " + houder + ", x'' AS hash, t.code FROM koppeling t JOIN houder h ON h.id = t.houder ORDER BY t.rowid",
	} {
		err := sqlitex.Execute(r.conn, vraag, &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
			g := gedeeld{
				Houder: s.GetText("houder"), Rol: s.GetText("rol"), Organisatie: s.GetText("organisatie"), Gemeente: s.GetText("gemeente"),
				Module: s.GetText("module"), Naam: s.GetText("naam"), Pseudoniem: s.GetText("pseudoniem"), Verlening: s.GetText("verlening"),
				ID: s.GetText("id"), Code: s.GetText("code"), Aangemaakt: s.GetInt64("aangemaakt"), Verloopt: s.GetInt64("verloopt"),
				Ingetrokken: s.GetInt64("ingetrokken"),
			}
			if n := s.GetLen("hash"); n > 0 {
				g.Hash = make([]byte, n)
				s.GetBytes("hash", g.Hash)
			}
			lijst = append(lijst, g)
			return nil
		}})
		if err != nil {
			return nil, fmt.Errorf("share tokens: %w", err)
		}
	}
	for _, g := range lijst {
		b, err := json.Marshal(g)
		if err != nil {
			return nil, fmt.Errorf("share tokens: %w", err)
		}
		uit = append(uit, b)
	}
	return uit, nil
}

// NeemOver adds what another node shares, in any order and as often as it comes. What
// was taken back anywhere is taken back here; nothing comes back. It returns
// ErrAnderGeheim when this node made codes under another secret.
func (r *Register) NeemOver(ctx context.Context, records [][]byte) error {
	lijst := make([]gedeeld, len(records))
	for i, b := range records {
		if err := json.Unmarshal(b, &lijst[i]); err != nil {
			return fmt.Errorf("take over tokens: %w", err)
		}
	}
	err := r.schrijf(ctx, func() error {
		for i := range lijst {
			if err := r.neemOver(&lijst[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("take over tokens: %w", err)
	}
	return nil
}

func (r *Register) neemOver(g *gedeeld) error {
	if len(g.Geheim) > 0 {
		return r.neemGeheimOver(g.Geheim)
	}
	doe := func(vraag string, args ...any) error {
		return sqlitex.Execute(r.conn, vraag, &sqlitex.ExecOptions{Args: args})
	}
	err := doe("INSERT OR IGNORE INTO houder (id, rol, organisatie, gemeente, module, naam, pseudoniem, verlening) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		g.Houder, g.Rol, g.Organisatie, g.Gemeente, g.Module, g.Naam, g.Pseudoniem, g.Verlening)
	if err != nil {
		return err
	}
	tabel := "koppeling"
	if len(g.Hash) == sha256.Size {
		tabel = "token"
		err = doe("INSERT OR IGNORE INTO token (hash, id, houder, aangemaakt, verloopt) VALUES (?, ?, ?, ?, ?)", g.Hash, g.ID, g.Houder, g.Aangemaakt, g.Verloopt)
	} else {
		err = doe("INSERT OR IGNORE INTO koppeling (id, code, houder, aangemaakt, verloopt) VALUES (?, ?, ?, ?, ?)", g.ID, g.Code, g.Houder, g.Aangemaakt, g.Verloopt)
	}
	if err != nil || g.Ingetrokken == 0 {
		return err
	}
	return doe("UPDATE "+tabel+" SET ingetrokken = ? WHERE id = ? AND ingetrokken = 0", g.Ingetrokken, g.ID)
}

func (r *Register) neemGeheimOver(geheim []byte) error {
	err := sqlitex.Execute(r.conn, "INSERT OR IGNORE INTO geheim VALUES (?, ?)", &sqlitex.ExecOptions{Args: []any{identiteitgeheim, geheim}})
	if err != nil {
		return err
	}
	n, err := aantal(r.conn, "SELECT count(*) FROM geheim WHERE naam = ? AND waarde = ?", identiteitgeheim, geheim)
	if err == nil && n == 0 {
		err = ErrAnderGeheim
	}
	return err
}

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/verbinding"
	"github.com/mgr-sdcg/kroniek/domain/archief/uitgifte"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An uitvoer is one export: what, to whom, and with whose token it is recorded.
type uitvoer struct {
	m         *leesmap
	na, tot   es.Position
	ontvanger string
	token     string // file with the token of a beheerder, for an office that runs
}

// A kenmerker reckons what the bytes written to it are.
type kenmerker struct {
	hash hash.Hash
	n    int64
}

func nieuweKenmerker() *kenmerker { return &kenmerker{hash: sha256.New()} }

func (k *kenmerker) Write(b []byte) (int, error) {
	k.n += int64(len(b))
	return k.hash.Write(b)
}

func (k *kenmerker) som() string { return hex.EncodeToString(k.hash.Sum(nil)) }

// geefUit writes the export to uit. That it leaves is recorded first, with the hash of
// the very bytes: they are made twice, and must be the same.
func (u uitvoer) geefUit(ctx context.Context, uit io.Writer) error {
	grond, kantoor, err := magUitvoeren(ctx, u.m)
	if err != nil {
		return err
	}
	if !kantoor || u.na == u.tot { // no office was ever here, or no event leaves
		return u.m.exporteer(ctx, uit, u.na, u.tot)
	}
	vooraf, werkelijk := nieuweKenmerker(), nieuweKenmerker()
	if err := u.m.exporteer(ctx, vooraf, u.na, u.tot); err != nil {
		return err
	}
	k := uitgifte.Kopie{
		Soort: uitgifte.Geschiedenis, Ontvanger: u.ontvanger, Na: int64(u.na), Tot: int64(u.tot), SHA256: vooraf.som(), Omvang: vooraf.n,
	}
	if _, id, ok := strings.Cut(string(grond), "-"); ok {
		if k.Beheerhandeling, err = uuid.Parse(id); err != nil {
			return fmt.Errorf("stream of the act: %w", err)
		}
	}
	if err := u.legVast(ctx, k); err != nil {
		return err
	}
	if err := u.m.exporteer(ctx, io.MultiWriter(uit, werkelijk), u.na, u.tot); err != nil {
		return err
	}
	if werkelijk.som() != k.SHA256 {
		return metCode(exitVerschil, errors.New("tijdens de uitvoer is iets vernietigd of afgeschermd; gooi dit bestand weg en voer opnieuw uit"))
	}
	return nil
}

// legVast records that k leaves: in the journal itself where no office runs, and by
// the office where one does.
func (u uitvoer) legVast(ctx context.Context, k uitgifte.Kopie) error {
	i, err := leesInstellingen(u.m.dir)
	if err != nil {
		return err
	}
	if !i.Cluster {
		j, err := journaal.Open(ctx, u.m.dir, journaal.Opties{Codec: u.m.codec}) // its lock keeps a server out
		switch {
		case err == nil:
			return errors.Join(legUitgifteVast(ctx, j, k), j.Sluit())
		case !errors.Is(err, journaal.ErrBezet):
			return metCode(exitGeweigerd, err)
		}
	}
	return u.vraagKantoor(ctx, k)
}

func legUitgifteVast(ctx context.Context, j *journaal.Journaal, k uitgifte.Kopie) error {
	id, nu := uuid.Must(uuid.NewV7()), time.Now().UTC().Truncate(time.Millisecond)
	h := es.Handler[uitgifte.Command, uitgifte.State, uitgifte.Event]{Decider: uitgifte.Decider, Log: j}
	_, err := h.Handle(ctx, uitgifte.Stroom(id), uitgifte.GeefUit{
		Opdracht: recht.Opdracht{Op: nu, Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "beheer"}}, Kopie: k, Kop: j.Kop(),
	}, es.Meta{Command: es.CommandID(id), Time: nu, Body: sha256.Sum256(id[:])}, nil)
	return metCode(exitGeweigerd, err)
}

// vraagKantoor has the office that runs on the folder record it, in the name of whoever
// holds the token.
func (u uitvoer) vraagKantoor(ctx context.Context, k uitgifte.Kopie) error {
	adres, err := os.ReadFile(filepath.Join(u.m.dir, "adres"))
	if errors.Is(err, fs.ErrNotExist) {
		return metCode(exitGeweigerd, errors.New("wat uitgaat wordt eerst vastgelegd, en dat kan nu niet: het kantoor begint net, of het journaal ligt op een cluster. Probeer het opnieuw als het kantoor draait"))
	}
	if err != nil {
		return fmt.Errorf("lees adres: %w", err)
	}
	token, err := leesToken(u.token)
	if err != nil {
		return fmt.Errorf("het kantoor draait, en legt de uitgifte vast met het token van een beheerder: %w", err)
	}
	tlsconf, err := verbinding.VanMap(u.m.dir)
	if err != nil {
		return fmt.Errorf("lees certificaat van het kantoor: %w", err)
	}
	body := veld{"kopiesoort": k.Soort, "ontvanger": k.Ontvanger, "naPositie": k.Na, "totEnMet": k.Tot, "sha256": k.SHA256, "omvang": k.Omvang}
	if k.Beheerhandeling != uuid.Nil {
		body["beheerhandeling"] = k.Beheerhandeling
	}
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSpace(string(adres))+"/v1/uitgiften", bytes.NewReader(b))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Idempotency-Key", uuid.Must(uuid.NewV7()).String())
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{TLSClientConfig: tlsconf}}
	defer client.CloseIdleConnections()
	a, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("het kantoor legt de uitgifte niet vast: %w", err)
	}
	return opAntwoord(a)
}

// opAntwoord says why the office did not record it; nil when it did.
func opAntwoord(a *http.Response) error {
	var p struct{ Detail, Title string }
	err := json.NewDecoder(io.LimitReader(a.Body, 1<<20)).Decode(&p)
	if err := errors.Join(err, a.Body.Close()); err != nil {
		return fmt.Errorf("antwoord van het kantoor (%s): %w", a.Status, err)
	}
	if a.StatusCode != http.StatusCreated {
		return metCode(exitGeweigerd, fmt.Errorf("het kantoor legt de uitgifte niet vast (%s): %s %s", a.Status, p.Title, p.Detail))
	}
	return nil
}

// leesToken reads the token of a client from a file, or from the environment.
func leesToken(bestand string) (string, error) {
	token := os.Getenv("KRONIEK_TOKEN")
	if bestand != "" {
		b, err := os.ReadFile(bestand)
		if err != nil {
			return "", metCode(exitGebruik, fmt.Errorf("lees token: %w", err))
		}
		token = string(b)
	}
	if token = strings.TrimSpace(token); token == "" {
		return "", metCode(exitGebruik, errors.New("geef een token: --token-bestand, of KRONIEK_TOKEN in de omgeving; zie kroniek token geef --help"))
	}
	return token, nil
}

// keurOntvanger refuses a receiver that the history would refuse, before anything is read.
func keurOntvanger(ontvanger string) error {
	_, err := uitgifte.Decide(uitgifte.GeefUit{
		Opdracht: recht.Opdracht{Op: time.Now(), Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: "beheer"}},
		Kopie:    uitgifte.Kopie{Soort: uitgifte.Geschiedenis, Ontvanger: ontvanger, Tot: 1}, Kop: 1,
	}, uitgifte.State{})
	if err != nil {
		return metCode(exitGebruik, fmt.Errorf("--ontvanger: %w", err))
	}
	return nil
}

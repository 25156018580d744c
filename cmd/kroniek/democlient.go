package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// veld is a JSON object.
type veld = map[string]any

// A demo plays the example as its users would: over HTTP, each with its own token.
type demo struct {
	adres    string
	accounts []demoaccount
	klok     *demoklok
	client   *http.Client
}

func nieuweDemo(adres string, accounts []demoaccount, klok *demoklok) *demo {
	return &demo{adres: adres, accounts: accounts, klok: klok, client: &http.Client{Timeout: 10 * time.Second}}
}

// token returns the token of the account with this role, and this gemeente or module.
func (d *demo) token(rol toegang.Rol, van string) (string, error) {
	for _, a := range d.accounts {
		if a.Rol == rol && (van == "" || string(a.Gemeente) == van || a.Module == van) {
			return a.Token, nil
		}
	}
	return "", fmt.Errorf("er is geen account met rol %s voor %q", rol, van)
}

// A stap is one command of the example.
type demostap struct {
	dag     string // day on which it is given
	rol     toegang.Rol
	van     string // gemeente or module of the account, where the role has one
	pad     string
	sleutel string // Idempotency-Key: the same at every start, so nothing is done twice
	body    veld
}

func (d *demo) doe(ctx context.Context, s demostap) error {
	if err := d.klok.zet(s.dag); err != nil {
		return err
	}
	token, err := d.token(s.rol, s.van)
	if err != nil {
		return err
	}
	body, err := json.Marshal(s.body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.adres+"/v1"+s.pad, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Idempotency-Key", "demo-"+s.sleutel)
	antwoord, err := d.client.Do(req)
	if err != nil {
		return err
	}
	defer antwoord.Body.Close()
	inhoud, err := io.ReadAll(antwoord.Body)
	if err != nil {
		return err
	}
	if antwoord.StatusCode >= 300 {
		return fmt.Errorf("%s: %s: %s", s.sleutel, antwoord.Status, inhoud)
	}
	return nil
}

// A demostand is as much of the state of a plan as the example looks at.
type demostand struct {
	Geeindigd bool `json:"geeindigd"`
	Raden     []struct {
		Reactie string `json:"reactie"`
	} `json:"raden"`
}

// verstreken reports whether n raden let their term pass.
func (p demostand) verstreken(n int) bool {
	for _, r := range p.Raden {
		if r.Reactie == "termijn-verstreken" || r.Reactie == "te-laat" {
			n--
		}
	}
	return n <= 0
}

// wachtOp moves the clock to a day and waits until the processes of the kantoor
// have brought the plan where it should be.
func (d *demo) wachtOp(ctx context.Context, dag, plan string, klaar func(demostand) bool) error {
	if err := d.klok.zet(dag); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, 10*time.Second)
	defer stop()
	for {
		p, err := d.demostand(ctx, plan)
		if err != nil {
			return err
		}
		if klaar(p) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("op %s legde de termijnbewaking binnen tien seconden niet vast wat verstreken was", dag)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (d *demo) demostand(ctx context.Context, plan string) (p demostand, err error) {
	token, err := d.token(toegang.Auditor, "")
	if err != nil {
		return p, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.adres+"/v1/uitvoeringsplannen/"+plan, nil)
	if err != nil {
		return p, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	antwoord, err := d.client.Do(req)
	if err != nil {
		return p, err
	}
	defer antwoord.Body.Close()
	if err := json.NewDecoder(antwoord.Body).Decode(&p); err != nil {
		return p, fmt.Errorf("stand van het plan: %w", err)
	}
	return p, nil
}

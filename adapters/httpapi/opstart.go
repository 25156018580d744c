package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// Opstart makes the first two beheerders of a new office. It may be used
// concurrently.
type Opstart interface {
	// EersteBeheerders returns two principals for who has the code that the office
	// showed when it started; toegang.ErrOngeldig otherwise, and ever after.
	EersteBeheerders(ctx context.Context, code string) ([2]toegang.Uitgegeven, error)
}

const opstartpad = "/eerste-beheerders"

// An eersteBeheerder is what the answer says of one of them.
type eersteBeheerder struct {
	ID    string `json:"id"` // to take the token back with
	Token string `json:"token"`
}

// eersteBeheerders answers with two tokens, which are shown once. It is outside the
// described API: a route that one office has for a quarter of an hour.
func (s *Server) eersteBeheerders(c echo.Context) error {
	var in struct {
		Code string `json:"code"`
	}
	d := json.NewDecoder(http.MaxBytesReader(c.Response(), c.Request().Body, 1<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil || in.Code == "" {
		return enkel(Body, "/code", "required", "Stuur JSON met onder code de code die het kantoor bij het starten toonde.")
	}
	ctx := c.Request().Context()
	twee, err := s.opstart.EersteBeheerders(ctx, in.Code)
	if err != nil {
		return err
	}
	var uit struct {
		Beheerders []eersteBeheerder `json:"beheerders"`
	}
	v := verzoekUit(ctx)
	for _, u := range twee {
		// A token of which the log could not be told is shown to nobody.
		err := s.auditlog.Leg(auditlog.Regel{
			Actie: auditlog.TokenGegeven, Handeling: v.op.id, Object: u.Wie.TokenID, Resultaat: auditlog.Toegestaan, Oorsprong: v.oorsprong,
			Actor: auditlog.Actor{Rol: string(u.Wie.Rol), Organisatie: u.Wie.Organisatie, ID: u.Wie.ID, Bewijs: u.Wie.TokenID},
		})
		if err != nil {
			return err
		}
		uit.Beheerders = append(uit.Beheerders, eersteBeheerder{ID: u.Wie.TokenID, Token: u.Token})
	}
	return schrijfJSON(c.Response(), http.StatusCreated, uit)
}

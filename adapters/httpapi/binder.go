package httpapi

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/labstack/echo/v4"
)

// binder fills the body of a generated request from the bytes that were
// validated, so that no second reading of the request can see something else.
type binder struct{}

// Bind implements echo.Binder.
func (binder) Bind(doel any, c echo.Context) error {
	v := verzoekUit(c.Request().Context())
	// The schema has refused unknown fields. One that the Go type lacks is a
	// fault of ours: it would be dropped silently.
	if err := json.Unmarshal(v.lichaam, doel, json.RejectUnknownMembers(true)); err != nil {
		return fmt.Errorf("read body of %s as %T: schema and type differ", v.op.id, doel)
	}
	return nil
}

package archiefwerk

import "context"

// VoerUit carries out what was decided, as Run does when it is woken.
func (a *Archief) VoerUit(ctx context.Context, herbouw func(context.Context) error) error {
	return a.voerUit(ctx, herbouw)
}

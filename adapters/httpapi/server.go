package httpapi

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// grondslag is the path under which the described API lives.
const grondslag = "/v1"

// bewaardeWaarden is how many numbers and texts of shielded tables are kept: some
// tens of megabytes at most.
const bewaardeWaarden = 500_000

// A Server serves the back office over HTTP. Make one with [New].
type Server struct {
	log          es.Log
	geschiedenis Geschiedenis
	zegel        Zegel
	leesmodellen Leesmodellen
	wortel       leesmodellen.Wortel
	rapporten    []*projections.Rapport
	typen        []string
	inzage       Inzage
	tokens       Tokens
	auditlog     Auditlog
	opstart      Opstart    // nil: there are beheerders
	aanmelding   Aanmelding // nil: nobody signs in here
	beleid       *toegang.Beleid
	archief      Archief
	geheim       [32]byte
	nu           func() time.Time
	logboek      *slog.Logger
	grenzen      Grenzen

	abonnementen Abonnementen

	verwerkingslog Verwerkingslog

	waarnemer Waarnemer    // nil: nobody looks
	metingen  http.Handler // nil: no figures are served

	beschrijving *beschrijving
	keurOpties   []openapi3.SchemaValidationOption
	http         *http.Server
	tempo        *tempo
	stromen      *plaatsen
	bewaard      *afscherming.Bewaard
	einde        chan struct{} // closed when the server stops
	stopEens     sync.Once
}

// The server implements every operation of the description.
var _ StrictServerInterface = (*Server)(nil)

// New returns a server that is ready to serve. It refuses to be made when a
// port is missing, when the description does not hold together, or when the
// policy does not rule on a route, a report, an event type or a field.
func New(o Opties) (*Server, error) {
	if o.Log == nil || o.Geschiedenis == nil || o.Zegel == nil || o.Leesmodellen == nil || o.Wortel == nil || o.Inzage == nil || o.Tokens == nil || o.Auditlog == nil || o.Beleid == nil || o.Archief == nil || o.Nu == nil || o.Logboek == nil {
		return nil, errors.New("httpapi: a port is missing in Opties")
	}
	if o.Abonnementen == nil || o.Verwerkingslog == nil {
		return nil, errors.New("httpapi: a port is missing in Opties: Abonnementen or Verwerkingslog")
	}
	if o.Geheim == [32]byte{} {
		return nil, errors.New("httpapi: Opties.Geheim is empty")
	}
	b, err := leesBeschrijving()
	if err != nil {
		return nil, err
	}
	s := &Server{
		log: o.Log, geschiedenis: o.Geschiedenis, zegel: o.Zegel, leesmodellen: o.Leesmodellen, wortel: o.Wortel,
		rapporten: o.Rapporten, typen: o.Typen, inzage: o.Inzage, tokens: o.Tokens, auditlog: o.Auditlog, aanmelding: o.Aanmelding, opstart: o.Opstart, beleid: o.Beleid, archief: o.Archief, geheim: o.Geheim, nu: o.Nu, logboek: o.Logboek,
		grenzen: o.Grenzen.metStandaard(), beschrijving: b, keurOpties: keurOpties(), einde: make(chan struct{}),
	}
	s.abonnementen, s.verwerkingslog = o.Abonnementen, o.Verwerkingslog
	s.waarnemer, s.metingen = o.Waarnemer, o.Metingen
	s.tempo = nieuwTempo(s.grenzen)
	s.bewaard = afscherming.NieuwBewaard(bewaardeWaarden)
	s.stromen = &plaatsen{samen: s.grenzen.Stromen, elk: s.grenzen.StromenEigen, bezet: map[string]int{}}
	if err := s.controleer(); err != nil {
		return nil, err
	}
	s.http = &http.Server{
		Handler: hoofd(s.wegen()), ReadHeaderTimeout: s.grenzen.KopTijd, ReadTimeout: s.grenzen.LeesTijd,
		WriteTimeout: s.grenzen.SchrijfTijd, IdleTimeout: s.grenzen.RustTijd,
		// net/http's own 431 has no problem details, so it only guards memory; the
		// limit itself is kept by koppen.
		MaxHeaderBytes: 4 * s.grenzen.Koppen,
		ErrorLog:       slog.NewLogLogger(s.logboek.Handler(), slog.LevelWarn),
	}
	if o.AchterTLS {
		s.http.BaseContext = func(net.Listener) context.Context { return toegang.AchterTLS(context.Background()) }
	}
	return s, nil
}

// wegen returns the routes.
func (s *Server) wegen() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = s.antwoordfout
	e.Binder = binder{}
	if s.waarnemer != nil {
		e.Pre(s.neemWaar)
	}
	e.Pre(s.koppen, s.vangOp)
	per := map[string][]echo.MiddlewareFunc{}
	for id, op := range s.beschrijving.operaties {
		per[id] = []echo.MiddlewareFunc{s.toegelaten(op)}
	}
	RegisterHandlersWithOptions(e, NewStrictHandler(s), RegisterHandlersOptions{BaseURL: grondslag, OperationMiddlewares: per})
	for _, o := range s.buiten() {
		e.Add(o.methode, o.pad, o.handler, s.toegelaten(&operatie{id: o.id, aanbod: o.aanbod, pagina: o.pagina}))
	}
	return e
}

// controleer compares what the server offers with what the policy rules on.
func (s *Server) controleer() error {
	if s.beschrijving.grondslagv != grondslag {
		return fmt.Errorf("httpapi: the description lives under %q", s.beschrijving.grondslagv)
	}
	if err := projections.Keurdeclaratie(s.rapporten...); err != nil {
		return fmt.Errorf("httpapi: %w", err)
	}
	if err := s.beleid.Dekt(s.handelingen()...); err != nil {
		return fmt.Errorf("httpapi: %w", err)
	}
	return s.controleerBereik()
}

// handelingen lists everything that somebody may try.
func (s *Server) handelingen() (hs []toegang.Handeling) {
	for id := range s.beschrijving.operaties {
		hs = append(hs, toegang.Handeling(id))
	}
	for _, o := range s.buiten() {
		hs = append(hs, toegang.Handeling(o.id))
	}
	for _, r := range s.rapporten {
		hs = append(hs, toegang.Rapport(r.Naam))
	}
	for _, typ := range s.typen {
		hs = append(hs, toegang.Gebeurtenis(typ))
	}
	for typ, paden := range s.inzage.Velden() {
		for _, pad := range paden {
			hs = append(hs, toegang.Veld(typ, pad))
		}
	}
	for schema, velden := range s.beschrijving.velden {
		for _, naam := range velden {
			hs = append(hs, toegang.Veld(schema, "/"+naam))
		}
	}
	slices.Sort(hs)
	return hs
}

// controleerBereik refuses a policy that limits a role to its own gemeente,
// module or school where the request does not say which one it concerns.
func (s *Server) controleerBereik() error {
	for _, rol := range toegang.Rollen() {
		for _, wie := range toegang.Voorbeelden(rol) {
			if err := s.controleerBereikVan(wie); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Server) controleerBereikVan(wie toegang.Wie) error {
	for id, op := range s.beschrijving.operaties {
		b := s.beleid.Bereik(wie, toegang.Handeling(id))
		if o := op.betreft; !o.Stroom && (b.VraagtGemeente() && o.Gemeente == "" || b.VraagtModule() && o.Module == "" || b.VraagtSchool() && o.School == "") {
			return fmt.Errorf("httpapi: policy limits %s on %s, which does not say what it concerns", wie.Rol, id)
		}
	}
	for _, h := range s.handelingen() {
		if b := s.beleid.Bereik(wie, h); strings.HasPrefix(string(h), "veld:") && (b.VraagtGemeente() || b.VraagtModule()) {
			return fmt.Errorf("httpapi: policy limits %s on %s by gemeente or module, which a field does not have", wie.Rol, h)
		}
	}
	for _, r := range s.rapporten {
		b := s.beleid.Bereik(wie, toegang.Rapport(r.Naam))
		if b.VraagtGemeente() && !kent(r, "gemeente") || b.VraagtModule() && !kent(r, "module") && r.Module == "" || b.VraagtSchool() {
			return fmt.Errorf("httpapi: policy limits %s on report %s, which has no such filter", wie.Rol, r.Naam)
		}
	}
	return nil
}

// vangOp turns a panic into a 500. The log gets the stack and the type of what
// was thrown, not its content.
func (s *Server) vangOp(volgende echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic of type %T", p)
				s.logboek.Error("paniek", "route", c.Path(), "soort", fmt.Sprintf("%T", p), "stapel", string(debug.Stack()))
			}
		}()
		return volgende(c)
	}
}

// Serve answers requests on l until [Server.Stop]. It returns nil after Stop.
func (s *Server) Serve(l net.Listener) error {
	if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve http: %w", err)
	}
	return nil
}

// Stop closes the streams, lets requests under way finish as long as ctx allows,
// and then breaks off what is left. It may be called more than once.
func (s *Server) Stop(ctx context.Context) error {
	s.stopEens.Do(func() { close(s.einde) })
	if err := s.http.Shutdown(ctx); err != nil {
		return fmt.Errorf("stop http: %w", errors.Join(err, s.http.Close()))
	}
	return nil
}

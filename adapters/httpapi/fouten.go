package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Errors of the server itself. They say what kind of answer follows.
var (
	errGeenToegang    = errors.New("httpapi: role may not do this")
	errAndereHerkomst = errors.New("httpapi: session used from another origin")
	errNietGevonden   = errors.New("httpapi: no such resource")
	errNietAanvaard   = errors.New("httpapi: no acceptable representation")
	errMediatype      = errors.New("httpapi: body is not application/json")
	errKoppenTeGroot  = errors.New("httpapi: headers are too large")
	errTeSnel         = errors.New("httpapi: too many requests")
	errTeVeelStromen  = errors.New("httpapi: too many open streams")
	errVerouderd      = errors.New("httpapi: stream has moved past If-Match")
	errLooptAchter    = errors.New("httpapi: read model has not reached the position in time")
	errNietBekeken    = errors.New("httpapi: nobody looked whether the role reaches the stream")
	errBeperkt        = errors.New("httpapi: processing is restricted, and the reason is none that the law names")
	errRedenNodig     = errors.New("httpapi: reading outside the own work needs a reason")
	errOnvolledig     = errors.New("httpapi: read model has stopped before the position")
)

// An invoerfout is a request that is not as the description asks, with every
// fault that was found. It never holds a value from the request.
type invoerfout struct{ fouten []Fout }

// Error implements error.
func (f *invoerfout) Error() string { return "httpapi: invalid input" }

// enkel returns an invoerfout with one fault.
func enkel(in FoutIn, pointer, code, detail string) error {
	return &invoerfout{fouten: []Fout{{In: in, Pointer: pointer, Code: code, Detail: detail}}}
}

// An uitslag is what an error becomes on the outside.
type uitslag struct {
	status               int
	soort, titel, detail string
	code, regel          string
	fouten               []Fout
	wacht                int // seconds for Retry-After
}

// vast maps errors without content to their answer, first match first.
var vast = []struct {
	fout error
	uitslag
}{
	{toegang.ErrOngeldig, uitslag{status: 401, soort: "niet-aangemeld", titel: "Niet aangemeld", detail: "Meld u aan, of geef een geldig token mee in de kop Authorization, als Bearer."}},
	{errAndereHerkomst, uitslag{status: 403, soort: "andere-herkomst", titel: "Andere herkomst", detail: "Een andere website kan met uw aanmelding niets wijzigen. Geef de opdracht vanaf een pagina van het kantoor, of met een token."}},
	{errGeenToegang, uitslag{status: 403, soort: "geen-toegang", titel: "Geen toegang", detail: "Uw rol mag dit niet, of niet voor deze gemeente of module."}},
	{errBeperkt, uitslag{status: 403, soort: "verwerking-beperkt", titel: "Verwerking beperkt", detail: "De verwerking van deze gegevens is beperkt. Zij worden alleen getoond om een reden die AVG art. 18 lid 2 noemt; geef die in de kop Raadpleegreden."}},
	{errRedenNodig, uitslag{status: 403, soort: "reden-nodig", titel: "Reden nodig", detail: "In dit dossier handelde u niet zelf. Noem in de kop Raadpleegreden waarom u de gegevens leest."}},
	{verwerkingslog.ErrNietBeschikbaar, uitslag{status: 503, soort: "verwerkingslog-onbeschikbaar", titel: "Verwerkingslog onbeschikbaar", detail: "Het verwerkingslog bevestigt deze lezing niet. Zolang dat zo is worden geen persoonsgegevens getoond. Waarschuw de beheerder."}},
	{errNietGevonden, uitslag{status: 404, soort: "niet-gevonden", titel: "Niet gevonden", detail: "Dit adres of deze bron bestaat niet."}},
	{zegel.ErrOnbekendPad, uitslag{status: 404, soort: "niet-gevonden", titel: "Niet gevonden", detail: "Deze tegel bestaat niet."}},
	{zegel.ErrNogNietVerzegeld, uitslag{status: 404, soort: "nog-niet-verzegeld", titel: "Nog niet verzegeld", detail: "Er is nog geen checkpoint dat dit dekt. Vraag het over een ogenblik opnieuw.", wacht: 1}},
	{errNietAanvaard, uitslag{status: 406, soort: "weergave-onbekend", titel: "Weergave onbekend", detail: "Dit is er niet in de vorm die de kop Accept vraagt."}},
	{errVerouderd, uitslag{status: 412, soort: "verouderd", titel: "Verouderd", detail: "Er is iets gebeurd na de stand die u noemt in If-Match. Lees opnieuw en beslis opnieuw."}},
	{es.ErrReused, uitslag{status: 409, soort: "sleutel-hergebruikt", titel: "Sleutel hergebruikt", detail: "Deze Idempotency-Key is gebruikt voor een andere opdracht. Kies een nieuwe."}},
	{es.ErrConflict, uitslag{status: 409, soort: "gewijzigd", titel: "Gewijzigd", detail: "Er is tegelijk iets anders gebeurd. Lees opnieuw en geef de opdracht nog eens."}},
	{es.ErrTooLarge, uitslag{status: 413, soort: "te-groot", titel: "Te groot", detail: "De opdracht past niet in één vastlegging."}},
	{es.ErrUnstorable, uitslag{status: 400, soort: "ongeldige-invoer", titel: "Ongeldige invoer", detail: "De opdracht bevat tekst of getallen die niet kunnen worden bewaard."}},
	{errMediatype, uitslag{status: 415, soort: "mediatype-onbekend", titel: "Mediatype onbekend", detail: "Stuur application/json, in UTF-8 en zonder compressie."}},
	{errTeSnel, uitslag{status: 429, soort: "te-snel", titel: "Te veel verzoeken", detail: "U stuurt meer verzoeken dan het kantoor voor één afzender verwerkt. Wacht even en ga dan verder.", wacht: 1}},
	{errTeVeelStromen, uitslag{status: 429, soort: "te-veel-stromen", titel: "Te veel stromen", detail: "Er staan te veel stromen open. Probeer het later opnieuw.", wacht: 10}},
	{errKoppenTeGroot, uitslag{status: 431, soort: "koppen-te-groot", titel: "Kopregels te groot", detail: "De kopregels van het verzoek zijn samen te groot."}},
	{es.ErrStopped, uitslag{status: 503, soort: "gestopt", titel: "Gestopt", detail: "De server neemt nu geen opdrachten aan. Of de laatste is vastgelegd, blijkt als u haar met dezelfde Idempotency-Key herhaalt.", wacht: 5}},
	{auditlog.ErrNietBeschikbaar, uitslag{status: 503, soort: "auditlog-niet-beschikbaar", titel: "Auditlog niet beschikbaar", detail: "Kroniek kan niet vastleggen dat u dit doet, en laat het daarom niet toe. Waarschuw de beheerder.", wacht: 30}},
	{errLooptAchter, uitslag{status: 503, soort: "loopt-achter", titel: "Loopt achter", detail: "Het rapport kent deze positie nog niet. Vraag het over een ogenblik opnieuw.", wacht: 1}},
	{leesmodellen.ErrInOpbouw, uitslag{status: 503, soort: "in-opbouw", titel: "In opbouw", detail: "Het leesmodel achter dit rapport wordt nog opgebouwd. Vraag het later opnieuw.", wacht: 5}},
	{errOnvolledig, uitslag{status: 503, soort: "onvolledig", titel: "Onvolledig", detail: "Het leesmodel achter dit rapport is gestopt voor de gevraagde positie. Als JSON is het wel op te vragen, met de vermelding dat het onvolledig is."}},
	{context.Canceled, uitslag{status: 503, soort: "afgebroken", titel: "Afgebroken", detail: "Het verzoek is afgebroken.", wacht: 1}},
	{context.DeadlineExceeded, uitslag{status: 503, soort: "te-traag", titel: "Te traag", detail: "Het antwoord kwam niet op tijd klaar. Probeer het opnieuw.", wacht: 1}},
}

// uitkomst is the one place where errors become answers. It looks through
// wrapping, and whatever it does not know becomes a 500 that says nothing.
func uitkomst(err error) uitslag {
	if r, ok := errors.AsType[*es.Refusal](err); ok {
		detail := r.Reason
		if r.Detail != "" {
			detail += " " + r.Detail
		}
		return uitslag{status: 409, soort: "geweigerd", titel: "Geweigerd", detail: detail, code: r.Code, regel: r.Rule}
	}
	if f, ok := errors.AsType[*invoerfout](err); ok {
		return uitslag{
			status: 400, soort: "ongeldige-invoer", titel: "Ongeldige invoer",
			detail: "Het verzoek klopt niet. Alle gevonden fouten staan onder fouten.", fouten: f.fouten,
		}
	}
	if _, ok := errors.AsType[*projections.OnbekendeParameter](err); ok {
		return uitkomst(enkel(Query, "", "onbekend", "De query bevat een filter dat dit rapport niet kent; /v1/rapporten noemt de filters."))
	}
	if w, ok := errors.AsType[*projections.OnbekendeWaarde](err); ok {
		return uitkomst(enkel(Query, w.Parameter.Naam, "enum", "Dit filter kent deze waarde niet. Geef "+w.Parameter.Toegestaan()+"."))
	}
	if n, ok := errors.AsType[*projections.NogNietBekend](err); ok && n.Gestopt != "" {
		return uitslag{
			status: 503, soort: "onvolledig", titel: "Onvolledig",
			detail: fmt.Sprintf("Het leesmodel achter dit rapport is gestopt bij positie %d. Vraag het op zoals bekend op positie %d of eerder.", n.Vanaf, n.Positie),
		}
	} else if ok {
		return uitkomst(errLooptAchter)
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return uitslag{status: 413, soort: "te-groot", titel: "Te groot", detail: "De inhoud van het verzoek is te groot."}
	}
	for _, v := range vast {
		if errors.Is(err, v.fout) {
			return v.uitslag
		}
	}
	if h, ok := errors.AsType[*echo.HTTPError](err); ok {
		return vanStatus(h.Code)
	}
	return vanStatus(http.StatusInternalServerError)
}

// vanStatus answers for errors of echo, of which only the status is used: their
// texts quote the request.
func vanStatus(status int) uitslag {
	switch status {
	case http.StatusNotFound:
		return uitslag{status: 404, soort: "niet-gevonden", titel: "Niet gevonden", detail: "Dit adres of deze bron bestaat niet."}
	case http.StatusMethodNotAllowed:
		return uitslag{status: 405, soort: "methode-onbekend", titel: "Methode onbekend", detail: "Deze methode bestaat hier niet. De kop Allow noemt de methoden die er wel zijn."}
	case http.StatusRequestEntityTooLarge:
		return uitslag{status: 413, soort: "te-groot", titel: "Te groot", detail: "De inhoud van het verzoek is te groot."}
	case http.StatusBadRequest:
		return uitslag{status: 400, soort: "ongeldige-invoer", titel: "Ongeldige invoer", detail: "Het verzoek klopt niet."}
	default:
		return uitslag{status: 500, soort: "storing", titel: "Storing", detail: "Er ging iets mis aan onze kant. Noem bij navraag het kenmerk onder instance."}
	}
}

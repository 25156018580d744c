package eventstoredb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Errors of this package, beside those of [es.Log]. Each may be wrapped. None
// holds a connection string, a name of a machine, or text of the server.
var (
	// ErrVerbinding reports a connection string that cannot be used.
	ErrVerbinding = errors.New("de verbinding met EventStoreDB is niet goed opgegeven")
	// ErrGeenToegang reports credentials that the server does not accept.
	ErrGeenToegang = errors.New("EventStoreDB geeft geen toegang; kijk gebruiker, wachtwoord en rechten na")
	// ErrOnbereikbaar reports a server that gave no answer in time.
	ErrOnbereikbaar = errors.New("EventStoreDB geeft geen antwoord")
	// ErrGat reports events that the server has and this node did not see, or saw in
	// another order: its positions are not those of the other nodes.
	ErrGat = errors.New("dit knooppunt heeft gebeurtenissen gemist of in een andere volgorde gezien")
	// ErrVreemd reports something in our streams that is not as Kroniek writes it.
	ErrVreemd = errors.New("in de stromen van Kroniek staat iets dat zo niet is geschreven")
	// ErrAnderJournaal reports a folder that follows another journal.
	ErrAnderJournaal = errors.New("deze map hoort bij een ander journaal")
)

// What a single call can come to.
var (
	errGesloten   = errors.New("eventstoredb: connection is closed")
	errClient     = errors.New("eventstoredb: the client panicked")
	errAfgebroken = errors.New("eventstoredb: subscription was dropped")
	errRevisie    = errors.New("eventstoredb: stream is at another revision")
	errAfwezig    = errors.New("eventstoredb: stream does not exist")
	errBegraven   = errors.New("eventstoredb: stream was deleted for good")
	errOnbekend   = errors.New("eventstoredb: outcome is unknown")
)

// vertaal says what an error of the client means. Its text goes nowhere: it may
// hold what the server knows.
func vertaal(ctx context.Context, err error) error {
	if err == nil || errors.Is(err, errClient) || errors.Is(err, errGesloten) {
		return err
	}
	if ctx.Err() != nil { // the client wraps a cancelled context beyond recognition
		return ctx.Err()
	}
	code := status.Code(err)
	if e, ok := errors.AsType[*esdb.Error](err); ok {
		switch e.Code() {
		case esdb.ErrorCodeWrongExpectedVersion:
			return errRevisie
		case esdb.ErrorCodeResourceNotFound:
			return errAfwezig
		case esdb.ErrorCodeStreamDeleted:
			return errBegraven
		case esdb.ErrorCodeAccessDenied, esdb.ErrorCodeUnauthenticated:
			return ErrGeenToegang
		}
		if e.Err() != nil {
			code = status.Code(e.Err())
		}
	}
	switch {
	case strings.Contains(err.Error(), "Maximum Append Size"):
		return es.ErrTooLarge
	case code == codes.Unauthenticated || code == codes.PermissionDenied:
		return ErrGeenToegang
	case code == codes.InvalidArgument:
		return fmt.Errorf("%w: de server weigert de aanvraag", ErrVreemd)
	case errors.Is(err, io.EOF), code == codes.Unavailable, code == codes.Aborted, code == codes.DeadlineExceeded:
		return fmt.Errorf("%w (%s)", errOnbekend, code)
	}
	return fmt.Errorf("%w (%s)", errOnbekend, code)
}

// zeker reports whether err leaves no doubt: nothing was stored, and trying
// again gives the same answer.
func zeker(err error) bool {
	for _, z := range []error{errRevisie, errBegraven, ErrGeenToegang, es.ErrTooLarge, ErrVreemd, errGesloten} {
		if errors.Is(err, z) {
			return true
		}
	}
	return false
}

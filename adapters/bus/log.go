package bus

import (
	"errors"
	"log/slog"
	"strings"

	"github.com/ThreeDotsLabs/watermill"
)

// loggable are the fields of watermill's log lines that may pass: names and
// numbers. Payloads, metadata and whole messages are not among them.
var loggable = [...]string{"handler_name", "subscriber_name", "topic", "count", "timeout", "retry_no", "max_retries", "wait_time"}

// logAdapter lets watermill log through slog: only fields from loggable, and of
// an error its reason code, since an error text may quote what it stumbled over.
type logAdapter struct{ watermill.LoggerAdapter }

// newLogger returns the adapter. What watermill says about its own life is
// worth a debug line here; faults of consumers are logged by [Bus] once.
func newLogger(l *slog.Logger) watermill.LoggerAdapter {
	return logAdapter{watermill.NewSlogLoggerWithLevelMapping(l, map[slog.Level]slog.Level{
		slog.LevelInfo:  slog.LevelDebug,
		slog.LevelError: slog.LevelWarn,
	})}
}

func clean(fields watermill.LogFields) watermill.LogFields {
	out := watermill.LogFields{}
	for _, k := range loggable {
		if v, ok := fields[k]; ok {
			out[k] = v
		}
	}
	return out
}

// Error implements watermill.LoggerAdapter.
func (a logAdapter) Error(msg string, err error, fields watermill.LogFields) {
	line, _, _ := strings.Cut(msg, "\n") // after the first line may come a stack
	a.LoggerAdapter.Error(line, errors.New(reasonOf(err)), clean(fields))
}

// Info implements watermill.LoggerAdapter.
func (a logAdapter) Info(msg string, fields watermill.LogFields) {
	a.LoggerAdapter.Info(msg, clean(fields))
}

// Debug implements watermill.LoggerAdapter.
func (a logAdapter) Debug(msg string, fields watermill.LogFields) {
	a.LoggerAdapter.Debug(msg, clean(fields))
}

// Trace implements watermill.LoggerAdapter.
func (a logAdapter) Trace(msg string, fields watermill.LogFields) {
	a.LoggerAdapter.Trace(msg, clean(fields))
}

// With implements watermill.LoggerAdapter.
func (a logAdapter) With(fields watermill.LogFields) watermill.LoggerAdapter {
	return logAdapter{a.LoggerAdapter.With(clean(fields))}
}

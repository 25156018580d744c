package esdbtest

import (
	"regexp"
	"strings"

	api "github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A filter chooses events of $all, and says how often a checkpoint is due.
type filter struct {
	match  func(r record) bool
	window int // considered events between two checkpoints; 0: none
}

func filterOf(o *api.ReadReq_Options) (filter, error) {
	f := o.GetFilter()
	if f == nil {
		return filter{match: func(record) bool { return true }}, nil
	}
	by, e := func(r record) string { return r.stream }, f.GetStreamIdentifier()
	if e == nil {
		by, e = func(r record) string { return r.system["type"] }, f.GetEventType()
	}
	if e == nil {
		return filter{}, status.Error(codes.InvalidArgument, "filter without expression")
	}
	window := max(1, int(f.GetMax())) * max(1, int(f.GetCheckpointIntervalMultiplier()))
	if e.GetRegex() != "" {
		re, err := regexp.Compile(e.GetRegex())
		if err != nil {
			return filter{}, status.Error(codes.InvalidArgument, "filter: bad regular expression")
		}
		return filter{match: func(r record) bool { return re.MatchString(by(r)) }, window: window}, nil
	}
	return filter{window: window, match: func(r record) bool {
		for _, p := range e.GetPrefix() {
			if strings.HasPrefix(by(r), p) {
				return true
			}
		}
		return false
	}}, nil
}

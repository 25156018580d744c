package esdbtest

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"google.golang.org/grpc"
)

// operations is the service by which a scavenge is asked for. The client module does
// not have its messages; what is in them does not matter here.
func operations() *grpc.ServiceDesc {
	start := func(srv any, ctx context.Context, decode func(any) error, intercept grpc.UnaryServerInterceptor) (any, error) {
		n, in := srv.(*node), new(shared.Empty)
		if err := decode(in); err != nil {
			return nil, err
		}
		info := &grpc.UnaryServerInfo{Server: srv, FullMethod: "/event_store.client.operations.Operations/StartScavenge"}
		return intercept(ctx, in, info, func(context.Context, any) (any, error) {
			n.scavenge()
			return new(shared.Empty), nil
		})
	}
	return &grpc.ServiceDesc{
		ServiceName: "event_store.client.operations.Operations", HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{{MethodName: "StartScavenge", Handler: start}},
	}
}

// scavenge notes that it was asked for, and does it unless it is held up.
func (n *node) scavenge() {
	s := n.server
	s.mu.Lock()
	s.asked[n.number]++
	held := s.held[n.number]
	s.mu.Unlock()
	if !held {
		s.store.scavenge(n.number)
	}
}

// HoldScavenges has the named nodes take up a scavenge that is asked for and never
// carry it out, from now on; without names all nodes carry them out again.
func (s *Server) HoldScavenges(nodes ...int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.held)
	for _, n := range nodes {
		s.held[n] = true
	}
}

// ScavengesAsked returns how often a client asked a node for a scavenge.
func (s *Server) ScavengesAsked(node int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[node]
}

// Scavenge removes for good what was deleted, on every node or on those named.
func (s *Server) Scavenge(nodes ...int) {
	for i := range s.nodes {
		if len(nodes) == 0 || slices.Contains(nodes, i) {
			s.store.scavenge(i)
		}
	}
}

// Find returns the streams in which a node still holds a record with this text, in its
// data or metadata, deleted or not.
func (s *Server) Find(node int, text string) (streams []string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	for i, r := range s.store.log {
		if !s.store.gone[node][i] && strings.Contains(string(r.data)+"\n"+string(r.meta), text) && !slices.Contains(streams, r.stream) {
			streams = append(streams, r.stream)
		}
	}
	return streams
}

// limits applies what a metadata stream says of its stream: $tb hides the events before
// a revision. The caller holds mu.
func (st *store) limits(name string, events []proposed) {
	of, ok := strings.CutPrefix(name, "$$")
	s := st.streams[of]
	if !ok || s == nil {
		return
	}
	for _, e := range events {
		var m struct {
			TruncateBefore int `json:"$tb"`
		}
		if err := json.Unmarshal(e.data, &m); err == nil && m.TruncateBefore > s.hidden {
			s.hidden = min(m.TruncateBefore, len(s.events))
		}
	}
}

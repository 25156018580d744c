package esdbtest

import (
	"context"
	"encoding/binary"
	"errors"
	"io"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	api "github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

type streams struct {
	api.UnimplementedStreamsServer
	node *node
}

// notLeader sends a writer to the leader, as a follower does.
func (s *streams) notLeader(trailer func(metadata.MD)) error {
	number, address := s.node.server.leading()
	if number == s.node.number {
		return nil
	}
	host, port := split(address)
	trailer(metadata.Pairs("exception", "not-leader", "leader-endpoint-host", host, "leader-endpoint-port", decimal(int64(port))))
	return status.Error(codes.NotFound, "Leader info available")
}

func tombstoned(name string, trailer func(metadata.MD)) error {
	trailer(metadata.Pairs("exception", "stream-deleted", "stream-name", name))
	return status.Errorf(codes.FailedPrecondition, "Event stream '%s' is deleted.", name)
}

// Append implements the append of one batch to one stream.
func (s *streams) Append(ss api.Streams_AppendServer) error {
	name, expected, events, err := s.receive(ss)
	if err != nil {
		return err
	}
	fault := s.node.server.faults.of(OpAppend, name)
	if err := fault.before(ss.Context()); err != nil {
		return err
	}
	if err := s.notLeader(ss.SetTrailer); err != nil {
		return err
	}
	o := s.node.server.store.append(name, expected, events)
	if err := fault.after(ss.Context()); err != nil {
		return err
	}
	if o.tombstone {
		return tombstoned(name, ss.SetTrailer)
	}
	return ss.SendAndClose(appendResponse(o, expected))
}

// receive reads an append up to its end.
func (s *streams) receive(ss api.Streams_AppendServer) (name string, expected int64, events []proposed, err error) {
	size, begun := 0, false
	for {
		m, err := ss.Recv()
		if errors.Is(err, io.EOF) && begun {
			return name, expected, events, nil
		}
		if err != nil {
			return "", 0, nil, err
		}
		if o := m.GetOptions(); o != nil {
			begun, name, expected = true, string(o.GetStreamIdentifier().GetStreamName()), expectation(o)
			continue
		}
		p := m.GetProposedMessage()
		id, err := parseID(p.GetId())
		if err != nil || !begun || p.GetMetadata()["type"] == "" || p.GetMetadata()["content-type"] == "" {
			return "", 0, nil, status.Error(codes.InvalidArgument, "Required Metadata Property missing")
		}
		if size += len(p.GetData()) + len(p.GetCustomMetadata()); size > s.node.server.o.MaxAppendSize {
			ss.SetTrailer(metadata.Pairs("exception", "maximum-append-size-exceeded"))
			return "", 0, nil, status.Errorf(codes.InvalidArgument, "Maximum Append Size of %d Exceeded.", s.node.server.o.MaxAppendSize)
		}
		events = append(events, proposed{
			id: id, data: p.GetData(), meta: p.GetCustomMetadata(),
			system: map[string]string{"type": p.GetMetadata()["type"], "content-type": p.GetMetadata()["content-type"]},
		})
	}
}

func expectation(o *api.AppendReq_Options) int64 {
	switch e := o.GetExpectedStreamRevision().(type) {
	case *api.AppendReq_Options_Revision:
		return int64(e.Revision)
	case *api.AppendReq_Options_NoStream:
		return expectNoStream
	case *api.AppendReq_Options_StreamExists:
		return expectExists
	}
	return expectAny
}

func appendResponse(o outcome, expected int64) *api.AppendResp {
	if !o.wrong {
		return &api.AppendResp{Result: &api.AppendResp_Success_{Success: &api.AppendResp_Success{
			CurrentRevisionOption: &api.AppendResp_Success_CurrentRevision{CurrentRevision: uint64(o.revision)},
			PositionOption: &api.AppendResp_Success_Position{
				Position: &api.AppendResp_Position{CommitPosition: o.position, PreparePosition: o.position},
			},
		}}}
	}
	w := &api.AppendResp_WrongExpectedVersion{}
	if o.revision < 0 {
		w.CurrentRevisionOption = &api.AppendResp_WrongExpectedVersion_CurrentNoStream{CurrentNoStream: &shared.Empty{}}
	} else {
		w.CurrentRevisionOption = &api.AppendResp_WrongExpectedVersion_CurrentRevision{CurrentRevision: uint64(o.revision)}
	}
	switch expected {
	case expectNoStream:
		w.ExpectedRevisionOption = &api.AppendResp_WrongExpectedVersion_ExpectedNoStream{ExpectedNoStream: &shared.Empty{}}
	case expectExists:
		w.ExpectedRevisionOption = &api.AppendResp_WrongExpectedVersion_ExpectedStreamExists{ExpectedStreamExists: &shared.Empty{}}
	default:
		w.ExpectedRevisionOption = &api.AppendResp_WrongExpectedVersion_ExpectedRevision{ExpectedRevision: uint64(expected)}
	}
	return &api.AppendResp{Result: &api.AppendResp_WrongExpectedVersion_{WrongExpectedVersion: w}}
}

// Delete hides the events of a stream until a scavenge removes them.
func (s *streams) Delete(ctx context.Context, r *api.DeleteReq) (*api.DeleteResp, error) {
	o := r.GetOptions()
	expected := expectAny
	switch e := o.GetExpectedStreamRevision().(type) {
	case *api.DeleteReq_Options_Revision:
		expected = int64(e.Revision)
	case *api.DeleteReq_Options_NoStream:
		expected = expectNoStream
	case *api.DeleteReq_Options_StreamExists:
		expected = expectExists
	}
	position, err := s.remove(ctx, string(o.GetStreamIdentifier().GetStreamName()), expected, false)
	if err != nil {
		return nil, err
	}
	return &api.DeleteResp{PositionOption: &api.DeleteResp_Position_{
		Position: &api.DeleteResp_Position{CommitPosition: position, PreparePosition: position},
	}}, nil
}

// Tombstone ends a stream for good.
func (s *streams) Tombstone(ctx context.Context, r *api.TombstoneReq) (*api.TombstoneResp, error) {
	o := r.GetOptions()
	expected := expectAny
	switch e := o.GetExpectedStreamRevision().(type) {
	case *api.TombstoneReq_Options_Revision:
		expected = int64(e.Revision)
	case *api.TombstoneReq_Options_NoStream:
		expected = expectNoStream
	case *api.TombstoneReq_Options_StreamExists:
		expected = expectExists
	}
	position, err := s.remove(ctx, string(o.GetStreamIdentifier().GetStreamName()), expected, true)
	if err != nil {
		return nil, err
	}
	return &api.TombstoneResp{PositionOption: &api.TombstoneResp_Position_{
		Position: &api.TombstoneResp_Position{CommitPosition: position, PreparePosition: position},
	}}, nil
}

func (s *streams) remove(ctx context.Context, name string, expected int64, tombstone bool) (uint64, error) {
	trailer := func(md metadata.MD) {
		if err := grpc.SetTrailer(ctx, md); err != nil {
			panic("esdbtest: trailer: " + err.Error())
		}
	}
	fault := s.node.server.faults.of(OpDelete, name)
	if err := fault.before(ctx); err != nil {
		return 0, err
	}
	if err := s.notLeader(trailer); err != nil {
		return 0, err
	}
	o := s.node.server.store.delete(name, expected, tombstone)
	if err := fault.after(ctx); err != nil {
		return 0, err
	}
	switch {
	case o.tombstone:
		return 0, tombstoned(name, trailer)
	case o.wrong:
		trailer(metadata.Pairs("exception", "wrong-expected-version", "stream-name", name))
		return 0, status.Error(codes.FailedPrecondition, "Delete failed due to WrongExpectedVersion.")
	}
	return o.position, nil
}

func wireID(id uuid.UUID) *shared.UUID {
	return &shared.UUID{Value: &shared.UUID_String_{String_: id.String()}}
}

func parseID(u *shared.UUID) (uuid.UUID, error) {
	if t := u.GetStructured(); t != nil {
		var id uuid.UUID
		binary.BigEndian.PutUint64(id[:8], uint64(t.GetMostSignificantBits()))
		binary.BigEndian.PutUint64(id[8:], uint64(t.GetLeastSignificantBits()))
		return id, nil
	}
	return uuid.Parse(u.GetString_())
}

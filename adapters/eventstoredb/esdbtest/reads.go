package esdbtest

import (
	"math"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	api "github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"github.com/google/uuid"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// page is how many records are taken from the store at a time.
const page = 256

type sink = api.Streams_ReadServer

// Read implements reads and subscriptions, of a stream and of $all.
func (s *streams) Read(r *api.ReadReq, out sink) error {
	o := r.GetOptions()
	name, op := "$all", OpRead
	if o.GetStream() != nil {
		name = string(o.GetStream().GetStreamIdentifier().GetStreamName())
	}
	if o.GetSubscription() != nil {
		op = OpSubscribe
	}
	if err := s.node.server.faults.of(op, name).before(out.Context()); err != nil {
		return err
	}
	switch {
	case op == OpSubscribe && o.GetStream() != nil:
		return s.followStream(name, o.GetStream(), out)
	case op == OpSubscribe:
		return s.followAll(o, out)
	case o.GetStream() != nil:
		return s.readStream(name, o, out)
	}
	return s.readAll(o, out)
}

func (s *streams) readStream(name string, o *api.ReadReq_Options, out sink) error {
	backwards := o.GetReadDirection() == api.ReadReq_Options_Backwards
	from := int64(0)
	switch r := o.GetStream().GetRevisionOption().(type) {
	case *api.ReadReq_Options_StreamOptions_Revision:
		from = int64(r.Revision)
	case *api.ReadReq_Options_StreamOptions_End:
		from = math.MaxInt64
	}
	list, found, tombstone := s.node.server.store.readStream(name, from, o.GetCount(), backwards)
	switch {
	case tombstone:
		return tombstoned(name, out.SetTrailer)
	case !found:
		return out.Send(&api.ReadResp{Content: &api.ReadResp_StreamNotFound_{StreamNotFound: &api.ReadResp_StreamNotFound{
			StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(name)},
		}}})
	}
	for _, r := range list {
		if err := out.Send(eventResponse(r)); err != nil {
			return err
		}
	}
	return nil
}

// position returns where a read of $all begins; before is for the backwards
// direction, in which a position itself is left out.
func (s *streams) position(o *api.ReadReq_Options_AllOptions) (position uint64, start, end bool, err error) {
	switch p := o.GetAllOption().(type) {
	case *api.ReadReq_Options_AllOptions_Position:
		position = p.Position.GetCommitPosition()
		if !s.node.server.store.known(position) {
			return 0, false, false, status.Error(codes.InvalidArgument, "Trying to read from an invalid position")
		}
		return position, false, false, nil
	case *api.ReadReq_Options_AllOptions_End:
		return 0, false, true, nil
	}
	return 0, true, false, nil
}

func (s *streams) readAll(o *api.ReadReq_Options, out sink) error {
	f, err := filterOf(o)
	if err != nil {
		return err
	}
	position, start, end, err := s.position(o.GetAll())
	if err != nil {
		return err
	}
	st, left := s.node.server.store, o.GetCount()
	if o.GetReadDirection() == api.ReadReq_Options_Backwards {
		i := st.head()
		if !end {
			i = st.after(position)
			if !start {
				i-- // exclusive
			}
		}
		for ; i > 0 && left > 0; i-- {
			list, _, _ := st.from(s.node.number, i-1, 1)
			if len(list) == 0 || !f.match(list[0]) {
				continue
			}
			if err := out.Send(eventResponse(list[0])); err != nil {
				return err
			}
			left--
		}
		return nil
	}
	i := 0
	if end {
		i = st.head()
	} else if !start && position > 0 {
		i = st.after(position) - 1 // inclusive
	}
	for left > 0 {
		list, next, _ := st.from(s.node.number, i, page)
		if next == i {
			return nil
		}
		i = next
		for _, r := range list {
			if left == 0 || !f.match(r) {
				continue
			}
			if err := out.Send(eventResponse(r)); err != nil {
				return err
			}
			left--
		}
	}
	return nil
}

func confirm(out sink) error {
	return out.Send(&api.ReadResp{Content: &api.ReadResp_Confirmation{
		Confirmation: &api.ReadResp_SubscriptionConfirmation{SubscriptionId: uuid.NewString()},
	}})
}

func caughtUp(out sink) error {
	return out.Send(&api.ReadResp{Content: &api.ReadResp_CaughtUp_{CaughtUp: &api.ReadResp_CaughtUp{}}})
}

func checkpoint(position uint64, out sink) error {
	return out.Send(&api.ReadResp{Content: &api.ReadResp_Checkpoint_{
		Checkpoint: &api.ReadResp_Checkpoint{CommitPosition: position, PreparePosition: position},
	}})
}

// followStream sends what lies after a revision, and what comes.
func (s *streams) followStream(name string, o *api.ReadReq_Options_StreamOptions, out sink) error {
	st, next := s.node.server.store, int64(0)
	switch r := o.GetRevisionOption().(type) {
	case *api.ReadReq_Options_StreamOptions_Revision:
		next = int64(r.Revision) + 1
	case *api.ReadReq_Options_StreamOptions_End:
		if list, _, _ := st.readStream(name, math.MaxInt64, 1, true); len(list) > 0 {
			next = int64(list[0].revision) + 1
		}
	}
	if err := confirm(out); err != nil {
		return err
	}
	for live := false; ; {
		_, _, more := st.from(s.node.number, st.head(), 0)
		list, _, tombstone := st.readStream(name, next, page, false)
		if tombstone {
			return tombstoned(name, out.SetTrailer)
		}
		for _, r := range list {
			if err := out.Send(eventResponse(r)); err != nil {
				return err
			}
			next = int64(r.revision) + 1
		}
		if len(list) > 0 {
			continue
		}
		if !live {
			live = true
			if err := caughtUp(out); err != nil {
				return err
			}
		}
		select {
		case <-more:
		case <-out.Context().Done():
			return out.Context().Err()
		}
	}
}

// followAll sends what lies after a position and passes the filter, and what comes.
func (s *streams) followAll(o *api.ReadReq_Options, out sink) error {
	f, err := filterOf(o)
	if err != nil {
		return err
	}
	position, _, end, err := s.position(o.GetAll())
	if err != nil {
		return err
	}
	st := s.node.server.store
	i := st.after(position)
	if end {
		i = st.head()
	}
	if err := confirm(out); err != nil {
		return err
	}
	d := &deliverer{out: out, faults: &s.node.server.faults, filter: f, last: position}
	for live := false; ; {
		list, next, more := st.from(s.node.number, i, page)
		for _, r := range list {
			if err := d.consider(r); err != nil {
				return err
			}
		}
		if next > i {
			i = next
			continue
		}
		if !live {
			live = true
			if err := d.caughtUp(); err != nil {
				return err
			}
		}
		select {
		case <-more:
		case <-out.Context().Done():
			return out.Context().Err()
		}
	}
}

// A deliverer sends the events of a subscription to $all, soundly unless it is
// told otherwise.
type deliverer struct {
	out        sink
	faults     *faults
	filter     filter
	considered int
	last       uint64
	late       *record
}

func (d *deliverer) consider(r record) error {
	d.considered++
	d.last = r.position
	if d.filter.match(r) {
		if err := d.deliver(r); err != nil {
			return err
		}
	}
	if d.filter.window > 0 && d.considered%d.filter.window == 0 {
		return checkpoint(d.last, d.out)
	}
	return nil
}

func (d *deliverer) deliver(r record) error {
	times := 1
	switch d.faults.delivery(r.stream, r.revision) {
	case Drop:
		return nil
	case Twice:
		times = 2
	case Late:
		if d.late == nil {
			d.late = &r
			return nil
		}
	}
	if err := d.faults.pass(d.out.Context()); err != nil {
		return err
	}
	for range times {
		if err := d.out.Send(eventResponse(r)); err != nil {
			return err
		}
	}
	if d.late != nil {
		late := *d.late
		d.late = nil
		return d.out.Send(eventResponse(late))
	}
	return nil
}

func (d *deliverer) caughtUp() error {
	if d.filter.window > 0 && d.last > 0 {
		if err := checkpoint(d.last, d.out); err != nil {
			return err
		}
	}
	return caughtUp(d.out)
}

func eventResponse(r record) *api.ReadResp {
	return &api.ReadResp{Content: &api.ReadResp_Event{Event: &api.ReadResp_ReadEvent{
		Event: &api.ReadResp_ReadEvent_RecordedEvent{
			Id: wireID(r.id), StreamIdentifier: &shared.StreamIdentifier{StreamName: []byte(r.stream)}, StreamRevision: r.revision,
			PreparePosition: r.position, CommitPosition: r.position, Metadata: r.system, CustomMetadata: r.meta, Data: r.data,
		},
		Position: &api.ReadResp_ReadEvent_CommitPosition{CommitPosition: r.position},
	}}}
}

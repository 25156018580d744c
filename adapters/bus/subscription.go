package bus

import (
	"context"
	"errors"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// subscription is one consumer's way through the journal. Only its own
// goroutine, run, changes it.
type subscription struct {
	*progress
	reader reader
	config Config
	topic  string
	out    chan *message.Message
}

func newSubscription(r reader, c Config, topic string, after es.Position) *subscription {
	return &subscription{progress: newProgress(after), reader: r, config: c, topic: topic, out: make(chan *message.Message)}
}

// run delivers until ctx ends or the journal stops, and closes the channel.
func (s *subscription) run(ctx context.Context) {
	defer close(s.out)
	for ctx.Err() == nil {
		if err := s.round(ctx); err != nil {
			if errors.Is(err, es.ErrStopped) {
				s.end(reasonOf(err))
				return
			}
			s.pause(ctx, err)
		}
	}
}

// round waits for news, reads once and delivers what was read.
func (s *subscription) round(ctx context.Context) error {
	kop, err := s.reader.journal.Wacht(ctx, s.through())
	if err != nil {
		return err
	}
	deliveries, through, err := s.reader.read(ctx, s.through(), kop)
	if err != nil {
		return err
	}
	for _, d := range deliveries {
		if err := s.deliver(ctx, d); err != nil {
			return err
		}
	}
	s.passed(through)
	return nil
}

// deliver offers d until it is acknowledged. An event that cannot be read is
// offered once: acknowledging it does not pass it, and after the pause it is
// read anew, since it may have been replaced by its residu meanwhile.
func (s *subscription) deliver(ctx context.Context, d delivery) error {
	for {
		acked, err := s.offer(ctx, d)
		switch {
		case err != nil:
			return err
		case d.err != nil:
			return d.err
		case acked:
			return s.acknowledged(ctx, d.To)
		}
		s.pause(ctx, errRefused)
	}
}

// acknowledged saves a position where that is asked for. Delivering again
// because of a position that could not be saved would help nobody.
func (s *subscription) acknowledged(ctx context.Context, through es.Position) error {
	for s.config.Acked != nil {
		err := s.config.Acked(ctx, s.topic, through)
		if err == nil {
			break
		}
		if s.pause(ctx, err); ctx.Err() != nil {
			return ctx.Err()
		}
	}
	s.passed(through)
	return nil
}

// offer makes one attempt, and ends the context of the message after it.
func (s *subscription) offer(ctx context.Context, d delivery) (acked bool, err error) {
	if err := ctx.Err(); err != nil { // the receiver may be ready too, and a choice between both is a guess
		return false, err
	}
	own, cancel := context.WithCancel(ctx)
	defer cancel()
	m := d.message(own)
	select {
	case s.out <- m:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	select {
	case <-m.Acked():
		return true, nil
	case <-m.Nacked():
		return false, nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// pause notes the fault and waits, longer after every attempt without progress.
func (s *subscription) pause(ctx context.Context, fault error) {
	if ctx.Err() != nil {
		return
	}
	t := time.NewTimer(s.config.Pause.after(s.failed(fault)))
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

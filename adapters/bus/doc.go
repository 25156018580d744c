// Package bus brings recorded events to those who act on them: the read models,
// the processes and, through package uitgaand, systems outside. It is the only importer of watermill.
//
// # Delivery
//
// A [Subscriber] reads the journal from a position onward: first what is there,
// then what comes. A consumer gets its next message only after it has
// acknowledged the one before, so order is the order of the journal; a message
// that is refused comes again, after a growing pause. Delivery is at least once.
// A consumer that must not count an event twice keeps its position in the
// transaction that holds the outcome, and tells the subscriber where to go on
// through a [Checkpoint].
//
// There are two kinds of topic. [Ranges] gives contiguous stretches of 1 to
// 1,000 events, decoded once, for the read models: a message per event per read
// model could not keep up. [Types] gives single events of some stored types, in
// order, for processes and for outgoing messages (package uitgaand). The decoded events travel
// in the context of the message, since watermill's payload is bytes and encoding
// them again only to decode them at the other end of a channel would be waste.
// [Received] takes them out.
//
// # What cannot be read
//
// No event is skipped. One that cannot be decoded is delivered as an error:
// [Received] answers [Unreadable]. A consumer in a [Bus] then stops, alone, and
// [Bus.Status] says where and why. The remedy is a new binary, or the event
// replaced by its residu.
//
// # Independence
//
// Every consumer has its own subscription, and reads from the journal when it is
// ready: nothing is pushed and nothing queues up. A consumer that is slow, or
// hangs for ever, delays neither appends nor other consumers.
//
// # Traces
//
// A consumer joins the trace of the command whose event it handles, and its
// message carries the context on ([MetaTrace]). Which command was given in which
// trace is kept in memory beside the journal ([Sporen]), never in an event.
//
// # Why not more of watermill
//
// Its component cqrs names events after Go types and decodes once per handler;
// its poison queue goes on without the poisoned message, which for a report
// means a wrong figure that looks right. Both were left out on purpose.
package bus

// Package uitgaand sends events to systems that have an abonnement: as
// CloudEvents in structured mode (NL GOV profile 1.1), to webhooks and to NATS
// JetStream.
//
// # Promises
//
// At least once, in the order of the journal, so in order per stream too. A
// message that comes twice comes with the same id. An event that cannot be handed
// over stays first in line: it is tried with growing pauses, and when that has
// gone on for long enough the abonnement stops at it, alone, and says so in an
// event (package abonnement). That is its dead letter. Nothing is ever skipped;
// a person has it go on. What the role of a receiver may not see is not sent, and
// the position moves past it.
//
// The position is the resume token. It travels with every message as `sequence`
// (19 digits), is kept in a [bus.Posities] after the receiver has confirmed, and
// can be named to have everything after it sent again.
//
// # Webhooks
//
// Signed as Standard Webhooks 1.0 prescribes: HMAC-SHA256 over id, moment and
// body, in one header that may hold several signatures. It was chosen over RFC
// 9421 because a receiver checks it in five lines in any language, or with a
// library that exists, and because two signatures make a change of secret
// possible without a moment at which nothing verifies. RFC 9421 can say more
// (which parts were signed), and leaves more to get wrong.
//
// A receiver is somebody who was registered, not somebody who is trusted: the
// address that is connected to is judged after the name was resolved ([Netwerk]),
// redirects are not followed, every wait is bounded, and of an answer no more
// than a few kilobytes are read.
//
// # Who sends
//
// Where several nodes share a journal, one of them sends: [Dienst.Run] works only
// while it holds the lease ([Pacht]). A lease that is lost ends what is under
// way; what was confirmed but not noted is sent again by the next holder, with
// the same id.
package uitgaand

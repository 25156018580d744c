// Package esdbtest is an EventStoreDB for tests: a server that speaks its gRPC
// protocol over TCP, made of the server interfaces that the client module
// carries, with a store in memory.
//
// It holds our reading of the server's rules: appends with an expected revision
// and their idempotency, reads of a stream and of $all in both directions,
// subscriptions with filters, checkpoints and caught-up, soft deletion,
// tombstones and scavenging, the redirect to the leader, gossip, TLS with
// credentials. It can be made to fail on purpose: see [Server.Inject],
// [Server.Tamper], [Server.Restart] and [Server.BlackHole].
//
// It is no EventStoreDB. Links, projections, persistent subscriptions, ACLs,
// $maxAge and $maxCount are left out; who wants to know how a real server
// answers runs the same suites against one.
package esdbtest

// Package meten says how the office is doing, to those who run it: figures for
// Prometheus and traces for OpenTelemetry.
//
// Nothing here tells of a person or a case. A label is one of a closed set that
// the program itself knows: the template of a route and never its path, a class of
// status, the name of a read model, and of an abonnement the name that its keeper
// chose for a system. A span holds the same, and positions and event types. What
// came in from outside (paths, queries, bodies, headers) is in neither, but for
// the ids of a trace that W3C Trace Context carries.
//
// The trace context is not part of an event: events are for ever, and a trace is
// of today. It is kept in memory beside the journal, by command id, for the last
// [bus.Sporen] commands; a restart forgets it.
package meten

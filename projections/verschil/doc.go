// Package verschil compares a report as known at two moments and names the events
// that explain the difference.
//
// The answer is exact by construction and checked on every call: the report is made
// anew after each event that touched what it reads, and what an event contributed is
// the report after it less the report before it. The contributions therefore add up
// to the difference. [Verschil.Controleer] adds them up again and an answer that does
// not close is not given.
//
// Which events to look at follows from what the report read: every row that opened or
// closed, and every delta of a cell, in the tables and with the filters it asked for.
// What a report reads after such an event is followed as well, so a row that was there
// only for a while is not missed.
//
// A shielded report is compared without its events ([Afgeschermd]): how many events lie
// behind a line is the figure that is being shielded. Both sides are then tables that
// the reader may ask for by themselves, so their difference tells nothing new.
package verschil

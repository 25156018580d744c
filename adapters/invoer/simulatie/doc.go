// Package simulatie invents a year of the MGR: what eleven gemeenten, their schools,
// a werkgeversservicepunt and Werkgeverschap SW would have asked of the kantoor.
//
// A [Generator] turns a year, a seed and a scale into commands of the API in order
// of time. It is pure: no clock, no chance but the seed, no float. It keeps what is
// going on at the moment, and not the year, so its memory does not grow with the
// number of commands that went by. Every figure behind it is a [Parameter] with its
// source, or the mark that it was assumed.
//
// A [Speler] gives the commands to a kantoor in the same process, by the same road
// as any other request: token, policy, validation, rules. What the rules refuse, is
// refused; the generator says beforehand of which command it expects that, and a
// kantoor that answers otherwise ends the run. So nothing is written past a rule,
// and no fault of the generator goes by unseen.
//
// Everybody in it is invented. Names say so, burgerservicenummers are of the range
// for tests (9999), schools have a BRIN that does not exist (99), and every command
// is gesimuleerd.
package simulatie

// Package recht holds the law that the modules share: legal days and terms,
// rules whose value changes over time, grounds of decisions, meetings and votes,
// amounts and their division, and the numbers that identify people and
// organisations.
//
// A rule is looked up for a day and answers with its value and a [Regelnoot],
// which the event keeps; a day that no version covers is refused, never guessed.
// A value for which no source was seen says so (Aangenomen), in the rule and in
// every event that used it.
//
// Everything here is a value or a pure function. Tables are built once and only
// read, so all of it is safe for concurrent use. Wrong text is an error of its
// own kind without the text in it; what the law does not allow is an
// [es.Refusal] with its article.
package recht

// Package invoer reads commands from files and gives them to a running kantoor
// over HTTP, so that what is read in passes the same validation, access and rules as
// what comes in one by one.
//
// A file holds one command per line. Every line gets one answer: recorded,
// recorded before, refused by a rule, not valid, or not carried out because the
// kantoor could not be reached. A line is one command, so it is recorded as a whole
// or not at all. Its Idempotency-Key follows from its content when it names none:
// giving a file again records nothing twice, at any time and from any line.
//
// Lines on the same resource are given in the order of the file, on one connection;
// others run beside them. What a line opens can be named (als) and used by later
// lines as @naam, before anybody knows its id.
//
// No answer holds a value from the file: faults name a field and a rule.
package invoer

import "github.com/go-json-experiment/json/jsontext"

// A Regel is one command of a file.
type Regel struct {
	Nummer    int64             // of the line in the file, from 1
	Opdracht  string            // operationId of the API
	Pad       map[string]string // path parameters; "@naam" stands for what an earlier line opened
	Sleutel   string            // Idempotency-Key; empty: derived from the content
	Als       string            // name under which later lines know what this one opens
	Body      jsontext.Value    // JSON object
	Fouten    []Veldfout        // what kept the line from being read; it is not sent then
	LetOp     []Veldfout        // what whoever made the file should know, though the line is given
	Geweigerd bool              // Fouten say that a rule refuses the line, not that it is malformed

	// Veld turns a JSON Pointer of the command ("/body/vanaf", "/pad/planId") into
	// the name of a field in the file; nil keeps the pointer.
	Veld func(pointer string) string
}

// A Veldfout is one thing that is wrong with a line, or worth knowing, and where.
type Veldfout struct {
	Veld  string `json:"veld,omitempty"` // JSON Pointer, or the name of a column
	Code  string `json:"code"`
	Reden string `json:"reden"` // a Dutch sentence without any value from the line
}

// A Lezer reads a file line by line.
type Lezer interface {
	// Volgende returns the next command, or io.EOF. A line that is no command comes
	// back with Fouten; any other error means that the rest cannot be read.
	Volgende() (*Regel, error)
	// Gelezen returns how many bytes were read.
	Gelezen() int64
}

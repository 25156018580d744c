// Package httpapi serves the back office over HTTP.
//
// The description comes first: openapi.yaml. From it come the generated server
// (api.gen.go), the validation of every request, the document that clients read,
// and the tests that hold every answer against it. What is not in it, is not served;
// only what C2SP prescribes (/checkpoint, /tile) lies outside.
//
// A request passes, in this order: the headers that every answer carries, the
// token, the policy, validation, whether the role reaches as far as what the
// request concerns, and then the command: earlier commands with the same key
// before If-Match, If-Match before the rules. So nobody learns from a validation
// message what a role may not know, and a retry gets its answer whatever happened
// since.
//
// An answer never repeats a value that was sent, and neither does the log:
// validators and decoders quote what they refuse, so their texts are not used.
// Errors become answers in one place, [uitkomst].
//
// # Adding a stream
//
//  1. Describe its paths in openapi.yaml. A route whose policy may be limited to a
//     gemeente, module or school says with x-betreft where it names them; with
//     stroom: true the stream says it, and the handler calls bekijk first.
//  2. Run go generate ./adapters/httpapi.
//  3. Write one file here, named after the stream package: a method per operation
//     that turns the body into a command, as in deelname.go. The compiler names
//     the operations that have none.
//  4. Give every new operation, report and event type a line in the policy
//     (adapters/toegang); without it [New] refuses.
//
// What lost: code first, with a description derived from it (it describes what
// was built, not what was agreed); kin-openapi's own request filter (it compiles
// schemas per request, and its texts hold the whole body); a router per
// description (two routers disagree about a trailing slash).
package httpapi

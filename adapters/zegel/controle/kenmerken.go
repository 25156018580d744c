package controle

import (
	"bytes"
	"strconv"
	"time"
)

// kenmerken are the attributes of a stored event that columns repeat. They are
// slices of the event.
type kenmerken struct {
	id, opdracht, pddigest, pdsleutel []byte
	subject, typ, schema              []byte
	revisie                           int64
	tijd                              int64 // Unix milliseconds
}

// achterData begins what follows the data object. Inside a JSON string its
// quotes would be escaped, and the attributes after data are strings and one
// number, so its last occurrence is the top level's own.
const achterData = `,"datacontenttype":"application/json","dataschema":"`

const schemaKop = "urn:kroniek:schema:"

// leesKenmerken reads the attributes behind data: members in strictly ascending
// order (as RFC 8785 has them, and so none twice), strings without escapes
// except samenhang, and one integer. It reports false for anything else.
func leesKenmerken(g []byte) (k kenmerken, ok bool) {
	n := laatste(g, achterData)
	if n < 0 || !bytes.HasPrefix(g, []byte(`{"data":{`)) || !bytes.HasSuffix(g, []byte(`"}`)) || g[n-1] != '}' {
		return k, false
	}
	k.revisie = -1
	rest := g[n:]
	var vorige []byte
	for len(rest) > 1 {
		sleutel, waarde, verder, goed := lid(rest)
		if !goed || bytes.Compare(sleutel, vorige) <= 0 || !k.zet(sleutel, waarde) {
			return k, false
		}
		vorige, rest = sleutel, verder
	}
	ok = string(rest) == "}" && k.id != nil && k.opdracht != nil && k.subject != nil && k.typ != nil && k.revisie >= 0 && k.tijd != 0 &&
		(k.pddigest == nil) == (k.pdsleutel == nil) && bytes.HasPrefix(k.schema, []byte(schemaKop)) && bytes.Equal(k.schema[len(schemaKop):], k.typ)
	return k, ok
}

// laatste is bytes.LastIndex by way of bytes.Index, which the processor does
// many bytes at a time.
func laatste(b []byte, tekst string) int {
	n := -1
	for van := 0; ; van = n + 1 {
		i := bytes.Index(b[van:], []byte(tekst))
		if i < 0 {
			return n
		}
		n = van + i
	}
}

// lid splits `,"key":value` off b. A value is a string, returned without its
// quotes, or digits.
func lid(b []byte) (sleutel, waarde, rest []byte, ok bool) {
	if !bytes.HasPrefix(b, []byte(`,"`)) {
		return nil, nil, nil, false
	}
	n := bytes.IndexByte(b[2:], '"')
	if n < 1 || len(b) < n+5 || b[n+3] != ':' {
		return nil, nil, nil, false
	}
	sleutel, b = b[2:2+n], b[n+4:]
	if b[0] != '"' {
		n = 0
		for n < len(b) && b[n] >= '0' && b[n] <= '9' {
			n++
		}
		return sleutel, b[:n], b[n:], n > 0
	}
	for n = 1; n < len(b) && b[n] != '"'; n++ {
		if b[n] == '\\' {
			n++
		}
	}
	if n >= len(b) {
		return nil, nil, nil, false
	}
	return sleutel, b[1:n], b[n+1:], true
}

// zet keeps one attribute. It reports false for an attribute that version 1 of
// the envelope does not have, or a value of the wrong form.
func (k *kenmerken) zet(sleutel, waarde []byte) bool {
	switch string(sleutel) {
	case "id":
		k.id = waarde
		return len(waarde) == 36
	case "opdracht":
		k.opdracht = waarde
		return len(waarde) == 22
	case "pddigest":
		k.pddigest = waarde
		return len(waarde) == 43
	case "pdsleutel":
		k.pdsleutel = waarde
		return len(waarde) == 22
	case "subject":
		k.subject = waarde
	case "type":
		k.typ = waarde
	case "dataschema":
		k.schema = waarde
	case "revisie":
		n, err := strconv.ParseInt(string(waarde), 10, 64)
		k.revisie = n
		return err == nil && (waarde[0] != '0' || len(waarde) == 1)
	case "time":
		t, err := time.Parse(time.RFC3339, string(waarde))
		k.tijd = t.UnixMilli()
		return err == nil && len(waarde) == len("2006-01-02T15:04:05.000Z") && waarde[len(waarde)-1] == 'Z'
	case "specversion":
		return string(waarde) == "1.0"
	case "datacontenttype", "oorzaak", "samenhang", "source":
	default:
		return false
	}
	return len(waarde) > 0
}

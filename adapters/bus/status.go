package bus

import "github.com/mgr-sdcg/kroniek/domain/es"

// A Status is how one consumer is doing. It holds nothing of an event.
type Status struct {
	Consument   string      `json:"consument"`
	Positie     es.Position `json:"positie"`           // all up to here is handled, or of no interest to it
	Achterstand int64       `json:"achterstand"`       // events recorded after Positie
	Gestopt     string      `json:"gestopt,omitzero"`  // why it stopped, a code; empty while it runs
	Vanaf       es.Position `json:"vanaf,omitzero"`    // where it stopped: the first event it could not handle
	Pogingen    int         `json:"pogingen,omitzero"` // failed attempts since the last progress
	Fout        string      `json:"fout,omitzero"`     // why the last of them failed, a code
}

// Status returns the status of every consumer, in the order in which they were
// added; each read model follows on the consumer that feeds it.
func (b *Bus) Status() []Status {
	kop := b.journal.Kop()
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Status
	for _, k := range b.consumers {
		own := k.status()
		if k.parts != nil {
			parts, err := k.parts()
			if err != nil {
				own.Fout = reasonOf(err)
			}
			out = append(out, own)
			out = append(out, parts...)
			continue
		}
		out = append(out, own)
	}
	for i := range out {
		out[i].Achterstand = max(0, int64(kop-out[i].Positie))
	}
	return out
}

func (k *consumer) status() Status {
	s := Status{Consument: k.name}
	if p := k.progress(); p != nil {
		p.mu.Lock()
		s.Positie, s.Pogingen, s.Fout, s.Gestopt = p.position, p.attempts, p.fault, p.ended
		p.mu.Unlock()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.stopped != "" {
		s.Gestopt, s.Vanaf = k.stopped, k.from
	}
	return s
}

package controle

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/maphash"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// rijQuery reads the events of a part of the log, each with its stream.
const rijQuery = `SELECT g.positie, g.sid, g.revisie, g.tid, g.tijdgrens, g.vervangen, g.id, g.sleutel, g.zout,
	g.commitment, g.gebeurtenis, s.naam, s.sleutel
	FROM gebeurtenissen g LEFT JOIN streams s ON s.sid = g.sid
	WHERE g.positie > ? AND g.positie <= ? ORDER BY g.positie`

// A rij is one event row. Its buffers are used again for the next.
type rij struct {
	positie, sid, revisie, tid, tijdgrens, vervangen   int64
	id, sleutel, zout, commitment, naam, stroomSleutel []byte
	som                                                []byte // the text of the commitment: kop, zout, gebeurtenis
	gebeurtenis                                        []byte // the tail of som
	k                                                  kenmerken
	opdracht                                           [16]byte
	nul                                                bool // a number that may be 0 is no number, which a damaged file can hold
}

func (r *rij) lees(s *sqlite.Stmt) {
	r.positie, r.sid, r.revisie, r.tid = s.ColumnInt64(0), s.ColumnInt64(1), s.ColumnInt64(2), s.ColumnInt64(3)
	r.tijdgrens, r.vervangen = s.ColumnInt64(4), s.ColumnInt64(5)
	r.nul = s.ColumnType(2) != sqlite.TypeInteger || s.ColumnType(5) != sqlite.TypeInteger
	r.id, r.sleutel, r.zout = kolom(s, 6, r.id), kolom(s, 7, r.sleutel), kolom(s, 8, r.zout)
	r.commitment = kolom(s, 9, r.commitment)
	r.naam, r.stroomSleutel = kolom(s, 11, r.naam), kolom(s, 12, r.stroomSleutel)
	kop, n := len(commitmentKop)+len(r.zout), s.ColumnLen(10)
	if cap(r.som) < kop+n {
		r.som = make([]byte, kop+n, kop+n+4096)
	}
	r.som = r.som[:kop+n]
	copy(r.som, commitmentKop)
	copy(r.som[len(commitmentKop):], r.zout)
	r.gebeurtenis = r.som[kop:]
	if n > 0 {
		s.ColumnBytes(10, r.gebeurtenis)
	}
}

// keur holds the row against itself. Vorige is the tijdgrens of the row before.
func (r *rij) keur(g *gang, vorige int64) *Afwijking {
	if a := r.keurBytes(g); a != nil {
		return a
	}
	ok := false
	if r.k, ok = leesKenmerken(r.gebeurtenis); !ok {
		return r.fout(SoortGebeurtenis, "de gebeurtenis heeft niet de vorm van versie 1")
	}
	if n, err := g.base64.Decode(r.opdracht[:], r.k.opdracht); err != nil || n != len(r.opdracht) {
		return r.fout(SoortGebeurtenis, "het opdrachtkenmerk in de gebeurtenis is onleesbaar")
	}
	if g.doe.doet(toetsKolommen) {
		if a := r.keurKolommen(g); a != nil {
			return a
		}
	}
	if g.doe.doet(toetsTijd) && r.tijdgrens != max(vorige, r.k.tijd) {
		return r.fout(SoortKolom, "de tijdgrens is niet het laatste tijdstip tot hier")
	}
	return nil
}

// keurBytes holds the stored bytes against the commitment, or, for a replaced
// event, looks whether what should be gone is gone.
func (r *rij) keurBytes(g *gang) *Afwijking {
	if r.nul {
		return r.fout(SoortKolom, "een kolom bevat geen getal")
	}
	if len(r.commitment) != sha256.Size {
		return r.fout(SoortGebeurtenis, "het commitment heeft niet de juiste lengte")
	}
	if r.vervangen != 0 {
		switch {
		case !g.doe.doet(toetsVervanging):
		case len(r.zout) != 0:
			return r.fout(SoortVervanging, "de gebeurtenis heet vervangen, maar haar zout is niet gewist")
		case r.vervangen <= r.positie:
			return r.fout(SoortVervanging, "de gebeurtenis die over de vervanging zou hebben besloten, komt niet na deze")
		}
		return nil
	}
	if len(r.zout) != sha256.Size {
		return r.fout(SoortGebeurtenis, "het zout heeft niet de juiste lengte")
	}
	if h := sha256.Sum256(r.som); g.doe.doet(toetsCommitment) && !bytes.Equal(h[:], r.commitment) {
		return r.fout(SoortGebeurtenis, "gebeurtenis, zout en commitment horen niet bij elkaar")
	}
	return nil
}

// keurKolommen holds the columns against the event that they repeat. Of a
// replaced event the type may be that of a successor, and the key is gone.
func (r *rij) keurKolommen(g *gang) *Afwijking {
	var id [36]byte
	typ, bekend := g.typen[r.tid]
	switch {
	case len(r.id) != 16 || !bytes.Equal(uuidTekst(&id, r.id), r.k.id):
		return r.fout(SoortKolom, "de kolom id zegt iets anders dan de gebeurtenis")
	case !bytes.Equal(r.naam, r.k.subject):
		return r.fout(SoortKolom, "de stroom in de rij is een andere dan die in de gebeurtenis")
	case r.revisie != r.k.revisie:
		return r.fout(SoortKolom, "de revisie in de rij is een andere dan die in de gebeurtenis")
	case !bekend || (r.vervangen == 0 && string(r.k.typ) != typ):
		return r.fout(SoortKolom, "het type in de rij is een ander dan dat in de gebeurtenis")
	case r.vervangen != 0:
		if len(r.sleutel) > 0 && len(r.stroomSleutel) > 0 && !bytes.Equal(r.sleutel, r.stroomSleutel) {
			return r.fout(SoortKolom, "de sleutel in de rij is een andere dan die van de stroom")
		}
		return nil
	case !bytes.Equal(base64Tekst(r.sleutel), r.k.pdsleutel):
		return r.fout(SoortKolom, "de sleutel in de rij is een andere dan die in de gebeurtenis")
	case len(r.sleutel) > 0 && !bytes.Equal(r.sleutel, r.stroomSleutel):
		return r.fout(SoortKolom, "de sleutel van de stroom is een andere dan die in de gebeurtenis")
	}
	return nil
}

// keurDeel holds the personal part against its digest in the event.
func (r *rij) keurDeel(deel []byte) *Afwijking {
	h := sha256.Sum256(deel)
	switch {
	case r.vervangen != 0: // its digest went with the public part
		return nil
	case r.k.pddigest == nil:
		return r.fout(SoortPersoons, "er is een persoonsdeel dat de gebeurtenis niet noemt")
	case !bytes.Equal(base64Tekst(h[:]), r.k.pddigest):
		return r.fout(SoortPersoons, "het persoonsdeel is niet dat van de gebeurtenis")
	}
	return nil
}

func (r *rij) fout(s Soort, melding string) *Afwijking {
	return &Afwijking{Positie: es.Position(r.positie), Soort: s, Melding: melding}
}

// somOpdracht and somVolgorde turn facts of a row into numbers that are added
// up, so that two tables can be compared in any order and in flat memory. The
// seed is chosen anew for every check: nobody can prepare rows that add up.
func somOpdracht(z maphash.Seed, opdracht []byte, positie int64) uint64 {
	var b [24]byte
	copy(b[:16], opdracht)
	binary.LittleEndian.PutUint64(b[16:], uint64(positie))
	return maphash.Bytes(z, b[:])
}

func somVolgorde(z maphash.Seed, sid, revisie, positie int64) uint64 {
	var b [25]byte
	binary.LittleEndian.PutUint64(b[:], uint64(sid))
	binary.LittleEndian.PutUint64(b[8:], uint64(revisie))
	binary.LittleEndian.PutUint64(b[16:], uint64(positie))
	return maphash.Bytes(z, b[:])
}

func base64Tekst(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return base64.RawURLEncoding.AppendEncode(make([]byte, 0, 44), b)
}

func uuidTekst(uit *[36]byte, id []byte) []byte {
	hex.Encode(uit[:8], id[:4])
	hex.Encode(uit[9:13], id[4:6])
	hex.Encode(uit[14:18], id[6:8])
	hex.Encode(uit[19:23], id[8:10])
	hex.Encode(uit[24:], id[10:])
	uit[8], uit[13], uit[18], uit[23] = '-', '-', '-', '-'
	return uit[:]
}

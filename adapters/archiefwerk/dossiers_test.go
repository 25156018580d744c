package archiefwerk_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
)

var (
	toen  = time.Date(2025, 3, 3, 9, 0, 0, 0, time.UTC) // when files were made
	later = time.Date(2046, 3, 3, 9, 0, 0, 0, time.UTC) // when every term is over
)

// A dossier is one stream with what must be gone from every file once it is destroyed.
type dossier struct {
	stroom  es.Stream
	persoon int
	merken  []string
}

func stroom(soort string, n int) es.Stream {
	return es.StreamOf(soort, uuid.MustParse(fmt.Sprintf("0190c0de-0000-8000-8000-%012d", n)))
}

func mens(i int) leerplicht.Persoon {
	return leerplicht.Persoon{
		Naam: es.Prive(fmt.Sprintf("Naam-merk-%d", i)), Geboren: es.Prive(recht.NieuweDatum(2010, 1, 1+i)), BSN: es.Prive(recht.BSN("999990342")),
	}
}

func school(i int) leerplicht.School { return leerplicht.School(fmt.Sprintf("%02dQZ%02d", i, i)) }

// gemeente gives Rozendaal one pupil.
func gemeente(i int) recht.Gemeentecode {
	if i == 0 {
		return "GM0277"
	}
	return []recht.Gemeentecode{"GM0202", "GM0274"}[i%2]
}

// vul makes n persons with a melding, a leerplichtdossier, a doorstroompuntdossier
// and a case at Werkgeverschap SW each, and some events about nobody.
func vul(w *wereld, n int) (ds []dossier) {
	w.nu = toen
	for i := range n {
		ds = append(ds, melding(w, i), leerplichtige(w, i), jongere(w, i), medewerker(w, i))
		doe(w, communicatie.Decider, stroom(communicatie.Soort, i), func(o recht.Opdracht) communicatie.Command {
			return communicatie.VerzendNieuwsbrief{Opdracht: o, Onderwerp: "nieuws", VerzondenOp: o.Vandaag(), Raden: []recht.Gemeentecode{"GM0202"}}
		}, "a")
	}
	return ds
}

func melding(w *wereld, i int) dossier {
	s, wie := stroom(verzuimmelding.Soort, i), fmt.Sprintf("actor-melding-merk-%d", i)
	dag := recht.DatumVan(w.nu)
	doe(w, verzuimmelding.Decider, s, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.Ontvang{
			Opdracht: o, Opgave: leerplicht.Opgave{Gemeente: gemeente(i), Onderwijssoort: leerplicht.Voortgezet}, Verzuimsoort: verzuimmelding.Luxe,
			Melding: verzuimmelding.Melding{Persoon: mens(i), School: school(i), Begindatum: dag.PlusDagen(-40 - i), OntvangenOp: dag},
		}
	}, wie)
	doe(w, verzuimmelding.Decider, s, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.NeemInBehandeling{Opdracht: o, Door: verzuimmelding.Gemeente, GenomenOp: dag}
	}, wie)
	doe(w, verzuimmelding.Decider, s, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.Sluit{Opdracht: o, Door: verzuimmelding.Gemeente, Sluitreden: leerplicht.VerzuimGestopt, AfgeslotenOp: dag}
	}, wie)
	return dossier{s, i, []string{wie + `"`, string(school(i)), dag.PlusDagen(-40 - i).String()}}
}

func leerplichtige(w *wereld, i int) dossier {
	s, wie := stroom(leerplichtdossier.SoortLeerplicht, i), fmt.Sprintf("actor-leerplicht-merk-%d", i)
	dag := recht.DatumVan(w.nu)
	doe(w, leerplichtdossier.Decider, s, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.Open{
			Opdracht: o, Opgave: leerplicht.Opgave{Gemeente: gemeente(i), Onderwijssoort: leerplicht.Voortgezet}, Persoon: mens(i),
			Plicht: leerplicht.Leerplicht, GeopendOp: dag,
		}
	}, wie)
	doe(w, leerplichtdossier.Decider, s, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.MerkThuiszitterAan{Opdracht: o, Aard: leerplichtdossier.Relatief, Begin: dag.PlusDagen(-300 - i), AangemerktOp: dag}
	}, wie)
	return dossier{s, i, []string{wie + `"`, dag.PlusDagen(-300 - i).String()}}
}

func jongere(w *wereld, i int) dossier {
	s, wie := stroom(doorstroompunt.Soort, i), fmt.Sprintf("actor-rmc-merk-%d", i)
	dag := recht.DatumVan(w.nu)
	doe(w, doorstroompunt.Decider, s, func(o recht.Opdracht) doorstroompunt.Command {
		return doorstroompunt.SignaleerVSV{
			Opdracht: o, Opgave: leerplicht.Opgave{Gemeente: gemeente(i), Onderwijssoort: leerplicht.MBO}, Persoon: mens(i),
			Bron: doorstroompunt.BronDUO, GesignaleerdOp: dag,
		}
	}, wie)
	doe(w, doorstroompunt.Decider, s, func(o recht.Opdracht) doorstroompunt.Command {
		return doorstroompunt.BehaalStartkwalificatie{Opdracht: o, Niveau: doorstroompunt.Havo, BehaaldOp: dag}
	}, wie)
	return dossier{s, i, []string{wie + `"`}}
}

func medewerker(w *wereld, i int) dossier {
	s, wie := stroom(boventallige.Soort, i), fmt.Sprintf("actor-sw-merk-%d", i)
	pseudoniem := sw.Pseudoniem(fmt.Sprintf("b1oQf6sVTmyC3rXe0%02dzHA", i))
	dag := recht.DatumVan(w.nu)
	doe(w, boventallige.Decider, s, func(o recht.Opdracht) boventallige.Command {
		p := sw.Persoon{Naam: es.Prive(fmt.Sprintf("Mede-merk-%d", i)), Geboren: es.Prive(recht.NieuweDatum(1970, 1, 1+i))}
		return boventallige.Verklaar{Opdracht: o, Persoon: p, Pseudoniem: pseudoniem, VerklaardOp: dag.PlusDagen(-20 - i)}
	}, wie)
	doe(w, boventallige.Decider, s, func(o recht.Opdracht) boventallige.Command {
		return boventallige.StroomUit{Opdracht: o, Reden: boventallige.NieuwWerk, UitgestroomdOp: dag}
	}, wie)
	return dossier{s, i, []string{wie + `"`, string(pseudoniem)}}
}

// besluit proposes and decides to destroy streams, by two persons, and returns the list.
func besluit(w *wereld, n int, stromen ...es.Stream) es.Stream {
	w.t.Helper()
	w.nu = later
	s := stroom(vernietiging.Soort, n)
	ds, err := w.a.ZoekOp(w.t.Context(), s, stromen...)
	require.NoError(w.t, err)
	doe(w, vernietiging.Decider, s, func(o recht.Opdracht) vernietiging.Command {
		return vernietiging.StelVoor{Opdracht: o, Peildatum: o.Vandaag(), Dossiers: ds}
	}, "archivaris-1")
	doe(w, vernietiging.Decider, s, func(o recht.Opdracht) vernietiging.Command {
		return vernietiging.StelVast{Opdracht: o, Dossiers: ds}
	}, "functionaris-2")
	return s
}

// basis makes a folder with n persons once, for tests that each work on a copy.
func basis(t *testing.T, n int) (dir string, ds []dossier) {
	t.Helper()
	dir = t.TempDir()
	w := opent(t, dir, toen, nil)
	require.NoError(t, w.herstel())
	ds = vul(w, n)
	w.bij()
	w.sluit()
	return dir, ds
}

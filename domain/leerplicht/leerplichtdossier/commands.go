package leerplichtdossier

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks to record something in one file. The Motivering of its Opdracht
// becomes a personal field.
type Command interface{ command() }

type (
	// Open opens the file of somebody under Plicht.
	Open struct {
		recht.Opdracht
		leerplicht.Opgave
		leerplicht.Persoon
		Plicht    leerplicht.Plicht
		GeopendOp recht.Datum
	}
	// VoerGesprek records that people met.
	VoerGesprek struct {
		recht.Opdracht
		Nummer        int
		Gesprekssoort Gesprekssoort
		GevoerdOp     recht.Datum
		Met           es.Persoonlijk[string]
		Verslag       es.Persoonlijk[string]
	}
	// KiesRoute records the road that a person chose.
	KiesRoute struct {
		recht.Opdracht
		Route     Route
		GekozenOp recht.Datum
	}
	// StelAbsoluutVerzuimVast records that the person is not enrolled since Begin.
	StelAbsoluutVerzuimVast struct {
		recht.Opdracht
		Begin recht.Datum
	}
	// BeeindigAbsoluutVerzuim records that it is over from Einde.
	BeeindigAbsoluutVerzuim struct {
		recht.Opdracht
		Einde      recht.Datum
		Herplaatst bool
	}
	// SignaleerThuiszitter records that absence since Begin has lasted so long that
	// a person should look at it. A process may give it.
	SignaleerThuiszitter struct {
		recht.Opdracht
		Begin recht.Datum
	}
	// MerkThuiszitterAan records that a person found somebody to be a thuiszitter.
	// Periode 0 is a new one; with the number of one, and Corrigeert, it is corrected.
	MerkThuiszitterAan struct {
		recht.Opdracht
		Periode      int
		Aard         Aard
		Begin        recht.Datum
		AangemerktOp recht.Datum
	}
	// StelTerugkeerVast records that somebody is at school again from TerugOp.
	// Periode 0 is the last one.
	StelTerugkeerVast struct {
		recht.Opdracht
		Periode int
		TerugOp recht.Datum
	}
	// Sluit records that supervision is over.
	Sluit struct {
		recht.Opdracht
		Sluitreden leerplicht.Sluitreden
		GeslotenOp recht.Datum
	}
)

func (Open) command()                    {}
func (VoerGesprek) command()             {}
func (KiesRoute) command()               {}
func (StelAbsoluutVerzuimVast) command() {}
func (BeeindigAbsoluutVerzuim) command() {}
func (SignaleerThuiszitter) command()    {}
func (MerkThuiszitterAan) command()      {}
func (StelTerugkeerVast) command()       {}
func (Sluit) command()                   {}

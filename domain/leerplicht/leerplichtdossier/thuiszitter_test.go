package leerplichtdossier

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestSignaleerThuiszitter(t *testing.T) {
	t.Run("een proces signaleert na meer dan vier weken en beslist niets", func(t *testing.T) {
		require.Len(t, na(t).When(signaal("2026-10-04")).Events(), 1) // 29 days before today
		na(t).When(signaal("2026-10-05")).ThenRefused(ErrVierWeken)   // 28 days: exactly four weeks
		s := staat(t, signaal("2026-10-04"))
		require.False(t, s.IsThuiszitter(vandaag))
		na(t, signaal("2026-10-04")).When(signaal("2026-10-04")).ThenNothing()
		na(t, sluiting()).When(signaal("2026-10-04")).ThenRefused(ErrGesloten)
		na(t).When(SignaleerThuiszitter{Opdracht: proces()}).ThenRefused(leerplicht.ErrDagOntbreekt)
	})
}

func TestMerkThuiszitterAan(t *testing.T) {
	t.Run("een mens merkt aan, en pas na meer dan vier weken", func(t *testing.T) {
		e := na(t).When(merk("2026-09-01")).Events()[0].(ThuiszitterAangemerkt)
		require.Equal(t, 1, e.Periode)
		require.Equal(t, "THUISZITTER", e.Regels[0].Code)
		c := merk("2026-09-01")
		c.AangemerktOp = c.AangemerktOp.PlusDagen(-1)
		na(t).When(c).ThenRefused(ErrVierWeken)
		c = merk("2026-09-01")
		c.Opdracht = proces()
		na(t, signaal("2026-09-01")).When(c).ThenRefused(leerplicht.ErrMensBeslist)
	})
	t.Run("bij absoluut verzuim meteen, als dat is vastgesteld", func(t *testing.T) {
		c := MerkThuiszitterAan{Opdracht: nu(), Aard: Absoluut, Begin: dag("2026-09-14"), AangemerktOp: dag("2026-09-14")}
		na(t).When(c).ThenRefused(ErrGeenAbsoluutVerzuim)
		require.Len(t, na(t, absoluut("2026-09-14")).When(c).Events(), 1)
		na(t, absoluut("2026-09-15")).When(c).ThenRefused(ErrGeenAbsoluutVerzuim)
		require.Len(t, na(t, absoluut("2026-09-01"), ingeschreven("2026-09-15")).When(c).Events(), 1)
		na(t, absoluut("2026-09-01"), ingeschreven("2026-09-14")).When(c).ThenRefused(ErrGeenAbsoluutVerzuim)
	})
	t.Run("nogmaals verandert niets, een ander begin vraagt een correctie", func(t *testing.T) {
		na(t, merk("2026-09-01")).When(merk("2026-09-01")).ThenNothing()
		na(t, merk("2026-09-01"), terug("2026-10-05")).When(merk("2026-09-01")).ThenNothing()
		na(t, merk("2026-09-01")).When(merk("2026-09-02")).ThenRefused(ErrAlThuiszitter)
		e := na(t, merk("2026-09-01")).When(corrigeerMerk(1, "2026-08-25")).Events()[0].(ThuiszitterAangemerkt)
		require.Equal(t, 1, e.Periode)
		na(t, merk("2026-09-01")).When(corrigeerMerk(2, "2026-08-25")).ThenRefused(ErrGeenThuiszitter)
	})
	t.Run("perioden volgen elkaar en sluiten hoogstens aan", func(t *testing.T) {
		h := []Command{merk("2026-08-10"), terug("2026-09-20")}
		na(t, h...).When(merk("2026-09-19")).ThenRefused(ErrOverlapt)
		e := na(t, h...).When(merk("2026-09-20")).Events()[0].(ThuiszitterAangemerkt)
		require.Equal(t, 2, e.Periode)
		twee := append(h, merk("2026-09-20"))
		na(t, twee...).When(corrigeerMerk(2, "2026-09-19")).ThenRefused(ErrOverlapt)
		na(t, twee...).When(corrigeerTerug(1, "2026-09-21")).ThenRefused(ErrOverlapt)
		require.Len(t, na(t, twee...).When(corrigeerTerug(1, "2026-09-19")).Events(), 1)
		na(t, twee...).When(corrigeerMerk(1, "2026-09-21")).ThenRefused(ErrOverlapt)
	})
	t.Run("zonder dag, met een dag die nog komt, of in een gesloten dossier niet", func(t *testing.T) {
		c := merk("2026-09-01")
		c.Begin = recht.Datum{}
		na(t).When(c).ThenRefused(leerplicht.ErrDagOntbreekt)
		c = merk("2026-09-01")
		c.AangemerktOp = vandaag.PlusDagen(1)
		na(t).When(c).ThenRefused(leerplicht.ErrInToekomst)
		c = merk("2026-09-01")
		c.Begin = c.AangemerktOp.PlusDagen(1)
		na(t).When(c).ThenRefused(leerplicht.ErrInToekomst)
		c = merk("2026-09-01")
		c.Aard = "geoorloofd"
		na(t).When(c).ThenRefused(leerplicht.ErrWaardeOnbekend)
		na(t, sluiting()).When(merk("2026-09-01")).ThenRefused(ErrGesloten)
		require.Len(t, na(t, merk("2026-09-01"), sluiting()).When(corrigeerMerk(1, "2026-08-31")).Events(), 1)
	})
}

func TestTerugkeer(t *testing.T) {
	t.Run("op de dag van terugkeer is iemand geen thuiszitter meer", func(t *testing.T) {
		s := staat(t, merk("2026-09-01"), terug("2026-10-05"))
		require.False(t, s.IsThuiszitter(dag("2026-08-31")))
		require.True(t, s.IsThuiszitter(dag("2026-09-01")))
		require.True(t, s.IsThuiszitter(dag("2026-10-04")))
		require.False(t, s.IsThuiszitter(dag("2026-10-05")))
	})
	t.Run("nogmaals verandert niets, een andere dag vraagt een correctie", func(t *testing.T) {
		h := []Command{merk("2026-09-01"), terug("2026-10-05")}
		na(t, h...).When(terug("2026-10-05")).ThenNothing()
		na(t, h...).When(terug("2026-10-06")).ThenRefused(ErrAlTerug)
		require.Len(t, na(t, h...).When(corrigeerTerug(1, "2026-10-06")).Events(), 1)
		na(t).When(terug("2026-10-05")).ThenRefused(ErrGeenThuiszitter)
		na(t, h...).When(corrigeerTerug(2, "2026-10-06")).ThenRefused(ErrGeenThuiszitter)
	})
	t.Run("een periode duurt ten minste een dag, behalve als zij ten onrechte was vastgelegd", func(t *testing.T) {
		na(t, merk("2026-09-01")).When(terug("2026-09-01")).ThenRefused(ErrTerugVoorBegin)
		na(t, merk("2026-09-01")).When(corrigeerTerug(1, "2026-08-31")).ThenRefused(ErrTerugVoorBegin)
		require.Len(t, na(t, merk("2026-09-01")).When(terug("2026-09-02")).Events(), 1)
		s := staat(t, merk("2026-09-01"), corrigeerTerug(1, "2026-09-01"))
		require.False(t, s.IsThuiszitter(dag("2026-09-01")))
		require.Len(t, na(t, merk("2026-09-01"), corrigeerTerug(1, "2026-09-01")).When(merk("2026-08-20")).Events(), 1)
	})
}

func TestAbsoluutVerzuim(t *testing.T) {
	t.Run("absoluut verzuim begint en eindigt", func(t *testing.T) {
		na(t, absoluut("2026-09-01")).When(absoluut("2026-09-01")).ThenNothing()
		na(t, absoluut("2026-09-01")).When(absoluut("2026-09-02")).ThenRefused(ErrAlAbsoluutVerzuim)
		na(t).When(ingeschreven("2026-10-01")).ThenRefused(ErrGeenAbsoluutVerzuim)
		na(t, absoluut("2026-09-01")).When(ingeschreven("2026-09-01")).ThenRefused(ErrGeenAbsoluutVerzuim)
		e := na(t, absoluut("2026-09-01")).When(ingeschreven("2026-09-02")).Events()[0].(AbsoluutVerzuimBeeindigd)
		require.Equal(t, "Leerplichtwet 1969 art. 19", e.Grondslag.String())
		h := []Command{absoluut("2026-09-01"), ingeschreven("2026-10-01")}
		na(t, h...).When(ingeschreven("2026-10-01")).ThenNothing()
		na(t, h...).When(ingeschreven("2026-10-02")).ThenRefused(ErrAlBeeindigd)
		na(t, h...).When(absoluut("2026-09-30")).ThenRefused(ErrAlAbsoluutVerzuim)
		require.Len(t, na(t, h...).When(absoluut("2026-10-01")).Events(), 1)
		na(t, sluiting()).When(absoluut("2026-09-01")).ThenRefused(ErrGesloten)
		na(t, absoluut("2026-09-01"), sluiting()).When(ingeschreven("2026-10-01")).ThenRefused(ErrGesloten)
	})
	t.Run("een proces stelt het niet vast", func(t *testing.T) {
		c := absoluut("2026-09-01")
		c.Opdracht = proces()
		na(t).When(c).ThenRefused(leerplicht.ErrMensBeslist)
	})
}

package leerplicht

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func noor() Persoon {
	return Persoon{Naam: es.Prive("Noor"), Geboren: es.Prive(dag("2012-05-20")), BSN: es.Prive(recht.BSN("999990019"))}
}

func TestKeur(t *testing.T) {
	op := dag("2026-11-02")
	t.Run("een naam, een geboortedatum en een nummer", func(t *testing.T) {
		geboren, err := noor().Keur(op)
		require.NoError(t, err)
		require.Equal(t, dag("2012-05-20"), geboren)
		p := noor()
		p.BSN, p.Onderwijsnummer = es.Persoonlijk[recht.BSN]{}, es.Prive(recht.Onderwijsnummer("100000041"))
		_, err = p.Keur(op)
		require.NoError(t, err)
		p.Geboren = es.Prive(op)
		_, err = p.Keur(op)
		require.NoError(t, err, "born on the day itself")
	})
	for naam, g := range map[string]struct {
		wijzig func(*Persoon)
		want   *es.Refusal
	}{
		"zonder naam":                     {func(p *Persoon) { p.Naam = es.Prive("") }, ErrPersoonOnvolledig},
		"zonder geboortedatum":            {func(p *Persoon) { p.Geboren = es.Persoonlijk[recht.Datum]{} }, ErrPersoonOnvolledig},
		"nog niet geboren":                {func(p *Persoon) { p.Geboren = es.Prive(op.PlusDagen(1)) }, ErrPersoonOnvolledig},
		"zonder nummer":                   {func(p *Persoon) { p.BSN = es.Persoonlijk[recht.BSN]{} }, ErrPersoonsnummer},
		"met twee nummers":                {func(p *Persoon) { p.Onderwijsnummer = es.Prive(recht.Onderwijsnummer("100000041")) }, ErrPersoonsnummer},
		"met een fout bsn":                {func(p *Persoon) { p.BSN = es.Prive(recht.BSN("999990018")) }, ErrPersoonsnummer},
		"met een onderwijsnummer als bsn": {func(p *Persoon) { p.BSN = es.Prive(recht.BSN("100000041")) }, ErrPersoonsnummer},
		"met een bsn als onderwijsnummer": {func(p *Persoon) {
			p.BSN, p.Onderwijsnummer = es.Persoonlijk[recht.BSN]{}, es.Prive(recht.Onderwijsnummer("999990019"))
		}, ErrPersoonsnummer},
	} {
		t.Run(naam+" wordt geweigerd", func(t *testing.T) {
			p := noor()
			g.wijzig(&p)
			_, err := p.Keur(op)
			require.ErrorIs(t, err, g.want)
		})
	}
}

func TestDoorMens(t *testing.T) {
	for rol, want := range map[string]error{"leerplichtambtenaar": nil, "proces": ErrMensBeslist, "": ErrMensBeslist} {
		require.ErrorIs(t, DoorMens(recht.Opdracht{Actor: recht.Actor{Rol: rol}}), want, rol)
	}
}

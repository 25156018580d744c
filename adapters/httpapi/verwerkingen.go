package httpapi

import (
	"context"
)

// LeesVerwerkingsactiviteiten implements StrictServerInterface.
func (s *Server) LeesVerwerkingsactiviteiten(context.Context, LeesVerwerkingsactiviteitenRequestObject) (weergave, error) {
	uit := Verwerkingsactiviteiten{Verwerkingsactiviteiten: []Verwerkingsactiviteit{}}
	for _, a := range s.inzage.Activiteiten() {
		uit.Verwerkingsactiviteiten = append(uit.Verwerkingsactiviteiten, Verwerkingsactiviteit{
			Uri: s.inzage.Activiteit(a), Code: a.Code, Versie: a.Versie, Vanaf: a.Vanaf, Tot: a.Tot, Module: a.Module, Naam: a.Naam, Doel: a.Doel,
			Grondslag: a.Grondslag, Betrokkenen: a.Betrokkenen, Gegevens: a.Gegevens, Ontvangers: a.Ontvangers, Bewaartermijn: a.Bewaartermijn,
			Doorgifte: a.Doorgifte, Beveiliging: a.Beveiliging, Aangenomen: a.Aangenomen, Bron: a.Bron,
		})
	}
	return gewoon{uit}, nil
}

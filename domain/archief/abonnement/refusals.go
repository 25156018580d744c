package abonnement

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	beveiliging = "BIO2 5.03, 5.14 en 5.18"
	levering    = "Kroniek: naar buiten"
)

// Refusals.
var (
	ErrNaam = es.Refuse("abonnement/naam-onjuist",
		"De naam van een abonnement is een woord voor een systeem: kleine letters, streepjes en hooguit vier cijfers achter elkaar, samen hooguit 40 tekens.", levering)
	ErrAdres = es.Refuse("abonnement/adres-onjuist",
		"Het adres past niet bij het kanaal. Een webhook heeft een URL met https (of http binnen het eigen netwerk) zonder aanmeldgegevens, vraagteken of hekje; NATS een onderwerp van woorden met punten ertussen, zonder jokers.", beveiliging)
	ErrRolOntbreekt = es.Refuse("abonnement/rol-ontbreekt",
		"De rol en organisatie waarmee de ontvanger kijkt ontbreken.", beveiliging)
	ErrTypen = es.Refuse("abonnement/typen-onjuist",
		"De typen gebeurtenissen zijn elk een keer genoemd, zoals nl.gemeenschappelijke-regelingen.besluit-bekendgemaakt.v1, en hooguit 200.", levering)
	// ErrOntvanger, ErrTypeOnbekend and ErrVooruit are found by who knows the roles,
	// the event types and how far a receiver is.
	ErrOntvanger = es.Refuse("abonnement/ontvanger-onjuist",
		"Rol, organisatie, gemeente en module van de ontvanger passen niet bij elkaar.", beveiliging)
	ErrTypeOnbekend = es.Refuse("abonnement/type-onbekend",
		"Een van de typen gebeurtenissen bestaat niet.", levering)
	ErrVooruit = es.Refuse("abonnement/positie-vooruit",
		"De positie ligt verder dan de ontvanger was, of verder dan de geschiedenis loopt; dat zou gebeurtenissen overslaan.", levering)
	ErrPositie = es.Refuse("abonnement/positie-onjuist",
		"De positie waarna geleverd wordt is een geheel getal vanaf nul.", levering)
	ErrNietAangemeld = es.Refuse("abonnement/niet-aangemeld",
		"Dit abonnement is niet aangemeld.", levering)
	ErrAlAangemeld = es.Refuse("abonnement/al-aangemeld",
		"Dit abonnement is al anders aangemeld; wijzig het.", levering)
	ErrNietGoedgekeurd = es.Refuse("abonnement/niet-goedgekeurd",
		"Dit abonnement is nog niet goedgekeurd.", "BIO2 5.03")
	ErrReden = es.Refuse("abonnement/reden-onjuist",
		"De reden om te stoppen is onbekend, of past niet bij wie stopt: op verzoek stopt een mens, en alles anders noemt de gebeurtenis waar het vastliep.", levering)
	ErrMensHervat = es.Refuse("abonnement/mens-hervat",
		"Een gestopt abonnement wordt hervat door een mens, nadat de oorzaak is bekeken.", levering)
	ErrNietGestopt = es.Refuse("abonnement/niet-gestopt",
		"Dit abonnement loopt al; stop het eerst om vanaf een eerdere positie opnieuw te leveren.", levering)
)

package asvs

import (
	"fmt"
	"strings"
)

// hoofdstukken returns the chapters of the standard, in our own words.
func hoofdstukken() []string {
	return []string{
		1: "Coderen en opschonen", 2: "Invoer en bedrijfsregels", 3: "Wat een browser doet", 4: "API en HTTP", 5: "Bestanden",
		6: "Aanmelden", 7: "Sessies", 8: "Toegang", 9: "Ondertekende tokens", 10: "OAuth en OpenID Connect", 11: "Cryptografie",
		12: "Verbindingen", 13: "Inrichting", 14: "Gegevensbescherming", 15: "Bouw en afhankelijkheden", 16: "Logboeken en fouten",
	}
}

const inleiding = `# OWASP ASVS 5.0.0

<!-- Gemaakt uit oordelen.tsv met: go test ./adapters/toegang/asvs -bijwerken -->

Elk punt van niveau 1 en 2 van de [OWASP Application Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS/tree/v5.0.0_release),
behalve WebRTC (hoofdstuk 17), dat Kroniek niet heeft; en zeven gekozen punten van niveau 3. De nummers zijn die van OWASP, de omschrijvingen
zijn van ons en korter: lees voor de eis zelf de standaard. Dit is een eigen oordeel, geen keuring door een ander.

Een test of instelling die hier staat, bestaat: dat toetst ` + "`adapters/toegang/asvs`" + `. Of zij genoeg bewijst, is een oordeel van mensen.
"Niet van toepassing" betekent dat het onderdeel er niet is, niet dat het risico klein is.

`

// Pagina returns the page with all judgements, as Markdown.
func Pagina(punten []Punt) string {
	var b strings.Builder
	b.WriteString(inleiding)
	samenvatting(&b, punten)
	tekort(&b, punten)
	namen, hoofdstuk := hoofdstukken(), ""
	for _, p := range punten {
		if h, _, _ := strings.Cut(p.Nummer, "."); h != hoofdstuk {
			hoofdstuk = h
			naam := ""
			for i, n := range namen {
				if fmt.Sprint(i) == h {
					naam = n
				}
			}
			fmt.Fprintf(&b, "\n## %s %s\n\n| punt | niveau | waarover | oordeel | waaraan dat te zien is, of waarom |\n|---|---|---|---|---|\n", h, naam)
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %s |\n", p.Nummer, p.Niveau, cel(p.Onderwerp), p.Oordeel, waaraan(p))
	}
	return b.String()
}

func samenvatting(b *strings.Builder, punten []Punt) {
	oordelen := []Oordeel{Voldoet, Deels, VoldoetNiet, NietToepassing}
	b.WriteString("| niveau | punten | voldoet | deels | voldoet niet | niet van toepassing |\n|---|---|---|---|---|---|\n")
	for niveau := 1; niveau <= 3; niveau++ {
		aantal, samen := map[Oordeel]int{}, 0
		for _, p := range punten {
			if p.Niveau == niveau {
				aantal[p.Oordeel]++
				samen++
			}
		}
		fmt.Fprintf(b, "| %d | %d |", niveau, samen)
		for _, o := range oordelen {
			fmt.Fprintf(b, " %d |", aantal[o])
		}
		b.WriteString("\n")
	}
}

// tekort lists first what is missing, so that nobody has to look for it.
func tekort(b *strings.Builder, punten []Punt) {
	b.WriteString("\n## Wat ontbreekt\n\n")
	for _, p := range punten {
		if p.Oordeel == Deels || p.Oordeel == VoldoetNiet {
			fmt.Fprintf(b, "- **%s** (%s): %s\n", p.Nummer, p.Oordeel, p.Toelichting)
		}
	}
}

func waaraan(p Punt) string {
	var delen []string
	for _, b := range p.Bewijs {
		switch {
		case b.Geval != "":
			delen = append(delen, fmt.Sprintf("test `%s` `%s`: %s", b.Map, b.Test, cel(b.Geval)))
		case b.Test != "":
			delen = append(delen, fmt.Sprintf("test `%s` `%s`", b.Map, b.Test))
		default:
			delen = append(delen, fmt.Sprintf("instelling `%s`: `%s`", b.Bestand, cel(b.Instelling)))
		}
	}
	if p.Toelichting != "" {
		delen = append(delen, cel(p.Toelichting))
	}
	return strings.Join(delen, "; ")
}

func cel(tekst string) string { return strings.ReplaceAll(tekst, "|", `\|`) }

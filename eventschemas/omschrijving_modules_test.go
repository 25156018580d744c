package eventschemas

import "maps"

// omschrijvingen are all of them: those that the modules share, and those of
// each module. A module may not give a word of another a second meaning.
func omschrijvingen() map[string]string {
	alles := maps.Clone(algemeen())
	for _, module := range []map[string]string{leerplichtzaken()} {
		for veld, zin := range module {
			if _, dubbel := alles[veld]; dubbel {
				panic("eventschemas: two omschrijvingen of " + veld)
			}
			alles[veld] = zin
		}
	}
	return alles
}

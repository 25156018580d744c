package kandidaat

import "github.com/mgr-sdcg/kroniek/domain/es"

// ErrAlBekend says that a person who is aangeleverd has a stream already. It is a
// rule about all kandidaten together, so Decide does not judge it: the index of
// persons does, before the command gets here.
var ErrAlBekend = es.Refuse("kandidaat/al-bekend",
	"Deze persoon is al kandidaat; zoek hem op en leg de nieuwe aanlevering daar vast.", plan)

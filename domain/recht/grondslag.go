package recht

// Soort says on what kind of ground an act rests.
type Soort string

// The kinds of ground. Only a besluit needs a wettelijk one.
const (
	Wettelijk         Soort = "wettelijk"
	Privaatrechtelijk Soort = "privaatrechtelijk"
	Feitelijk         Soort = "feitelijk"
)

// A Grondslag is the ground of an act: a law and article in the version that was
// valid, or the kind of act that needs none.
type Grondslag struct {
	Soort    Soort  `json:"soort"`
	Regeling string `json:"regeling,omitzero"` // "Wgr", "Regeling MGR SDCG", …
	Artikel  string `json:"artikel,omitzero"`  // "24 lid 1"
	Vanaf    Datum  `json:"vanaf,omitzero"`    // first day of this version
	Tot      Datum  `json:"tot,omitzero"`      // day on which it lapses; absent while in force
}

func (g Grondslag) geldigOp(d Datum) bool {
	if g.Soort != Wettelijk {
		return g.Soort == Privaatrechtelijk || g.Soort == Feitelijk
	}
	return g.Regeling != "" && g.Artikel != "" && !d.Voor(g.Vanaf) && (g.Tot.IsZero() || d.Voor(g.Tot))
}

// String returns the ground as lawyers cite it.
func (g Grondslag) String() string {
	if g.Soort != Wettelijk {
		return string(g.Soort) + "e handeling"
	}
	return g.Regeling + " art. " + g.Artikel
}

package uitvoeringsplan

import "github.com/mgr-sdcg/kroniek/domain/recht"

// vaststelling is the nature of what the algemeen bestuur adopts here. It is
// treated as a besluit of general purport, so it works only once made known (Awb
// 3:40 and 3:42); bezwaar and beroep are not open. Whether a plan in broad lines
// is directed at rechtsgevolg is for a jurist: the choice costs a publication,
// the opposite one could cost the besluit.
var vaststelling = recht.Aard{Bestuursbesluit: true, AwbBesluit: true}

// voorbereiding is a decision on the way to a besluit (Awb 6:3).
var voorbereiding = recht.Aard{Bestuursbesluit: true}

// Aard implements [recht.Besluit].
func (OntwerpVastgesteldDoorDagelijksBestuur) Aard() recht.Aard { return voorbereiding }

// Aard implements [recht.Besluit].
func (OnderdeelVastgesteld) Aard() recht.Aard { return vaststelling }

// Aard implements [recht.Besluit].
func (UitvoeringsplanVastgesteld) Aard() recht.Aard { return vaststelling }

// Aard implements [recht.Besluit].
func (VoorstelVerworpen) Aard() recht.Aard { return voorbereiding }

// Aard implements [recht.Besluit].
func (BijstellingVastgesteld) Aard() recht.Aard { return vaststelling }

// Aard implements [recht.Besluit].
func (BesluitIngetrokken) Aard() recht.Aard { return vaststelling }

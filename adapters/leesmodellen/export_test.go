package leesmodellen

import "github.com/mgr-sdcg/kroniek/projections"

// MetGrenzen makes o hold little in memory, so that small tests write in the
// middle of a batch and forget what large ones would.
func MetGrenzen(o Opties, bewaard, werk int) Opties {
	o.grenzen = grenzen{bewaard, werk}
	return o
}

// SleutelVan encodes the values of a key.
func SleutelVan(waarden ...projections.Waarde) string { return string(sleutelVan(nil, waarden)) }

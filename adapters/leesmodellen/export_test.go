package leesmodellen

// MetGrenzen makes o hold little in memory, so that small tests write in the
// middle of a batch and forget what large ones would.
func MetGrenzen(o Opties, bewaard, werk int) Opties {
	o.grenzen = grenzen{bewaard, werk}
	return o
}

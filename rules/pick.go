package rules

// PickDeadline returns the deadline of a kind, else the soonest that the unit
// still owes, else the last of the directive's.
func PickDeadline(d *Directive, f UnitFacts, kind ObligationKind) Deadline {
	if dl, ok := d.Deadline(kind); ok {
		return dl
	}
	pick := d.Deadlines[len(d.Deadlines)-1]
	for _, dl := range d.Deadlines {
		if o, owed := f.Owes(dl.Kind); owed && !f.Finished(o) && dl.Due.Before(pick.Due) {
			pick = dl
		}
	}
	return pick
}

package es

// A Refusal says that a rule of the domain does not allow the command now.
//
// A Refusal is an outcome, not a fault: it is shown to the user, never retried
// and never logged as an error. Code is permanent, since clients and work
// instructions refer to it; Reason is one Dutch sentence and may be reworded;
// Rule names the rule and its article. Detail, optional, explains this one
// case (a date, a number) and never holds personal data.
type Refusal struct {
	Code   string
	Reason string
	Rule   string
	Detail string
}

// Refuse returns a Refusal. Modules declare each of theirs once, as an Err variable.
func Refuse(code, reason, rule string) *Refusal {
	return &Refusal{Code: code, Reason: reason, Rule: rule}
}

// With returns the same Refusal with a detail of this one case.
// [errors.Is] still finds the declared Refusal.
func (r *Refusal) With(detail string) *Refusal {
	c := *r
	c.Detail = detail
	return &c
}

// Error implements error.
func (r *Refusal) Error() string {
	if r.Detail == "" {
		return r.Code + ": " + r.Reason
	}
	return r.Code + ": " + r.Reason + " " + r.Detail
}

// Is reports whether target is the same rule, whatever the detail.
func (r *Refusal) Is(target error) bool {
	t, ok := target.(*Refusal)
	return ok && t.Code == r.Code
}

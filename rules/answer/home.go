package answer

import "steward/rules"

// Home is a person's App Home: what concerns them, part by part, each drawn as
// it would be in a message.
type Home struct {
	Reader rules.Person
	Unit   rules.Unit // zero for the city's own people
	Parts  []Answer
}

// Articles returns the provisions of all parts.
func (a Home) Articles() []string {
	var ids []string
	for _, p := range a.Parts {
		ids = append(ids, p.Articles()...)
	}
	return ids
}

// Suggestion names conforming domains that a unit could apply for, best first.
type Suggestion struct {
	Unit    rules.Unit
	Names   []rules.Proposal // empty: nothing stands for the unit
	Suffix  string           // the city's; "" when the unit's portal is not under it
	InUse   []string         // conforming domains that it has already
	Ground  Ground
	Article string
	Buttons []Button
}

// Articles returns the provision under which the unit applies.
func (a Suggestion) Articles() []string { return []string{a.Article} }

package answer

import (
	"steward/rules"
)

// Notice is an answer that needs no facts of its own but a key: help,
// smalltalk, not understood, saved. Key is a locale key below "notice.".
type Notice struct {
	Key     string
	Args    map[string]string
	Cites   []string
	Ground  Ground
	Buttons []Button
}

// Articles returns the provisions it rests on.
func (a Notice) Articles() []string { return a.Cites }

// Refusal says why something may not be done, and whom to ask.
type Refusal struct {
	Verdict rules.Verdict
	Office  rules.Contact
	Ground  Ground
	Buttons []Button
}

// Articles returns the ground of the refusal, if the directive has one.
func (a Refusal) Articles() []string {
	if a.Verdict.Article == "" {
		return nil
	}
	return []string{a.Verdict.Article}
}

// Trouble tells a person that something failed: what was kept, and the
// reference under which the office finds it.
type Trouble struct {
	Reference string
	Given     bool // given up: it will not be tried again
}

// Articles returns nothing: trouble rests on no provision.
func (Trouble) Articles() []string { return nil }

// Policy answers a question about a rule with the directive's own words.
type Policy struct {
	Topic   string // locale key below "policy."
	Suffix  string // the city's own
	Quotes  []rules.Article
	Grounds []Ground
	Buttons []Button
}

// Articles returns the provisions quoted.
func (a Policy) Articles() []string {
	ids := make([]string, len(a.Quotes))
	for i, q := range a.Quotes {
		ids[i] = q.ID
	}
	return ids
}

// ContactInfo says whom to turn to, as the directive names it.
type ContactInfo struct {
	HandIn  rules.Contact
	Ground  Ground
	Article string
}

// Articles returns the provision that names the office.
func (a ContactInfo) Articles() []string { return []string{a.Article} }

// Package intent says what a sentence means: which thing of the catalogue is
// wanted, with what filled in, and by which words it was recognised. It asks no
// network and fetches nothing: words, rules and examples stand in the data files
// of the folder lexicon, an office can add its own ([NewTaught]), and the units
// come by the list that it is handed.
//
// A sentence goes through these steps: it is folded to one writing (fold.go), cut
// into tokens with domains and days set aside (scan.go, token.go), and searched for
// phrases and units by writing and by sound (terms.go, find.go, slip.go). Rules
// weigh each stretch of it for each intent (weigh.go); what leaves the wish out
// goes on with the turn before (follow.go); a small model, learnt from the examples
// when the reader is made, settles what the rules leave open (learn.go, blend.go).
// Then the slots are filled (fill.go).
//
// Invariants:
//   - The same sentence in the same context has the same reading.
//   - Reading takes bounded work: what is longer than [longest] characters is
//     read at its beginning and its end.
//   - A unit is a code of the list, a domain is in the normal form of
//     rules/domain, and an intent is one of the catalogue's.
//   - A reading that rests on little says so by its confidence, and names what
//     else may have been meant.
package intent

import "time"

// A Unit is one unit of the register.
type Unit struct {
	Code  string
	Names []string // the full name first, then aliases
}

// Slots is what a sentence fills in; a slot that nothing fills is empty.
type Slots struct {
	Unit     string `json:"unit,omitempty"`     // code of a unit
	Domain   string `json:"domain,omitempty"`   // in normal form
	Deadline string `json:"deadline,omitempty"` // coordinator, cleanup, contact_change, registry, announcement
	Form     string `json:"form,omitempty"`     // coordinator, application, cleanup_report, contact_change, announcement, incident, progress
	Business string `json:"business,omitempty"` // register, cancel, keep, change
	Scope    string `json:"scope,omitempty"`    // city, counties, departments
	Topic    string `json:"topic,omitempty"`    // of a rule, see the catalogue
	Language string `json:"language,omitempty"` // zh, en
}

// A Result is the reading of one sentence.
type Result struct {
	Intent     string
	Slots      Slots
	Language   string   // zh or en: of the sentence
	Confidence float64  // from 0 to 1; from Sure on, it may be acted upon
	Evidence   []string // the words that decided, and the rule, for logs and tests
	Near       []string // intents that may have been meant, best first, at most three
}

// Sure is the confidence from which a reading needs no question back.
const Sure = 0.8

// Unknown is the intent of a sentence that is none of the catalogue's.
const Unknown = "unknown"

// A Context is what is known around a sentence.
type Context struct {
	Own      string    // code of the asker's unit; "" for people of the office and leaders
	Previous Result    // the turn before in this conversation; zero at its start
	Today    time.Time // for days said by their distance; the zero time reads none
}

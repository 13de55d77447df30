package intent

import "slices"

// An Entry is one intent of the catalogue.
type Entry struct {
	Name  string
	Slots []Slot
}

// A Slot is what an intent can be told; Values are those it can have, or none
// where a unit's code or a domain fills it.
type Slot struct {
	Name   string
	Values []string
}

// Catalogue lists the intents that a reader may answer with, in the order of the
// contract.
func Catalogue() []Entry {
	l := builtin().lex
	var out []Entry
	for _, i := range l.intents {
		e := Entry{Name: i.value}
		for _, name := range i.takes {
			e.Slots = append(e.Slots, Slot{Name: name, Values: l.values(l.rulesOf(i.value, name), i.value)})
		}
		out = append(out, e)
	}
	return out
}

// values lists the values that an intent's slot can have, in order.
func (l *lexicon) values(slot, intent string) []string {
	var out []string
	for _, c := range l.slots[slot] {
		if !slices.Contains(out, c.value) && (c.only == "" || c.only == intent) {
			out = append(out, c.value)
		}
	}
	return out
}

package intent

import (
	"fmt"
	"strconv"
	"strings"
)

// A choice is a value that a slot can have, or an intent, with the rules by
// which it is recognised.
type choice struct {
	value string
	only  string   // the one intent whose slot can have this value; "" for all
	takes []string // the slots of an intent
	rules []rule
}

// before stands before the name of an intent, for the intent of the turn before.
const before = "prev:"

// A rule holds when each of all is met and none is. It is written as
//
//	6 when|due annex2 !fill
type rule struct {
	weight float64
	all    []set
	none   set
	text   string
}

func (r *rule) holds(s *set) bool {
	if s.meets(&r.none) {
		return false
	}
	for i := range r.all {
		if !s.meets(&r.all[i]) {
			return false
		}
	}
	return true
}

// best returns the weightiest rule that holds; nil when none does.
func (c *choice) best(s *set) *rule {
	var found *rule
	for i := range c.rules {
		if r := &c.rules[i]; (found == nil || r.weight > found.weight) && r.holds(s) {
			found = r
		}
	}
	return found
}

// loadGroups reads groups.toml: names for several concepts of which one will do.
func (l *lexicon) loadGroups(from sources) error {
	file := map[string]string{}
	if err := decode(from.built, "groups.toml", &file); err != nil {
		return err
	}
	for name, members := range file {
		if _, taken := l.concepts[name]; taken {
			return fmt.Errorf("lexicon/groups.toml: %s is a concept", name)
		}
		s, err := l.setOf(strings.Join(strings.Fields(members), "|"))
		if err != nil {
			return fmt.Errorf("lexicon/groups.toml: %s: %w", name, err)
		}
		l.groups[name] = s
	}
	return nil
}

// loadRules reads slots.toml, then intents.toml, whose rules may rest on slots.
func (l *lexicon) loadRules(from sources) error {
	var slots struct {
		Slot []struct{ Slot, Value, Only, Rules string }
	}
	if err := decode(from.built, "slots.toml", &slots); err != nil {
		return err
	}
	for _, s := range slots.Slot {
		rules, err := l.parse(s.Rules)
		if err != nil {
			return fmt.Errorf("lexicon/slots.toml: %s %s: %w", s.Slot, s.Value, err)
		}
		l.slots[s.Slot] = append(l.slots[s.Slot], choice{value: s.Value, only: s.Only, rules: rules})
		l.concept(s.Slot)
		l.concept(s.Slot + ":" + s.Value)
	}
	return l.loadIntents(from)
}

func (l *lexicon) loadIntents(from sources) error {
	var file struct {
		Intent []struct {
			Name  string
			Slots []string
			Rules string
		}
	}
	if err := decode(from.built, "intents.toml", &file); err != nil {
		return err
	}
	for _, i := range file.Intent {
		l.concept(before + i.Name)
	}
	for _, i := range file.Intent {
		rules, err := l.parse(i.Rules)
		if err != nil {
			return fmt.Errorf("lexicon/intents.toml: %s: %w", i.Name, err)
		}
		l.intents = append(l.intents, choice{value: i.Name, takes: l.takes(i.Name, i.Slots), rules: rules})
	}
	return nil
}

// takes lists the slots of an intent. One written slot=other is filled by the
// rules of the other.
func (l *lexicon) takes(intent string, slots []string) []string {
	var out []string
	for _, s := range slots {
		slot, by, other := strings.Cut(s, "=")
		if other {
			l.fillBy[intent+"."+slot] = by
		}
		out = append(out, slot)
	}
	return out
}

func (l *lexicon) parse(text string) ([]rule, error) {
	var rules []rule
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		r, err := l.rule(fields)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", strings.TrimSpace(line), err)
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func (l *lexicon) rule(fields []string) (rule, error) {
	weight, err := strconv.ParseFloat(fields[0], 64)
	if err != nil || len(fields) == 1 {
		return rule{}, fmt.Errorf("a rule is a weight and concepts")
	}
	r := rule{weight: weight, text: strings.Join(fields, " ")}
	for _, f := range fields[1:] {
		names, no := strings.CutPrefix(f, "!")
		s, err := l.setOf(names)
		if err != nil {
			return rule{}, err
		}
		if no {
			r.none.join(&s)
		} else {
			r.all = append(r.all, s)
		}
	}
	return r, nil
}

func (l *lexicon) setOf(names string) (set, error) {
	var s set
	for name := range strings.SplitSeq(names, "|") {
		if group, ok := l.groups[name]; ok {
			s.join(&group)
			continue
		}
		c, ok := l.concepts[name]
		if !ok {
			return s, fmt.Errorf("no word stands for %q", name)
		}
		s.add(c)
	}
	return s, nil
}

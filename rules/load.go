package rules

import (
	_ "embed"
	"errors"
	"fmt"

	"github.com/BurntSushi/toml"

	"steward/rules/domain"
)

//go:embed data/szbm-2018-116.toml
var builtin string

// Builtin returns the directive that steward was made for, 宿政办秘〔2018〕116号.
// The error is one of the data; a test holds that there is none.
func Builtin() (*Directive, error) { return ParseDirective(builtin) }

// ParseDirective reads a directive from TOML, as data/szbm-2018-116.toml is
// written, and refuses one that is wrong: a key that nobody knows, a provision
// without its words, a date by an article that is not there, a ladder that does
// not descend. The error names everything that is wrong at once.
func ParseDirective(doc string) (*Directive, error) {
	var d Directive
	meta, err := toml.Decode(doc, &d)
	if err != nil {
		return nil, fmt.Errorf("directive: %w", err)
	}
	var wrong []error
	for _, key := range meta.Undecoded() {
		wrong = append(wrong, fmt.Errorf("key %s is unknown", key))
	}
	wrong = append(wrong, d.wrongHead()...)
	wrong = append(wrong, d.wrongArticles()...)
	for i, dl := range d.Deadlines {
		wrong = append(wrong, d.wrongDeadline(dl, d.Deadlines[:i])...)
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("directive %s: %w", d.ID, errors.Join(wrong...))
	}
	return &d, nil
}

func (d *Directive) wrongHead() []error {
	var wrong []error
	for _, field := range []struct{ name, value string }{
		{"id", d.ID}, {"number", d.Number}, {"title", d.Title}, {"issuer", d.Issuer},
		{"issued", d.Issued.String()}, {"city", d.City}, {"hand_in.office", d.HandIn.Office},
		{"portal_by", d.PortalBy},
	} {
		if field.value == "" {
			wrong = append(wrong, fmt.Errorf("%s is missing", field.name))
		}
	}
	if name, err := domain.Normalize(d.Suffix); err != nil || name != d.Suffix || !domain.OnGovCN(name) {
		wrong = append(wrong, fmt.Errorf("suffix %q is no name below gov.cn in normal form", d.Suffix))
	}
	if d.WarnWithin < 0 {
		wrong = append(wrong, fmt.Errorf("warn_within is %d", d.WarnWithin))
	}
	if d.MorningAt == (Hour{}) || d.BriefAt == (Hour{}) {
		wrong = append(wrong, errors.New("morning_at and brief_at are both needed, and not midnight"))
	}
	return wrong
}

func (d *Directive) wrongArticles() []error {
	var wrong []error
	seen := map[string]bool{}
	for i, a := range d.Articles {
		if a.ID == "" || a.Cite == "" || a.Quote == "" {
			wrong = append(wrong, fmt.Errorf("article %d (%q) lacks id, cite or quote", i+1, a.ID))
		}
		if seen[a.ID] {
			wrong = append(wrong, fmt.Errorf("article %q stands there twice", a.ID))
		}
		seen[a.ID] = true
	}
	for _, id := range citedArticles() {
		if !seen[id] {
			wrong = append(wrong, fmt.Errorf("article %q is missing, and findings rest on it", id))
		}
	}
	return wrong
}

func (d *Directive) wrongDeadline(dl Deadline, before []Deadline) []error {
	var wrong []error
	say := func(format string, args ...any) {
		wrong = append(wrong, fmt.Errorf("deadline %s: "+format, append([]any{dl.Kind}, args...)...))
	}
	for _, other := range before {
		if other.Kind == dl.Kind {
			say("stands there twice")
		}
	}
	if dl.Kind != Coordinator && dl.Kind != Cleanup {
		say("no such obligation")
	}
	if _, ok := d.Article(dl.Article); !ok {
		say("article %q is not in the directive", dl.Article)
	}
	if dl.Due.Before(d.Issued) {
		say("due %s, before the directive was issued on %s", dl.Due, d.Issued)
	}
	if dl.Owner != CoordinatingBodies && dl.Owner != MaterialUnits {
		say("owner %q is unknown", dl.Owner)
	}
	if len(dl.Ladder) == 0 || !descends(dl.Ladder) {
		say("ladder %v does not descend to 0 or more", dl.Ladder)
	}
	if !ascends(dl.Late) || dl.LateEvery < 0 || dl.LateEvery > 0 && len(dl.Late) == 0 {
		say("late %v, every %d: days after the date ascend from 1, and only the last is repeated", dl.Late, dl.LateEvery)
	}
	if len(dl.Late) > 0 && d.LateAt == (Hour{}) {
		say("late steps without late_at, or at midnight")
	}
	if dl.SealAt < -1 {
		say("seal_at is %d", dl.SealAt)
	}
	return wrong
}

func descends(ladder []int) bool {
	for i, n := range ladder {
		if n < 0 || i > 0 && n >= ladder[i-1] {
			return false
		}
	}
	return true
}

func ascends(days []int) bool {
	for i, n := range days {
		if n < 1 || i > 0 && n <= days[i-1] {
			return false
		}
	}
	return true
}

package intent

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// An Adjustment is what somebody of the office says of units (机构调整): that they go
// up in another, or that one gets another name. What was not said is "".
type Adjustment struct {
	Kind  string   // "merged", "renamed", or "" when it was not said which
	Units []string // codes
	Into  string   // code of the successor
	Name  string   // the new name
	On    string   // the day, as 2019-01-01
	Back  bool     // it is to be taken back
}

// The words by which a change is said; the longer ones first.
var (
	mergeWords  = []string{"合并入", "合并到", "合并至", "合并为", "整合为", "整合到", "归并到", "归并至", "并入", "并到", "划入", "merged into", "merge into", "into"}
	renameWords = []string{"更改名称为", "名称变更为", "更名为", "改名为", "改称为", "更名成", "更名叫", "改名叫", "改名成", "改称", "renamed to", "rename to"}
	adjustWords = []string{"机构调整", "机构改革", "撤并", "单位合并", "单位更名", "登记更名", "登记并入", "succession", "merger"}
	asking      = []string{"怎么", "如何", "吗", "什么", "哪", "是否", "多久", "谁", "?", "？", "要不要", "how ", "what ", "when ", "which ", "who "}
	bodies      = []string{"局", "委", "办", "院", "中心", "政府", "处", "会", "bureau", "office"}
	takingBack  = []string{"撤销", "撤回", "取消", "undo", "take back"}
)

var (
	dayFull  = regexp.MustCompile(`(\d{4})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*日?`)
	dayShort = regexp.MustCompile(`(\d{1,2})\s*月\s*(\d{1,2})\s*日`)
)

// Adjusts reads what the office says of units; false when it speaks of nothing of
// the kind, or asks about it.
func (r *Reader) Adjusts(text string, today time.Time) (Adjustment, bool) {
	low := strings.ToLower(text)
	if speaksOf(low, asking...) {
		return Adjustment{}, false
	}
	a := Adjustment{On: dayIn(low, today), Back: speaksOf(low, takingBack...)}
	if before, after, word := around(text, renameWords); word != "" {
		a.Kind, a.Units, a.Name = "renamed", r.allNamed(before), nameIn(after)
		return a, true
	}
	before, after, word := around(text, mergeWords)
	switch {
	case word == "into" && !speaksOf(low, "merge"):
		return a, false
	case word != "":
		a.Kind, a.Units = "merged", r.allNamed(before)
		if into := r.allNamed(after); len(into) > 0 && !slices.Contains(a.Units, into[0]) {
			a.Into = into[0] // a new body may have a name near to an old one's
		}
		return a, a.Back || r.DomainIn(text) == "" && (a.Into != "" || len(a.Units) > 0 && speaksOf(after, bodies...))
	case speaksOf(low, adjustWords...), a.Back && speaksOf(low, "更名", "合并", "调整", "merger", "renaming"):
		a.Units = r.allNamed(text)
		return a, true
	}
	return a, false
}

// around splits a text at the first of the words that it has.
func around(text string, words []string) (before, after, word string) {
	low := strings.ToLower(text)
	if len(low) != len(text) { // a sign that changes its length with its case
		low = text
	}
	for _, w := range words {
		if before, _, found := strings.Cut(low, w); found {
			return text[:len(before)], text[len(before)+len(w):], w
		}
	}
	return text, "", ""
}

// allNamed are the codes of the units that a text names, in its order.
func (r *Reader) allNamed(text string) []string {
	var codes []string
	for _, m := range r.sentence(text, time.Time{}).matches {
		if m.named {
			codes = append(codes, r.units.codes[m.unit])
		}
	}
	return codes
}

// nameIn is the name at the beginning of a text.
func nameIn(text string) string {
	text = strings.TrimLeft(text, " :：「『“\"《")
	if at := dayFull.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	if end := strings.IndexAny(text, "，。,.;；!！\n」』”\"》"); end >= 0 {
		text = text[:end]
	}
	for _, tail := range []string{"自", "从", "since", "from"} {
		text = strings.TrimSuffix(strings.TrimSpace(text), tail)
	}
	return strings.TrimSpace(text)
}

// dayIn is the day that a text names, as 2019-01-01. One without a year is the last
// that was, today included.
func dayIn(text string, today time.Time) string {
	now := today.In(shanghai)
	switch {
	case speaksOf(text, "今天", "今日", "即日", "today"):
		return now.Format(time.DateOnly)
	case speaksOf(text, "昨天", "昨日", "yesterday"):
		return now.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	if m := dayFull.FindStringSubmatch(text); m != nil {
		return date(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	m := dayShort.FindStringSubmatch(text)
	if m == nil || today.IsZero() {
		return ""
	}
	said := date(now.Year(), atoi(m[1]), atoi(m[2]))
	if said > now.Format(time.DateOnly) {
		said = date(now.Year()-1, atoi(m[1]), atoi(m[2]))
	}
	return said
}

// date writes a day, or "" when the calendar has none.
func date(year, month, day int) string {
	said := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	if _, err := time.Parse(time.DateOnly, said); err != nil {
		return ""
	}
	return said
}

package intent

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"steward/rules/domain"
)

// A scanner finds what has a grammar of its own, not words: domains and days.
type scanner struct {
	mail, latin, chinese, ending, day, dayChinese, dayEnglish, weekday *regexp.Regexp
}

const label = `[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?`

func newScanner() *scanner {
	return &scanner{
		mail:       regexp.MustCompile(`[a-z0-9._-]+ ?@ ?[a-z0-9.-]+`),
		latin:      regexp.MustCompile(`(?:[a-z]+://)?(?:` + label + ` ?[.。] ?)+` + label + `\b\.?(?::\d+)?(?:/[a-z0-9_./?=&%-]*)?`),
		chinese:    regexp.MustCompile(`(?:` + label + `[.。])*[\p{Han}a-z0-9-]+ ?[.。] ?(?:政务|公益|中国|公司|网络|网址|在线)`),
		ending:     regexp.MustCompile(`[.。] ?(?:gov\.cn|com\.cn|net\.cn|org\.cn|com|cn|net|org|gov|政务|公益)`),
		day:        regexp.MustCompile(`(?:(\d{1,2}) ?月 ?|(?:\d{2,4}[./-])?(\d{1,2})[./-])?(\d{1,2}) ?([日号])?`),
		dayChinese: regexp.MustCompile(`(?:([一二三四五六七八九十]{1,3})月(?:份)?(?:的)?)?([一二三四五六七八九十]{2,3})([日号]?)`),
		weekday:    regexp.MustCompile(`(这|本|下个?)(?:周|星期|礼拜)([一二三四五六日天])|(next|this) (monday|tuesday|wednesday|thursday|friday|saturday|sunday)`),
		dayEnglish: regexp.MustCompile(`\b(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?(\d{1,2})|(\d{1,2})(?:st|nd|rd|th)?(?: of)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)`),
	}
}

// A place is a stretch of the sentence that scan set aside.
type place struct {
	from, to int // in bytes of the folded sentence
	concept  string
	value    string // a domain in normal form
}

// places lists what a folded sentence holds of domains and days, in order and
// without overlap.
func (r *Reader) places(text string, today time.Time) []place {
	var found []place
	if strings.ContainsAny(text, ".。") {
		found = r.domains(text)
	}
	return r.daysFromToday(text, today, r.days(text, found))
}

func (r *Reader) domains(text string) []place {
	var found []place
	for _, at := range r.scan.mail.FindAllStringIndex(text, -1) {
		found = append(found, place{from: at[0], to: at[1], concept: isMail})
	}
	for _, at := range r.scan.latin.FindAllStringIndex(text, -1) {
		if p, ok := r.latin(text, at[0], at[1]); ok {
			found = apart(found, p)
		}
	}
	for _, at := range r.scan.chinese.FindAllStringIndex(text, -1) {
		if p, ok := r.chineseDomain(text, at[0], at[1]); ok {
			found = apart(found, p)
		}
	}
	for _, at := range r.scan.ending.FindAllStringIndex(text, -1) {
		found = apart(found, place{from: at[0], to: at[1], concept: isSuffix})
	}
	return found
}

// apart adds a place that overlaps none.
func apart(ps []place, p place) []place {
	for _, q := range ps {
		if p.from < q.to && q.from < p.to {
			return ps
		}
	}
	return append(ps, p)
}

// latin judges what looks like a domain in Latin letters.
func (r *Reader) latin(text string, from, to int) (place, bool) {
	raw := strings.TrimRight(text[from:to], "./")
	to = from + len(raw)
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	name, err := domain.Normalize(raw)
	last := name[strings.LastIndex(name, ".")+1:]
	switch {
	case err != nil, len(last) < 2, strings.ContainsFunc(last, unicode.IsDigit), isFile(last):
		return place{}, false
	case strings.ContainsAny(raw, " 。") && !r.lex.ending[last]:
		return place{}, false
	case endingAlone(raw):
		return place{from: from + strings.Index(raw, " .") + 1, to: to, concept: isSuffix}, true
	case r.lex.ending[name]:
		return place{from: from, to: to, concept: isSuffix}, true
	case before == '.' || before == '。' || isPlaceholder(name):
		return place{from: from, to: to, concept: isPattern}, true
	}
	return place{from: from, to: to, concept: isDomain, value: name}, true
}

// endingAlone holds for "a .com": a word, and the ending of no name.
func endingAlone(raw string) bool {
	before, after, ok := strings.Cut(raw, " .")
	return ok && !strings.ContainsAny(before, ". ") && !strings.ContainsAny(after, " ") && strings.Count(after, ".") < 2
}

func isFile(ending string) bool {
	switch ending {
	case "doc", "docx", "xls", "xlsx", "pdf", "txt", "csv", "png", "jpg", "zip", "wps", "ppt", "pptx":
		return true
	}
	return false
}

// isPlaceholder holds for xxx.ahsz.gov.cn and the like: the first label stands
// for any.
func isPlaceholder(name string) bool {
	first, rest, _ := strings.Cut(name, ".")
	return strings.Contains(rest, ".") && (strings.Trim(first, "x") == "" || strings.Trim(first, "o0") == "")
}

// chineseDomain cuts the words before it off a name like 埇桥区.政务.
func (r *Reader) chineseDomain(text string, from, to int) (place, bool) {
	raw := text[from:to]
	after, _ := utf8.DecodeRuneInString(text[to:])
	if strings.HasSuffix(raw, "政务") && strings.ContainsRune("服大中网公信", after) && to < len(text) {
		return place{}, false
	}
	if strings.Contains(raw, "。") && !strings.HasSuffix(raw, "政务") {
		return place{}, false
	}
	skip := len(raw) - len(r.trimLead(raw))
	if head := raw[skip:strings.LastIndexAny(raw, ".。")]; utf8.RuneCountInString(strings.TrimSpace(head)) < 2 {
		return place{}, false
	}
	name, err := domain.Normalize(raw[skip:])
	if err != nil {
		return place{}, false
	}
	return place{from: from + skip, to: to, concept: isDomain, value: name}, true
}

// trimLead takes known words off the front of a name, one after the other, as
// long as something is left before the dot; a unit's name is left standing.
func (r *Reader) trimLead(raw string) string {
	for {
		dot := strings.IndexAny(raw, ".。")
		head := []rune(raw[:dot])
		if r.units.named(string(head)) {
			return raw
		}
		n := r.lex.leading(head)
		if n == 0 || n >= len(head) {
			return raw
		}
		raw = string(head[n:]) + raw[dot:]
	}
}

// leading is how many runes the longest phrase at the beginning has.
func (l *lexicon) leading(rs []rune) int {
	for n := min(len(rs)-1, 6); n > 0; n-- {
		if l.terms.of(string(rs[:n])) != nil {
			return n
		}
	}
	return 0
}

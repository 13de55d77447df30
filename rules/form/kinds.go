package form

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"steward/rules/domain"
)

// hostTail is the port and path after a host.
const hostTail = `(?::[0-9]{2,5})?(?:/[A-Za-z0-9._~%/?#&=+-]*)?`

var (
	urlForm  = patternOf(`^(?i:https?://)[^\s,，。；;、"'<>（）()「」《》?]+(?:\?[^\s，。；、"'<>（）「」《》]*)?`)
	hostForm = patternOf(`^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:[.．][\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*[.．](?:政务|公益|公司|网络|中国|(?i:[a-zａ-ｚ]{2,6}))` + hostTail)
	// full stops are typed for dots, but they end sentences too
	stopForm = patternOf(`^(?i:[a-zａ-ｚ0-9-]+)(?:[.．。](?i:[a-zａ-ｚ0-9-]+))*[.．。](?:政务|(?i:cn|com|net|org|ｃｎ))` + hostTail)
)

// readURL returns the address of a page. One without its scheme gets http: it
// differs from what was typed, and so is shown for checking.
func readURL(typed line) (string, *Problem) {
	text := halfWidth(strings.TrimSpace(typed.String()))
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	m := urlParts.FindStringSubmatch(text)
	if m == nil || strings.ContainsFunc(text, invisibleOrSpace) || len(text) > maxURL {
		return "", &Problem{Key: URLShape}
	}
	if _, err := domain.Normalize(m[2]); err != nil {
		return "", &Problem{Key: URLShape}
	}
	return strings.ToLower(m[1]+m[2]) + m[3], nil
}

// urlParts are scheme, host, and the rest with the port. Whoever signs in with a
// name before the host does not do so on a home page.
var urlParts = patternOf(`^((?i:https?)://)([^/?#@:\s]+)((?::[0-9]{1,5})?(?:[/?#].*)?)$`)

// maxURL is what every browser takes.
const maxURL = 2000

func invisibleOrSpace(r rune) bool {
	return invisible(r) || r == ' ' || r == '\n' || r == '\t' || r == '<' || r == '>'
}

// readDomain returns a domain in its normal form; the address of a page stands
// for the domain that it is on.
func readDomain(typed line) (string, *Problem) {
	text := strings.TrimSpace(typed.String())
	if m := urlParts.FindStringSubmatch(halfWidth(text)); m != nil {
		text = m[2]
	}
	name, err := domain.Normalize(text)
	if err != nil {
		return "", &Problem{Key: DomainShape}
	}
	return name, nil
}

// readChoice returns the id of the choice that is meant: named as a whole, else
// the only one whose words a short answer holds, the longest words first.
func readChoice(f Field, typed line) (string, *Problem) {
	text := strings.Trim(strings.TrimSpace(typed.text()), idle)
	for _, o := range f.Choices {
		if text == o.ID || slices.Contains(o.Words, text) {
			return o.ID, nil
		}
	}
	if n := numberOf(ordinal.ReplaceAllString(text, "$1")); n >= 1 && n <= len(f.Choices) && len([]rune(text)) < 5 {
		return f.Choices[n-1].ID, nil
	}
	found, longest := "", 0
	for _, o := range f.Choices {
		for _, w := range o.Words {
			switch n := utf8.RuneCountInString(w); {
			case !strings.Contains(text, w) || n < longest:
			case n > longest:
				found, longest = o.ID, n
			case found != o.ID:
				found = ""
			}
		}
	}
	if found == "" || utf8.RuneCountInString(text) > maxChoice {
		return "", &Problem{Key: ChoiceShape}
	}
	return found, nil
}

var ordinal = patternOf(`^第? *([0-9一二三四五六七八九])(?:个|项|种|条)?$`)

// maxChoice is how many characters an answer has that only names a choice.
const maxChoice = 20

var numberForm = patternOf(`^([0-9]{1,6}|[一二两三四五六七八九十]{1,3}) *(?:年|个|家|行|项|years?|yrs?)?$`)

func readNumber(f Field, typed line) (string, *Problem) {
	m := numberForm.FindStringSubmatch(strings.TrimSpace(typed.text()))
	if m == nil {
		return "", &Problem{Key: NumberShape}
	}
	n := numberOf(m[1])
	if n < f.Min || n > f.Max {
		return "", &Problem{Key: NumberBounds, Args: bounds(f.Min, f.Max)}
	}
	return strconv.Itoa(n), nil
}

// readConfirm takes yes in the words that people have for it. No is told apart
// from what is neither.
func readConfirm(typed line) (string, *Problem) {
	text := strings.ReplaceAll(strings.Trim(strings.TrimSpace(typed.text()), idle), " ", "")
	switch {
	case oneOf(text, Yes, "y", "ok", "okay", "true", "confirm", "confirmed", "是", "是的", "对", "对的", "好", "好的", "确认", "確認", "已确认", "确认无误",
		"属实", "在职", "是在职", "是在职人员", "在职人员", "同意", "可以", "知道", "知道了", "已知晓", "知晓", "明白", "没错", "无误", "已上报", "已报告"):
		return Yes, nil
	case oneOf(text, "no", "n", "不", "不是", "否", "不对", "不同意", "未", "没有", "不在职", "不确认"):
		return "", &Problem{Key: NotConfirmed}
	}
	return "", &Problem{Key: ChoiceShape}
}

// readLong keeps paragraphs, without empty lines and spaces at their ends.
func readLong(typed line, most int) (string, *Problem) {
	var kept []string
	for _, paragraph := range strings.Split(typed.String(), "\n") {
		if p := strings.Join(strings.Fields(paragraph), " "); p != "" {
			kept = append(kept, p)
		}
	}
	text := strings.Join(kept, "\n")
	if utf8.RuneCountInString(text) > most {
		return "", &Problem{Key: TextLength, Args: map[string]string{"max": strconv.Itoa(most)}}
	}
	return text, nil
}

var fileForm = patternOf(`^F[A-Z0-9]{2,20}/[^\n/]{1,255}$`)

// readFile takes only what [FileValue] made: words are no file.
func readFile(typed line) (string, *Problem) {
	if !fileForm.MatchString(typed.String()) {
		return "", &Problem{Key: FileShape}
	}
	return typed.String(), nil
}

// FileValue is the value of a field of kind [File].
func FileValue(id, name string) string {
	runes := []rune(strings.NewReplacer("/", "-", "\n", " ").Replace(name))
	const most = 80 // the end tells what it is
	return id + "/" + string(runes[max(0, len(runes)-most):])
}

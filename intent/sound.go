package intent

import "strings"

// blur makes readings alike that people mix up: zh and z, n and l, ing and in.
func blur(s string) string {
	for _, p := range []string{"zh", "ch", "sh"} {
		if strings.HasPrefix(s, p) {
			s = p[:1] + s[2:]
		}
	}
	if rest, ok := strings.CutPrefix(s, "n"); ok && rest != "" {
		s = "l" + rest
	}
	for _, end := range []string{"ang", "eng", "ing"} {
		if strings.HasSuffix(s, end) {
			return s[:len(s)-1]
		}
	}
	return s
}

const longestSyllable = 6 // zhuang

// syllables splits a word typed in pinyin into the fewest syllables there are;
// nil when it is no pinyin.
func (l *lexicon) syllables(text string) []string {
	const tooLong = 60
	if len(text) > tooLong {
		return nil
	}
	best := make([][]string, len(text)+1)
	best[0] = []string{}
	for end := 1; end <= len(text); end++ {
		for from := max(0, end-longestSyllable); from < end; from++ {
			if best[from] == nil || !l.syllable[text[from:end]] {
				continue
			}
			if best[end] == nil || len(best[from])+1 < len(best[end]) {
				best[end] = append(append([]string{}, best[from]...), text[from:end])
			}
		}
	}
	return best[len(text)]
}

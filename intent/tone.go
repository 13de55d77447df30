package intent

import "strings"

// Tone returns how a greeting is meant: "thanks", "bye", or "hello".
func Tone(text string) string {
	said := strings.ToLower(text)
	for _, t := range []struct{ tone, words string }{
		{"thanks", "谢 感谢 辛苦 多谢 thank thx appreciate 好用 不错 厉害 great"},
		{"bye", "再见 拜拜 回见 下班了 bye goodbye"},
	} {
		for word := range strings.FieldsSeq(t.words) {
			if strings.Contains(said, word) {
				return t.tone
			}
		}
	}
	return "hello"
}

package intent

import "strings"

// Receipt reports whether a text says that the directive was received: 已收悉.
func Receipt(text string) bool {
	said := strings.Trim(text, " 。.!！")
	return said == "已收悉" || said == "收悉"
}

// Tone returns how a greeting is meant: "thanks", "bye", "agreed", or "hello".
func Tone(text string) string {
	said := strings.ToLower(text)
	for _, t := range []struct{ tone, words string }{
		{"thanks", "谢 感谢 辛苦 多谢 thank thx appreciate 好用 不错 厉害 great"},
		{"agreed", "好的 收到 明白 知道了 嗯 了解 noted okay"},
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

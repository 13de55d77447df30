package naming

import "github.com/mozillazg/go-pinyin"

// Syllable returns how a character is most often read, without its tone: 域 is
// "yu". It is "" for what is no Chinese character, or one that has no reading.
func Syllable(r rune) string {
	readings := pinyin.SinglePinyin(r, pinyin.NewArgs())
	if len(readings) == 0 {
		return ""
	}
	return readings[0]
}

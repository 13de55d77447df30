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

// readingsOf returns every way in which a character is read, without tones, the
// most common first; several tones make one reading more than once.
func readingsOf(r rune) []string { return pinyin.SinglePinyin(r, pinyin.Args{Heteronym: true}) }

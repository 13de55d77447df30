package intent

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// days adds the days that the lexicon's settings name.
func (r *Reader) days(text string, found []place) []place {
	for _, at := range r.scan.day.FindAllStringSubmatchIndex(text, -1) {
		month, day := submatch(text, at, 1)+submatch(text, at, 2), submatch(text, at, 3)
		if month == "" && submatch(text, at, 4) == "" {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(text[:at[0]]); isDigit(before) {
			continue
		}
		found = r.day(found, place{from: at[0], to: at[1]}, atoi(month), atoi(day))
	}
	for _, at := range r.scan.dayChinese.FindAllStringSubmatchIndex(text, -1) {
		month, day := submatch(text, at, 1), submatch(text, at, 2)
		if month != "" || submatch(text, at, 3) != "" {
			found = r.day(found, place{from: at[0], to: at[1]}, numeral(month), numeral(day))
		}
	}
	for _, at := range r.scan.dayEnglish.FindAllStringSubmatchIndex(text, -1) {
		name, day := submatch(text, at, 1)+submatch(text, at, 4), submatch(text, at, 2)+submatch(text, at, 3)
		found = r.day(found, place{from: at[0], to: at[1]}, monthOf(name), atoi(day))
	}
	return found
}

func submatch(text string, at []int, n int) string {
	if at[2*n] < 0 {
		return ""
	}
	return text[at[2*n]:at[2*n+1]]
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// numeral reads a Chinese number up to 99; 0 for none.
func numeral(s string) int {
	n := 0
	for _, r := range s {
		if r == '十' {
			n = max(n, 1) * 10
			continue
		}
		n += strings.Index("一二三四五六七八九", string(r))/len("一") + 1
	}
	return n
}

func monthOf(name string) int {
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", name)/3 + 1
}

// day adds a day that the settings name: by month and day, or by a day whose
// month is left out and clear.
func (r *Reader) day(found []place, p place, month, day int) []place {
	for _, d := range r.lex.settings.Day {
		if d.Day == day && (month == 0 || month == d.Month) {
			p.concept = d.Concept
			return apart(found, p)
		}
	}
	return found
}

// daysFromToday adds the days said by their distance from today that the settings name:
// 下周一 said on 2018-11-21 is 11-26. Without today there are none.
func (r *Reader) daysFromToday(text string, today time.Time, found []place) []place {
	if today.IsZero() {
		return found
	}
	local := today.In(shanghai)
	for _, at := range r.scan.weekday.FindAllStringSubmatchIndex(text, -1) {
		weeks := 0
		if strings.HasPrefix(submatch(text, at, 1)+submatch(text, at, 3), "下") || submatch(text, at, 3) == "next" {
			weeks = 1
		}
		day := weekdayOf(submatch(text, at, 2) + submatch(text, at, 4))
		sinceMonday := (int(local.Weekday()) + 6) % 7
		on := local.AddDate(0, 0, 7*weeks+day-sinceMonday)
		found = r.day(found, place{from: at[0], to: at[1]}, int(on.Month()), on.Day())
	}
	return found
}

// weekdayOf counts from Monday, which is 0.
func weekdayOf(name string) int {
	if i := strings.Index("一二三四五六日", name); i >= 0 && name != "" {
		return i / len("一")
	}
	for i, start := range []string{"mo", "tu", "we", "th", "fr", "sa"} {
		if strings.HasPrefix(name, start) {
			return i
		}
	}
	return 6
}

// shanghai is where days are counted.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

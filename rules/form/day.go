package form

import (
	"strconv"
	"strings"
	"time"

	"steward/rules/calendar"
)

// dayForms are the ways in which people write a day, each at the beginning of a
// text. Its groups are year, month and day; what is left out is understood from
// today.
func dayForms() []pattern {
	return []pattern{fullDay, shortDay, monthDay, dayOnly}
}

const (
	digitsOrHan = `([0-9]{1,2}|[一二三四五六七八九十]{1,3})`
	dayEnd      = `(?:日|号|號)`
)

var (
	fullDay  = patternOf(`^(?:((?:19|20)[0-9]{2}|二[〇零○][一二三四五六七八九〇零○]{2}) *年 *` + digitsOrHan + ` *月 *` + digitsOrHan + ` *` + dayEnd + `?|((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2}))`)
	compact  = patternOf(`^((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])`)
	shortDay = patternOf(`^()` + digitsOrHan + ` *月 *` + digitsOrHan + ` *` + dayEnd + `?`)
	monthDay = patternOf(`^()([0-9]{1,2})[-/.]([0-9]{1,2})`)
	dayOnly  = patternOf(`^()(?:(本月|这个月|上月|上个月) *)` + digitsOrHan + ` *` + dayEnd + `?`)
	weekday  = patternOf(`^(上上|上|本|这|这个)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])`)
)

// sayings are the days that have a word of their own, in days from today.
func sayings() map[string]int {
	return map[string]int{
		"今天": 0, "今日": 0, "当天": 0, "刚才": 0, "刚刚": 0, "today": 0, "昨天": -1, "昨日": -1, "昨晚": -1, "yesterday": -1,
		"前天": -2, "大前天": -3, "明天": 1, "明日": 1, "后天": 2, "tomorrow": 1, "今早": 0, "今天上午": 0, "今天下午": 0, "昨天上午": -1, "昨天下午": -1,
	}
}

// readDate returns the day that was said as 2018-12-03. A day without its year
// is the nearest to today, and where it must be past the last one.
func readDate(typed line, today calendar.Date, past bool) (string, *Problem) {
	text := strings.TrimSpace(typed.text())
	d, size := dayAt(text, today, past)
	if m := bareDay.FindStringSubmatch(text); m != nil && d.IsZero() {
		d, size = thisMonth(numberOf(m[1]), today, past), len(m[0])
	}
	rest := strings.TrimSpace(text[size:])
	if d.IsZero() || !dayRest.MatchString(rest) {
		return "", &Problem{Key: DateShape}
	}
	if past && today.Before(d) {
		return "", &Problem{Key: DateFuture, Args: map[string]string{"today": today.String()}}
	}
	return d.String(), nil
}

// bareDay is a day of this month, where a day is asked.
var bareDay = patternOf(`^` + digitsOrHan + ` *(?:号|號)$`)

// thisMonth returns a day of the month; of the last one where it must be past.
func thisMonth(day int, today calendar.Date, past bool) calendar.Date {
	d := civil(today.Year, int(today.Month), day)
	if past && today.Before(d) {
		last := calendar.Date{Year: today.Year, Month: today.Month, Day: 1}.AddDays(-1)
		return civil(last.Year, int(last.Month), day)
	}
	return d
}

// dayTail is the same in the middle of a message.
var dayTail = patternOf(`^ ?(?:起|开始|上午|下午|晚上|早上|中午|发布的?|挂的|挂出的?|挂上的?|发的|变更的?|发现的?|[(（]?(?:周|星期)[一二三四五六日天][)）]?| ?[0-9]{1,2}[:：][0-9]{2})+`)

// dayRest is what people say after a day without changing it.
var dayRest = patternOf(`^(?:起|开始|上午|下午|晚上|晚|早上|中午|发布的?|挂的|挂出的?|挂上的?|发的|变更的?|发现的?|[ (（]*(?:周|星期)[一二三四五六日天][)）]*| *[0-9]{1,2}(?:[:：][0-9]{2}|[时点][0-9]{0,2}分?)?)*$`)

// dayAt returns the day that stands at the beginning of a folded text, and how
// many bytes it takes; the zero day when none does, or none that there is.
func dayAt(text string, today calendar.Date, past bool) (calendar.Date, int) {
	best := ""
	for word := range sayings() {
		if strings.HasPrefix(text, word) && len(word) > len(best) {
			best = word
		}
	}
	if best != "" {
		return today.AddDays(sayings()[best]), len(best)
	}
	if m := weekday.FindStringSubmatch(text); m != nil {
		return sameWeek(m[1], m[2], today, past), len(m[0])
	}
	for _, form := range dayForms() {
		if m := form.FindStringSubmatch(text); m != nil {
			return dayOf(m, today, past), len(m[0])
		}
	}
	if m := compact.FindStringSubmatch(text); m != nil && (len(text) == len(m[0]) || !digit(rune(text[len(m[0])]))) {
		return dayOf(m, today, past), len(m[0])
	}
	return calendar.Date{}, 0
}

func dayOf(m []string, today calendar.Date, past bool) calendar.Date {
	if len(m) > 6 && m[4] != "" {
		m = m[3:]
	}
	year, month, day := numberOf(m[1]), numberOf(m[2]), numberOf(m[3])
	switch m[2] {
	case "本月", "这个月":
		return civil(today.Year, int(today.Month), day)
	case "上月", "上个月":
		last := calendar.Date{Year: today.Year, Month: today.Month, Day: 1}.AddDays(-1)
		return civil(last.Year, int(last.Month), day)
	}
	if m[1] != "" {
		return civil(year, month, day)
	}
	return nearest(month, day, today, past)
}

// nearest returns the day of a month that lies nearest to today; the last one
// where it must be past.
func nearest(month, day int, today calendar.Date, past bool) calendar.Date {
	var best calendar.Date
	for _, year := range []int{today.Year, today.Year - 1, today.Year + 1} {
		d := civil(year, month, day)
		if d.IsZero() || past && today.Before(d) {
			continue
		}
		if best.IsZero() || apart(d, today) < apart(best, today) {
			best = d
		}
	}
	if best.IsZero() {
		return civil(today.Year, month, day)
	}
	return best
}

func apart(a, b calendar.Date) int {
	n := a.DaysUntil(b)
	return max(n, -n)
}

// civil returns a day; the zero one when no calendar has it.
func civil(year, month, day int) calendar.Date {
	d := calendar.Date{Year: year, Month: time.Month(month), Day: day}
	if month < 1 || month > 12 || day < 1 || d.AddDays(0) != d {
		return calendar.Date{}
	}
	return d
}

// sameWeek returns the weekday of this week, or of one before.
func sameWeek(which, name string, today calendar.Date, past bool) calendar.Date {
	place := strings.Index("一二三四五六日天", name) / len("一")
	monday := today.AddDays(-((int(today.Weekday()) + 6) % 7))
	d := monday.AddDays(min(place, 6))
	switch which {
	case "上":
		return d.AddDays(-7)
	case "上上":
		return d.AddDays(-14)
	case "":
		if past && today.Before(d) {
			return d.AddDays(-7)
		}
	}
	return d
}

// numberOf reads a whole number below 100, or a year, in digits or in Han; -1
// when it is none.
func numberOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if strings.HasPrefix(s, "二〇") || strings.HasPrefix(s, "二零") || strings.HasPrefix(s, "二○") {
		year := 0
		for _, r := range s {
			year = year*10 + hanDigit(r)
		}
		return year
	}
	tens, ones, split := strings.Cut(s, "十")
	switch {
	case s == "":
		return -1
	case !split:
		return hanOnes(tens)
	case tens == "":
		return 10 + max(0, hanOnes(ones))
	}
	return hanOnes(tens)*10 + max(0, hanOnes(ones))
}

func hanOnes(s string) int {
	r := []rune(s)
	if len(r) != 1 {
		return -1
	}
	return hanDigit(r[0])
}

func hanDigit(r rune) int {
	i := strings.IndexRune("零一二三四五六七八九", r)
	switch {
	case r == '〇' || r == '○':
		return 0
	case r == '两':
		return 2
	case i < 0:
		return -1
	}
	return i / len("零")
}

// hanNumber writes a number below 100 as people do.
func hanNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	out := ""
	if n >= 20 {
		out = string(digits[n/10])
	}
	if n >= 10 {
		out += "十"
	}
	if n%10 > 0 || n == 0 {
		out += string(digits[n%10])
	}
	return out
}

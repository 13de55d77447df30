package form

import (
	"strconv"
	"strings"
)

// The digits of a QQ number.
const (
	minQQ = 5
	maxQQ = 12
)

// readQQ returns the normal form of a QQ number: its digits. A QQ mail address
// stands for its number.
func readQQ(typed line) (string, *Problem) {
	s := strings.TrimSuffix(digitsOnly(typed.text()), "@qq.com")
	switch {
	case s == "" || !allDigits(s):
		return "", &Problem{Key: QQShape}
	case len(s) < minQQ || len(s) > maxQQ:
		return "", &Problem{Key: QQLength, Args: bounds(minQQ, maxQQ)}
	case s[0] == '0':
		return "", &Problem{Key: QQShape}
	}
	return s, nil
}

func bounds(low, high int) map[string]string {
	return map[string]string{"min": strconv.Itoa(low), "max": strconv.Itoa(high)}
}

// digitsOnly drops the spaces and dashes that people put into numbers.
func digitsOnly(s string) string {
	return strings.NewReplacer(" ", "", "-", "", "\t", "", "_", "").Replace(s)
}

func allDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// readPhone returns the normal form of a mobile, 13800000000, or of a landline,
// 0557-3020669 with -801 for an extension. A landline of seven digits without
// area code gets the form's, because its units all sit in that city.
func readPhone(typed line, areaCode string) (string, *Problem) {
	main, extension := splitExtension(strings.TrimSpace(typed.text()))
	digits := national(digitsOnly(strings.NewReplacer("(", "", ")", "").Replace(main)))
	switch {
	case digits == "" || !allDigits(digits):
		return "", &Problem{Key: PhoneShape}
	case isMobile(digits) && extension == "":
		return digits, nil
	case isLandline(digits):
		n := areaLength(digits)
		return digits[:n] + "-" + digits[n:] + extension, nil
	case isLocal(digits) && len(digits) == 7 && areaCode != "":
		return areaCode + "-" + digits + extension, nil
	case isLocal(digits):
		return "", &Problem{Key: AreaCode}
	}
	return "", &Problem{Key: PhoneLength}
}

var (
	mobile    = patternOf(`^1[3-9][0-9]{9}$`)
	extension = patternOf(`^(.*[0-9)]) *(?:-+|转|轉|分机|分機|#|x|ext\.?)[ :]*([0-9]{1,6})$`)
)

func isMobile(digits string) bool { return mobile.MatchString(digits) }

// splitExtension cuts the extension off a landline; it comes back with its dash.
func splitExtension(s string) (string, string) {
	m := extension.FindStringSubmatch(s)
	if m == nil || !isLandline(national(digitsOnly(strings.NewReplacer("(", "", ")", "").Replace(m[1])))) {
		return s, ""
	}
	return m[1], "-" + m[2]
}

// national drops the country's code, and the 0 before a mobile.
func national(s string) string {
	for _, code := range []string{"+86", "0086", "86"} {
		rest, ok := strings.CutPrefix(s, code)
		if ok && (isMobile(rest) || isLandline(rest)) {
			return rest
		}
		if zero, trunk := strings.CutPrefix(rest, "0"); ok && trunk && isMobile(zero) {
			return zero
		}
		if ok && code != "86" && isLandline("0"+rest) {
			return "0" + rest
		}
	}
	if rest, ok := strings.CutPrefix(s, "0"); ok && isMobile(rest) {
		return rest
	}
	return s
}

// areaLength returns how many digits the area code at the beginning has: three
// for 010 and 02x, else four; 0 when there is none.
func areaLength(digits string) int {
	switch {
	case len(digits) < 3 || digits[0] != '0' || digits[1] == '0':
		return 0
	case digits[1] == '1' || digits[1] == '2':
		return 3
	}
	return 4
}

// isLandline reports whether the digits are an area code and a subscriber's
// number: eight digits after a code of three, seven or eight after one of four.
func isLandline(digits string) bool {
	n := areaLength(digits)
	if n == 0 || !allDigits(digits) || len(digits) <= n || !isLocal(digits[n:]) {
		return false
	}
	return n == 4 || len(digits) == n+8
}

// isLocal reports whether the digits could be a landline without area code.
func isLocal(digits string) bool {
	return (len(digits) == 7 || len(digits) == 8) && digits[0] >= '2' && digits[0] <= '8'
}

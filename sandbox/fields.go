package sandbox

import (
	"math"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
)

// unfitKind says what Slack's client holds against a field's text.
func unfitKind(e obj, text string) string {
	switch textOf(e, "type") {
	case "email_text_input":
		if _, err := netmail.ParseAddress(text); err != nil {
			return "请填写有效的电子邮箱"
		}
	case "url_text_input":
		if u, err := url.Parse(text); err != nil || u.Scheme == "" || u.Host == "" {
			return "请填写有效的网址"
		}
	case "number_input":
		return unfitNumber(e, text)
	}
	return ""
}

func unfitNumber(e obj, text string) string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return "请填写数字"
	}
	if e["is_decimal_allowed"] != true && strings.ContainsAny(text, ".eE") {
		return "请填写整数"
	}
	if least, err := strconv.ParseFloat(textOf(e, "min_value"), 64); err == nil && n < least {
		return "不得小于" + textOf(e, "min_value")
	}
	if most, err := strconv.ParseFloat(textOf(e, "max_value"), 64); err == nil && n > most {
		return "不得大于" + textOf(e, "max_value")
	}
	return ""
}

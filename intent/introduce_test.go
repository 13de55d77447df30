package intent

import (
	"testing"

	"pgregory.net/rapid"
)

func TestIntroduce(t *testing.T) {
	for text, want := range map[string]Introduction{
		"我是市水利局的联络员":              {Role: "liaison", Rest: "市水利局", Claims: true},
		"我是市水利局的联络员。":             {Role: "liaison", Rest: "市水利局", Claims: true},
		"市水利局 联络员":                {Role: "liaison", Rest: "市水利局"},
		"您好，我是教体局办公室主任":           {Role: "office_head", Rest: "教体局", Claims: true},
		"本人在砀山县工作，负责网站":           {Rest: "砀山县", Claims: true},
		"我来自市网信办，业务联系人":           {Role: "contact", Rest: "市网信办", Claims: true},
		"我是市财政局局长":                {Role: "head", Rest: "市财政局", Claims: true},
		"市水利局":                    {Rest: "市水利局"},
		"联络员":                     {Role: "liaison"},
		"我是审核人员":                  {Role: "reviewer", Claims: true},
		"财政局的域名怎么样":               {Rest: "财政局怎么样", Asks: true},
		"我是市水利局的联络员，清理什么时候截止？":    {Role: "liaison", Rest: "市水利局清理什么时候截止", Claims: true, Asks: true},
		"I'm the liaison of 市水利局": {Role: "liaison", Rest: "市水利局", Claims: true},
		"":                        {},
	} {
		if got := Introduce(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestRefusal(t *testing.T) {
	for text, want := range map[string]string{
		"不予登记：请先让你单位办公室来函": "请先让你单位办公室来函", " 不予登记, 人选未定。": "人选未定",
		"不予登记": "", "Refuse: not on your unit's list": "not on your unit's list",
	} {
		if got, is := Refusal(text); got != want || !is {
			t.Errorf("%q: %q, %v", text, got, is)
		}
	}
	for _, text := range []string{"教体局的域名怎么样", "哪些不予登记", "", "不"} {
		if got, is := Refusal(text); is {
			t.Errorf("%q refuses: %q", text, got)
		}
	}
}

func TestAfterColon(t *testing.T) {
	for text, want := range map[string]string{"市水利局：人选未定": "人选未定", "a: b:c": "b:c", "人选未定": "", "：": ""} {
		if got := AfterColon(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAnythingMayBeSaidOfOneself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		Introduce(text)
		Refusal(text)
	})
}

package form

import (
	"strings"
	"testing"
)

func TestAFileGoesWhereOneIsTaken(t *testing.T) {
	d := Announcement().On(nil, today())
	s := New(d, began())
	got, event, taken := Attach(d, s, "F0123ABC", "首页/截图.PNG")
	if !taken || event != Filled || got.Values["posted.shot"] != "F0123ABC/首页-截图.PNG" || got.At != "posted.domain" {
		t.Errorf("%v %s %+v", taken, event, got)
	}
	if _, filled := s.Values["posted.shot"]; filled {
		t.Error("the session handed in has changed")
	}
	for _, name := range []string{"a.exe", "png", "", "表.xlsx"} {
		if got, event, _ := Attach(d, s, "F0123ABC", name); event != Rejected || got.Problem.Key != FileShape {
			t.Errorf("%q: %s %+v", name, event, got.Problem)
		}
	}
	if got, event, _ := Attach(d, s, "F0123ABC", strings.Repeat("长", 500)+".png"); event != Filled || len([]rune(got.Values["posted.shot"])) > 256 {
		t.Errorf("a long name: %s %+v", event, got)
	}
	if _, _, taken := Attach(Incident(), s, "F0123ABC", "a.png"); taken {
		t.Error("a form without a place for it takes a file")
	}
}

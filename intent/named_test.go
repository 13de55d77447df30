package intent

import "testing"

func TestNamed(t *testing.T) {
	r := New([]Unit{{Code: "sz-jtj", Names: []string{"宿州市教育体育局", "市教体局", "教体局"}}})
	for text, want := range map[string]string{
		"收件 教体局": "sz-jtj", "登记收件，宿州市教育体育局": "sz-jtj", "收件登记": "", "": "",
	} {
		if got := r.Named(text); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

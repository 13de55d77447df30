package intent

import "testing"

func TestSlipped(t *testing.T) {
	l := builtin().lex
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"民攻局", "民政局", true},    // one wrong
		{"教育体育局", "教体育局", true}, // one missing
		{"教体育局", "教育体育局", true}, // one too many, the other way round
		{"民政局", "民政局", true},    // none
		{"民攻句", "民政局", false},   // two
		{"财政局", "民生局", false},
		{"县", "区", false}, // too short to tell
	} {
		if got := slipped(l.tokens([]rune(c.a)), l.tokens([]rune(c.b))); got != c.want {
			t.Errorf("%s for %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// TestSlipIsOneUnits forgives no slip where two units would be meant.
func TestSlipIsOneUnits(t *testing.T) {
	r := New([]Unit{{"a", []string{"东山水利局"}}, {"b", []string{"西山水利局"}}})
	if got := r.Named("南山水利局的域名"); got != "" {
		t.Errorf("南山水利局 is taken for %s", got)
	}
	if got := r.Named("东山水力局的域名"); got != "a" {
		t.Errorf("东山水力局 is taken for %q", got)
	}
}

func TestBlur(t *testing.T) {
	for a, b := range map[string]string{"zhu": "zu", "shi": "si", "chu": "cu", "ning": "lin", "guang": "guan", "sheng": "sen", "n": "n"} {
		if got := blur(a); got != b {
			t.Errorf("%s sounds like %s, want %s", a, got, b)
		}
	}
}

func TestSyllables(t *testing.T) {
	l := builtin().lex
	for text, n := range map[string]int{"yuming": 2, "zhuxiao": 2, "jiaotiju": 3, "xian": 1, "annex": 0, "domain": 0, "": 0, "zh": 0} {
		if got := l.syllables(text); len(got) != n {
			t.Errorf("%s: %q, want %d syllables", text, got, n)
		}
	}
}

func TestMend(t *testing.T) {
	l := &builtin().lex.vocabulary
	for slip, want := range map[string]string{"deadlne": "deadline", "announcment": "announcement", "sumbit": "submit", "widthdraw": "withdraw", "xyzzyq": "xyzzyq"} {
		if got := l.mend(slip); got != want {
			t.Errorf("%s: %s, want %s", slip, got, want)
		}
	}
}

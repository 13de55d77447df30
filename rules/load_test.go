package rules

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/rules/calendar"
)

func theDirective(t *testing.T) *Directive {
	t.Helper()
	d, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func date(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// unwrapped joins the lines of a page, as a reader does.
func unwrapped(page string) string {
	var b strings.Builder
	for line := range strings.Lines(page) {
		b.WriteString(strings.TrimSpace(line))
	}
	return b.String()
}

func TestQuotesAreTheDirectivesWords(t *testing.T) {
	text := unwrapped(read(t, "testdata/directive-2018-116.txt"))
	rest := text
	for _, a := range theDirective(t).Articles {
		_, after, ok := strings.Cut(rest, a.Quote)
		switch {
		case ok:
			rest = after
		case strings.Contains(text, a.Quote):
			t.Errorf("%s stands before the article that it should follow", a.ID)
		default:
			t.Errorf("%s is not word for word in the directive:\n%s", a.ID, a.Quote)
		}
	}
}

func TestDirectiveOf2018(t *testing.T) {
	d := theDirective(t)
	text := unwrapped(read(t, "testdata/directive-2018-116.txt"))
	for _, fact := range []string{d.Number, d.Issuer, d.City, d.Suffix, d.HandIn.Office, d.HandIn.Person, d.HandIn.Mail} {
		if !strings.Contains(text, fact) {
			t.Errorf("the directive does not say %q", fact)
		}
	}
	if spaceless := strings.ReplaceAll(text, " ", ""); !strings.Contains(spaceless, d.HandIn.Address) || !strings.Contains(spaceless, d.Title) {
		t.Errorf("the directive does not say %q or %q", d.HandIn.Address, d.Title)
	}
	if d.HandIn.Phone != "0557-3020669" { // printed with two hyphens
		t.Errorf("phone %q", d.HandIn.Phone)
	}
	ids := make([]string, len(d.Articles))
	for i, a := range d.Articles {
		ids[i] = a.ID
	}
	want := []string{
		"一", "二", "二(一)", "二(二)a", "二(二)b", "二(二)c", "二(三)a", "二(三)b", "二(三)c",
		"三(一)", "三(二)", "三(三)", "结尾",
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	if a, ok := d.Article("二(二)b"); !ok || a.Cite != "第二部分第（二）项" {
		t.Errorf("二(二)b is cited as %q", a.Cite)
	}
	if _, ok := d.Article("四"); ok {
		t.Error("there is a fourth part")
	}
}

func TestDeadlinesOf2018(t *testing.T) {
	d := theDirective(t)
	want := []Deadline{
		{Kind: Coordinator, Article: "三(三)", Due: date(t, "2018-11-26"), Owner: CoordinatingBodies, Ladder: []int{1, 0}, Late: []int{1, 3, 5}, LateEvery: 5, SealAt: -1},
		{Kind: Cleanup, Article: "结尾", Due: date(t, "2018-12-15"), Owner: MaterialUnits, Ladder: []int{10, 5, 2, 0}, Late: []int{1, 3, 5}, LateEvery: 5, SealAt: 5},
	}
	if diff := cmp.Diff(want, d.Deadlines); diff != "" {
		t.Errorf("deadlines (-want +got):\n%s", diff)
	}
	if dl, ok := d.Deadline(Cleanup); !ok || dl.Due != want[1].Due {
		t.Errorf("clean-up due %s", dl.Due)
	}
	if _, ok := d.Deadline("audit"); ok {
		t.Error("there is a deadline for an audit")
	}
	at := time.Date(2018, time.November, 20, 1, 0, 0, 0, time.UTC)
	if d.MorningAt.On(d.Issued) != at || d.BriefAt.On(d.Issued) != at || d.WarnWithin != 5 {
		t.Errorf("morning %v, brief %v, warn within %d", d.MorningAt, d.BriefAt, d.WarnWithin)
	}
}

func TestAnotherCitysDirective(t *testing.T) {
	d, err := ParseDirective(read(t, "testdata/another-city.toml"))
	if err != nil {
		t.Fatal(err)
	}
	u := Unit{Code: "lh-slj", Kind: Department, Label: "slj"}
	own := Domain{Name: "slj.linhe.gov.cn", Unit: u.Code, SiteStatus: Running, Purpose: Government, Main: true}
	foreign := Domain{Name: "slj.ahsz.gov.cn", Unit: u.Code, SiteStatus: Running, Purpose: Government, Main: true}
	closed := Domain{Name: "linhe.com", Unit: u.Code, SiteStatus: Closed, Purpose: Government}
	if r := Check(d, u, own, []Domain{own}); r.Standing != Conforms {
		t.Errorf("%s: %+v", own.Name, r)
	}
	if r := Check(d, u, foreign, []Domain{foreign}); r.Standing != MustChange {
		t.Errorf("%s: %+v", foreign.Name, r)
	}
	if r := Check(d, u, closed, []Domain{closed}); r.Findings[0].By != date(t, "2019-03-29") {
		t.Errorf("%s: %+v", closed.Name, r)
	}
	if got := Suggest(d, u, nil); len(got) == 0 || got[0].Name != "slj.linhe.gov.cn" {
		t.Errorf("suggested %v", got)
	}
	if owed := ObligationsOf(d, u, nil, time.Time{}); len(owed) != 1 || owed[0].Kind != Cleanup {
		t.Errorf("owed %v: this directive has no annex 2", owed)
	}
}

// Each change makes the builtin data wrong in one way; the error names it.
func TestWrongDirectivesAreRefused(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"no TOML", `id = "szbm-2018-116"`, `id = `, "expected value"},
		{"unknown key", `seal_at = 5`, `seal = 5`, "seal is unknown"},
		{"no number", `number = "宿政办秘〔2018〕116号"`, ``, "number is missing"},
		{"no issue date", `issued = "2018-11-20"`, ``, "issued is missing"},
		{"no such day", `issued = "2018-11-20"`, `issued = "2018-11-31"`, "2018-11-31"},
		{"suffix elsewhere", `suffix = "ahsz.gov.cn"`, `suffix = "ahsz.cn"`, "suffix"},
		{"suffix in capitals", `suffix = "ahsz.gov.cn"`, `suffix = "AHSZ.gov.cn"`, "suffix"},
		{"hour", `morning_at = "09:00"`, `morning_at = "9am"`, "9am"},
		{"no morning", `morning_at = "09:00"`, ``, "morning_at"},
		{"warning", `warn_within = 5`, `warn_within = -5`, "warn_within"},
		{"no quote", `quote = '政府网站应使用`, "quote = ''\n#", "lacks id, cite or quote"},
		{"twice", `id = "二(二)c"`, `id = "二(二)b"`, "stands there twice"},
		{"missing ground", `id = "二(二)b"`, `id = "二(二)d"`, "findings rest on it"},
		{"unknown article", `article = "结尾"`, `article = "四"`, `article "四"`},
		{"unknown obligation", `kind = "cleanup"`, `kind = "audit"`, "no such obligation"},
		{"obligation twice", `kind = "cleanup"`, `kind = "coordinator"`, "stands there twice"},
		{"unknown owner", `owner = "material"`, `owner = "everybody"`, "everybody"},
		{"due before issue", `due = "2018-12-15"`, `due = "2017-12-15"`, "before the directive"},
		{"ladder climbs", `[10, 5, 2, 0]`, `[0, 2, 5, 10]`, "does not descend"},
		{"ladder repeats", `[10, 5, 2, 0]`, `[10, 5, 5, 0]`, "does not descend"},
		{"ladder below zero", `[10, 5, 2, 0]`, `[10, -1]`, "does not descend"},
		{"no ladder", `[10, 5, 2, 0]`, `[]`, "does not descend"},
		{"seal", `seal_at = 5`, `seal_at = -2`, "seal_at"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := strings.Replace(builtin, c.old, c.new, 1)
			if doc == builtin {
				t.Fatalf("the data has no %q to change", c.old)
			}
			_, err := ParseDirective(doc)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestAllThatIsWrongIsNamedAtOnce(t *testing.T) {
	_, err := ParseDirective(`id = "x"`)
	if err == nil {
		t.Fatal("a directive of one line was taken")
	}
	for _, want := range []string{"number", "issuer", "city", "hand_in.office", "suffix", "二(三)c"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not named in: %v", want, err)
		}
	}
}

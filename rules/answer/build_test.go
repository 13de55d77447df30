package answer_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

func book() rules.Book {
	d, err := rules.Builtin()
	if err != nil {
		panic(err) // the embedded directive is wrong: nothing here can be tested
	}
	return rules.Book{Directive: d, Calendar: calendar.Builtin()}
}

func morning(month time.Month, day int) time.Time {
	return calendar.Date{Year: 2018, Month: month, Day: day}.At(9, 0)
}

// wxb is 市网信办 on the first morning: it owes both, and holds nothing.
func wxb() rules.UnitFacts {
	u := rules.Unit{Code: "sz-wxb", Name: "宿州市互联网信息办公室", Kind: rules.Department, Label: "wxb", Coordinating: true}
	return rules.UnitFacts{
		Unit:        u,
		Obligations: rules.Obligations(book().Directive, []rules.Unit{u}, nil, morning(time.November, 20)),
		Intakes:     map[rules.ObligationKind]rules.Intake{},
		Submitted:   map[rules.ObligationKind]time.Time{},
	}
}

// jtj is 市教体局, with a domain to replace and one to cancel.
func jtj() rules.UnitFacts {
	u := rules.Unit{Code: "sz-jtj", Name: "宿州市教育体育局", Kind: rules.Department, Label: "jytyj"}
	f := wxb()
	f.Unit = u
	f.Domains = []rules.Domain{
		{Name: "szjy.net.cn", Unit: u.Code, SiteName: "宿州教育信息网", SiteStatus: rules.Running, Purpose: rules.Government},
		{Name: "www.szjyty.gov.cn", Unit: u.Code, SiteName: "宿州教育体育网", SiteStatus: rules.Running, Purpose: rules.Government, Main: true},
	}
	f.Obligations = rules.Obligations(book().Directive, []rules.Unit{u}, map[string][]rules.Domain{u.Code: f.Domains}, morning(time.November, 20))
	return f
}

var bothDue = []answer.Item{{Kind: rules.Cleanup, Step: rules.StartStep}, {Kind: rules.Coordinator, Step: rules.StartStep}}

func actions(buttons []answer.Button) []answer.Action {
	var out []answer.Action
	for _, b := range buttons {
		out = append(out, b.Action)
	}
	return out
}

func TestReminderJoinsWhatFellDue(t *testing.T) {
	r := answer.BuildReminder(book(), wxb(), answer.Morning{At: morning(time.November, 20), Items: bothDue, Sent: false})
	if len(r.Items) != 2 || !r.AskReceipt {
		t.Fatalf("items %d, asks for a receipt %v; want 2, true", len(r.Items), r.AskReceipt)
	}
	if got := r.Items[0].Countdown.Workdays; got != 4 {
		t.Errorf("附件2 has %d working days left on 11-20, want 4", got)
	}
	want := []answer.Action{answer.FormStart, answer.GiveReceipt, answer.ShowMaterial}
	if diff := cmp.Diff(want, actions(r.Buttons)); diff != "" {
		t.Errorf("buttons (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"三(三)", "结尾"}, r.Cites); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

func TestReminderLeavesOutWhatIsDone(t *testing.T) {
	f := wxb()
	f.Submitted[rules.Coordinator] = morning(time.November, 21)
	if r := answer.BuildReminder(book(), f, answer.Morning{At: morning(time.November, 23), Items: bothDue, Sent: false}); len(r.Items) != 2 {
		t.Errorf("submitted, but the sealed paper is not in: %d items, want 2", len(r.Items))
	}
	f.Intakes[rules.Coordinator] = rules.Intake{Paper: calendar.Date{Year: 2018, Month: 11, Day: 22}}
	r := answer.BuildReminder(book(), f, answer.Morning{At: morning(time.November, 23), Items: bothDue, Sent: false})
	if len(r.Items) != 1 || r.Items[0].Kind != rules.Cleanup {
		t.Errorf("items after 附件2 came in: %+v; want the clean-up alone", r.Items)
	}
	if sent := answer.BuildReminder(book(), f, answer.Morning{At: morning(time.November, 23), Items: bothDue, Sent: true}); len(sent.Items) != 2 {
		t.Errorf("a message that was sent keeps its %d items, got %d", 2, len(sent.Items))
	}
}

func TestReminderTurnsToTheSeal(t *testing.T) {
	for _, c := range []struct {
		day  time.Time
		step string
		seal bool
	}{
		{morning(time.November, 20), rules.StartStep, false},
		{morning(time.November, 30), "10", false},
		{morning(time.December, 7), "5", true},
		{morning(time.December, 14), "0", true},
	} {
		r := answer.BuildReminder(book(), jtj(), answer.Morning{At: c.day, Items: []answer.Item{{Kind: rules.Cleanup, Step: c.step}}, Sent: false})
		if got := r.Items[0].Seal; got != c.seal {
			t.Errorf("step %s: seal %v, want %v", c.step, got, c.seal)
		}
	}
}

func TestReceiptTakesTheButtonsPlace(t *testing.T) {
	r := answer.BuildReminder(book(), wxb(), answer.Morning{At: morning(time.November, 20), Items: bothDue, Sent: true})
	r.Acknowledge(morning(time.November, 21))
	for _, a := range actions(r.Buttons) {
		if a == answer.GiveReceipt {
			t.Error("the receipt can be given twice")
		}
	}
}

func TestUnitStatusPutsTheWorstFirst(t *testing.T) {
	f := jtj()
	f.Domains = append([]rules.Domain{{
		Name: "jytyj.ahsz.gov.cn", Unit: f.Unit.Code, SiteName: "新站", SiteStatus: rules.Running, Purpose: rules.Government, Main: true,
	}}, f.Domains...)
	s := answer.BuildUnitStatus(book(), f, 1, morning(time.November, 22))
	if got := s.Domains[len(s.Domains)-1].Standing; got != rules.Conforms {
		t.Errorf("last in the list is %s, want what conforms", got)
	}
	if s.Domains[0].Standing != rules.MustChange {
		t.Errorf("first in the list is %s, want what must change", s.Domains[0].Standing)
	}
}

func TestUnitStatusNamesTheDomainToApplyFor(t *testing.T) {
	s := answer.BuildUnitStatus(book(), jtj(), 1, morning(time.November, 22))
	if s.Suggested != "jytyj.ahsz.gov.cn" {
		t.Errorf("suggested %q, want jytyj.ahsz.gov.cn", s.Suggested)
	}
	if len(s.Grounds) == 0 || s.Grounds[0].Number != "宿政办秘〔2018〕116号" {
		t.Errorf("grounds %+v", s.Grounds)
	}
}

func TestDomainStatusNamesTheOthers(t *testing.T) {
	f := jtj()
	c := answer.BuildDomainStatus(book(), f, f.Domains[1], morning(time.November, 22))
	if len(c.Others) != 1 || c.Others[0].Domain.Name != "szjy.net.cn" {
		t.Errorf("others %+v, want szjy.net.cn", c.Others)
	}
	if c.Countdown.Due.String() != "2018-12-15" {
		t.Errorf("countdown to %s, want the date for the material", c.Countdown.Due)
	}
}

func TestIntakeCardOffersWhatIsNotBooked(t *testing.T) {
	f := jtj()
	f.Intakes[rules.Cleanup] = rules.Intake{Paper: calendar.Date{Year: 2018, Month: 12, Day: 3}}
	card := answer.BuildIntakeCard(book(), f, rules.Cleanup, morning(time.December, 4))
	want := []answer.Action{answer.UndoIntake, answer.BookIntake}
	if diff := cmp.Diff(want, actions(card.Buttons)); diff != "" {
		t.Errorf("buttons (-want +got):\n%s", diff)
	}
	vertical := rules.UnitFacts{Unit: rules.Unit{Code: "sz-qxj", Kind: rules.Vertical}}
	if c := answer.BuildIntakeCard(book(), vertical, rules.Cleanup, morning(time.December, 4)); c.MayBook || c.Problem != "not_owed" {
		t.Errorf("a unit that owes nothing: %+v", c)
	}
}

func TestTodoIsSoonestFirst(t *testing.T) {
	todo := answer.BuildTodo(book(), wxb(), morning(time.November, 20))
	if len(todo.Items) != 2 || todo.Items[0].Kind != rules.Coordinator {
		t.Errorf("items %+v, want 附件2 before the clean-up", todo.Items)
	}
}

func TestCutKeepsEveryRow(t *testing.T) {
	rows := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	var all []int
	for n := 1; ; n++ {
		part, page := answer.Cut(rows, n, answer.Rows)
		all = append(all, part...)
		if n == page.Of {
			break
		}
	}
	if diff := cmp.Diff(rows, all); diff != "" {
		t.Errorf("the pages together (-want +got):\n%s", diff)
	}
	if none, page := answer.Cut([]int{}, 3, answer.Rows); len(none) != 0 || page.Number != 1 || page.Of != 1 {
		t.Errorf("no rows: page %+v", page)
	}
}

func TestSplitReadsWhatJoinWrote(t *testing.T) {
	if got := answer.Split(answer.Join("sz-jtj", "cleanup", "paper"), 3); !cmp.Equal(got, []string{"sz-jtj", "cleanup", "paper"}) {
		t.Errorf("got %q", got)
	}
	if got := answer.Split("sz-jtj", 3); !cmp.Equal(got, []string{"sz-jtj", "", ""}) {
		t.Errorf("missing parts: got %q", got)
	}
}

// The name to apply for is one that nobody has; and none once the unit has a
// conforming one.
func TestSuggestedIsFree(t *testing.T) {
	b := book()
	f := rules.UnitFacts{
		Unit: rules.Unit{Code: "slj", Name: "宿州市水利局", Kind: rules.Department, Label: "slj"},
		Domains: []rules.Domain{{
			Name: "www.szslj.gov.cn", Unit: "slj", SiteStatus: rules.Running, Purpose: rules.Government, Main: true,
		}},
	}
	now := time.Date(2018, 11, 21, 1, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		taken map[string]bool
		more  []rules.Domain
		want  string
	}{
		{nil, nil, "slj.ahsz.gov.cn"},
		{map[string]bool{"slj.ahsz.gov.cn": true}, nil, "shuiliju.ahsz.gov.cn"},
		{nil, []rules.Domain{{Name: "slj.ahsz.gov.cn", Unit: "slj", SiteStatus: rules.Running, Purpose: rules.Government}}, ""},
	} {
		f := f
		f.Taken, f.Domains = c.taken, append(f.Domains, c.more...)
		if got := answer.BuildUnitStatus(b, f, 1, now).Suggested; got != c.want {
			t.Errorf("%v taken: %q, want %q", c.taken, got, c.want)
		}
		if got := answer.BuildDomainStatus(b, f, f.Domains[0], now).Suggested; got != c.want {
			t.Errorf("%v taken: %q on the domain's card, want %q", c.taken, got, c.want)
		}
	}
}

package main_test

import (
	"strings"
	"testing"
)

// TestLawsBite shows each law a file that breaks it, and one beside it that
// does not: a law that nothing can break is none.
func TestLawsBite(t *testing.T) {
	tests := []struct {
		law, path, code string
		want            string // a part of the only complaint, or "" for none
	}{
		{"every file is in a room", "cellar/wine.go", ``, "cellar is no room"},
		{"every file is in a room", "rules/calendar/days.go", ``, ""},

		{"rooms use the rooms below them", "rules/check.go", `import "steward/db"`, "imports db"},
		{"rooms use the rooms below them", "rules/check.go", `import "steward/rules/answer"`, "imports rules/answer"},
		{"rooms use the rooms below them", "rules/form/ask.go", `import "steward/rules/calendar"`, ""},
		{"rooms use the rooms below them", "rules/answer/due.go", `import "steward/rules/calendar"`, ""},
		{"rooms use the rooms below them", "watch/dns.go", `import "steward/rules/answer"`, "imports rules/answer"},
		{"rooms use the rooms below them", "view/card.go", `import "steward/rules/answer"`, ""},
		{"rooms use the rooms below them", "intent/parse.go", `import "steward/rules/domain"`, ""},
		{"rooms use the rooms below them", "intent/parse.go", `import "steward/rules"`, "imports rules"},
		{"rooms use the rooms below them", "intent/parse.go", `import "steward/rules/calendar"`, "imports rules/calendar"},
		{"rooms use the rooms below them", "sandbox/page.go", `import "steward/rules"`, "imports rules"},
		{"rooms use the rooms below them", "bot/in.go", `import "steward/sandbox"`, "imports sandbox"},
		{"rooms use the rooms below them", "bot/in_test.go", `import "steward/sandbox"`, ""},
		{"rooms use the rooms below them", "bot/in_test.go", `import "steward/reminders"`, "imports reminders"},
		{"rooms use the rooms below them", "main.go", `import "steward/sandbox"`, ""},
		{"rooms use the rooms below them", "main.go", `import "steward/db/dbtest"`, "imports db/dbtest"},
		{"rooms use the rooms below them", "db/store_test.go", `import "steward/db/dbtest"`, ""},
		{"rooms use the rooms below them", "db/dbtest/both.go", `import "testing"`, ""},
		{"rooms use the rooms below them", "db/store.go", `import "testing/iotest"`, "imports testing/iotest"},

		{"each library has one home", "bot/out.go", `import "github.com/slack-go/slack/socketmode"`, ""},
		{"each library has one home", "handlers/form.go", `import "github.com/slack-go/slack"`, "imports github.com/slack-go/slack"},
		{"each library has one home", "sandbox/page_test.go", `import "github.com/slack-go/slack"`, ""},
		{"each library has one home", "sandbox/page.go", `import "github.com/slack-go/slack"`, "imports github.com/slack-go/slack"},
		{"each library has one home", "rules/form/ask.go", `import "github.com/BurntSushi/toml"`, ""},
		{"each library has one home", "rules/form/ask.go", `import "github.com/6tail/lunar-go/calendar"`, "imports github.com/6tail"},
		{"each library has one home", "db/dbtest/both.go", `import "github.com/lib/pq"`, ""},
		{"each library has one home", "main.go", `import "github.com/alecthomas/kong"`, ""},
		{"each library has one home", "bot/out.go", `import "github.com/alecthomas/kong"`, "imports github.com/alecthomas/kong"},
		{"each library has one home", "main.go", `import "github.com/left/pad"`, "imports github.com/left/pad"},
		{"each library has one home", "clock/days.go", `import "pgregory.net/rapid"`, "imports pgregory.net/rapid"},
		{"each library has one home", "clock/days_test.go", `import "pgregory.net/rapid"`, ""},

		{"rules are pure", "rules/due.go", `import "context"`, "imports context"},
		{"rules are pure", "rules/domain/name.go", `import "net/url"`, "imports net/url"},
		{"rules are pure", "rules/due_test.go", `import "os"`, ""},
		{"rules are pure", "rules/calendar/now.go", "import \"time\"\nvar t = time.Now()", "uses time.Now"},
		{"rules are pure", "rules/calendar/now.go", "import \"time\"\nvar t = time.UTC", ""},
		{"rules are pure", "clock/now.go", "import \"time\"\nvar t = time.Now()", ""},

		{"SQL is in db", "outbox/put.go", "const q = `\n  SELECT 1`", "looks like SQL"},
		{"SQL is in db", "outbox/put.go", `const q = "insert into message (id) values (?)"`, "looks like SQL"},
		{"SQL is in db", "outbox/put.go", `const q = "select a unit"`, ""},
		{"SQL is in db", "db/put.go", `const q = "SELECT 1"`, ""},

		{"words are in locales", "handlers/ask.go", `const s = "\u57df"`, "is Chinese"},
		{"words are in locales", "view/card.go", `const s = "a，b"`, "is Chinese"},
		{"words are in locales", "view/card.go", "// 域名\nconst s = 1", ""},
		{"words are in locales", "view/card_test.go", `const s = "域名"`, ""},
		{"words are in locales", "handlers/ask.go", `const s = "二(三)b"`, ""},
		{"words are in locales", "handlers/ask.go", `const s = "二(三)b："`, "is Chinese"},
		{"words are in locales", "papers/grid.go", `const s = "姓名"`, ""},

		{"nothing happens on import", "bot/in.go", `func init() {}`, "init runs"},
		{"nothing happens on import", "bot/in.go", `func initialise() {}`, ""},

		{"files are short", "bot/in.go", strings.Repeat("\n", maxLines), "lines, over"},
		{"files are short", "bot/in.go", strings.Repeat("\n", maxLines-3), ""},
	}
	for _, test := range tests {
		s := readSource(t, test.path, "package x\n"+test.code+"\n")
		expectComplaint(t, test.law+": "+test.path+": "+test.code, findLaw(t, test.law).check(s), test.want)
	}
}

func findLaw(t *testing.T, name string) law {
	t.Helper()
	for _, law := range laws() {
		if law.name == name {
			return law
		}
	}
	t.Fatalf("no law %q", name)
	return law{}
}

// expectComplaint wants one complaint with the text in it, or none where it is empty.
func expectComplaint(t *testing.T, what string, complaints []string, text string) {
	t.Helper()
	switch {
	case text == "" && len(complaints) > 0:
		t.Errorf("%.120s\n\tcomplains: %q", what, complaints)
	case text != "" && (len(complaints) != 1 || !strings.Contains(complaints[0], text)):
		t.Errorf("%.120s\n\tgives %q, not one that says %q", what, complaints, text)
	}
}

func TestChangedVariablesBite(t *testing.T) {
	tests := []struct{ code, want string }{
		{`func f() { table = nil }`, "table changes"},
		{`func f() { table["a"] = 1 }`, "table changes"},
		{`func f() { (state).n++ }`, "state changes"},
		{`func f() { *pointer += 1 }`, "pointer changes"},
		{`func f() { for state.n = range 3 {} }`, "state changes"},
		{`func f() *int { return &state.n }`, "state changes"},
		{`func f() { func() { pointer = nil }() }`, "pointer changes"},
		{`func f() { table := g(); table["a"] = 1 }`, ""},
		{`func f(state S) { state.n = 1 }`, ""},
		{`func (state *S) f() { state.n = 1 }`, ""},
		{`func f() { var pointer *int; pointer = nil; _ = pointer }`, ""},
		{`func f() { for _, table := range all { table["a"] = 1 } }`, ""},
		{`func f() int { return table["a"] }`, ""},
		{`func f() { other.table = nil }`, ""},
	}
	declared := readSource(t, "bot/table.go", `package x
var table = map[string]int{}
var (
	state   S
	pointer *int
)`)
	for _, test := range tests {
		files := []source{declared, readSource(t, "bot/in.go", "package x\n"+test.code)}
		expectComplaint(t, test.code, changedVariables(files), test.want)
	}
}

package main_test

// The plan of the house, as a table that fails when the code leaves it. The
// laws that this file's tables are read by stand in house_laws_test.go, and
// docs/house.md is printed from them by house_page_test.go.

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	// everyRoomStands makes a folder that a table names and nobody has built a
	// failure.
	everyRoomStands = true

	ourModule = "steward/"

	// maxLines is the longest a file of Go may be; most are under a third of it.
	maxLines = 500
)

// A room is a folder, with what is in it, unless that is a room of its own.
type room struct {
	folder  string
	purpose string
	imports []string // the rooms it may use; a folder in a room opens that folder alone
}

// everyRoom stands for every room but db/dbtest.
const everyRoom = "all"

func rooms() []room {
	return []room{
		{".", "the composition root: builds the rooms in the order of the floors, and the commands", []string{everyRoom}},
		{"bot", "Slack's side of the door: takes in, acknowledges, hands on; draws one message and delivers it", []string{"handlers", "inbox", "view", "papers", "rules", "rules/answer", "clock"}},
		{"inbox", "what came in, once: kept, handled one at a time per conversation, or laid aside as dead", []string{"db", "rules", "clock", "pump"}},
		{"handlers", "one file per thing a person can do: loads, asks the rules, saves, puts; answers with values", []string{"db", "outbox", "papers", "rules", "rules/answer", "intent", "locales"}},
		{"reminders", "what has fallen due, and digests", []string{"db", "outbox", "rules", "rules/answer", "clock"}},
		{"outbox", "tells people what was decided: put in the caller's transaction, delivered later", []string{"db", "rules", "rules/answer", "clock", "pump"}},
		{"pump", "takes work from a queue and hands it to a bounded number of workers: the loop of inbox and outbox", nil},
		{"db", "all SQL, for SQLite and PostgreSQL, and the encryption of personal data", []string{"rules"}},
		{"db/dbtest", "runs a test on both databases", []string{"db"}},
		{"view", "draws answers as blocks, and as plain text", []string{"rules", "rules/answer", "locales"}},
		{"papers", "office documents, in and out", []string{"rules", "rules/answer", "locales"}},
		{"rules", "pure: the directive as data, findings, moves, who may, what is due; inside it calendar, domain, form and naming", nil},
		{"rules/answer", "what can be said, as values", []string{"rules"}},
		{"intent", "what a sentence means: intent, slots, evidence", []string{"rules/domain", "rules/naming"}},
		{"locales", "the words, in each language", nil},
		{"clock", "domain time, and a way to live through every due instant up to another", nil},
		{"sandbox", "a Slack workspace on this machine; it plays the outside, so nothing of ours is in it", nil},
		{"interop", "tests with programs of others'", nil},
		{"bench", "how soon Slack hears from us, beside Slack's own framework", []string{"db"}},
		{"scripts/testreport", "says what go test's events say, and which tests were skipped", nil},
	}
}

// libraries maps what comes from outside to the folders where it is at home,
// with what is in them. Nothing else from outside comes into the program.
func libraries() map[string][]string {
	return map[string][]string{
		"github.com/6tail/lunar-go":      {"rules/calendar"},
		"github.com/BurntSushi/toml":     {"intent", "rules", "locales"},
		"github.com/alecthomas/kong":     {"."},
		"github.com/caarlos0/env":        {"."},
		"github.com/coder/websocket":     {"bench", "bot", "sandbox"},
		"github.com/go-co-op/gocron":     {"reminders"},
		"github.com/gomutex/godocx":      {"papers"},
		"github.com/jmoiron/sqlx":        {"db"},
		"github.com/lib/pq":              {"db"},
		"github.com/mozillazg/go-pinyin": {"rules/naming"},
		"github.com/nicksnyder/go-i18n":  {"locales"},
		"github.com/pressly/goose":       {"db"},
		"github.com/slack-go/slack":      {"bot", "view"},
		"golang.org/x/net/idna":          {"rules/domain"},
		"github.com/xuri/excelize":       {"papers"},
		"golang.org/x/text":              {"rules", "intent", "locales", "papers"},
		"modernc.org/sqlite":             {"db"},
	}
}

// testLibraries maps what only tests use to the folders whose tests may;
// everyRoom means everywhere.
func testLibraries() map[string][]string {
	return map[string][]string{
		"github.com/chromedp":             {everyRoom},
		"github.com/google/go-cmp":        {everyRoom},
		"github.com/rogpeppe/go-internal": {everyRoom},
		// In the sandbox's tests it is a program of others' that must take the
		// sandbox for Slack.
		"github.com/slack-go/slack": {"sandbox"},
		"go.uber.org/goleak":        {everyRoom},
		"pgregory.net/rapid":        {everyRoom},
	}
}

// chinese maps the folders whose strings may be Chinese to the reason; all
// other words for people stand in locales, which is not Go.
func chinese() map[string]string {
	return map[string]string{
		"intent":       "the words that people use are what it understands",
		"papers":       "the labels in the grids of the directive's own forms, word for word, and the headings and words by which people fill in the inventory's tables",
		"rules/domain": "the characters of Chinese domain names, and their look-alikes",
		"rules/form":   "the names by which people call a form's fields, on paper and in speech",
		"rules/naming": "the parts of units' names",
		"sandbox":      "its page speaks for itself: it plays Slack, whose words are not ours",
	}
}

// A source is one file of Go, read.
type source struct {
	path  string
	lines int
	fset  *token.FileSet
	file  *ast.File
}

func (s source) dir() string { return path.Dir(s.path) }

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

// at says where a node stands, for a complaint.
func (s source) at(n ast.Node) string { return s.fset.Position(n.Pos()).String() }

// readSource reads the file at name, whose content is src, or the file's own
// where src is nil.
func readSource(t *testing.T, name string, src any) source {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return source{filepath.ToSlash(name), fset.File(file.Pos()).LineCount(), fset, file}
}

// readHouse reads every file of Go in the repository.
func readHouse(t *testing.T) []source {
	t.Helper()
	var sources []source
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && notOurs(entry.Name()):
			return filepath.SkipDir
		case !entry.IsDir() && strings.HasSuffix(name, ".go"):
			sources = append(sources, readSource(t, name, nil))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

// notOurs holds for folders that the go command skips too, and for those that
// git ignores.
func notOurs(folder string) bool {
	return strings.HasPrefix(folder, ".") || strings.HasPrefix(folder, "_") ||
		slices.Contains([]string{"testdata", "node_modules", "bin", "tmp"}, folder)
}

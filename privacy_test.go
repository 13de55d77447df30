package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"steward/db"
	"steward/db/dbtest"
	"steward/outbox"
	"steward/papers"
	"steward/rules/answer"
	"steward/rules/form"
)

// numbers are the phones and QQ numbers, and names the people, that a script has
// somebody type.
var (
	typedLine    = regexp.MustCompile(`(?m)^(?:say|mention|handin) .*$`)
	typedNumbers = regexp.MustCompile(`[0-9]{7,12}`)
	typedNames   = regexp.MustCompile(`[张李王赵]某`)
)

// nothingPersonal holds of every story: while the house stands, and no less after
// it was killed, neither its database's files nor its log hold a number or a name
// that somebody typed.
func (s *stage) nothingPersonal(script string) {
	b, err := os.ReadFile(script)
	check(s.t, err)
	dump := dbtest.Dump(s.t, filepath.Join(s.dir, "steward.db"))
	for _, line := range typedLine.FindAllString(string(b), -1) {
		for _, word := range slices.Concat(typedNumbers.FindAllString(line, -1), typedNames.FindAllString(line, -1)) {
			if strings.Contains(dump, word) {
				s.t.Errorf("%s stands in the database", word)
			}
			if strings.Contains(s.log.String(), word) {
				s.t.Errorf("%s stands in the log", word)
			}
		}
	}
}

func (s *stage) cmdViewed(ts *testscript.TestScript, _ bool, _ []string) {
	s.view(ts, func(ctx context.Context, tx *db.Tx) error {
		views, err := tx.Views(ctx, "", 99)
		for _, v := range views {
			fmt.Fprintln(ts.Stdout(), v.Unit, v.Persons, v.Why)
		}
		return err
	})
}

func (s *stage) cmdErase(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(s.w.db.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.ForgetNamed(ctx, args[0], args[1])
		return err
	}))
}

func (s *stage) cmdPaper(ts *testscript.TestScript, _ bool, args []string) {
	s.view(ts, func(ctx context.Context, tx *db.Tx) error {
		sub, _, err := tx.LatestSubmission(ctx, args[0], "coordinator")
		ts.Check(err)
		a, err := s.w.house.handlers.Kinds()["form.submitted"].Load(ctx, tx, outbox.Message{Refs: json.RawMessage(`{"code":"` + sub.Code + `"}`)})
		ts.Check(err)
		var b bytes.Buffer
		_, _, err = papers.Write(&b, a)
		ts.Check(err)
		_, err = fmt.Fprintln(ts.Stdout(), wordsOf(ts, b.Bytes()))
		return err
	})
}

func (s *stage) view(ts *testscript.TestScript, fn func(context.Context, *db.Tx) error) {
	ts.Check(s.w.db.View(context.Background(), fn))
}

// wordsOf is the text of a document.
func wordsOf(ts *testscript.TestScript, doc []byte) string {
	z, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
	ts.Check(err)
	f, err := z.Open("word/document.xml")
	ts.Check(err)
	b, err := io.ReadAll(f)
	ts.Check(err)
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(b), " ")
}

// A full view is what somebody sees in their direct messages of people's numbers;
// nothing else is one.
func TestFullViews(t *testing.T) {
	cells := []form.Cell{
		{Field: form.Field{ID: "head.phone", Row: "head", Personal: true}, Value: "13800138000"},
		{Field: form.Field{ID: "contact.phone", Row: "contact", Personal: true}, Erased: true},
	}
	dm, channel := outbox.Address{Person: "U1"}, outbox.Address{Channel: "C1"}
	for _, c := range []struct {
		name   string
		parcel outbox.Parcel
		full   bool
	}{
		{"a document", outbox.Parcel{Message: outbox.Message{To: dm}, Answer: answer.Submitted{Cells: cells}}, true},
		{"a summary", outbox.Parcel{Message: outbox.Message{To: dm}, Answer: answer.Summary{Cells: cells}}, true},
		{"where it is masked", outbox.Parcel{Message: outbox.Message{To: channel}, Answer: answer.Summary{Cells: cells}}, false},
		{"all of it erased", outbox.Parcel{Message: outbox.Message{To: dm}, Answer: answer.Submitted{Cells: cells[1:]}}, false},
		{"what came in", outbox.Parcel{Message: outbox.Message{To: dm}, Answer: answer.Incoming{Filled: 2}}, false},
		{"only looked for", outbox.Parcel{Message: outbox.Message{To: dm}, LookOnly: true, Answer: answer.Summary{Cells: cells}}, false},
	} {
		v, full := parcelView(c.parcel)
		if full != c.full || full && (v.Viewer != "U1" || v.Persons != "head") {
			t.Errorf("%s: %v, %+v", c.name, full, v)
		}
	}
}

// Who asks from the shell sees a form in full, too, and stands in the log for it,
// though nothing else of the question stays.
func TestAskIsAFullView(t *testing.T) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		e := environment{"DATABASE_URL=" + address, "STEWARD_KEY=" + dbtest.Key().Hex()}
		const at = "2018-11-20T09:00:00+08:00"
		told := func(args ...string) string {
			var out strings.Builder
			if status := run(t.Context(), args, e, stdio{nil, &out, &out}); status != 0 {
				t.Fatalf("%v: %s", args, out.String())
			}
			return out.String()
		}
		told("import", "--units", "demo/units.csv", "--at", at)
		told("campaign", "--issued", at, "--at", at)
		d := dbtest.Open(t, address, db.Options{Existing: true})
		values := map[string]string{
			"head.name": "张某", "head.post": "局长", "head.qq": "12345678", "head.phone": "13800000000",
			"contact.name": "李某", "contact.post": "科员", "contact.qq": "23456789", "contact.phone": "0557-3920669",
		}
		check(t, d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.PutSubmission(ctx, db.Submission{Form: "coordinator", Unit: "sz-wxb", Person: "U1", Values: values})
			return err
		}))
		if said := told("ask", "--as", "sz-wxb/liaison", "--at", at, "我要填附件2"); !strings.Contains(said, "13800000000") {
			t.Fatalf("the form was to be seen: %s", said)
		}
		told("ask", "--as", "sz-wxb/liaison", "--at", at, "还有几天截止")
		seen := strings.Split(strings.TrimSpace(told("views", "--csv", "--unit", "sz-wxb")), "\n")
		if len(seen) != 2 || !strings.Contains(seen[1], ",shell:sz-wxb/liaison,sz-wxb,draft/") ||
			!strings.HasSuffix(seen[1], `,"head,contact",summary`) {
			t.Errorf("full views: %q", seen)
		}
		if seen := told("views", "--json", "--unit", "sz-jtj"); seen != "" {
			t.Errorf("of another unit: %s", seen)
		}
	})
}

package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"steward/db"
	"steward/handlers"
	"steward/intent"
	"steward/outbox"
	"steward/rules/answer"
)

const (
	questionsPage = "docs/questions.md"
	questionsHead = `# What can be asked, by whom, and what comes back

Printed from the code: the questions are the examples that everybody knows
(` + "`intent/testdata/questions.jsonl`" + `), asked of the demo's register at the time that
they bear; who is refused was found by asking as each of the parts. Accept a
change with ` + "`go test . -run TestQuestionsPage -update`" + `.

Everyone may ask anything; the second column names the parts whose wish is refused.
What an answer holds depends on the asker all the same: a unit hears of itself, the
office and leaders of all. The slots of each intent: ` + "`intent/testdata/catalogue.txt`" + `.

| intent | refused | question, as whom | answer |
|---|---|---|---|
`
)

// TestQuestionsPage keeps docs/questions.md equal to what is answered.
func TestQuestionsPage(t *testing.T) {
	desk, err := (&askCmd{Demo: true}).desk(t.Context(), environment{})
	if err != nil {
		t.Fatal(err)
	}
	defer desk.db.Close()
	examples := firstQuestions(t)
	page := questionsHead
	for _, e := range intent.Catalogue() {
		q, ok := examples[e.Name]
		if !ok {
			t.Fatalf("nobody asks for %s", e.Name)
		}
		r, _, err := desk.previewed(t.Context(), q)
		if err != nil || r.Intent != e.Name || r.Reply == "" {
			t.Fatalf("%s: %+v, %v", q.Text, r, err)
		}
		page += fmt.Sprintf("| `%s` | %s | %s (`%s`) | %s |\n", e.Name, desk.refusedParts(t, q), cell(q.Text), q.As, cell(r.Reply))
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(questionsPage, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := os.ReadFile(questionsPage); err != nil || string(text) != page {
		t.Errorf("%s differs from what is answered, %v; accept it with -update", questionsPage, err)
	}
}

// firstQuestions is the first example of each intent, in Chinese where there is
// one, and outside any conversation.
func firstQuestions(t *testing.T) map[string]question {
	f, err := os.Open("intent/testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	first := map[string]question{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q struct {
			question
			Intent string `json:"intent"`
		}
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		old, known := first[q.Intent]
		if q.Thread == "" && (!known || isASCII(old.Text) && !isASCII(q.Text)) {
			first[q.Intent] = q.question
		}
	}
	return first
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > '~' }) < 0
}

// refusedParts lists the parts to whom a question is refused.
func (a *askDesk) refusedParts(t *testing.T, q question) string {
	var refused []string
	for _, as := range []string{"sz-wxb/liaison", "sz-wxb/office_head", "sz-wxb/head", "office/reviewer", "office/admin", "city/leader"} {
		q.As = as
		_, no, err := a.previewed(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if no {
			refused = append(refused, as[strings.IndexByte(as, '/')+1:])
		}
	}
	if refused == nil {
		return "nobody"
	}
	return strings.Join(refused, ", ")
}

// previewed asks as [askDesk.ask] does, and says besides whether the answer is a
// refusal.
func (a *askDesk) previewed(ctx context.Context, q question) (r reply, refused bool, err error) {
	a.now = q.At
	who, err := asker(q.As)
	if err != nil {
		return r, false, err
	}
	err = a.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := tx.PutPerson(ctx, who); err != nil {
			return err
		}
		in := handlers.Incoming{Kind: handlers.KindMessage, User: askerID, Channel: "D0ASK", ChannelType: "im", Text: q.Text}
		talk, err := a.handlers.Converse(ctx, tx, in, handlers.Talk{})
		if err != nil {
			return err
		}
		r = reply{Intent: talk.Read.Intent}
		parcels, err := a.outbox.Preview(ctx, tx, outbox.Address{Person: askerID})
		if err == nil {
			err = a.inWords(parcels, &r)
		}
		for _, p := range parcels {
			_, no := p.Answer.(answer.Refusal)
			refused = refused || no
		}
		return cmp.Or(err, errUndo)
	})
	if errors.Is(err, errUndo) {
		err = nil
	}
	return r, refused, err
}

// cell is a text as a cell of a table in Markdown.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", "<br>", "<", "&lt;").Replace(text)
}

package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"steward/sandbox"
)

const base = "http://sandbox.invalid/sandbox/"

// post calls the control API, as the page does.
func (s *stage) post(path string, body, into any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	resp, err := s.w.sandbox.Client().Post(base+path, "application/json", bytes.NewReader(b))
	return decode(resp, err, into)
}

func (s *stage) get(path string, into any) error {
	resp, err := s.w.sandbox.Client().Get(base + path)
	return decode(resp, err, into)
}

func decode(resp *http.Response, err error, into any) error {
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s %w", resp.Status, b, err)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(b, into)
}

func (s *stage) users() (users []sandbox.User, err error) {
	return users, s.get("users", &users)
}

// message is Slack's, as far as stories look at it.
type message struct {
	Chan   string `json:"channel"`
	TS     string `json:"ts"`
	User   string `json:"user"`
	Text   string `json:"text"`
	Thread string `json:"thread_ts"`
	Edited *struct{ TS string }
	Blocks []block
	Files  []struct {
		Name string `json:"name"`
		URL  string `json:"url_private"`
	}
}

type block struct {
	Type      string
	Text      *struct{ Text string }
	Fields    []struct{ Text string }
	Accessory *element
	Elements  []element
}

type element struct {
	Type    string
	Action  string `json:"action_id"`
	Value   string
	Text    any
	Initial string `json:"initial_date"`
}

// label is what a button says, or a context's words.
func (e element) label() string {
	switch t := e.Text.(type) {
	case string:
		return t
	case map[string]any:
		return fmt.Sprint(t["text"])
	}
	return ""
}

func (s *stage) messages(user, channel string) (messages []message, err error) {
	return messages, s.get("messages?channel="+channel+"&user="+user, &messages)
}

// Channel is the message's; all of a listing are in one.
func (m message) Channel(_ []message) string {
	if m.Chan != "" {
		return m.Chan
	}
	return "dm"
}

func (m message) at() time.Time {
	seconds, err := strconv.ParseFloat(m.TS, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0)
}

// drawn is the message as a person reads it: lines of words, [buttons], files.
func (m message) drawn() string {
	var lines []string
	for _, b := range m.Blocks {
		lines = append(lines, b.drawn()...)
	}
	if len(lines) == 0 {
		lines = []string{m.Text}
	}
	for _, f := range m.Files {
		lines = append(lines, "📎 "+f.Name)
	}
	return strings.Join(lines, "\n")
}

func (b block) drawn() []string {
	var lines []string
	if b.Text != nil {
		lines = append(lines, b.Text.Text)
	}
	for _, f := range b.Fields {
		lines = append(lines, f.Text)
	}
	var row []string
	for _, e := range b.elements() {
		switch e.Type {
		case "button":
			row = append(row, "["+e.label()+"]")
		case "datepicker":
			row = append(row, "<"+e.Initial+">")
		default:
			row = append(row, e.label())
		}
	}
	if len(row) > 0 {
		lines = append(lines, strings.Join(row, " "))
	}
	return lines
}

func (b block) elements() []element {
	if b.Accessory != nil {
		return append([]element{*b.Accessory}, b.Elements...)
	}
	return b.Elements
}

// button finds the nth button with that label, or action id.
func (m message) button(label string, nth int) (element, bool) {
	for _, b := range m.Blocks {
		for _, e := range b.elements() {
			if e.Type != "button" || (e.label() != label && e.Action != label) {
				continue
			}
			if nth--; nth == 0 {
				return e, true
			}
		}
	}
	return element{}, false
}

func (m message) picker() (string, bool) {
	for _, b := range m.Blocks {
		for _, e := range b.elements() {
			if e.Type == "datepicker" {
				return e.Action, true
			}
		}
	}
	return "", false
}

func (s *stage) cmdHome(ts *testscript.TestScript, _ bool, _ []string) {
	var home struct{ Blocks []block }
	ts.Check(s.get("home?user="+s.who, &home))
	settle()
	ts.Check(s.get("home?peek=1&user="+s.who, &home))
	fmt.Fprintln(ts.Stdout(), message{Blocks: home.Blocks}.drawn())
}

// newestFile is what is in the newest file of the direct messages.
func (s *stage) newestFile(ts *testscript.TestScript) []byte {
	messages, err := s.messages(s.who, "dm")
	ts.Check(err)
	url := ""
	for _, m := range messages {
		for _, f := range m.Files {
			url = f.URL
		}
	}
	resp, err := s.w.sandbox.Client().Get(url)
	ts.Check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	return body
}

// cmdTaken keeps the newest file under the script's name for it.
func (s *stage) cmdTaken(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), s.newestFile(ts), 0o600))
}

func (s *stage) cmdDocument(ts *testscript.TestScript, _ bool, _ []string) {
	words, err := docxWords(s.newestFile(ts))
	ts.Check(err)
	fmt.Fprintln(ts.Stdout(), words)
}

// docxWords returns the words of a .docx: a line a paragraph, | after a cell.
func docxWords(body []byte) (string, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return "", err
	}
	f, err := archive.Open("word/document.xml")
	if err != nil {
		return "", err
	}
	defer f.Close()
	var out strings.Builder
	d := xml.NewDecoder(f)
	inText := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t"
		case xml.CharData:
			if inText {
				out.Write(e)
			}
		case xml.EndElement:
			inText = false
			out.WriteString(map[string]string{"p": "\n", "tc": "|"}[e.Name.Local])
		}
	}
}

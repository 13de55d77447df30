package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"steward/bot"
	"steward/sandbox"
)

// A glass is a workspace at whose page somebody sits, and the app behind it: the
// test, which says what it likes and hears what people do.
type glass struct {
	*slackDouble
	sitter *sitter
	heard  chan object // interactive payloads, other than requests for options
}

func newGlass(browser context.Context, t *testing.T) *glass {
	t.Helper()
	g := &glass{heard: make(chan object, 100)}
	app := httptest.NewServer(http.HandlerFunc(g.hear))
	t.Cleanup(app.Close)
	s, err := sandbox.New(sandbox.Options{
		Users:    []sandbox.User{{ID: "U1", Name: "教体局联络员"}, {ID: "U2", Name: "信息办管理员"}},
		Channels: []sandbox.Channel{{ID: "C1", Name: "域名清理", Members: []string{"U1", "U2"}}},
		App:      sandbox.AppURLs{Events: app.URL, Interactivity: app.URL, Commands: app.URL},
	})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		s.Client().CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		srv.Close()
	})
	g.slackDouble = &slackDouble{sandbox: s}
	g.sitter = sit(browser, t, srv.URL+"/?user=U1&channel=dm", chromedp.EmulateViewport(1280, 800))
	return g
}

// hear is the app: it finds one option for whatever is looked for, and notes the
// rest.
func (g *glass) hear(w http.ResponseWriter, r *http.Request) {
	var p object
	if json.Unmarshal([]byte(r.FormValue("payload")), &p) != nil {
		return // an event
	}
	if p["type"] == "block_suggestion" {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(object{"options": []any{choiceSample("教体局", "ext")}}) // the sandbox would say
		return
	}
	g.heard <- p
}

// next waits for what somebody does.
func (g *glass) next(t *testing.T, what string) object {
	t.Helper()
	select {
	case p := <-g.heard:
		return p
	case <-time.After(patience):
		t.Fatalf("%s: the app heard nothing", what)
		return nil
	}
}

// posts posts blocks to U1, and returns the message's ts; says also waits until it
// shows.
func (g *glass) posts(t *testing.T, blocks ...object) string {
	t.Helper()
	said, err := g.call("chat.postMessage", object{"channel": "U1", "text": "全", "blocks": blocks})
	if err != nil {
		t.Fatal(err)
	}
	return said.TS
}

func (g *glass) says(t *testing.T, blocks ...object) string {
	t.Helper()
	ts := g.posts(t, blocks...)
	g.sees(t, ts)
	return ts
}

// sees waits until a message shows.
func (g *glass) sees(t *testing.T, ts string) {
	t.Helper()
	g.sitter.until("see the message", nil, `(ts) => document.querySelector('#messages [data-ts="' + ts + '"]')`, ts)
}

// A piece is one sample where it may stand: its id is that of the block, and of
// the element that is acted on.
type piece struct {
	bot.Stand
	id    string
	block object
}

// pieces are all that may be sent, by the table of what may.
func pieces(t *testing.T) []piece {
	t.Helper()
	var list []piece
	for _, s := range bot.Stands() {
		blocks, elements := blockSamples()[s.Block], elementSamples()[s.Kind]
		if len(blocks) == 0 || s.Kind != "" && len(elements) == 0 {
			t.Errorf("%v may be sent, and has no sample here", s)
			continue
		}
		name := strings.Join([]string{s.Block, s.Field, s.Kind}, "-")
		for i, b := range blocks {
			if s.Kind == "" {
				id := fmt.Sprint(name, i)
				list = append(list, piece{s, id, with(b, object{"type": s.Block, "block_id": id})})
			}
		}
		for i, e := range elements {
			id := fmt.Sprint(name, i)
			e = with(e, object{"type": s.Kind})
			if _, acts := gestures()[s.Kind]; acts {
				e["action_id"] = id
			}
			if s.Field == "accessory" && s.Kind != "image" {
				e["confirm"] = confirmSample()
			}
			b := with(blocks[0], object{"type": s.Block, "block_id": id})
			b = with(b, holding(s.Field, e))
			list = append(list, piece{s, id, b})
		}
	}
	return list
}

// with is an object with more in it.
func with(o, more object) object {
	o = maps.Clone(o)
	maps.Copy(o, more)
	return o
}

// holding is what a block has in a field that holds an element: a cell is of a
// table with two rows.
func holding(field string, element object) object {
	switch field {
	case "cell":
		return object{"rows": []any{[]any{element}, []any{element}}}
	case "elements", "actions":
		return object{field: []any{element}}
	default:
		return object{field: element}
	}
}

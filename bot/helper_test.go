package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"
	"github.com/slack-go/slack"
	"go.uber.org/goleak"

	"steward/rules/answer"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const me = "U0SANDBOX"

// inboxFake keeps items in memory; before, when set, runs first.
type inboxFake struct {
	mu     sync.Mutex
	items  []Item
	known  map[string]bool
	before func(ctx context.Context, it Item) error
}

func (f *inboxFake) Accept(ctx context.Context, it Item) (bool, error) {
	if f.before != nil {
		if err := f.before(ctx, it); err != nil {
			return false, err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known[it.Key] {
		return false, nil
	}
	if f.known == nil {
		f.known = map[string]bool{}
	}
	f.known[it.Key] = true
	f.items = append(f.items, it)
	return true, nil
}

// Take is Accept, by a goroutine of its own.
func (f *inboxFake) Take(it Item, done func(bool, error)) {
	go func() { done(f.Accept(context.Background(), it)) }()
}

// kept is what has been accepted so far.
func (f *inboxFake) kept() []Item {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.items)
}

func (f *inboxFake) keys() []string {
	items := f.kept()
	keys := make([]string, len(items))
	for i, it := range items {
		keys[i] = it.Key
	}
	return keys
}

// dmFake remembers direct channels.
type dmFake struct {
	mu    sync.Mutex
	known map[string]string
	asked int
}

func (f *dmFake) DMChannel(_ context.Context, user string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked++
	return f.known[user], nil
}

func (f *dmFake) SetDMChannel(_ context.Context, user, channel string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known == nil {
		f.known = map[string]string{}
	}
	f.known[user] = channel
	return nil
}

// drawKey draws a notice as a section with its key.
func drawKey(a answer.Answer, _ answer.Reader) (Drawing, error) {
	n, ok := a.(answer.Notice)
	if !ok {
		return Drawing{}, errors.New("only notices here")
	}
	words := escape.Replace(n.Key)
	return Drawing{Text: words, Blocks: []slack.Block{section(words)}}, nil
}

// escape makes Slack's three escapes.
var escape = strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;")

func section(text string) slack.Block {
	return slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, text, false, false), nil, nil)
}

// logged gathers what a bot logs, a line each.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) count(words string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.b.String(), words)
}

// double is Slack for the tests of the loop: what it says is said by the test.
// It serves over net.Pipe, so that it can live in a synctest bubble.
type double struct {
	t       *testing.T
	srv     *http.Server
	conns   chan net.Conn
	done    chan struct{}
	methods map[string]http.HandlerFunc // by method; the rest has defaults
	mute    bool                        // new connections get no hello
	on      func(c *websocket.Conn)     // what is done with a new connection, after hello

	mu    sync.Mutex
	open  []*websocket.Conn // in the order in which they were made
	calls map[string]int
}

func newDouble(t *testing.T) *double {
	d := &double{
		t: t, conns: make(chan net.Conn), done: make(chan struct{}),
		methods: map[string]http.HandlerFunc{}, calls: map[string]int{},
	}
	d.srv = &http.Server{Handler: http.HandlerFunc(d.serve), ReadHeaderTimeout: time.Minute}
	go func() { _ = d.srv.Serve(d) }()
	return d
}

func (d *double) Accept() (net.Conn, error) {
	select {
	case c := <-d.conns:
		return c, nil
	case <-d.done:
		return nil, net.ErrClosed
	}
}
func (d *double) Close() error   { return nil }
func (d *double) Addr() net.Addr { return &net.IPAddr{} }

// end closes the double with its connections.
func (d *double) end() {
	close(d.done)
	for _, c := range d.connections() {
		_ = c.CloseNow()
	}
	_ = d.srv.Close()
}

func (d *double) client() *http.Client {
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			here, there := net.Pipe()
			select {
			case d.conns <- there:
				return here, nil
			case <-d.done:
				return nil, net.ErrClosed
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		},
	}}
}

// answer changes how a method is answered while the double serves.
func (d *double) answer(method string, how http.HandlerFunc) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.methods[method] = how
}

func (d *double) serve(w http.ResponseWriter, r *http.Request) {
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	d.mu.Lock()
	d.calls[method]++
	handler := d.methods[method]
	d.mu.Unlock()
	switch {
	case handler != nil:
		handler(w, r)
	case method == "/link":
		d.accept(w, r)
	case method == "auth.test":
		reply(w, `{"ok":true,"user_id":"`+me+`","bot_id":"B0","team_id":"T0"}`)
	case method == "apps.connections.open":
		reply(w, `{"ok":true,"url":"ws://double.invalid/link"}`)
	default:
		reply(w, `{"ok":false,"error":"unknown_method"}`)
	}
}

func reply(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(body))
}

func (d *double) accept(w http.ResponseWriter, r *http.Request) {
	c, err := websocket.Accept(w, r, nil)
	if err != nil {
		d.t.Error(err)
		return
	}
	d.mu.Lock()
	d.open = append(d.open, c)
	on := d.on
	d.mu.Unlock()
	if !d.mute {
		d.write(c, `{"type":"hello","num_connections":1}`)
	}
	if on != nil {
		on(c)
	}
}

func (d *double) write(c *websocket.Conn, frame string) {
	// The connection may have ended by what the test is about.
	_ = c.Write(context.Background(), websocket.MessageText, []byte(frame))
}

func (d *double) connections() []*websocket.Conn {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]*websocket.Conn(nil), d.open...)
}

func (d *double) called(method string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.calls[method]
}

// acks starts to gather the envelope ids acknowledged on a connection.
func (d *double) acks(c *websocket.Conn) <-chan string {
	ids := make(chan string, 4096)
	go func() {
		defer close(ids)
		for {
			_, raw, err := c.Read(context.Background())
			if err != nil {
				return
			}
			var a envelope
			if err := json.Unmarshal(raw, &a); err != nil {
				d.t.Error(err)
			}
			ids <- a.ID
		}
	}()
	return ids
}

// stage is a bot on a double, running in a bubble.
type stage struct {
	*double
	bot   *Bot
	inbox *inboxFake
	log   *logged
	stop  context.CancelFunc
	err   chan error
}

// loop runs play in a bubble with a running bot that keeps n connections.
func loop(t *testing.T, n int, play func(t *testing.T, s *stage)) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, n)
		s.start()
		defer s.finish()
		play(t, s)
	})
}

func newStage(t *testing.T, n int) *stage {
	s := &stage{double: newDouble(t), inbox: &inboxFake{}, log: &logged{}, err: make(chan error, 1)}
	b, err := New(Options{
		Token: "xoxb-sandbox", AppToken: "xapp-sandbox", APIURL: "http://double.invalid/api", HTTP: s.client(),
		Inbox: s.inbox, Channels: &dmFake{}, Draw: drawKey, Sockets: n, Lanes: 4,
		Log: slog.New(slog.NewTextHandler(s.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.bot = b
	return s
}

func (s *stage) start() {
	ctx, stop := context.WithCancel(s.t.Context())
	s.stop = stop
	go func() { s.err <- s.bot.Run(ctx) }()
	synctest.Wait()
}

// finish ends the bot and what it talks to.
func (s *stage) finish() {
	s.stop()
	time.Sleep(10 * time.Second) // the double may not answer a closing handshake
	s.end()
	synctest.Wait()
}

// mention is an envelope with a mention in a channel, of a key of its own.
func mention(envelope, ts string) string {
	return `{"type":"events_api","envelope_id":"` + envelope + `","payload":{"event_id":"Ev` + envelope +
		`","event":{"type":"app_mention","user":"U1","channel":"C1","ts":"` + ts + `","text":"<@` + me + `> hello"}}}`
}

// answers is a method that always says the same.
func answers(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { reply(w, body) }
}

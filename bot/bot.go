package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
)

// callWithin bounds one call of the Web API.
const callWithin = 20 * time.Second

// The defaults of [Options].
const (
	defaultSockets = 2
	defaultLanes   = 32
)

// Options is what a bot is made of. Token, Inbox, Channels and Draw are needed.
type Options struct {
	Token         string // bot token, xoxb-…
	AppToken      string // app-level token, xapp-…; without it nothing comes by Socket Mode
	SigningSecret string // without it nothing comes by HTTP
	APIURL        string // Slack's Web API; "" is https://slack.com/api/
	HTTP          *http.Client

	Inbox    Accepter
	Channels DMCache
	// Draw makes the blocks and the notification text of an answer.
	Draw Drawer
	// Papers makes the document that an answer carries; nil: none carries one.
	Papers Writer
	// Search finds what may be chosen in a field of choices; nil: nothing.
	Search Searcher
	// Open and Judge are for modals; nil: none is opened, nothing stands against any.
	Open  Opener
	Judge Judge
	// Wait draws the views in which people wait; needed with Open or Judge.
	Wait Interludes

	// Registry knows whom accounts of the workspace concern; nil: nobody.
	Registry Registry

	// Now is domain time, which stands in for Slack's where a payload has none.
	Now    func() time.Time
	Limits Limits
	// Turns is where calls are paced for all processes that use the token; nil:
	// this is the only one.
	Turns   Timetable
	Sockets int // connections side by side; 0 means 2
	Lanes   int // envelopes that wait for somebody at the same time; 0 means 32
	Log     *slog.Logger
}

// Bot is the door to one workspace of Slack.
type Bot struct {
	api      *slack.Client
	http     *http.Client
	inbox    Accepter
	channels DMCache
	draw     Drawer
	papers   Writer
	search   Searcher
	open     Opener
	against  Judge
	registry Registry
	wait     Interludes
	opening  chan struct{}   // holds one for each modal that is being opened
	waits    context.Context // ends when nobody is to be kept waiting any more
	unwait   context.CancelFunc
	asking   chan struct{} // holds one while auth.test is asked
	roll     *roll
	now      func() time.Time
	log      *slog.Logger
	secret   string
	token    string
	apiURL   string // "" is Slack's own
	sockets  int
	lanes    int
	budget   *budget
	desk     *desk
	ready    atomic.Int32 // connections that have said hello and may stay
	mu       sync.Mutex
	who      Identity
}

// Identity is who we are in the workspace, by auth.test and hello.
type Identity struct {
	User string // the bot's own user, the one that people mention
	Bot  string // bot_id
	Team string
	App  string // as Slack's hello by Socket Mode tells; "" until then
}

var errOptions = errors.New("bot: Token, Inbox, Channels and Draw are needed")

// New makes a bot. It calls nobody yet.
func New(o Options) (*Bot, error) {
	if o.Token == "" || o.Inbox == nil || o.Channels == nil || o.Draw == nil {
		return nil, errOptions
	}
	o = o.filled()
	options := []slack.Option{slack.OptionHTTPClient(o.HTTP), slack.OptionAppLevelToken(o.AppToken)}
	if o.APIURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimSuffix(o.APIURL, "/")+"/"))
	}
	b := &Bot{
		api: slack.New(o.Token, options...), http: o.HTTP, inbox: o.Inbox, channels: o.Channels,
		draw: o.Draw, papers: o.Papers, search: o.Search, open: o.Open, against: o.Judge, registry: o.Registry,
		wait:    o.Wait,
		opening: make(chan struct{}, maxOpening), asking: make(chan struct{}, 1), roll: newRoll(), now: o.Now, log: o.Log, secret: o.SigningSecret,
		token: o.Token, apiURL: o.APIURL,
		lanes: o.Lanes, budget: newBudget(o.Limits, o.Turns),
	}
	b.waits, b.unwait = context.WithCancel(context.Background())
	if o.AppToken != "" {
		b.sockets = o.Sockets
	}
	return b, nil
}

func (o Options) filled() Options {
	if o.HTTP == nil {
		o.HTTP = http.DefaultClient
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sockets == 0 {
		o.Sockets = defaultSockets
	}
	if o.Lanes == 0 {
		o.Lanes = defaultLanes
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Run takes in what comes by Socket Mode until ctx ends, and returns nil then.
// What was read by then is still kept and acknowledged. A [FatalError] comes
// back when only a person can help. Without an app token it just waits, once it
// knows who it is. It can run once.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.identify(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var beside sync.WaitGroup
	defer beside.Wait()
	defer stop()
	first := b.roll.begin()
	beside.Go(func() { b.keepRoll(ctx, first) })
	beside.Go(func() { b.keepMeeting(ctx) })
	if b.sockets == 0 {
		<-ctx.Done()
		b.opened()
		return nil
	}
	b.desk = newDesk(b.lanes, func(j job) bool { return b.prompt(j.arrival) }, b.work)
	k := &links{bot: b, ctx: ctx, open: map[*link]bool{}}
	fatal := make([]error, b.sockets)
	var slots sync.WaitGroup
	for i := range fatal {
		slots.Go(func() {
			if fatal[i] = k.keep(); fatal[i] != nil {
				stop()
			}
		})
	}
	slots.Wait()
	b.desk.drain()
	b.opened()
	k.close()
	return errors.Join(fatal...)
}

// Ready reports whether things can come in: a connection stands, or, by HTTP
// alone, Slack has told us who we are.
func (b *Bot) Ready() bool {
	if b.sockets == 0 {
		return b.self().User != ""
	}
	return b.ready.Load() > 0
}

// WhoAmI asks Slack who we are, once.
func (b *Bot) WhoAmI(ctx context.Context) (Identity, error) {
	if who := b.self(); who.User != "" {
		return who, nil
	}
	select {
	case b.asking <- struct{}{}: // one asks, and the others hear of it
		defer func() { <-b.asking }()
	case <-ctx.Done():
		return Identity{}, ctx.Err()
	}
	if who := b.self(); who.User != "" {
		return who, nil
	}
	var r *slack.AuthTestResponse
	var stop error
	err := b.call(ctx, turn{method: "auth.test"}, func(ctx context.Context) (err error) {
		r, err = b.api.AuthTestContext(ctx)
		stop = fatal(err)
		return err
	})
	if err != nil {
		return Identity{}, errors.Join(stop, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.who.User, b.who.Bot, b.who.Team = r.UserID, r.BotID, r.TeamID
	return b.who, nil
}

// meet notes which app Slack takes us for.
func (b *Bot) meet(app string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.who.App = first(app, b.who.App)
}

func (b *Bot) self() Identity {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.who
}

// identify asks who we are until Slack answers or ctx ends.
func (b *Bot) identify(ctx context.Context) error {
	var p pace
	for ctx.Err() == nil {
		_, err := b.WhoAmI(ctx)
		if err == nil {
			return nil
		}
		var stop *FatalError
		if errors.As(err, &stop) {
			return stop
		}
		wait := p.next(err)
		b.log.Warn("auth.test: ask again", "err", err, "in", wait)
		rest(ctx, wait)
	}
	return nil
}

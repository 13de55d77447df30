package bot

import (
	"context"

	"github.com/slack-go/slack"

	"steward/handlers"
	"steward/rules/answer"
	"steward/view"
)

// An Item is one thing that came in, as the inbox is to keep it.
type Item struct {
	Key          string // the same thing has the same key, however often it comes
	Conversation string // what is handled one at a time: the channel, or the person
	TS           string // Slack's time of it, as a ts; the order in a conversation
	In           handlers.Incoming
}

// An Accepter keeps items. Accept returns when the item is durable, and reports
// whether it was new. Take returns at once, keeps items in the order of its calls,
// and calls done when the item is durable or can't be; done must not wait. Both may
// be called from many goroutines.
type Accepter interface {
	Accept(ctx context.Context, it Item) (bool, error)
	Take(it Item, done func(fresh bool, err error))
}

// A DMCache remembers the channels of direct messages, which never change.
// DMChannel returns "" when it does not know one.
type DMCache interface {
	DMChannel(ctx context.Context, user string) (string, error)
	SetDMChannel(ctx context.Context, user, channel string) error
}

// A Drawing is an answer drawn for one reader.
type Drawing struct {
	// Text is the notification, escaped as Slack demands. It is all that is
	// seen where blocks are not.
	Text   string
	Blocks []slack.Block
	// Modal is drawn into the view that an [answer.SheetOutcome] is for.
	Modal *view.Modal
}

// A Drawer draws an answer in the reader's language.
type Drawer func(a answer.Answer, to answer.Reader) (Drawing, error)

// A Document is an office document that goes with a message.
type Document struct {
	Name  string // file name with its extension
	Title string // "" means the name
	Body  []byte
}

// A Writer writes the document that an answer carries, or nil when it carries
// none.
type Writer func(a answer.Answer, to answer.Reader) (*Document, error)

// A Searcher finds what may be chosen in a field of choices, best first, in what
// Slack takes as plain text. It has two seconds, and keeps nothing.
type Searcher func(ctx context.Context, s handlers.Search) ([]handlers.Option, error)

// An Opener makes the modal that a click opens, or nil when there is nothing to
// open, which the person is told when the click is handled. What it does not make in
// a second is waited for in a view, for 15 seconds.
type Opener func(ctx context.Context, in handlers.Incoming) (*view.Modal, error)

// Interludes draws the views in which people wait, and what ends the waiting where
// there is nothing to show. It has to answer at once: whoever is looked up for it,
// is what people wait for.
type Interludes struct {
	Judging   func(external string) (view.Modal, error) // a sheet is being judged
	Opening   func() (view.Modal, error)                // a click is being answered
	Elsewhere func() (view.Modal, error)                // the answer stands in direct messages
	// Aside is said to the person alone where they typed a command among others, as
	// commands are answered in direct messages; "" says nothing.
	Aside string
}

// A Judge says straight what stands against a modal that is handed in. It has 1.5
// seconds, and keeps nothing. What takes longer is judged when it is handled.
type Judge func(ctx context.Context, in handlers.Incoming) (Objection, error)

// An Objection is what stands against a modal that is handed in; the zero
// Objection is nothing.
type Objection struct {
	Errors map[string]string // by input; then the modal stays as it is
	Anew   *view.Modal       // drawn in its place; inputs of the same names keep what was typed
}

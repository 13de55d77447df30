package bot

import (
	"context"

	"github.com/slack-go/slack"

	"steward/rules/answer"
)

// The methods that are named more than once.
const methodPost = "chat.postMessage"

// A Parcel is one message to deliver.
type Parcel struct {
	Key    string // names the message for ever; it rides in the metadata
	Person string // Slack user id; it goes to their direct messages
	// Channel and Thread are for messages that go elsewhere than to a person.
	Channel, Thread string
	// Answer is what is said. An [answer.Home] goes to the person's home tab.
	Answer answer.Answer
	Reader answer.Reader
	// EditChannel and EditTS name the message to be replaced, if any.
	EditChannel, EditTS string
	// Again says that an earlier attempt may have had its effect: look first.
	Again bool
	// LookOnly, with Again, says that the message is no longer true: where it
	// does not stand, nothing is posted.
	LookOnly bool
	// Sent is what earlier attempts are known to have done.
	Sent Sent
	// Note is told of each step as soon as it is known; when it fails, so does
	// the delivery. It may be nil.
	Note func(ctx context.Context, s Sent) error
}

// Sent is what has been delivered.
type Sent struct {
	Channel string
	TS      string // of the message
	File    string // id of the document; it may not be shared yet
}

// Deliver draws a message in its reader's language and delivers it, then the
// document that the answer carries. What is done is told in Sent, with an error
// too. The errors: [LaterError] and those with Permanent ([RefusedError],
// [LimitError], [UndrawnError]) mean that the step had no effect; any other leaves
// it open, and the next attempt has to be made with Again. An [AbsentError] says
// besides that no earlier attempt had its effect either.
func (b *Bot) Deliver(ctx context.Context, p Parcel) (Sent, error) {
	d := delivery{bot: b, Parcel: p}
	if !p.LookOnly {
		d.draw()
	}
	if _, home := p.Answer.(answer.Home); home {
		return p.Sent, d.publish(ctx)
	}
	if o, is := p.Answer.(answer.SheetOutcome); is && p.EditTS == "" && p.Sent.TS == "" && !p.LookOnly {
		if brought, err := d.bring(ctx, o); err != nil || brought || o.Otherwise == nil {
			return p.Sent, err
		}
	}
	if d.undrawn != nil && !p.Again {
		return p.Sent, d.undrawn
	}
	var err error
	if d.Sent.Channel, err = d.channel(ctx); err != nil {
		return p.Sent, err
	}
	if p.EditTS != "" {
		return d.Sent, d.update(ctx)
	}
	if err := d.say(ctx); err != nil || d.LookOnly {
		return d.Sent, err
	}
	return d.Sent, d.attach(ctx)
}

// delivery is one parcel under way; its Sent grows.
type delivery struct {
	bot *Bot
	Parcel
	drawing Drawing
	undrawn error          // why there is no drawing
	paid    map[string]int // calls by method that were counted with the first of them
}

// draw draws the answer. That it can't be drawn is told only when the drawing is
// needed: what may stand in Slack is to be looked for all the same.
func (d *delivery) draw() {
	drawing, err := d.bot.draw(d.Answer, d.Reader)
	if err != nil {
		d.undrawn = &UndrawnError{err}
		return
	}
	d.drawing = drawing
}

// call makes one call of the Web API in its turn, within its time.
func (b *Bot) call(ctx context.Context, t turn, do func(context.Context) error) error {
	if err := b.budget.take(ctx, t); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	return b.judge(ctx, t.method, do(ctx))
}

// turn is a call for this message.
func (d *delivery) turn(method string) turn { return turn{method: method, key: d.Key, calls: 1} }

// channel finds where the parcel goes.
func (d *delivery) channel(ctx context.Context) (string, error) {
	if known := first(d.EditChannel, d.Sent.Channel, d.Channel); known != "" {
		return known, nil
	}
	id, err := d.bot.channels.DMChannel(ctx, d.Person)
	if err != nil || id != "" {
		return id, err
	}
	err = d.bot.call(ctx, d.turn("conversations.open"), func(ctx context.Context) error {
		c, _, _, err := d.bot.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{d.Person}})
		if err == nil {
			id = c.ID
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return id, d.bot.channels.SetDMChannel(ctx, d.Person, id)
}

// say posts the message, unless it stands already.
func (d *delivery) say(ctx context.Context) error {
	if d.Sent.TS != "" {
		return nil
	}
	if d.Again {
		ts, err := d.find(ctx)
		if err != nil {
			return err
		}
		if ts != "" {
			return d.said(ctx, ts)
		}
	}
	if d.LookOnly {
		return nil
	}
	ts, err := d.post(ctx)
	if err != nil {
		return absent(err, d.Again)
	}
	return d.said(ctx, ts)
}

// post posts the drawing and returns its ts.
func (d *delivery) post(ctx context.Context) (ts string, err error) {
	if d.undrawn != nil {
		return "", d.undrawn
	}
	if err := checkMessage(d.drawing, false); err != nil {
		return "", err
	}
	err = d.bot.call(ctx, turn{method: methodPost, channel: d.Sent.Channel, key: d.Key, calls: 1}, func(ctx context.Context) error {
		var err error
		_, ts, err = d.bot.api.PostMessageContext(ctx, d.Sent.Channel, append(content(d.drawing), d.envelope()...)...)
		return err
	})
	return ts, err
}

func (d *delivery) said(ctx context.Context, ts string) error {
	d.Sent.TS = ts
	return d.note(ctx)
}

func (d *delivery) note(ctx context.Context) error {
	if d.Note == nil {
		return nil
	}
	return d.Note(ctx, d.Sent)
}

// content is what is shown. Nothing in the text is made a link or unfurled.
func content(drawing Drawing) []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionText(drawing.Text, false),
		slack.MsgOptionBlocks(drawing.Blocks...),
		slack.MsgOptionDisableMarkdown(),
		slack.MsgOptionParse(false),
		slack.MsgOptionLinkNames(false),
		slack.MsgOptionDisableLinkUnfurl(),
		slack.MsgOptionDisableMediaUnfurl(),
	}
}

// envelope is the key, by which the message is found again, and the thread.
func (d *delivery) envelope() []slack.MsgOption {
	options := []slack.MsgOption{slack.MsgOptionMetadata(slack.SlackMetadata{
		EventType: metadataType, EventPayload: map[string]any{metadataKey: d.Key},
	})}
	if d.Thread != "" {
		options = append(options, slack.MsgOptionTS(d.Thread))
	}
	return options
}

// update replaces a message. The same update twice is one, so nothing is
// looked for.
func (d *delivery) update(ctx context.Context) error {
	if d.undrawn != nil {
		return d.undrawn
	}
	if err := checkMessage(d.drawing, true); err != nil {
		return err
	}
	d.Sent.TS = d.EditTS
	return d.bot.call(ctx, d.turn("chat.update"), func(ctx context.Context) error {
		_, _, _, err := d.bot.api.UpdateMessageContext(ctx, d.Sent.Channel, d.EditTS,
			append(content(d.drawing), d.envelope()[0])...)
		return err
	})
}

// publish draws the person's home tab. It is no message: nothing is looked for, and
// twice is once.
func (d *delivery) publish(ctx context.Context) error {
	if d.LookOnly || d.undrawn != nil {
		return d.undrawn
	}
	if err := checkHome(d.drawing); err != nil {
		return err
	}
	return d.bot.call(ctx, d.turn("views.publish"), func(ctx context.Context) error {
		_, err := d.bot.api.PublishViewContext(ctx, slack.PublishViewContextRequest{
			UserID: d.Person,
			View:   slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: d.drawing.Blocks}},
		})
		return err
	})
}

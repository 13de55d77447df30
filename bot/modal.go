package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"steward/handlers"
	"steward/view"
)

// The bounds of opening a modal, and of checking what comes back from it. Slack
// gives three seconds for either, from the click on
// (https://docs.slack.dev/interactivity/handling-user-interaction#payloads).
const (
	openWithin  = 2500 * time.Millisecond
	judgeWithin = 1500 * time.Millisecond // leaves time to keep it
	maxOpening  = 8                       // at one time; of more, the conversation goes on
	viewsOpen   = "views.open"
)

// follow does what a click wants once it is kept: it opens a modal. This is the
// best that can be done with a trigger that lives three seconds, and no more:
// when it fails, or there are too many, the person is told and goes on in
// conversation; after a crash the button still stands.
func (b *Bot) follow(it Item) {
	if b.open == nil || it.In.Trigger == "" || !handlers.OpensSheet(it.In) {
		return
	}
	select {
	case b.opening <- struct{}{}:
	default:
		b.unopened(it)
		return
	}
	go func() {
		defer func() { <-b.opening }()
		if err := b.openModal(it.In); err != nil {
			b.log.Warn("modal not opened", "key", it.Key, "err", err)
			b.unopened(it)
		}
	}()
}

// opened waits for the modals that are being opened, and lets none begin.
func (b *Bot) opened() {
	for range cap(b.opening) {
		b.opening <- struct{}{}
	}
}

func (b *Bot) openModal(in handlers.Incoming) error {
	ctx, cancel := context.WithTimeout(context.Background(), openWithin)
	defer cancel()
	m, err := b.open(ctx, in)
	if err != nil || m == nil {
		return err
	}
	if err := checkModal(*m); err != nil {
		return err
	}
	return b.call(ctx, turn{method: viewsOpen, calls: 1}, func(ctx context.Context) error {
		_, err := b.api.OpenViewContext(ctx, in.Trigger, modalOf(*m))
		return err
	})
}

// unopened has the person told, by the road of everything else.
func (b *Bot) unopened(it Item) {
	in := it.In
	in.Action, in.Trigger, in.State = handlers.ActionUnopened, "", nil
	told := Item{Key: "unopened/" + it.In.Trigger, Conversation: it.Conversation, TS: it.TS, In: in}
	b.have(told, func(_ bool, err error) {
		if err != nil {
			b.log.Error("not kept: a modal was not opened", "key", it.Key, "err", err)
		}
	})
}

func modalOf(m view.Modal) slack.ModalViewRequest {
	words := func(text string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: words(m.Title), Submit: words(m.Submit), Close: words(m.Close),
		CallbackID: m.Callback, PrivateMetadata: m.Private, Blocks: slack.Blocks{BlockSet: m.Blocks},
	}
}

// A response answers a modal that is handed in
// (https://docs.slack.dev/surfaces/modals#response_actions).
type response struct {
	Action string                  `json:"response_action"`
	Errors map[string]string       `json:"errors,omitempty"`
	View   *slack.ModalViewRequest `json:"view,omitempty"`
}

// object says straight what stands against a modal that is handed in; nil when
// nothing does. Where that can't be found out in time, or said, the modal is kept
// and judged when it is handled.
func (b *Bot) object(ctx context.Context, in handlers.Incoming) any {
	if b.against == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, judgeWithin)
	defer cancel()
	o, err := b.against(ctx, in)
	var r *response
	if err == nil {
		r, err = responseTo(o)
	}
	switch {
	case err != nil:
		b.log.Error("modal not judged, so kept", "err", err)
		return nil
	case r == nil:
		return nil
	}
	return r
}

// responseTo puts an objection as Slack takes it; nil when there is none.
func responseTo(o Objection) (*response, error) {
	r := &response{Action: "errors", Errors: o.Errors}
	switch {
	case len(o.Errors) > 0:
	case o.Anew == nil:
		return nil, nil //nolint:nilnil // nothing stands against it
	default:
		if err := checkModal(*o.Anew); err != nil {
			return nil, err
		}
		m := modalOf(*o.Anew)
		r = &response{Action: "update", View: &m}
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("response to a modal: %w", err)
	}
	if err := within("response", "bytes", len(raw), maxReply); err != nil {
		return nil, err
	}
	return r, nil
}

// readSheet reads a modal that was handed in. One of which nobody knows what it
// is for is none of ours.
func readSheet(p interaction) (*Item, error) {
	if p.TriggerID == "" || p.User.ID == "" || p.View.Callback == "" {
		return nil, fmt.Errorf("view_submission: %w", errIncomplete)
	}
	return interactive(p, handlers.Incoming{
		Kind: handlers.KindSheet, User: p.User.ID, Action: p.View.Callback, Value: p.View.Private,
		State: p.State.merged(p.View.State), Files: p.View.State.files(), Trigger: p.TriggerID, ViewID: p.View.ID,
	})
}

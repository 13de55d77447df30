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
	maxOpening  = 32                      // at one time; of more, the conversation goes on
	viewsOpen   = "views.open"
	viewsUpdate = "views.update"
)

// follow does what a click wants once it is kept: it opens a modal, or a view in
// which the person waits for it. This is the best that can be done with a trigger
// that lives three seconds, and no more: when it fails, or there are too many, the
// person is told and goes on in conversation; after a crash the button still stands.
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

// opened waits for the modals that are being opened, and lets none begin. Who waits
// in a view by then is told elsewhere.
func (b *Bot) opened() {
	t := time.AfterFunc(openWithin, b.unwait)
	defer t.Stop()
	for range cap(b.opening) {
		b.opening <- struct{}{}
	}
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
	r := slack.ModalViewRequest{
		Type: slack.VTModal, Title: words(m.Title), Close: words(m.Close), ExternalID: m.External,
		CallbackID: m.Callback, PrivateMetadata: m.Private, Blocks: slack.Blocks{BlockSet: m.Blocks},
	}
	if m.Submit != "" {
		r.Submit = words(m.Submit)
	}
	return r
}

// A response answers a modal that is handed in
// (https://docs.slack.dev/surfaces/modals#response_actions).
type response struct {
	Action string                  `json:"response_action"`
	Errors map[string]string       `json:"errors,omitempty"`
	View   *slack.ModalViewRequest `json:"view,omitempty"`
}

// object says straight what stands against a modal that is handed in. Where that
// can't be found out in time, or said, the modal is to be kept and is judged when it
// is handled: waits is then what the acknowledgement says. Both nil: nothing stands
// against it.
func (b *Bot) object(ctx context.Context, in *handlers.Incoming) (objection, waits *response) {
	if b.against == nil {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, judgeWithin)
	defer cancel()
	o, err := b.against(ctx, *in)
	if err == nil && o.none() {
		return nil, nil
	}
	if err == nil {
		objection, err = responseTo(o)
	}
	if err == nil {
		return objection, nil
	}
	b.log.Warn("modal not judged in time, so kept; the outcome follows", "err", err)
	return nil, b.letWait(in)
}

// letWait shows that the modal has arrived and is being judged. The view has an id of
// ours: Slack does not tell what an acknowledgement has made of it, and does not find
// it by that id before.
func (b *Bot) letWait(in *handlers.Incoming) *response {
	external := "wait/" + in.Trigger
	m, err := b.wait.Judging(external)
	var r *response
	if err == nil {
		r, err = responseTo(Objection{Anew: &m})
	}
	if err != nil {
		b.log.Error("no view to wait in", "err", err)
		return nil
	}
	in.Waits = external
	return r
}

// none reports whether nothing stands against it.
func (o Objection) none() bool { return len(o.Errors) == 0 && o.Anew == nil }

// responseTo puts an objection, which is there, as Slack takes it.
func responseTo(o Objection) (*response, error) {
	r := &response{Action: "errors", Errors: o.Errors}
	if len(o.Errors) == 0 {
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

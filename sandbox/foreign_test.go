package sandbox

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/slack-go/slack"
)

// foreign is another's client, unchanged, against the sandbox in process.
func foreign(b *bench) *slack.Client {
	return slack.New("xoxb-sandbox", slack.OptionAPIURL("http://sandbox.invalid/api/"), slack.OptionHTTPClient(b.http),
		slack.OptionAppLevelToken("xapp-sandbox"))
}

func TestForeignMessages(t *testing.T) {
	b, ctx := set(t, Options{}), t.Context()
	c := foreign(b)
	who, err := c.AuthTestContext(ctx)
	if err != nil || who.UserID != BotUser || who.BotID != BotID {
		t.Fatalf("auth: %v, %v", who, err)
	}
	dm, _, _, err := c.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{"U1"}})
	if err != nil {
		t.Fatal(err)
	}
	block := slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*今日待办*", false, false), nil, nil)
	meta := slack.SlackMetadata{EventType: "steward", EventPayload: map[string]any{"key": "a/b"}}
	channel, ts, err := c.PostMessageContext(ctx, dm.ID, slack.MsgOptionText("今日待办", false), slack.MsgOptionBlocks(block), slack.MsgOptionMetadata(meta))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := c.UpdateMessageContext(ctx, channel, ts, slack.MsgOptionText("办结", false)); err != nil {
		t.Error(err)
	}
	h, err := c.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: channel, IncludeAllMetadata: true})
	if err != nil || len(h.Messages) != 1 || h.Messages[0].Text != "办结" || h.Messages[0].Metadata.EventPayload["key"] != "a/b" {
		t.Errorf("history: %+v, %v", h, err)
	}
	u, err := c.GetUserInfoContext(ctx, "U1")
	if err != nil || u.RealName != "教体局联络员" || u.Locale == "" {
		t.Errorf("user: %+v, %v", u, err)
	}
	_, _, err = c.PostMessageContext(ctx, channel, slack.MsgOptionBlocks(slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", string(bytes.Repeat([]byte("x"), 151)), false, false))))
	if err == nil || err.Error() != "invalid_blocks" {
		t.Errorf("a header too long: %v", err)
	}
}

func TestForeignUpload(t *testing.T) {
	b, ctx := set(t, Options{}), t.Context()
	c := foreign(b)
	up, err := c.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: "附件2.docx", FileSize: 5})
	if err != nil {
		t.Fatal(err)
	}
	res, err := b.http.Post(up.UploadURL, "application/octet-stream", bytes.NewReader([]byte("bytes")))
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("raw bytes: %v, %v", res, err)
	}
	_ = res.Body.Close()
	done, err := c.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files: []slack.FileSummary{{ID: up.FileID, Title: "信息表"}}, Channel: "C1", InitialComment: "请核对",
	})
	if err != nil || done.Files[0].ID != up.FileID {
		t.Fatalf("complete: %+v, %v", done, err)
	}
	var got bytes.Buffer
	f, _, _, err := c.GetFileInfoContext(ctx, up.FileID, 0, 0)
	if err != nil || f.Title != "信息表" {
		t.Fatalf("info: %+v, %v", f, err)
	}
	if err := c.GetFileContext(ctx, f.URLPrivateDownload, &got); err != nil || got.String() != "bytes" {
		t.Errorf("download: %q, %v", got.String(), err)
	}
}

func TestForeignViews(t *testing.T) {
	b, ctx := set(t, Options{}), t.Context()
	b.connect(acknowledge)
	c := foreign(b)
	plain := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("plain_text", s, false, false) }
	blocks := slack.Blocks{BlockSet: []slack.Block{
		slack.NewInputBlock("name", plain("姓名"), nil, slack.NewPlainTextInputBlockElement(nil, "v")),
		slack.NewInputBlock("day", plain("日期"), nil, slack.NewDatePickerBlockElement("d")),
	}}
	req := slack.ModalViewRequest{Type: slack.VTModal, Title: plain("附件2"), Submit: plain("提交"), Blocks: blocks}
	trigger := b.must("click", obj{"user": "U1", "channel": "dm", "ts": b.card(), "action_id": "go"})["trigger_id"].(string)
	v, err := c.OpenViewContext(ctx, trigger, req)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.UpdateViewContext(ctx, req, "", v.Hash, v.ID); err != nil {
		t.Error(err)
	}
	if _, err := c.UpdateViewContext(ctx, req, "", v.Hash, v.ID); err == nil || err.Error() != "hash_conflict" {
		t.Errorf("old hash: %v", err)
	}
	home := slack.PublishViewContextRequest{UserID: "U1", View: slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}}}}
	if _, err := c.PublishViewContext(ctx, home); err != nil {
		t.Error(err)
	}
	_, url, err := c.StartSocketModeContext(ctx)
	if err != nil || url[:22] != "ws://sandbox.invalid/l" {
		t.Errorf("socket: %s, %v", url, err)
	}
}

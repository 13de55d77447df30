package bot

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"

	"github.com/slack-go/slack"
)

// attach shares the document that the answer carries, after the message. The
// file's id is noted before the file is shared: so a file that is not noted was
// never shared, and one that is can be asked about.
func (d *delivery) attach(ctx context.Context) error {
	if d.bot.papers == nil {
		return nil
	}
	doc, err := d.document()
	if err != nil || doc == nil {
		return err
	}
	if d.Sent.File != "" {
		shared, err := d.shared(ctx)
		if err != nil || shared {
			return err
		}
	}
	address, err := d.upload(ctx, doc)
	if err != nil {
		return err
	}
	if err := d.note(ctx); err != nil {
		return err
	}
	if err := d.bot.send(ctx, address, doc.Body); err != nil {
		return err
	}
	return d.share(ctx, doc)
}

func (d *delivery) document() (*Document, error) {
	doc, err := d.bot.papers(d.Answer, d.Reader)
	if err != nil {
		return nil, &UndrawnError{fmt.Errorf("document: %w", err)}
	}
	return doc, nil
}

// upload asks where the bytes go, and learns the file's id.
func (d *delivery) upload(ctx context.Context, doc *Document) (string, error) {
	var r *slack.GetUploadURLExternalResponse
	err := d.bot.call(ctx, d.turn("files.getUploadURLExternal"), func(ctx context.Context) (err error) {
		r, err = d.bot.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{
			FileName: doc.Name, FileSize: len(doc.Body),
		})
		return err
	})
	if err != nil {
		return "", err
	}
	d.Sent.File = r.FileID
	return r.UploadURL, nil
}

// send posts the bytes as they are: slack-go's own multipart form ends twice.
func (b *Bot) send(ctx context.Context, address string, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("upload: %w", bare(err))
	}
	req.Header.Set("Content-Type", "application/octet-stream")
	res, err := b.http.Do(req)
	if err != nil {
		return fmt.Errorf("upload: %w", bare(err))
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<16)) // lets the connection be used again
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("upload: %s", res.Status)
	}
	return nil
}

// share shows the file in the channel. Slack answers first and shares later.
func (d *delivery) share(ctx context.Context, doc *Document) error {
	return d.bot.call(ctx, d.turn("files.completeUploadExternal"), func(ctx context.Context) error {
		_, err := d.bot.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
			Files:   []slack.FileSummary{{ID: d.Sent.File, Title: first(doc.Title, doc.Name)}},
			Channel: d.Sent.Channel, ThreadTimestamp: d.Thread,
		})
		return err
	})
}

// shared reports whether the file of an earlier attempt shows in the channel,
// by two looks.
func (d *delivery) shared(ctx context.Context) (bool, error) {
	found, err := twice(ctx, func() (string, error) {
		var f *slack.File
		err := d.bot.call(ctx, d.looking("files.info"), func(ctx context.Context) (err error) {
			f, _, _, err = d.bot.api.GetFileInfoContext(ctx, d.Sent.File, 0, 0)
			if errorCode(err) == "file_not_found" {
				return nil // never completed
			}
			return err
		})
		if err != nil || f == nil || !sharedIn(f, d.Sent.Channel) {
			return "", err
		}
		return f.ID, nil
	})
	return found != "", err
}

func sharedIn(f *slack.File, channel string) bool {
	_, public := f.Shares.Public[channel]
	_, private := f.Shares.Private[channel]
	return public || private || slices.Contains(slices.Concat(f.Channels, f.Groups, f.IMs), channel)
}

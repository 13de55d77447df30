package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"steward/db"
)

// BenchmarkMorning is the campaign's first morning on a disk: everybody is told
// something for the first time. It reports what a message costs.
func BenchmarkMorning(b *testing.B) {
	var commits, messages int64
	for range b.N {
		b.StopTimer()
		w, err := (&sandboxCmd{At: issuedAt()}).open(b.Context(), b.TempDir(), slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		before := w.db.Commits()
		ctx, stop := context.WithCancel(b.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.house.run(ctx) }()
		for waiting(b, w.db, db.MessageSent) == 0 || waiting(b, w.db) > 0 {
			time.Sleep(time.Millisecond)
		}
		commits += w.db.Commits() - before
		messages += int64(waiting(b, w.db, db.MessageSent))
		b.StopTimer()
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
		if err := w.close(); err != nil {
			b.Error(err)
		}
	}
	b.ReportMetric(float64(commits)/float64(messages), "commits/message")
	b.ReportMetric(float64(messages)/float64(b.N), "messages/op")
}

// waiting counts messages in states; none named are those that are not sent yet.
func waiting(b *testing.B, d *db.DB, states ...string) (n int) {
	b.Helper()
	if len(states) == 0 {
		states = []string{db.MessageQueued, db.MessageSending}
	}
	err := d.View(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		counts, _, err := tx.OutboxCounts(ctx)
		for _, s := range states {
			n += counts[s]
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

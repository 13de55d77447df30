package db

import (
	"context"
	"fmt"
	"time"
)

// StartCampaign records the instant from which a directive's obligations bind,
// 「文件已印发」, and reports whether this call did: a directive starts once.
func (t *Tx) StartCampaign(ctx context.Context, directive string, started time.Time) (bool, error) {
	n, err := t.exec(ctx, `INSERT INTO campaigns (directive, started_at) VALUES (?, ?)
		ON CONFLICT (directive) DO NOTHING`, directive, at(started))
	if err != nil {
		return false, fmt.Errorf("start campaign %s: %w", directive, err)
	}
	return n == 1, nil
}

// CampaignStart returns when a directive's campaign began; false when it has not.
func (t *Tx) CampaignStart(ctx context.Context, directive string) (time.Time, bool, error) {
	var started instant
	ok, err := t.get(ctx, &started, `SELECT started_at FROM campaigns WHERE directive = ?`, directive)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("campaign %s: %w", directive, err)
	}
	return started.Time, ok, nil
}

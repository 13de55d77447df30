-- As in sqlite/00004_patience.sql.

-- +goose Up
ALTER TABLE outbox ADD COLUMN loads INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN failing_since TIMESTAMPTZ;

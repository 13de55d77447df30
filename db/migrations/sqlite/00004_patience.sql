-- +goose Up

-- How often a message could not be loaded, apart from the attempts to deliver it.
ALTER TABLE outbox ADD COLUMN loads INTEGER NOT NULL DEFAULT 0;

-- Since when, by the machine's time, deliveries of it have ended openly.
ALTER TABLE outbox ADD COLUMN failing_since TEXT;

-- +goose Up

-- When Slack's methods may be called next, by all replicas together. What is past
-- says nothing any more.
CREATE TABLE turns (
    name TEXT PRIMARY KEY,
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

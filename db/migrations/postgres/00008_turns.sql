-- +goose Up

-- When Slack's methods may be called next, by all replicas together. What is past
-- says nothing any more.
CREATE TABLE turns (
    name TEXT COLLATE "C" PRIMARY KEY,
    at   TIMESTAMPTZ NOT NULL
);

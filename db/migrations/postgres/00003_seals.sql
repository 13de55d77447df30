-- As in sqlite/00003_seals.sql.

-- +goose Up
CREATE TABLE seals (
    key    TEXT COLLATE "C" PRIMARY KEY, -- its name, never itself
    sealed BYTEA NOT NULL
);

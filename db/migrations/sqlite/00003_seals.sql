-- For each key that ever sealed something here a known text under it: whoever
-- opens the database without one of them is told so before anything is lost.

-- +goose Up
CREATE TABLE seals (
    key    TEXT PRIMARY KEY, -- its name, never itself
    sealed BLOB NOT NULL
) STRICT;

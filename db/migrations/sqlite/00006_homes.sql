-- +goose Up

-- Who has opened the App's home: theirs alone is drawn anew when something in it
-- changes.
CREATE TABLE homes (
    person    TEXT PRIMARY KEY,
    opened_at TEXT NOT NULL
) STRICT;

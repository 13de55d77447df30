-- +goose Up

-- What became of a unit: the names that it had, the body that it was merged
-- into, since when, and what the office has set that it owes. heir is the body
-- that answers for it today: the last of the line of successors.
ALTER TABLE units ADD COLUMN former TEXT NOT NULL DEFAULT '[]';
ALTER TABLE units ADD COLUMN successor TEXT REFERENCES units (code);
ALTER TABLE units ADD COLUMN heir TEXT REFERENCES units (code);
ALTER TABLE units ADD COLUMN ended_on TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN duties TEXT NOT NULL DEFAULT '';
CREATE INDEX units_heir ON units (heir) WHERE heir IS NOT NULL;

-- Who holds a domain, where it is a body below the reporting unit.
ALTER TABLE domains ADD COLUMN holder TEXT NOT NULL DEFAULT '';

-- What happened to units, for good.
CREATE TABLE unit_changes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    unit        TEXT NOT NULL,
    change      TEXT NOT NULL CHECK (change IN ('renamed', 'merged')),
    before      TEXT NOT NULL, -- the old name
    after       TEXT NOT NULL, -- the new name, or the successor's
    changed_on  TEXT NOT NULL,
    recorded_by TEXT NOT NULL, -- '': from the command line
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX unit_changes_unit ON unit_changes (unit);

-- +goose StatementBegin
CREATE TRIGGER unit_changes_keep BEFORE UPDATE ON unit_changes
BEGIN SELECT RAISE(ABORT, 'unit_changes is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER unit_changes_stay BEFORE DELETE ON unit_changes
BEGIN SELECT RAISE(ABORT, 'unit_changes is append-only'); END;
-- +goose StatementEnd

-- Files that the office has handed in to be imported. What they hold is sealed,
-- and gone once it is decided.
CREATE TABLE imports (
    id         TEXT PRIMARY KEY,
    person     TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'refused', 'done', 'cancelled')),
    body       BLOB, -- sealed
    outcome    BLOB, -- sealed: what the file would do, or did
    created_at TEXT NOT NULL,
    decided_at TEXT
) STRICT;

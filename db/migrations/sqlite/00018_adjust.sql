-- +goose Up

-- The trail of units also says what was taken back.
DROP TRIGGER unit_changes_keep;
DROP TRIGGER unit_changes_stay;
ALTER TABLE unit_changes RENAME TO unit_changes_before;
DROP INDEX unit_changes_unit;
CREATE TABLE unit_changes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    unit        TEXT NOT NULL,
    change      TEXT NOT NULL CHECK (change IN ('renamed', 'merged', 'unrenamed', 'unmerged')),
    before      TEXT NOT NULL, -- the old name
    after       TEXT NOT NULL, -- the new name, or the successor's
    changed_on  TEXT NOT NULL,
    recorded_by TEXT NOT NULL, -- '': from the command line
    recorded_at TEXT NOT NULL
) STRICT;
INSERT INTO unit_changes SELECT * FROM unit_changes_before;
DROP TABLE unit_changes_before;
CREATE INDEX unit_changes_unit ON unit_changes (unit);
-- +goose StatementBegin
CREATE TRIGGER unit_changes_keep BEFORE UPDATE ON unit_changes
BEGIN SELECT RAISE(ABORT, 'unit_changes is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER unit_changes_stay BEFORE DELETE ON unit_changes
BEGIN SELECT RAISE(ABORT, 'unit_changes is append-only'); END;
-- +goose StatementEnd

-- What a change of a unit moved, so that it can be taken back while nothing has
-- followed from it.
CREATE TABLE adjustments (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    unit        TEXT NOT NULL REFERENCES units (code),
    change      TEXT NOT NULL CHECK (change IN ('renamed', 'merged')),
    before      TEXT NOT NULL,
    after       TEXT NOT NULL,
    successor   TEXT NOT NULL, -- '' for a renaming
    changed_on  TEXT NOT NULL,
    moved       TEXT NOT NULL, -- JSON, without names of people
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    undone_by   TEXT NOT NULL DEFAULT '',
    undone_at   TEXT
) STRICT;
CREATE INDEX adjustments_unit ON adjustments (unit, id);

-- Of a consent on paper: for whom it was recorded, and that
-- it was struck out as a mistake: then it may be recorded again.
ALTER TABLE consents RENAME TO consents_before;
CREATE TABLE consents (
    id          TEXT PRIMARY KEY,
    unit        TEXT NOT NULL REFERENCES units (code),
    subject     TEXT NOT NULL,
    given_on    TEXT NOT NULL CHECK (given_on <> ''),
    scan        TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    behalf      TEXT NOT NULL, -- '': by their own right
    recorded_at TEXT NOT NULL,
    struck_by   TEXT NOT NULL DEFAULT '',
    struck_at   TEXT
) STRICT;
INSERT INTO consents (id, unit, subject, given_on, scan, recorded_by, behalf, recorded_at)
    SELECT unit || '/' || subject, unit, subject, given_on, scan, recorded_by, '', recorded_at FROM consents_before;
DROP TABLE consents_before;
CREATE UNIQUE INDEX consents_standing ON consents (unit, subject) WHERE struck_at IS NULL;

-- +goose Up

-- Who stands in for whom (AB角), both days included. Ended early: ended_at.
CREATE TABLE deputies (
    id       TEXT PRIMARY KEY,
    person   TEXT NOT NULL,
    deputy   TEXT NOT NULL,
    from_day TEXT NOT NULL CHECK (from_day <> ''),
    to_day   TEXT NOT NULL CHECK (to_day >= from_day),
    named_by TEXT NOT NULL,
    named_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX deputies_deputy ON deputies (deputy, to_day);
CREATE INDEX deputies_person ON deputies (person, to_day);

-- What was done for somebody else, and for whom.
CREATE TABLE behalf (
    subject TEXT NOT NULL,
    person  TEXT NOT NULL,
    behalf  TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (subject, person)
) STRICT;

-- Who asks to be put on the roster.
CREATE TABLE joins (
    id         TEXT PRIMARY KEY,
    person     TEXT NOT NULL,
    unit       TEXT NOT NULL, -- '': not chosen yet
    role       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'approved', 'refused')),
    question   BLOB, -- what they asked first, sealed; gone once decided
    reason     TEXT NOT NULL DEFAULT '',
    asked_at   TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT
) STRICT;
CREATE UNIQUE INDEX joins_open ON joins (person) WHERE state IN ('draft', 'pending');
CREATE INDEX joins_pending ON joins (asked_at) WHERE state = 'pending';

-- Who came, changed and left, without names; it only grows.
CREATE TABLE roster_log (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person     TEXT NOT NULL,
    unit       TEXT NOT NULL,
    roles      TEXT NOT NULL, -- a bar between them; '': they have left
    changed_by TEXT NOT NULL, -- a person, or how it became known
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX roster_log_person ON roster_log (person, id);

-- +goose StatementBegin
CREATE TRIGGER roster_log_keep BEFORE UPDATE ON roster_log
BEGIN SELECT RAISE(ABORT, 'roster_log is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER roster_log_stay BEFORE DELETE ON roster_log
BEGIN SELECT RAISE(ABORT, 'roster_log is append-only'); END;
-- +goose StatementEnd

-- Consent of a unit's head that was given on paper.
CREATE TABLE consents (
    unit        TEXT NOT NULL REFERENCES units (code),
    subject     TEXT NOT NULL,
    given_on    TEXT NOT NULL CHECK (given_on <> ''),
    scan        TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (unit, subject)
) STRICT;

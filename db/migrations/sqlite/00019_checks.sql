-- +goose Up

-- 收件核对完毕: the office said that all that came in for a date is booked, or,
-- with checked 0, took that back. What was said last holds.
CREATE TABLE intake_checks (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    due        TEXT NOT NULL,
    checked    INTEGER NOT NULL CHECK (checked IN (0, 1)),
    checked_by TEXT NOT NULL,
    checked_at TEXT NOT NULL
) STRICT;
CREATE INDEX intake_checks_date ON intake_checks (kind, due);

-- +goose StatementBegin
CREATE TRIGGER intake_checks_keep BEFORE UPDATE ON intake_checks
BEGIN SELECT RAISE(ABORT, 'intake_checks is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER intake_checks_stay BEFORE DELETE ON intake_checks
BEGIN SELECT RAISE(ABORT, 'intake_checks is append-only'); END;
-- +goose StatementEnd

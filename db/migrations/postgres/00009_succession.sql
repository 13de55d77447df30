-- +goose Up

-- What became of a unit: the names that it had, the body that it was merged
-- into, since when, and what the office has set that it owes. heir is the body
-- that answers for it today: the last of the line of successors.
ALTER TABLE units ADD COLUMN former TEXT NOT NULL DEFAULT '[]';
ALTER TABLE units ADD COLUMN successor TEXT COLLATE "C" REFERENCES units (code);
ALTER TABLE units ADD COLUMN heir TEXT COLLATE "C" REFERENCES units (code);
ALTER TABLE units ADD COLUMN ended_on TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN duties TEXT NOT NULL DEFAULT '';
CREATE INDEX units_heir ON units (heir) WHERE heir IS NOT NULL;

-- Who holds a domain, where it is a body below the reporting unit.
ALTER TABLE domains ADD COLUMN holder TEXT NOT NULL DEFAULT '';

-- What happened to units, for good.
CREATE TABLE unit_changes (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit        TEXT COLLATE "C" NOT NULL,
    change      TEXT NOT NULL CHECK (change IN ('renamed', 'merged')),
    before      TEXT NOT NULL, -- the old name
    after       TEXT NOT NULL, -- the new name, or the successor's
    changed_on  TEXT COLLATE "C" NOT NULL,
    recorded_by TEXT NOT NULL, -- '': from the command line
    recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX unit_changes_unit ON unit_changes (unit);

-- +goose StatementBegin
CREATE FUNCTION unit_changes_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'unit_changes is append-only';
END $$;
-- +goose StatementEnd
CREATE TRIGGER unit_changes_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON unit_changes
    FOR EACH STATEMENT EXECUTE FUNCTION unit_changes_keep();

-- Files that the office has handed in to be imported. What they hold is sealed,
-- and gone once it is decided.
CREATE TABLE imports (
    id         TEXT COLLATE "C" PRIMARY KEY,
    person     TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'refused', 'done', 'cancelled')),
    body       BYTEA, -- sealed
    outcome    BYTEA, -- sealed: what the file would do, or did
    created_at TIMESTAMPTZ NOT NULL,
    decided_at TIMESTAMPTZ
);

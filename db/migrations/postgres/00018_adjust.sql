-- +goose Up

-- The trail of units also says what was taken back.
ALTER TABLE unit_changes DROP CONSTRAINT unit_changes_change_check;
ALTER TABLE unit_changes ADD CONSTRAINT unit_changes_change_check
    CHECK (change IN ('renamed', 'merged', 'unrenamed', 'unmerged'));

-- What a change of a unit moved, so that it can be taken back while nothing has
-- followed from it.
CREATE TABLE adjustments (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit        TEXT COLLATE "C" NOT NULL REFERENCES units (code),
    change      TEXT NOT NULL CHECK (change IN ('renamed', 'merged')),
    before      TEXT NOT NULL,
    after       TEXT NOT NULL,
    successor   TEXT COLLATE "C" NOT NULL, -- '' for a renaming
    changed_on  TEXT COLLATE "C" NOT NULL,
    moved       TEXT NOT NULL, -- JSON, without names of people
    recorded_by TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    undone_by   TEXT NOT NULL DEFAULT '',
    undone_at   TIMESTAMPTZ
);
CREATE INDEX adjustments_unit ON adjustments (unit, id);

-- Of a consent on paper: for whom it was recorded, and that
-- it was struck out as a mistake: then it may be recorded again.
ALTER TABLE consents DROP CONSTRAINT consents_pkey;
ALTER TABLE consents ADD COLUMN id TEXT COLLATE "C";
UPDATE consents SET id = unit || '/' || subject;
ALTER TABLE consents ALTER COLUMN id SET NOT NULL;
ALTER TABLE consents ADD PRIMARY KEY (id);
ALTER TABLE consents ADD COLUMN behalf TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN struck_by TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN struck_at TIMESTAMPTZ;
CREATE UNIQUE INDEX consents_standing ON consents (unit, subject) WHERE struck_at IS NULL;

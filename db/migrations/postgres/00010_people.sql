-- +goose Up

-- Who stands in for whom (AB角), both days included. Ended early: ended_at.
CREATE TABLE deputies (
    id       TEXT COLLATE "C" PRIMARY KEY,
    person   TEXT COLLATE "C" NOT NULL,
    deputy   TEXT COLLATE "C" NOT NULL,
    from_day TEXT COLLATE "C" NOT NULL CHECK (from_day <> ''),
    to_day   TEXT COLLATE "C" NOT NULL CHECK (to_day >= from_day),
    named_by TEXT NOT NULL,
    named_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE INDEX deputies_deputy ON deputies (deputy, to_day);
CREATE INDEX deputies_person ON deputies (person, to_day);

-- What was done for somebody else, and for whom.
CREATE TABLE behalf (
    subject TEXT COLLATE "C" NOT NULL,
    person  TEXT COLLATE "C" NOT NULL,
    behalf  TEXT NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (subject, person)
);

-- Who asks to be put on the roster.
CREATE TABLE joins (
    id         TEXT COLLATE "C" PRIMARY KEY,
    person     TEXT COLLATE "C" NOT NULL,
    unit       TEXT COLLATE "C" NOT NULL, -- '': not chosen yet
    role       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'approved', 'refused')),
    question   BYTEA, -- what they asked first, sealed; gone once decided
    reason     TEXT NOT NULL DEFAULT '',
    asked_at   TIMESTAMPTZ NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX joins_open ON joins (person) WHERE state IN ('draft', 'pending');
CREATE INDEX joins_pending ON joins (asked_at) WHERE state = 'pending';

-- Who came, changed and left, without names; it only grows.
CREATE TABLE roster_log (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person     TEXT COLLATE "C" NOT NULL,
    unit       TEXT COLLATE "C" NOT NULL,
    roles      TEXT NOT NULL, -- a bar between them; '': they have left
    changed_by TEXT NOT NULL, -- a person, or how it became known
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX roster_log_person ON roster_log (person, id);

-- +goose StatementBegin
CREATE FUNCTION roster_log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'roster_log is append-only';
END $$;
-- +goose StatementEnd
CREATE TRIGGER roster_log_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON roster_log
    FOR EACH STATEMENT EXECUTE FUNCTION roster_log_keep();

-- Consent of a unit's head that was given on paper.
CREATE TABLE consents (
    unit        TEXT COLLATE "C" NOT NULL REFERENCES units (code),
    subject     TEXT COLLATE "C" NOT NULL,
    given_on    TEXT NOT NULL CHECK (given_on <> ''),
    scan        TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (unit, subject)
);

-- As in sqlite/00001_start.sql. What is sorted is compared by bytes, whatever the
-- cluster's locale, so that both engines give the same order.

-- +goose Up
CREATE TABLE units (
    code         TEXT COLLATE "C" PRIMARY KEY,
    name         TEXT COLLATE "C" NOT NULL,
    aliases      TEXT NOT NULL, -- JSON list
    kind         TEXT COLLATE "C" NOT NULL,
    label        TEXT NOT NULL,
    coordinating BOOLEAN NOT NULL,
    position     INTEGER NOT NULL -- in the inventory
);

CREATE TABLE domains (
    name          TEXT COLLATE "C" PRIMARY KEY,
    unit          TEXT COLLATE "C" REFERENCES units (code), -- NULL: the city portal
    site_name     TEXT NOT NULL,
    site_status   TEXT NOT NULL,
    purpose       TEXT NOT NULL,
    registered_on TEXT NOT NULL,
    registrar     TEXT NOT NULL,
    main          BOOLEAN NOT NULL,
    remark        TEXT NOT NULL,
    position      INTEGER NOT NULL
);
CREATE INDEX domains_unit ON domains (unit);

CREATE TABLE people (
    id       TEXT COLLATE "C" PRIMARY KEY,
    name     BYTEA, -- sealed
    unit     TEXT COLLATE "C" REFERENCES units (code), -- NULL: the city's own
    language TEXT NOT NULL
);
CREATE INDEX people_unit ON people (unit);

CREATE TABLE roles (
    person   TEXT COLLATE "C" NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role     TEXT COLLATE "C" NOT NULL,
    position INTEGER NOT NULL, -- among the person's roles
    PRIMARY KEY (person, role)
);
CREATE INDEX roles_role ON roles (role);

CREATE TABLE direct_channels (
    person  TEXT COLLATE "C" PRIMARY KEY,
    channel TEXT NOT NULL
);

CREATE TABLE campaigns (
    directive  TEXT PRIMARY KEY,
    started_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE obligations (
    kind      TEXT COLLATE "C" NOT NULL,
    unit      TEXT COLLATE "C" NOT NULL REFERENCES units (code),
    due       TEXT COLLATE "C" NOT NULL,
    article   TEXT NOT NULL,
    known_at  TIMESTAMPTZ NOT NULL,
    examined  TEXT NOT NULL, -- names of steps, a comma after each
    next_step TEXT NOT NULL, -- a cache
    next_at   TIMESTAMPTZ,
    PRIMARY KEY (kind, unit)
);
CREATE INDEX obligations_unit ON obligations (unit);
CREATE INDEX obligations_next ON obligations (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE timers (
    name   TEXT COLLATE "C" PRIMARY KEY,
    due_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX timers_due ON timers (due_at);

CREATE TABLE intakes (
    kind        TEXT COLLATE "C" NOT NULL,
    unit        TEXT COLLATE "C" NOT NULL REFERENCES units (code),
    medium      TEXT NOT NULL CHECK (medium IN ('paper', 'electronic')),
    received_on TEXT COLLATE "C" NOT NULL CHECK (received_on <> ''),
    PRIMARY KEY (kind, unit, medium)
);

CREATE TABLE intake_log (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        TEXT COLLATE "C" NOT NULL,
    unit        TEXT COLLATE "C" NOT NULL,
    medium      TEXT NOT NULL,
    received_on TEXT COLLATE "C" NOT NULL, -- '': the booking was taken back
    booked_by   TEXT NOT NULL,
    booked_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX intake_log_unit ON intake_log (kind, unit);

-- +goose StatementBegin
CREATE FUNCTION intake_log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'intake_log is append-only';
END $$;
-- +goose StatementEnd
CREATE TRIGGER intake_log_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON intake_log
    FOR EACH STATEMENT EXECUTE FUNCTION intake_log_keep();

CREATE TABLE receipts (
    subject  TEXT COLLATE "C" NOT NULL,
    person   TEXT COLLATE "C" NOT NULL,
    given_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (subject, person)
);

CREATE TABLE form_sessions (
    id         TEXT COLLATE "C" PRIMARY KEY,
    form       TEXT NOT NULL,
    unit       TEXT NOT NULL,
    person     TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'saved', 'cancelled', 'submitted')),
    revision   INTEGER NOT NULL,
    touched    INTEGER NOT NULL, -- counts a person's touches: instants may be equal
    session    BYTEA, -- sealed
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX form_sessions_begun ON form_sessions (person, form) WHERE state IN ('open', 'saved');
CREATE INDEX form_sessions_person ON form_sessions (person, touched);

CREATE TABLE submissions (
    code         TEXT COLLATE "C" PRIMARY KEY,
    form         TEXT NOT NULL,
    unit         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    form_version INTEGER NOT NULL,
    person       TEXT NOT NULL,
    cells        BYTEA, -- sealed
    submitted_at TIMESTAMPTZ NOT NULL,
    UNIQUE (form, unit, version)
);

CREATE TABLE inbox (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key          TEXT COLLATE "C" NOT NULL UNIQUE,
    kind         TEXT COLLATE "C" NOT NULL,
    conversation TEXT NOT NULL,
    slack_ts     TEXT COLLATE "C" NOT NULL,
    person       TEXT COLLATE "C" NOT NULL,
    body         BYTEA, -- sealed; gone when handled
    state        TEXT NOT NULL CHECK (state IN ('pending', 'running', 'handled', 'dead')),
    attempts     INTEGER NOT NULL,
    received_at  TIMESTAMPTZ NOT NULL,
    next_at      TIMESTAMPTZ NOT NULL,
    holder       TEXT NOT NULL DEFAULT '',
    lease_until  TIMESTAMPTZ,
    reason       TEXT NOT NULL DEFAULT '',
    reference    TEXT NOT NULL DEFAULT '', -- under which a dead letter is found
    ended_at     TIMESTAMPTZ
);
CREATE INDEX inbox_pending ON inbox (conversation, slack_ts, id) WHERE state = 'pending';
CREATE INDEX inbox_order ON inbox (slack_ts, id) WHERE state = 'pending';
CREATE UNIQUE INDEX inbox_one_running ON inbox (conversation) WHERE state = 'running';
CREATE INDEX inbox_dead ON inbox (id) WHERE state = 'dead';

CREATE TABLE outbox (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uid          TEXT COLLATE "C" NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    address      TEXT COLLATE "C" NOT NULL, -- the person or the channel: what is in order
    person       TEXT NOT NULL,
    channel      TEXT NOT NULL,
    thread       TEXT NOT NULL,
    lang         TEXT NOT NULL,
    refs         TEXT NOT NULL, -- JSON
    card         TEXT COLLATE "C" NOT NULL,
    edits        BIGINT REFERENCES outbox (id),
    created_at   TIMESTAMPTZ NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'dropped', 'doubt')),
    attempts     INTEGER NOT NULL,
    unsure       BOOLEAN NOT NULL,
    next_at      TIMESTAMPTZ NOT NULL,
    holder       TEXT NOT NULL DEFAULT '',
    lease_until  TIMESTAMPTZ,
    sent_channel TEXT COLLATE "C" NOT NULL DEFAULT '',
    ts           TEXT COLLATE "C" NOT NULL DEFAULT '',
    file         TEXT NOT NULL DEFAULT '',
    reason       TEXT NOT NULL DEFAULT '',
    ended_at     TIMESTAMPTZ
);
CREATE INDEX outbox_open ON outbox (address, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_queued ON outbox (id) WHERE state = 'queued';
CREATE UNIQUE INDEX outbox_one_sending ON outbox (address) WHERE state = 'sending';
CREATE INDEX outbox_doubt ON outbox (id) WHERE state = 'doubt';
CREATE INDEX outbox_card ON outbox (card, id) WHERE card <> '';
CREATE INDEX outbox_edits ON outbox (edits) WHERE edits IS NOT NULL;
CREATE INDEX outbox_slack ON outbox (sent_channel, ts) WHERE ts <> '';

-- An occasion outlives its message: what was said once stays said. Hence no
-- foreign key.
CREATE TABLE occasions (
    key     TEXT COLLATE "C" PRIMARY KEY,
    message TEXT NOT NULL
);
CREATE INDEX occasions_message ON occasions (message);

-- Instants are text of fixed width, UTC; dates are text, '' for none; sealed
-- columns are blobs. CHECKs hold the states, partial indexes the promises.

-- +goose Up
CREATE TABLE units (
    code         TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    aliases      TEXT NOT NULL, -- JSON list
    kind         TEXT NOT NULL,
    label        TEXT NOT NULL,
    coordinating INTEGER NOT NULL,
    position     INTEGER NOT NULL -- in the inventory
) STRICT;

CREATE TABLE domains (
    name          TEXT PRIMARY KEY,
    unit          TEXT REFERENCES units (code), -- NULL: the city portal
    site_name     TEXT NOT NULL,
    site_status   TEXT NOT NULL,
    purpose       TEXT NOT NULL,
    registered_on TEXT NOT NULL,
    registrar     TEXT NOT NULL,
    main          INTEGER NOT NULL,
    remark        TEXT NOT NULL,
    position      INTEGER NOT NULL
) STRICT;
CREATE INDEX domains_unit ON domains (unit);

CREATE TABLE people (
    id       TEXT PRIMARY KEY,
    name     BLOB, -- sealed
    unit     TEXT REFERENCES units (code), -- NULL: the city's own
    language TEXT NOT NULL
) STRICT;
CREATE INDEX people_unit ON people (unit);

CREATE TABLE roles (
    person   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role     TEXT NOT NULL,
    position INTEGER NOT NULL, -- among the person's roles
    PRIMARY KEY (person, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX roles_role ON roles (role);

CREATE TABLE direct_channels (
    person  TEXT PRIMARY KEY,
    channel TEXT NOT NULL
) STRICT;

CREATE TABLE campaigns (
    directive  TEXT PRIMARY KEY,
    started_at TEXT NOT NULL
) STRICT;

CREATE TABLE obligations (
    kind      TEXT NOT NULL,
    unit      TEXT NOT NULL REFERENCES units (code),
    due       TEXT NOT NULL,
    article   TEXT NOT NULL,
    known_at  TEXT NOT NULL,
    examined  TEXT NOT NULL, -- names of steps, a comma after each
    next_step TEXT NOT NULL, -- a cache
    next_at   TEXT,
    PRIMARY KEY (kind, unit)
) STRICT;
CREATE INDEX obligations_unit ON obligations (unit);
CREATE INDEX obligations_next ON obligations (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE timers (
    name   TEXT PRIMARY KEY,
    due_at TEXT NOT NULL
) STRICT;
CREATE INDEX timers_due ON timers (due_at);

CREATE TABLE intakes (
    kind        TEXT NOT NULL,
    unit        TEXT NOT NULL REFERENCES units (code),
    medium      TEXT NOT NULL CHECK (medium IN ('paper', 'electronic')),
    received_on TEXT NOT NULL CHECK (received_on <> ''),
    PRIMARY KEY (kind, unit, medium)
) STRICT;

CREATE TABLE intake_log (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    medium      TEXT NOT NULL,
    received_on TEXT NOT NULL, -- '': the booking was taken back
    booked_by   TEXT NOT NULL,
    booked_at   TEXT NOT NULL
) STRICT;
CREATE INDEX intake_log_unit ON intake_log (kind, unit);

-- +goose StatementBegin
CREATE TRIGGER intake_log_keep BEFORE UPDATE ON intake_log
BEGIN SELECT RAISE(ABORT, 'intake_log is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER intake_log_stay BEFORE DELETE ON intake_log
BEGIN SELECT RAISE(ABORT, 'intake_log is append-only'); END;
-- +goose StatementEnd

CREATE TABLE receipts (
    subject  TEXT NOT NULL,
    person   TEXT NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (subject, person)
) STRICT;

CREATE TABLE form_sessions (
    id         TEXT PRIMARY KEY,
    form       TEXT NOT NULL,
    unit       TEXT NOT NULL,
    person     TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'saved', 'cancelled', 'submitted')),
    revision   INTEGER NOT NULL,
    touched    INTEGER NOT NULL, -- counts a person's touches: instants may be equal
    session    BLOB, -- sealed
    changed_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX form_sessions_begun ON form_sessions (person, form) WHERE state IN ('open', 'saved');
CREATE INDEX form_sessions_person ON form_sessions (person, touched);

CREATE TABLE submissions (
    code         TEXT PRIMARY KEY,
    form         TEXT NOT NULL,
    unit         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    form_version INTEGER NOT NULL,
    person       TEXT NOT NULL,
    cells        BLOB, -- sealed
    submitted_at TEXT NOT NULL,
    UNIQUE (form, unit, version)
) STRICT;

CREATE TABLE inbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    conversation TEXT NOT NULL,
    slack_ts     TEXT NOT NULL,
    person       TEXT NOT NULL,
    body         BLOB, -- sealed; gone when handled
    state        TEXT NOT NULL CHECK (state IN ('pending', 'running', 'handled', 'dead')),
    attempts     INTEGER NOT NULL,
    received_at  TEXT NOT NULL,
    next_at      TEXT NOT NULL,
    holder       TEXT NOT NULL DEFAULT '',
    lease_until  TEXT,
    reason       TEXT NOT NULL DEFAULT '',
    reference    TEXT NOT NULL DEFAULT '', -- under which a dead letter is found
    ended_at     TEXT
) STRICT;
CREATE INDEX inbox_pending ON inbox (conversation, slack_ts, id) WHERE state = 'pending';
CREATE INDEX inbox_order ON inbox (slack_ts, id) WHERE state = 'pending';
CREATE UNIQUE INDEX inbox_one_running ON inbox (conversation) WHERE state = 'running';
CREATE INDEX inbox_dead ON inbox (id) WHERE state = 'dead';

CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    uid          TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    address      TEXT NOT NULL, -- the person or the channel: what is in order
    person       TEXT NOT NULL,
    channel      TEXT NOT NULL,
    thread       TEXT NOT NULL,
    lang         TEXT NOT NULL,
    refs         TEXT NOT NULL, -- JSON
    card         TEXT NOT NULL,
    edits        INTEGER REFERENCES outbox (id),
    created_at   TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'dropped', 'doubt')),
    attempts     INTEGER NOT NULL,
    unsure       INTEGER NOT NULL,
    next_at      TEXT NOT NULL,
    holder       TEXT NOT NULL DEFAULT '',
    lease_until  TEXT,
    sent_channel TEXT NOT NULL DEFAULT '',
    ts           TEXT NOT NULL DEFAULT '',
    file         TEXT NOT NULL DEFAULT '',
    reason       TEXT NOT NULL DEFAULT '',
    ended_at     TEXT
) STRICT;
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
    key     TEXT PRIMARY KEY,
    message TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX occasions_message ON occasions (message);

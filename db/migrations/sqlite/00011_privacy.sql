-- +goose Up

-- Each owner's personal data are sealed with a key of their own, kept here under
-- a key of the house. Without it nothing that it sealed can be read again, in
-- whatever copy: to erase is to take the key away. The row stays, and says so.
CREATE TABLE data_keys (
    key_id       TEXT PRIMARY KEY, -- its name, in front of all that it seals
    owner        TEXT NOT NULL,    -- whose it is: person/…, named/…, draft/…, inbox/…
    wrapper      TEXT NOT NULL,    -- the name of the house's key over it
    wrapped      BLOB,             -- NULL: erased
    made_at      TEXT NOT NULL,
    released_at  TEXT,             -- since when nobody needs it: the term runs
    shredded_at  TEXT,
    shredded_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX data_keys_live ON data_keys (owner) WHERE wrapped IS NOT NULL;
CREATE INDEX data_keys_wrapper ON data_keys (wrapper) WHERE wrapped IS NOT NULL;
CREATE INDEX data_keys_released ON data_keys (released_at) WHERE wrapped IS NOT NULL AND released_at IS NOT NULL;

-- Fillings that still hold what was filled in.
CREATE INDEX form_sessions_kept ON form_sessions (changed_at) WHERE session IS NOT NULL;

-- Who saw whose data in full, when, and why.
CREATE TABLE views (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    key     TEXT NOT NULL UNIQUE, -- a repeated delivery is one view
    viewer  TEXT NOT NULL,
    unit    TEXT NOT NULL,
    subject TEXT NOT NULL, -- submission/…, draft/…
    persons TEXT NOT NULL, -- whose: rows of the form, a comma between
    why     TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX views_unit ON views (unit);

-- +goose StatementBegin
CREATE TRIGGER views_keep BEFORE UPDATE ON views
BEGIN SELECT RAISE(ABORT, 'views is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER views_stay BEFORE DELETE ON views
BEGIN SELECT RAISE(ABORT, 'views is append-only'); END;
-- +goose StatementEnd

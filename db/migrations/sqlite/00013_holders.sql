-- +goose Up

-- What the office has settled that a holder is; '' leaves it to the holder's name.
ALTER TABLE domains ADD COLUMN holder_kind TEXT NOT NULL DEFAULT ''
    CHECK (holder_kind IN ('', 'unit', 'inner_body', 'organ', 'institution_admin', 'institution_nonadmin', 'vertical', 'outsider'));

-- People of a roster who are known by an e-mail address alone, until the
-- workspace tells who they are. Address and name are sealed with a key of their
-- own; the digest finds them.
CREATE TABLE awaited (
    digest   TEXT PRIMARY KEY,
    who      BLOB NOT NULL,
    unit     TEXT REFERENCES units (code),
    roles    TEXT NOT NULL CHECK (roles <> ''), -- a bar between them
    language TEXT NOT NULL,
    person   TEXT NOT NULL DEFAULT '', -- who they turned out to be
    reason   TEXT NOT NULL DEFAULT '', -- why they could not be put on the roster
    added_at TEXT NOT NULL,
    asked_at TEXT                      -- when the workspace was last asked
) STRICT;
CREATE INDEX awaited_open ON awaited (asked_at) WHERE person = '';
CREATE INDEX awaited_person ON awaited (person) WHERE person <> '';

-- Whose a label is, when names are proposed.
CREATE INDEX units_label ON units (label) WHERE label <> '';

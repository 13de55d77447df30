-- As in sqlite/00011_privacy.sql.

-- +goose Up
CREATE TABLE data_keys (
    key_id       TEXT COLLATE "C" PRIMARY KEY,
    owner        TEXT COLLATE "C" NOT NULL,
    wrapper      TEXT COLLATE "C" NOT NULL,
    wrapped      BYTEA, -- NULL: erased
    made_at      TIMESTAMPTZ NOT NULL,
    released_at  TIMESTAMPTZ,
    shredded_at  TIMESTAMPTZ,
    shredded_why TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX data_keys_live ON data_keys (owner) WHERE wrapped IS NOT NULL;
CREATE INDEX data_keys_wrapper ON data_keys (wrapper) WHERE wrapped IS NOT NULL;
CREATE INDEX data_keys_released ON data_keys (released_at) WHERE wrapped IS NOT NULL AND released_at IS NOT NULL;

CREATE INDEX form_sessions_kept ON form_sessions (changed_at) WHERE session IS NOT NULL;

CREATE TABLE views (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key     TEXT COLLATE "C" NOT NULL UNIQUE,
    viewer  TEXT NOT NULL,
    unit    TEXT COLLATE "C" NOT NULL,
    subject TEXT NOT NULL,
    persons TEXT NOT NULL,
    why     TEXT NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX views_unit ON views (unit);

-- +goose StatementBegin
CREATE FUNCTION views_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'views is append-only';
END $$;
-- +goose StatementEnd
CREATE TRIGGER views_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON views
    FOR EACH STATEMENT EXECUTE FUNCTION views_keep();

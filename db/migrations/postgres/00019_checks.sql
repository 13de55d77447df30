-- As in sqlite/00019_checks.sql.

-- +goose Up
CREATE TABLE intake_checks (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       TEXT COLLATE "C" NOT NULL,
    due        TEXT COLLATE "C" NOT NULL,
    checked    SMALLINT NOT NULL CHECK (checked IN (0, 1)),
    checked_by TEXT NOT NULL,
    checked_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX intake_checks_date ON intake_checks (kind, due);

-- +goose StatementBegin
CREATE FUNCTION intake_checks_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'intake_checks is append-only';
END $$;
-- +goose StatementEnd
CREATE TRIGGER intake_checks_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON intake_checks
    FOR EACH STATEMENT EXECUTE FUNCTION intake_checks_keep();

-- +goose Up

-- As in sqlite/00005_claims.sql.
DROP INDEX inbox_order;

CREATE INDEX inbox_again ON inbox (next_at) WHERE state = 'pending' AND attempts > 0;

-- +goose Up

-- Claims look at the earliest of each conversation, so nothing is read in this
-- order any more, and every row that comes in paid for it.
DROP INDEX inbox_order;

-- What waits to be tried again: few rows, if any.
CREATE INDEX inbox_again ON inbox (next_at) WHERE state = 'pending' AND attempts > 0;

-- +goose Up

-- How often a register was written, so that what is made of it can be kept.
CREATE TABLE registers (
    name    TEXT COLLATE "C" PRIMARY KEY,
    version BIGINT NOT NULL
);

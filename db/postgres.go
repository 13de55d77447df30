package db

import (
	"database/sql"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

const (
	postgresConns    = 16
	postgresIdle     = 4
	postgresLifetime = 30 * time.Minute // so that a failover or a new password is met
)

func (d *DB) connectPostgres(address string) error {
	cfg, err := pq.NewConfig(address)
	if err != nil {
		return fmt.Errorf("read database address: %w", err)
	}
	if cfg.Runtime == nil {
		cfg.Runtime = map[string]string{}
	}
	cfg.Runtime["synchronous_commit"] = "on"
	cfg.Runtime["timezone"] = "UTC"
	if cfg.ApplicationName == "" {
		cfg.ApplicationName = "steward"
	}
	connector, err := pq.NewConnectorConfig(cfg)
	if err != nil {
		return fmt.Errorf("read database address: %w", err)
	}
	s := sql.OpenDB(connector)
	s.SetMaxOpenConns(postgresConns)
	s.SetMaxIdleConns(postgresIdle)
	s.SetConnMaxLifetime(postgresLifetime)
	d.write = &pool{DB: sqlx.NewDb(s, "postgres")}
	d.read = d.write
	return nil
}

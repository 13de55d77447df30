package db

import (
	"database/sql/driver"
	"fmt"
	"time"

	"steward/rules/calendar"
)

// instantLayout has a fixed width, so that text sorts as time does.
const instantLayout = "2006-01-02T15:04:05.000000000Z"

// An instant is how every point in time enters and leaves the database: UTC,
// whole microseconds (PostgreSQL keeps no more), the zero time as NULL. SQLite
// keeps the text, PostgreSQL reads it into a timestamptz.
type instant struct{ time.Time }

// utc returns the instant as the database would give it back.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Microsecond)
}

// at wraps a time for a statement.
func at(t time.Time) instant { return instant{utc(t)} }

// Value returns the text, or nil for the zero time.
func (i instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	if y := i.UTC().Year(); y < 0 || y > 9999 {
		return nil, fmt.Errorf("instant %v: its year has not four digits", i.Time)
	}
	return utc(i.Time).Format(instantLayout), nil
}

// Scan reads what either engine returns.
func (i *instant) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		i.Time = time.Time{}
	case time.Time:
		i.Time = utc(v)
	case string:
		t, err := time.Parse(instantLayout, v)
		if err != nil {
			return fmt.Errorf("instant: %w", err)
		}
		i.Time = utc(t)
	default:
		return fmt.Errorf("instant: cannot read %T", v)
	}
	return nil
}

// A day is a calendar date as text, "2018-12-15"; none is "".
type day struct{ calendar.Date }

// Value returns the text.
func (d day) Value() (driver.Value, error) { return d.String(), nil }

// Scan reads what Value wrote.
func (d *day) Scan(v any) error {
	switch v := v.(type) {
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	default:
		return fmt.Errorf("day: cannot read %T", v)
	}
}

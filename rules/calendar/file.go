package calendar

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Read reads a calendar from a file of two columns, date and kind, with that
// header; kind is holiday or workday. Source is what people are shown as the
// origin and version of these days. A year with at least one row counts as
// known, so a file that touches a year must hold all of it. Any wrong row
// refuses the whole file, named by its line.
func Read(r io.Reader, source string) (*Calendar, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = 2
	rows.TrimLeadingSpace = true
	if err := header(rows); err != nil {
		return nil, fmt.Errorf("calendar %s: %w", source, err)
	}
	c := Weekends()
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return c, nil
		}
		if err != nil { // names its line itself
			return nil, fmt.Errorf("calendar %s: %w", source, err)
		}
		if err := c.add(row, source); err != nil {
			line, _ := rows.FieldPos(0)
			return nil, fmt.Errorf("calendar %s, line %d: %w", source, line, err)
		}
	}
}

func header(rows *csv.Reader) error {
	row, err := rows.Read()
	if err != nil {
		return fmt.Errorf("header: %w", err)
	}
	if strings.TrimPrefix(row[0], "\ufeff") != "date" || row[1] != "kind" {
		return fmt.Errorf("header is %q, want date,kind", strings.Join(row, ","))
	}
	return nil
}

func (c *Calendar) add(row []string, source string) error {
	d, err := ParseDate(row[0])
	if err != nil {
		return err
	}
	k, err := parseKind(row[1], d)
	if err != nil {
		return err
	}
	if !c.Known(d.Year) {
		c.years[d.Year] = table{source: source, days: map[Date]kind{}}
	}
	if _, twice := c.years[d.Year].days[d]; twice {
		return fmt.Errorf("%s stands there twice", d)
	}
	c.years[d.Year].days[d] = k
	return nil
}

// parseKind refuses a workday from Monday to Friday: it says nothing, so it is
// most likely a slip in the date.
func parseKind(s string, d Date) (kind, error) {
	switch s {
	case "holiday":
		return holiday, nil
	case "workday":
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			return workday, fmt.Errorf("%s is a %s: worked without a notice", d, w)
		}
		return workday, nil
	}
	return holiday, fmt.Errorf("kind %q, want holiday or workday", s)
}

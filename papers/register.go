package papers

import (
	"errors"
	"fmt"
	"io"
	"net/mail"
	"slices"
	"strconv"
	"strings"

	"steward/rules"
	"steward/rules/calendar"
	"steward/rules/domain"
)

// ReadRegister reads a file of the inventory, .csv or .xlsx; kind "" takes
// whichever its header says. What can't be taken stands in the register's
// refusals, with line, column and reason: all of them, so that they can be mended
// at once.
func ReadRegister(body []byte, kind rules.RegisterKind) rules.Register {
	r := rules.Register{Kind: kind, Columns: map[string]bool{}}
	s, p := readSheet(body)
	var t table
	if p == nil {
		t, p = findTable(s, kind)
		r.Kind, r.Ignored = t.kind, t.ignored
	}
	if p != nil {
		r.Refuse(p.line, "", p.reason, p.args...)
		return r
	}
	for name := range t.place {
		r.Columns[name] = true
	}
	if len(t.rows) == 0 {
		r.Refuse(0, "", "no_rows")
	}
	t.read(&r)
	return r
}

// read reads the rows, each into what it lists. A key that stands twice is
// refused.
func (t *table) read(r *rules.Register) {
	seen := make(map[string]int, len(t.rows))
	for _, l := range t.rows {
		w, key := &row{table: t, line: l, to: r}, columnsOf(t.kind)[0].name
		w.surplus()
		var id string
		switch t.kind {
		case rules.UnitRegister:
			u := w.unit()
			id = u.Code
			r.Units = append(r.Units, u)
		case rules.DomainRegister:
			d := w.domain()
			id = d.Name
			r.Domains = append(r.Domains, d)
		case rules.PeopleRegister:
			p := w.person()
			if id = p.ID; id == "" {
				id, key = p.Email, "email"
			}
			r.People = append(r.People, p)
		}
		r.Lines = append(r.Lines, l.number)
		if before, twice := seen[id]; twice && id != "" {
			w.refuse(key, "twice", "value", id, "line", strconv.Itoa(before))
		}
		seen[id] = l.number
	}
}

// surplus refuses a row with cells beyond the header's: a comma too many moves
// everything after it.
func (r *row) surplus() {
	if len(r.cells) > len(r.names) {
		r.refuse("", "surplus", "cells", strconv.Itoa(len(r.cells)), "columns", strconv.Itoa(len(r.names)))
	}
}

func (r *row) unit() rules.Unit {
	u := rules.Unit{
		Code: r.need("code"), Name: r.need("name"), Aliases: r.many("aliases", nil),
		Kind: rules.UnitKind(r.one("kind", kindWords)), Label: strings.ToLower(r.get("label")),
		Coordinating: r.one("coordinating", yesWords) == "yes",
		Successor:    r.get("successor"), Ended: r.date("ended_on"), Former: r.former(),
	}
	if strings.ContainsAny(u.Code, "/ \t") {
		r.refuse("code", "code_form", "value", u.Code)
	}
	for _, d := range r.many("duties", dutyWords) {
		u.Duties = append(u.Duties, rules.ObligationKind(d))
	}
	if len(u.Duties) > 1 && slices.Contains(u.Duties, rules.NoDuty) {
		r.refuse("duties", "none_and_some")
	}
	return u
}

// former reads the names that the unit had: each with an @ and the day from
// which it no longer held.
func (r *row) former() []rules.FormerName {
	var out []rules.FormerName
	for _, text := range listed(r.get("former_names")) {
		at := strings.LastIndexAny(text, "@＠")
		if at < 0 {
			r.refuse("former_names", "former_form", "value", text)
			continue
		}
		name, until := text[:at], strings.TrimLeft(text[at:], "@＠")
		day, err := parseDay(strings.TrimSpace(until))
		if err != nil || strings.TrimSpace(name) == "" {
			r.refuse("former_names", "former_form", "value", text)
			continue
		}
		out = append(out, rules.FormerName{Name: strings.TrimSpace(name), Until: day})
	}
	return out
}

func (r *row) domain() rules.Domain {
	d := rules.Domain{
		Unit: r.get("unit"), Holder: r.get("holder"), HolderKind: rules.HolderKind(r.one("holder_kind", holderWords)), SiteName: r.get("site_name"),
		SiteStatus: rules.SiteStatus(r.one("site_status", statusWords)),
		Purpose:    rules.Purpose(r.need("purpose")), RegisteredOn: r.date("registered_on"),
		Registrar: r.get("registrar"), Main: r.one("main", yesWords) == "yes", Remark: r.get("remark"),
	}
	if w, is := word(string(d.Purpose), purposeWords); is {
		d.Purpose = rules.Purpose(w)
	}
	if w, is := word(d.Registrar, registrarWords); is {
		d.Registrar = w
	}
	text := r.need("domain")
	name, err := domain.Normalize(text)
	var bad *domain.Error
	if errors.As(err, &bad) && text != "" {
		r.refuse("domain", "domain."+bad.Reason, "text", text)
	}
	d.Name = name
	return d
}

func (r *row) person() rules.Person {
	p := rules.Person{
		ID: r.get("slack_id"), Email: r.mail("email"), Name: r.get("name"), Unit: r.get("unit"), Language: r.one("language", languageWords),
	}
	if p.ID == "" && p.Email == "" && !r.bad {
		r.refuse("slack_id", "id_or_mail")
	}
	for _, name := range r.many("roles", roleWords) {
		role := rules.Role(name)
		if !rules.Fits(role, p.Unit) {
			where := "city"
			if p.Unit != "" {
				where = "unit"
			}
			r.refuse("roles", "role_of_"+where, "value", name)
			continue
		}
		p.Roles = append(p.Roles, role)
	}
	return p
}

// mail reads an address as programs write it, in lower case.
func (r *row) mail(column string) string {
	text := strings.ToLower(strings.TrimPrefix(strings.Map(halfWidth, r.get(column)), "mailto:"))
	if text == "" {
		return ""
	}
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text || !strings.Contains(text[strings.LastIndex(text, "@"):], ".") {
		r.refuse(column, "mail_form", "value", text)
	}
	return text
}

// halfWidth folds the signs that input methods for Chinese put into addresses.
func halfWidth(c rune) rune {
	switch {
	case c >= '！' && c <= '～':
		return c - ('！' - '!')
	case c == '。':
		return '.'
	}
	return c
}

// date reads a day as people and spreadsheets write it; none is the zero date.
func (r *row) date(column string) calendar.Date {
	text := r.get(column)
	if text == "" || r.bad {
		return calendar.Date{}
	}
	if day, is := r.sheet.serial(text); is {
		return day
	}
	day, err := parseDay(text)
	if err != nil {
		r.refuse(column, "date_form", "value", text)
	}
	return day
}

// parseDay reads 2018-12-15, 2018/12/15, 2018.12.15 and 2018年12月15日, with or
// without a time of day that is nought. 20181215 too; an order other than year,
// month, day can be misread and is refused.
func parseDay(text string) (calendar.Date, error) {
	text = strings.TrimSuffix(strings.TrimSuffix(text, " 00:00:00"), " 0:00:00")
	text = strings.TrimSuffix(strings.NewReplacer("年", "-", "月", "-", "/", "-", ".", "-").Replace(text), "日")
	if len(text) == len("20181215") && strings.Trim(text, "0123456789") == "" {
		text = text[:4] + "-" + text[4:6] + "-" + text[6:]
	}
	parts := strings.Split(text, "-")
	for i, p := range parts {
		if i > 0 && len(p) == 1 {
			parts[i] = "0" + p
		}
	}
	return calendar.ParseDate(strings.Join(parts, "-"))
}

// serial reads a date as a workbook keeps it: the days since the end of 1899,
// or since the beginning of 1904.
func (s spread) serial(text string) (calendar.Date, bool) {
	const earliest, latest = 10_000, 80_000 // 1927 to 2119: other numbers are no dates
	days, err := strconv.ParseFloat(text, 64)
	if !s.dates || err != nil || days < earliest || days > latest {
		return calendar.Date{}, false
	}
	if s.from04 {
		return calendar.Date{Year: 1904, Month: 1, Day: 1}.AddDays(int(days)), true
	}
	return calendar.Date{Year: 1899, Month: 12, Day: 30}.AddDays(int(days)), true
}

// A FileError says why a file was not read: every place that was refused.
type FileError struct {
	File    string
	Refused []rules.Refusal
}

// Error names the first place, and how many there are.
func (e *FileError) Error() string {
	f := e.Refused[0]
	return fmt.Sprintf("%s:%d: %s: %s (%d refused)", e.File, f.Line, f.Column, f.Reason, len(e.Refused))
}

// ReadFile reads a file of the inventory that must be whole, as the demo's own
// is: anything refused is a [*FileError].
func ReadFile(in io.Reader, name string, kind rules.RegisterKind) (rules.Register, error) {
	body, err := io.ReadAll(io.LimitReader(in, MaxFile+1))
	if err != nil {
		return rules.Register{}, fmt.Errorf("read %s: %w", name, err)
	}
	r := ReadRegister(body, kind)
	if len(r.Refused) > 0 {
		return r, &FileError{name, r.Refused}
	}
	return r, nil
}

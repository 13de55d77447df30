package rules

import (
	"fmt"
	"time"

	"steward/rules/calendar"
)

// A Directive is one document of a government that lays duties on units, as
// data: who issued it, what each article says word for word, which dates it
// sets, and when people are reminded of them. 宿政办秘〔2018〕116号 is the first.
type Directive struct {
	ID         string        `toml:"id"`     // "szbm-2018-116"
	Number     string        `toml:"number"` // 文号
	Title      string        `toml:"title"`
	Issuer     string        `toml:"issuer"`
	Issued     calendar.Date `toml:"issued"`
	City       string        `toml:"city"`      // short name of the city: 宿州市
	Suffix     string        `toml:"suffix"`    // the city's own suffix: ahsz.gov.cn
	PortalBy   string        `toml:"portal_by"` // number of the superior document that shapes portals' names
	Articles   []Article     `toml:"article"`
	Deadlines  []Deadline    `toml:"deadline"`
	HandIn     Contact       `toml:"hand_in"`     // where the clean-up material goes: 市政府信息办
	MorningAt  Hour          `toml:"morning_at"`  // when reminders of a day go out
	BriefAt    Hour          `toml:"brief_at"`    // when the leaders' brief goes out
	LateAt     Hour          `toml:"late_at"`     // when those are reminded who have not handed in by the date
	WarnWithin int           `toml:"warn_within"` // working days left from which the light is yellow
}

// An Article is one provision, quoted word for word.
type Article struct {
	ID    string `toml:"id"`    // "二(二)b", the id used in code
	Cite  string `toml:"cite"`  // 第二部分第（二）项, as cited to people after the number
	Quote string `toml:"quote"` // the words of the directive
}

// A Deadline (期限) is a date that the directive sets, and its ladder.
type Deadline struct {
	Kind    ObligationKind `toml:"kind"`
	Article string         `toml:"article"`
	Due     calendar.Date  `toml:"due"` // the day named; the day itself counts
	Owner   Owner          `toml:"owner"`
	Ladder  []int          `toml:"ladder"` // working days before the serving day on which people are reminded
	Late    []int          `toml:"late"`   // working days after the date on which those who are late are reminded
	// LateEvery repeats the last of Late every so many working days; 0: never.
	LateEvery int `toml:"late_every"`
	SealAt    int `toml:"seal_at"` // from so many working days on the words turn to the seal; -1: never
}

// An Owner says which units owe something.
type Owner string

// The owners: the coordinating bodies of 三(三); every unit of the inventory
// that owes the clean-up material.
const (
	CoordinatingBodies Owner = "coordinating"
	MaterialUnits      Owner = "material"
)

// A Contact is an office that people turn to, as the directive names it.
type Contact struct {
	Office  string `toml:"office"`
	Person  string `toml:"person"`
	Address string `toml:"address"`
	Phone   string `toml:"phone"`
	Mail    string `toml:"mail"`
}

// Article returns the provision with the id.
func (d *Directive) Article(id string) (Article, bool) {
	for _, a := range d.Articles {
		if a.ID == id {
			return a, true
		}
	}
	return Article{}, false
}

// Deadline returns the date that the directive sets for a kind of obligation.
func (d *Directive) Deadline(kind ObligationKind) (Deadline, bool) {
	for _, dl := range d.Deadlines {
		if dl.Kind == kind {
			return dl, true
		}
	}
	return Deadline{}, false
}

// due returns the legal date for a kind; zero when the directive sets none.
func (d *Directive) due(kind ObligationKind) calendar.Date {
	dl, _ := d.Deadline(kind)
	return dl.Due
}

// An Hour is a time of day in Asia/Shanghai.
type Hour struct{ Hour, Minute int }

// UnmarshalText reads "09:00".
func (h *Hour) UnmarshalText(b []byte) error {
	t, err := time.Parse("15:04", string(b))
	if err != nil {
		return fmt.Errorf("hour %q: not of the form HH:MM", b)
	}
	h.Hour, h.Minute = t.Hour(), t.Minute()
	return nil
}

// On returns the instant of the hour on a day.
func (h Hour) On(d calendar.Date) time.Time { return d.At(h.Hour, h.Minute) }

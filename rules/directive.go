package rules

import (
	"time"

	"steward/rules/calendar"
)

// A Directive is one document of a government that lays duties on units, as
// data: who issued it, what each article says word for word, which dates it
// sets, and when people are reminded of them. 宿政办秘〔2018〕116号 is the first.
type Directive struct {
	ID         string // "szbm-2018-116"
	Number     string // 文号
	Title      string
	Issuer     string
	Issued     calendar.Date
	City       string // short name of the city: 宿州市
	Suffix     string // the city's own suffix: ahsz.gov.cn
	Articles   []Article
	Deadlines  []Deadline
	HandIn     Contact // where the clean-up material goes: 市政府信息办
	MorningAt  Hour    // when reminders of a day go out
	BriefAt    Hour    // when the leaders' brief goes out
	WarnWithin int     // working days left from which the light is yellow
}

// An Article is one provision, quoted word for word.
type Article struct {
	ID    string // "二(二)b", the id used in code
	Cite  string // 第二部分第（二）项, as cited to people after the number
	Quote string // the words of the directive
}

// A Deadline (期限) is a date that the directive sets, and its ladder.
type Deadline struct {
	Kind    ObligationKind
	Article string
	Due     calendar.Date
	Owner   Owner
	Ladder  []int // working days before the serving day on which people are reminded
	SealAt  int   // from so many working days on the words turn to the seal; -1: never
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
	Office, Person, Address, Phone, Mail string
}

// An Hour is a time of day in Asia/Shanghai.
type Hour struct{ Hour, Minute int }

// On returns the instant of the hour on a day.
func (h Hour) On(d calendar.Date) time.Time { return d.At(h.Hour, h.Minute) }

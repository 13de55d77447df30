package rules

import (
	"path"
	"slices"
	"strings"
	"time"

	"steward/rules/calendar"
	"steward/rules/domain"
)

// The reasons why a consent on paper can't be recorded; locale keys below
// "consent.problem.".
const (
	ConsentFuture  = "future"  // the day is still to come
	ConsentEarly   = "early"   // before the directive was issued
	ConsentScan    = "scan"    // without a scan of the paper
	ConsentWhat    = "what"    // of nothing in particular
	ConsentDay     = "day"     // without a day
	ConsentDomain  = "domain"  // the domain is none
	ConsentForeign = "foreign" // to be cancelled, and not the unit's
	ConsentKind    = "kind"    // the file is no scan or photograph
	ConsentTwice   = "twice"   // it is on record already
)

// A Business is what a head consents to: 二(三)a and 二(三)b ask for consent where
// a domain is applied for, and where one is cancelled.
type Business string

// The kinds of business that need the head's consent.
const (
	ToRegister Business = "register" // 申请, 注册
	ToCancel   Business = "cancel"   // 注销
)

// Businesses lists them in the order of the directive.
func Businesses() []Business { return []Business{ToRegister, ToCancel} }

// A Matter is what one consent is about.
type Matter struct {
	Business Business
	Domain   string // normalised
}

// Subject is the matter as a record keeps it.
func (m Matter) Subject() string { return string(m.Business) + "/" + m.Domain }

// MatterOf reads what [Matter.Subject] wrote.
func MatterOf(subject string) Matter {
	business, name, _ := strings.Cut(subject, "/")
	return Matter{Business(business), name}
}

// The ways in which a head consents.
const (
	OnPaper = "paper" // signed, and recorded by the liaison
	InSlack = "slack" // by the head's own button
)

// A Consent (同意) of a unit's head: 二(三)a and 二(三)b ask for it. The head need not
// use Slack; then the liaison records what was signed on paper, with its day and a
// scan. A record that was struck out as a mistake counts no more.
type Consent struct {
	ID       string
	Unit     string
	Subject  string        // what the head has consented to, see [Matter.Subject]
	On       calendar.Date // the day on the paper
	Scan     string        // Slack's id of the scanned paper; "" when it was given in Slack
	By       string        // who recorded it
	Behalf   string        // for whom they stood in; "" by their own right
	At       time.Time     // when it was recorded
	StruckBy string
	Struck   time.Time // zero while it counts
}

// How says in which way the head consented.
func (c Consent) How() string {
	if c.Scan == "" {
		return InSlack
	}
	return OnPaper
}

// ConsentTo returns the consent of a unit's head to a matter among the records of
// the unit: how it was given, on which day, who recorded it, when and for whom;
// false when there is none that counts.
func ConsentTo(m Matter, records []Consent) (Consent, bool) {
	for _, c := range slices.Backward(records) {
		if c.Subject == m.Subject() && c.Struck.IsZero() {
			return c, true
		}
	}
	return Consent{}, false
}

// Problem returns why the consent can't be recorded for the unit, or ""; records
// are those that there are.
func (c Consent) Problem(b Book, f UnitFacts, records []Consent, today calendar.Date) string {
	m := MatterOf(c.Subject)
	_, twice := ConsentTo(m, records)
	_, wrong := domain.Normalize(m.Domain)
	switch {
	case !slices.Contains(Businesses(), m.Business) || m.Domain == "":
		return ConsentWhat
	case wrong != nil:
		return ConsentDomain
	case m.Business == ToCancel && !f.holds(m.Domain):
		return ConsentForeign
	case c.On.IsZero():
		return ConsentDay
	case c.On.After(today):
		return ConsentFuture
	case c.On.Before(b.Directive.Issued):
		return ConsentEarly
	case c.Scan == "":
		return ConsentScan
	case twice:
		return ConsentTwice
	}
	return ""
}

func (f UnitFacts) holds(name string) bool {
	return slices.ContainsFunc(f.Domains, func(d Domain) bool { return d.Name == name })
}

// ScanName reports whether a file is, by its name, a scan or a photograph: what
// shows the signature and the seal. A text that can still be changed does not.
func ScanName(name string) bool {
	kinds := []string{".pdf", ".ofd", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic", ".webp"}
	return slices.Contains(kinds, strings.ToLower(path.Ext(name)))
}

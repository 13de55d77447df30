package moves

import (
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

// A State is where an application stands. A locale key below "move.state.".
type State string

// The states.
const (
	New       State = ""          // not filed yet
	Deciding  State = "deciding"  // the office settles whether it is this process's at all
	Consent   State = "consent"   // waits for the head's consent (同意)
	First     State = "first"     // first review (初审)
	Second    State = "second"    // second review (复审), by another person
	Returned  State = "returned"  // 退回补正: with the unit
	Ready     State = "ready"     // passed, to be sent to 省政府办公厅
	Province  State = "province"  // with 省政府办公厅
	Announce  State = "announce"  // a replaced domain, until its announcement is full
	Registry  State = "registry"  // with the national registry
	Office    State = "office"    // with 信息办, which allocates or takes back
	Registrar State = "registrar" // with the holder's own registrar
	Reporting State = "reporting" // the national reporting system is to be brought up to date
	Complete  State = "complete"  // 办结
	Declined  State = "declined"  // 不予上报, or refused by 省政府办公厅
	Withdrawn State = "withdrawn" // 撤回
	Elsewhere State = "elsewhere" // not this process's: 二(三)c
)

// States lists them in the order of the way, without [New].
func States() []State {
	return []State{
		Deciding, Consent, First, Second, Returned, Ready, Province, Announce, Registry, Office, Registrar, Reporting,
		Complete, Declined, Withdrawn, Elsewhere,
	}
}

// Ended reports whether nothing follows any more.
func (s State) Ended() bool {
	return s == Complete || s == Declined || s == Withdrawn || s == Elsewhere
}

// An Application (域名业务申请) is for one domain to be registered or cancelled.
type Application struct {
	ID       string
	Unit     string // that files it
	Matter   rules.Matter
	Way      Way
	Replaced bool // a domain that gives way to a new one: 二(二)b asks for an announcement
	State    State
	Version  int       // grows by one with each move
	Code     string    // of the submitted 附件1 that it stands in
	Filed    time.Time // when it was filed first
	Since    time.Time // when it came to its state
	Filers   []string  // who filed it, and who handed it in anew
	// Consenters are those who consented, or recorded a consent from paper.
	Consenters []string
	FirstBy    string // who passed the first review
	SecondBy   string // who passed the second review
	Assigned   string // the reviewer to whom it was handed (转交); "" for any
	Back       State  // the review that returned it, to which it goes again
	Paper      bool   // the sealed form has come in
	Checked    bool   // what a person must check was checked in this review
	Against    bool   // a finding of the directive stands against it
	Verified   calendar.Date
}

// Due returns by when the national registry completes: 3 working days after
// 核验通过, for a county's portal (二(三)a); false where nothing is laid down.
func (a Application) Due(c *calendar.Calendar) (calendar.Date, bool) {
	const registryDays = 3
	if a.State != Registry || a.Way != Portal || a.Verified.IsZero() {
		return calendar.Date{}, false
	}
	return c.AddWorkdays(a.Verified, registryDays), true
}

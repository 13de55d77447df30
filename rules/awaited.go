package rules

import "slices"

// Awaited is somebody whom a roster names by their e-mail address alone: they are
// put on it as soon as the workspace tells whose address it is.
type Awaited struct {
	Email  string // in lower case
	Person Person // as the file has them; ID is who they turned out to be, "" until then
	Reason string // why they are not on the roster, one of the reasons below; "" while nobody knows
}

// Why somebody who is awaited is not on the roster; locale keys below "awaited.".
const (
	MailUnknown = "unknown"   // the workspace has no account with that address
	MailGuest   = "guest"     // it is the account of a guest, or of another organisation
	MailTaken   = "elsewhere" // its person stands on the roster of another unit
)

// AwaitedReasons lists them.
func AwaitedReasons() []string { return []string{MailUnknown, MailGuest, MailTaken} }

// Removed reports whether a file takes the person off the list of those awaited.
func (a Awaited) Removed() bool { return len(a.Person.Roles) == 0 }

func (a Awaited) same(b Awaited) bool {
	return a.Person.Name == b.Person.Name && a.Person.Unit == b.Person.Unit &&
		a.Person.Language == b.Person.Language && slices.Equal(a.Person.Roles, b.Person.Roles)
}

// A meeting is what a file's row of people means beside those who are awaited.
type meeting struct {
	awaited map[string]Awaited // by address
	plan    *Plan
}

// meet returns the person of a row, with the id that their address turned out to
// be; false when it is only to be awaited.
func (m meeting) meet(row Person) (Person, bool) {
	known, is := m.awaited[row.Email]
	switch {
	case row.Email == "":
		return row, true
	case row.ID != "":
		if is && known.Person.ID == "" { // the file says itself who they are
			m.plan.Awaited.note(true, false, Awaited{Email: row.Email})
		}
	case is && known.Person.ID != "":
		row.ID = known.Person.ID
	default:
		now := Awaited{Email: row.Email, Person: row}
		now.Person.Email = ""
		m.plan.Awaited.note(is || now.Removed(), is && now.same(known) || !is && now.Removed(), now)
		return row, false
	}
	row.Email = ""
	return row, true
}

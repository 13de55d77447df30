package bot

import (
	"encoding/json"

	"steward/rules"
)

// origin is where a payload comes from, as far as it says. What is left empty is
// not known, and held against nobody.
type origin struct {
	app   string
	teams []string // the workspaces for which it was sent to us; one of them must be ours
	// people are the workspaces that its person may belong to. In a channel that is
	// shared with another organisation (Slack Connect) these are not ours.
	people []string
	shared bool // the channel is shared with another organisation
}

// ours reports whether a payload is for this app in this workspace. Another
// installation of the app, or another app behind the same address, brings what is
// none of our business.
func (o origin) ours(self Identity) bool {
	if o.app != "" && self.App != "" && o.app != self.App {
		return false
	}
	return among(o.teams, self.Team)
}

// membership is how the payload's person stands to our workspace.
func (o origin) membership(self Identity) rules.Membership {
	if among(o.people, self.Team) {
		return rules.Member
	}
	return rules.OtherOrg
}

// among reports whether our team is one of those named; when none is named, or
// ours is not known, it may be.
func among(teams []string, ours string) bool {
	named := false
	for _, t := range teams {
		if t == ours {
			return true
		}
		named = named || t != ""
	}
	return !named || ours == ""
}

// someone is a person in a payload: their id alone, or with what Slack tells of
// them (https://docs.slack.dev/reference/objects/user-object).
type someone struct {
	ID         string `json:"id"`
	Team       string `json:"team_id"`
	Restricted bool   `json:"is_restricted"` // also of those let into one channel alone
	Ultra      bool   `json:"is_ultra_restricted"`
	Stranger   bool   `json:"is_stranger"`
	Deleted    bool   `json:"deleted"` // the account was closed
	Bot        bool   `json:"is_bot"`
	Profile    struct {
		Email string `json:"email"`
	} `json:"profile"`
}

// UnmarshalJSON takes an id or an object.
func (s *someone) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &s.ID)
	}
	type plain someone
	return json.Unmarshal(raw, (*plain)(s))
}

func (s someone) membership(self Identity) rules.Membership {
	switch {
	case s.Stranger || !among([]string{s.Team}, self.Team):
		return rules.OtherOrg
	case s.Restricted || s.Ultra:
		return rules.Guest
	default:
		return rules.Member
	}
}

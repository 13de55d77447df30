package handlers_test

import (
	"context"
	"testing"

	"steward/db"
	"steward/handlers"
	"steward/rules"
)

// Who is met by an address: known or not, of which unit, member or guest.
func TestAccountsMet(t *testing.T) {
	each(t, func(r *rig) {
		for _, c := range []struct {
			email, user string
			member      rules.Membership
			unit        string
			roles       []rules.Role
			reason      string
			after       []rules.Role // on the roster then
		}{
			{"a@sz.gov.cn", stranger, rules.Member, "jtj", []rules.Role{rules.Head}, "", []rules.Role{rules.Head}},
			{"b@sz.gov.cn", jtjLiaison, rules.Member, "jtj", []rules.Role{rules.Liaison, rules.OfficeHead}, "", []rules.Role{rules.Liaison, rules.OfficeHead}},
			{"c@sz.gov.cn", bbLiaison, rules.Member, "jtj", []rules.Role{rules.Liaison}, rules.MailTaken, []rules.Role{rules.Liaison}},
			{"d@sz.gov.cn", "VISITOR", rules.Guest, "jtj", []rules.Role{rules.Liaison}, rules.MailGuest, nil},
			{"e@sz.gov.cn", "", rules.Member, "", []rules.Role{rules.Leader}, rules.MailUnknown, nil},
		} {
			var digest string
			r.do(func(ctx context.Context, tx *db.Tx) (err error) {
				if digest, err = tx.MailDigest(ctx, c.email); err != nil {
					return err
				}
				return tx.ImportAwaited(ctx, rules.Diff[rules.Awaited]{Added: []rules.Awaited{{
					Email: c.email, Person: rules.Person{Unit: c.unit, Roles: c.roles},
				}}})
			})
			in := handlers.Incoming{Kind: handlers.KindMet, User: c.user, Value: digest, Membership: c.member}
			if c.user == "" {
				in.Kind = handlers.KindUnmet
			}
			for range 2 { // twice is once
				r.do(func(ctx context.Context, tx *db.Tx) error { return r.desk.Handle(ctx, tx, in) })
			}
			r.do(func(ctx context.Context, tx *db.Tx) error {
				a, _, err := tx.AwaitedBy(ctx, digest)
				if err != nil {
					return err
				}
				if a.Reason != c.reason || (a.Person.ID != "") != (c.reason == "") {
					t.Errorf("%s: %+v, want reason %q", c.email, a, c.reason)
				}
				p, _, err := tx.Person(ctx, c.user)
				if len(p.Roles) != len(c.after) || len(c.after) > 0 && p.Roles[0] != c.after[0] {
					t.Errorf("%s: on the roster with %v, want %v", c.email, p.Roles, c.after)
				}
				return err
			})
		}
	})
}

package main

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"steward/db"
	"steward/papers"
	"steward/reminders"
	"steward/rules"
	"steward/rules/calendar"
	"steward/sandbox"
)

// demoFiles is the register that the demo shows: the units of the city, the
// domains that they hold, and for every unit three people, who are roles and
// never invented persons.
//
//go:embed demo/*.csv demo/channel.txt
var demoFiles embed.FS

// issuedAt is when the demo's directive was printed and sent out: the campaign
// starts, and the first reminders go out.
func issuedAt() time.Time {
	return calendar.Date{Year: 2018, Month: time.November, Day: 20}.At(9, 0)
}

// A register is an inventory as it comes from files: units, domains, people.
type register struct {
	units   []rules.Unit
	domains []rules.Domain
	people  []rules.Person
	others  []rules.Person // of the demo: who is in its workspace, and on no roster
	channel string         // of the demo: what its one channel is called
}

// demoRegister reads the embedded register.
func demoRegister() (register, error) {
	var r register
	for _, kind := range []rules.RegisterKind{rules.UnitRegister, rules.DomainRegister, rules.PeopleRegister} {
		err := open(demoFiles, "demo/"+string(kind)+".csv", func(f file) error {
			read, err := papers.ReadFile(f, f.name, kind)
			r.units, r.domains, r.people = append(r.units, read.Units...), append(r.domains, read.Domains...), append(r.people, read.People...)
			return err
		})
		if err != nil {
			return r, err
		}
	}
	err := open(demoFiles, "demo/others.csv", func(f file) error {
		read, err := papers.ReadFile(f, f.name, rules.PeopleRegister)
		r.others = read.People
		return err
	})
	if err != nil {
		return r, err
	}
	name, err := demoFiles.ReadFile("demo/channel.txt")
	r.channel = strings.TrimSpace(string(name))
	return r, err
}

// store writes the register. What is there already is overwritten by code,
// name and id; nothing is taken away.
func (r register) store(ctx context.Context, tx *db.Tx) error {
	if err := tx.PutUnits(ctx, r.units); err != nil {
		return err
	}
	if err := tx.PutDomains(ctx, r.domains); err != nil {
		return err
	}
	return tx.PutPeople(ctx, r.people)
}

// seedDemo fills an empty database with the demo's register and starts its
// campaign; one that holds units is left as it is.
func seedDemo(ctx context.Context, d *db.DB, r register, rem *reminders.Reminders) error {
	var known []rules.Unit
	err := d.View(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		known, err = tx.Units(ctx)
		return err
	})
	if err != nil || len(known) > 0 {
		return err
	}
	if err := d.InTx(ctx, r.store); err != nil {
		return fmt.Errorf("store the demo's register: %w", err)
	}
	return rem.Start(ctx, issuedAt())
}

// sandboxUsers are the people as the workspace knows them. Those without a unit
// bear the name of their desk before their role.
func sandboxUsers(r register) []sandbox.User {
	names := map[string]string{}
	for _, u := range r.units {
		names[u.Code] = u.Name
	}
	users := make([]sandbox.User, len(r.people))
	for i, p := range r.people {
		users[i] = sandbox.User{
			ID: p.ID, Name: p.Name, Unit: p.Unit, UnitName: names[p.Unit], Locale: "zh-CN",
		}
		for _, role := range p.Roles {
			users[i].Roles = append(users[i].Roles, deskOf(role))
		}
	}
	return slices.Concat(users, newcomers(r))
}

// newcomers are people of the workspace who are on no roster, to play with: one
// may come onto it, the other is a guest.
func newcomers(r register) []sandbox.User {
	users := make([]sandbox.User, len(r.others))
	for i, p := range r.others {
		users[i] = sandbox.User{ID: p.ID, Name: p.Name, Locale: "zh-CN", Roles: []string{"newcomer"}}
		if users[i].Guest = p.ID == demoGuest; users[i].Guest {
			users[i].Roles = []string{"guest"}
		}
	}
	return users
}

// demoGuest is who has been let into the workspace's one channel, and no further.
const demoGuest = "UVISITOR"

// deskOf is a role as the sandbox and `ask --as` write it.
func deskOf(r rules.Role) string {
	switch r {
	case rules.Admin, rules.Reviewer:
		return "office/" + string(r)
	case rules.Leader:
		return "city/" + string(r)
	default:
		return string(r)
	}
}

// sandboxChannels is one channel with everybody in it.
func sandboxChannels(r register) []sandbox.Channel {
	all := sandbox.Channel{ID: "C0DOMAINS", Name: r.channel}
	for _, p := range append(r.people[:len(r.people):len(r.people)], r.others...) {
		all.Members = append(all.Members, p.ID)
	}
	return []sandbox.Channel{all}
}

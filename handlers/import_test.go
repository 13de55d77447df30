package handlers_test

import (
	"context"
	"slices"
	"testing"

	"steward/db"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
)

const (
	someDomains  = "域名,填报单位,网站状态,用途\na.gov.cn,jtj,在用,政务\n"
	wrongDomains = "域名,填报单位,网站状态,用途\na.gov.cn,nobody,在用,政务\n"
)

// share is a file shared in somebody's direct messages.
func (r *rig) share(who, name, body string) []put {
	r.t.Helper()
	return r.turn(handlers.Incoming{
		Kind: handlers.KindMessage, User: who, Channel: "D" + who, ChannelType: "im",
		Files: []handlers.File{{ID: "F1", Name: name, Body: []byte(body)}},
	})
}

// states is what became of the file that a card is about, and how many domains
// there are.
func (r *rig) states(code any) (state string, domains int) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) error {
		id, _ := code.(string)
		row, _, err := tx.ImportByID(ctx, id, false)
		if err != nil {
			return err
		}
		all, err := tx.Domains(ctx)
		state, domains = row.State, len(all)
		return err
	})
	return state, domains
}

func TestImportIsConfirmedOnce(t *testing.T) {
	each(t, func(r *rig) {
		card := r.share(admin, "x.csv", someDomains)
		if !slices.Equal(kinds(card), []string{"import"}) {
			t.Fatalf("answered with %v", kinds(card))
		}
		code := card[0].refs["code"]
		if state, n := r.states(code); state != db.ImportOpen || n != 0 {
			t.Fatalf("before it is confirmed: %s, %d domains", state, n)
		}
		for range 2 {
			r.press(admin, answer.ConfirmImport, code.(string))
			if state, n := r.states(code); state != db.ImportDone || n != 1 {
				t.Errorf("confirmed: %s, %d domains", state, n)
			}
		}
		r.press(admin, answer.CancelImport, code.(string))
		if state, _ := r.states(code); state != db.ImportDone {
			t.Errorf("given up after it was done: %s", state)
		}
	})
}

func TestWhatIsRefusedCannotBeConfirmed(t *testing.T) {
	each(t, func(r *rig) {
		for name, body := range map[string]string{"x.csv": wrongDomains, "x.pdf": "%PDF\x00"} {
			code := r.share(admin, name, body)[0].refs["code"]
			r.press(admin, answer.ConfirmImport, code.(string))
			if state, n := r.states(code); state != db.ImportRefused || n != 0 {
				t.Errorf("%s: %s, %d domains", name, state, n)
			}
		}
	})
}

// TestInventoryThatMoved: what was shown is what is done, or it is shown anew.
func TestInventoryThatMoved(t *testing.T) {
	each(t, func(r *rig) {
		code := r.share(admin, "x.csv", someDomains)[0].refs["code"].(string)
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutDomains(ctx, []rules.Domain{{Name: "a.gov.cn", SiteStatus: rules.Closed, Purpose: rules.Government}})
		})
		if got := kinds(r.press(admin, answer.ConfirmImport, code)); !slices.Contains(got, "notice:import_moved") {
			t.Errorf("told %v", got)
		}
		if state, _ := r.states(code); state != db.ImportOpen {
			t.Fatalf("now %s", state)
		}
		r.press(admin, answer.ConfirmImport, code)
		if state, n := r.states(code); state != db.ImportDone || n != 1 {
			t.Errorf("confirmed again: %s, %d domains", state, n)
		}
	})
}

func TestOnlyTheOfficeImports(t *testing.T) {
	each(t, func(r *rig) {
		code := r.share(admin, "x.csv", someDomains)[0].refs["code"].(string)
		for _, who := range []string{jtjLiaison, reviewer, leader} {
			if got := kinds(r.share(who, "x.csv", someDomains)); !slices.Equal(got, []string{"refusal:office_only"}) {
				t.Errorf("%s is told %v", who, got)
			}
			for _, a := range []answer.Action{answer.ConfirmImport, answer.CancelImport, answer.PageImport} {
				if got := kinds(r.press(who, a, code)); !slices.Equal(got, []string{"refusal:office_only"}) {
					t.Errorf("%s presses %s and is told %v", who, a, got)
				}
			}
		}
		if state, n := r.states(code); state != db.ImportOpen || n != 0 {
			t.Errorf("the file is %s, %d domains", state, n)
		}
	})
}

// TestWhoseFilesAreFetched: nothing is fetched that nobody wants.
func TestWhoseFilesAreFetched(t *testing.T) {
	each(t, func(r *rig) {
		file := []handlers.File{{ID: "F1", Name: "x.csv"}}
		for _, c := range []struct {
			name string
			in   handlers.Incoming
			want bool
		}{
			{"the office's", handlers.Incoming{Kind: handlers.KindMessage, User: admin, Channel: "D1", ChannelType: "im", Files: file}, true},
			{"none", handlers.Incoming{Kind: handlers.KindMessage, User: admin, Channel: "D1", ChannelType: "im"}, false},
			{"in a channel", handlers.Incoming{Kind: handlers.KindMessage, User: admin, Channel: "C1", ChannelType: "channel", Files: file}, false},
			{"a unit's", handlers.Incoming{Kind: handlers.KindMessage, User: jtjLiaison, Channel: "D1", ChannelType: "im", Files: file}, false},
			{"a stranger's", handlers.Incoming{Kind: handlers.KindMessage, User: stranger, Channel: "D1", ChannelType: "im", Files: file}, false},
		} {
			r.do(func(ctx context.Context, tx *db.Tx) error {
				got, err := r.desk.WantsFiles(ctx, tx, c.in)
				if got != c.want {
					t.Errorf("%s: wanted %v", c.name, got)
				}
				return err
			})
		}
	})
}

// TestMergersAreTold: those who act for the unit hear of it, once.
func TestMergersAreTold(t *testing.T) {
	each(t, func(r *rig) {
		merge := "code,name,kind,successor,ended_on\njtj,宿州市教育体育局,department,wxb,2018-11-19\n"
		code := r.share(admin, "u.csv", merge)[0].refs["code"].(string)
		var told []string
		for _, p := range r.press(admin, answer.ConfirmImport, code) {
			if p.kind == "unit.succession" {
				told = append(told, p.person)
			}
		}
		slices.Sort(told)
		if want := []string{jtjLiaison, jtjOffice, wxbLiaison}; !slices.Equal(told, want) {
			t.Errorf("told %v, want %v", told, want)
		}
	})
}

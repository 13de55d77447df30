package handlers_test

import (
	"context"
	"slices"
	"testing"

	"steward/db"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

func (r *rig) consents(unit string) (all []rules.Consent) {
	r.t.Helper()
	r.do(func(ctx context.Context, tx *db.Tx) (err error) {
		all, err = tx.Consents(ctx, unit)
		return err
	})
	return all
}

const toRegister = "F1/register/jytyj.ahsz.gov.cn/2018-11-20"

// TestConsentOnPaper: it is on record once, with who recorded it and for whom, and
// the office, the unit's office head and its head hear of it.
func TestConsentOnPaper(t *testing.T) {
	each(t, func(r *rig) {
		got := r.press(jtjLiaison, answer.ConsentPut, toRegister)
		if want := []string{"consent", "consent.news", "consent.news", "consent.news"}; !slices.Equal(kinds(got), want) {
			t.Fatalf("recorded: %v", kinds(got))
		}
		all := r.consents("jtj")
		if len(all) != 1 || all[0].By != jtjLiaison || all[0].Behalf != "" || all[0].Scan != "F1" {
			t.Fatalf("on record: %+v", all)
		}
		r.press(jtjOffice, answer.ConsentPut, toRegister)
		if n := len(r.consents("jtj")); n != 1 {
			t.Errorf("recorded %d times", n)
		}
		if got := kinds(r.press(bbLiaison, answer.ConsentStrike, all[0].ID)); !slices.Equal(got, []string{"refusal:other_unit"}) {
			t.Errorf("struck out by another unit: %v", got)
		}
		r.press(jtjOffice, answer.ConsentStrike, all[0].ID)
		r.press(jtjOffice, answer.ConsentPut, toRegister)
		if all = r.consents("jtj"); len(all) != 2 || all[0].Struck.IsZero() == all[1].Struck.IsZero() {
			t.Errorf("again after a mistake: %+v", all)
		}
	})
}

// TestConsentByDeputy: who stands in for the liaison records it for them.
func TestConsentByDeputy(t *testing.T) {
	each(t, func(r *rig) {
		day := calendar.DateOf(r.now)
		r.do(func(ctx context.Context, tx *db.Tx) error {
			if err := tx.PutPerson(ctx, rules.Person{ID: "JTJHEAD", Unit: "jtj", Roles: []rules.Role{rules.Head}}); err != nil {
				return err
			}
			_, err := tx.NewDeputy(ctx, rules.Deputyship{Person: jtjLiaison, Deputy: "JTJHEAD", From: day, To: day, NamedBy: jtjLiaison})
			return err
		})
		r.press("JTJHEAD", answer.ConsentPut, toRegister)
		if all := r.consents("jtj"); len(all) != 1 || all[0].By != "JTJHEAD" || all[0].Behalf != jtjLiaison {
			t.Errorf("on record: %+v", all)
		}
	})
}

// TestConsentSheet: a file that is no scan is refused at its field, a good one is
// taken by its id; and the scan that came with a sentence is not asked for again.
func TestConsentSheet(t *testing.T) {
	each(t, func(r *rig) {
		in := handlers.Incoming{
			Kind: handlers.KindSheet, User: jtjLiaison, Action: string(answer.ConsentOpen), Value: "dialog/",
			State: map[string]string{"consent.what": "register", "consent.domain": "JYTYJ.ahsz.gov.cn", "consent.on": "2018-11-20"},
		}
		for name, wrong := range map[string]bool{"a.docx": true, "a.pdf": false} {
			in.Files = []handlers.File{{ID: "F2", Name: name}}
			r.do(func(ctx context.Context, tx *db.Tx) error {
				o, err := r.desk.ObjectDialog(ctx, tx, in)
				if _, objected := o.Problems["consent.scan"]; objected != wrong || len(o.Problems) > 1 {
					t.Errorf("%s: %v", name, o.Problems)
				}
				return err
			})
		}
		in.Files = []handlers.File{{ID: "F2", Name: "a.pdf"}}
		r.turn(in)
		if all := r.consents("jtj"); len(all) != 1 || all[0].Scan != "F2" || all[0].Subject != "register/jytyj.ahsz.gov.cn" {
			t.Errorf("on record: %+v", all)
		}
		in.Kind, in.Value, in.Files = handlers.KindAction, "dialog/F1/cancel/a.com/2018-11-20", nil
		r.do(func(ctx context.Context, tx *db.Tx) error {
			d, is, err := r.desk.Dialog(ctx, tx, in)
			if !is || len(d.Fields) != 3 || d.Value != "dialog/F1" || d.Fields[1].Value != "a.com" {
				t.Errorf("with a scan: %+v", d)
			}
			return err
		})
	})
}

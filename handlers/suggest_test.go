package handlers_test

import (
	"context"
	"strings"
	"testing"

	"steward/db"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
)

func (r *rig) search(who string, action answer.Action, text string) string {
	r.t.Helper()
	var found []string
	r.do(func(ctx context.Context, tx *db.Tx) error {
		options, err := r.desk.Suggest(ctx, tx, handlers.Search{User: who, Action: string(action), About: "cleanup", Text: text})
		found = nil
		for _, o := range options {
			found = append(found, o.Text+"="+o.Value)
		}
		return err
	})
	return strings.Join(found, " ")
}

func TestSuggest(t *testing.T) {
	each(t, func(r *rig) {
		const jtj = "宿州市教育体育局=jtj/cleanup"
		for _, c := range []struct {
			who    string
			action answer.Action
			text   string
			want   string
		}{
			{admin, answer.OpenIntake, "教体", jtj},
			{admin, answer.OpenIntake, "JTJ", jtj},
			{admin, answer.OpenIntake, "没有", ""},
			{admin, answer.BookIntake, "教体", ""},
			{reviewer, answer.OpenIntake, "教体", ""},
			{leader, answer.OpenIntake, "教体", ""},
			{jtjLiaison, answer.OpenIntake, "教体", ""},
			{stranger, answer.OpenIntake, "教体", ""},
		} {
			if got := r.search(c.who, c.action, c.text); got != c.want {
				t.Errorf("%s looks for %q to %s: %q, want %q", c.who, c.text, c.action, got, c.want)
			}
		}
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutUnits(ctx, []rules.Unit{{Code: "sfj", Name: "宿州市司法局", Kind: rules.Department}})
		})
		if got := r.search(admin, answer.OpenIntake, "司法"); got != "宿州市司法局=sfj/cleanup" {
			t.Errorf("a unit that came later: %q", got)
		}
	})
}

// TestSuggestDomains: who fills in finds every unit's domains by what is public of
// them, their own first, and may go on with a name that nobody has entered.
func TestSuggestDomains(t *testing.T) {
	each(t, func(r *rig) {
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutDomains(ctx, []rules.Domain{
				{Name: "szwxb.gov.cn", Unit: "wxb"}, {Name: "szjy.net.cn", Unit: "jtj", Holder: "某某公司", Remark: "托管"}, {Name: "www.szjyty.gov.cn", Unit: "jtj"},
			})
		})
		const (
			own   = "szjy.net.cn 宿州市教育体育局=szjy.net.cn www.szjyty.gov.cn 宿州市教育体育局=www.szjyty.gov.cn"
			wxb   = "szwxb.gov.cn 宿州市互联网信息办公室=szwxb.gov.cn"
			typed = "jytyj.ahsz.gov.cn=jytyj.ahsz.gov.cn"
		)
		for _, c := range []struct{ who, text, want string }{
			{jtjLiaison, "", own + " " + wxb},
			{wxbLiaison, "", wxb + " " + own},
			{jtjOffice, "教体", own},
			{jtjLiaison, "HLWXX", wxb},
			{jtjLiaison, "zjyt", "www.szjyty.gov.cn 宿州市教育体育局=www.szjyty.gov.cn"},
			{jtjLiaison, "https://szwxb.gov.cn/index", wxb},
			{jtjLiaison, "jytyj.ahsz.gov.cn", typed},
			{wxbLiaison, "某某公司", ""}, // whose they are by contract is not public
			{wxbLiaison, "托管", ""},
			{wxbHead, "", ""},
			{reviewer, "szjy", ""},
			{leader, "szjy", ""},
			{stranger, "szjy", ""},
		} {
			if got := r.search(c.who, answer.FormDomain, c.text); got != c.want {
				t.Errorf("%s looks for %q: %q, want %q", c.who, c.text, got, c.want)
			}
		}
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutDomains(ctx, []rules.Domain{{Name: "szbb.gov.cn", Unit: "bb"}})
		})
		if got := r.search(jtjLiaison, answer.FormDomain, "szbb"); got != "szbb.gov.cn 宿州市机构编制委员会办公室=szbb.gov.cn" {
			t.Errorf("a domain that came later: %q", got)
		}
	})
}

package form

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// applied draws an application of two domains, one cancelled and one registered.
func applied(t *rapid.T) map[string]string {
	values := map[string]string{
		"rows.site":      "2",
		"site1.business": "cancel", "site1.name": rapid.StringMatching(`[a-z]{2,8}\.net\.cn`).Draw(t, "old"), "site1.holder": "else",
		"site1.reason":   rapid.StringMatching(`由下属[教体文旅]{2}馆持有`).Draw(t, "reason"),
		"site2.business": "register", "site2.name": rapid.StringMatching(`[a-z]{2,8}\.ahsz\.gov\.cn`).Draw(t, "new"),
		"site2.years":  rapid.StringMatching(`[1-9]`).Draw(t, "years"),
		"contact.name": rapid.StringMatching(`[赵钱孙李][伟芳娜]{1,2}`).Draw(t, "name"), "contact.phone": rapid.StringMatching(`1[3-9][0-9]{9}`).Draw(t, "phone"),
		"contact.serving": Yes, "notice.public": Yes,
	}
	return values
}

// An application comes in any order, also what depends on what is not said yet.
func TestApplicationInAnyOrderInAnySplitEndsTheSame(t *testing.T) {
	words := map[string]string{"site1": "域名1", "site2": "域名2", "contact": "联系人", "notice": "公开"}
	rapid.Check(t, func(t *rapid.T) {
		values := applied(t)
		live := Application().On(map[string]string{"rows.site": "2"}, today())
		s, event := New(live, began()), Event("")
		s.Values["rows.site"] = "2"
		var fields []Field
		for _, f := range live.whole(s.Values).Fields {
			if _, told := values[f.ID]; told {
				fields = append(fields, f)
			}
		}
		message, said := "", []string{}
		fields = rapid.Permutation(fields).Draw(t, "order")
		for i, f := range fields {
			value := values[f.ID]
			for _, o := range f.Choices {
				if o.ID == value {
					value = o.Words[0]
				}
			}
			if f.Kind == Confirm {
				value = rapid.SampledFrom([]string{"是", "确认", "是的"}).Draw(t, "yes")
			}
			message += words[f.Row] + "的" + f.Words[0] + rapid.SampledFrom([]string{"：", ":", "是"}).Draw(t, "is") + value
			if i < len(fields)-1 && rapid.Bool().Draw(t, "same message") {
				message += rapid.SampledFrom([]string{"，", "；", "\n"}).Draw(t, "separator")
				continue
			}
			said = append(said, message)
			s, event = Fill(live, s, message)
			live, message = live.On(s.Values, today()), ""
		}
		got := Values(live, s)
		got["site1.reason"] = strings.TrimRight(got["site1.reason"], "，；")
		if diff := cmp.Diff(values, got); diff != "" || event != Complete {
			t.Fatalf("%q: %s %s (problem %+v)", said, event, diff, s.Problem)
		}
	})
}

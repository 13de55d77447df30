package form

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestApplicationIsFilledInManyWays(t *testing.T) {
	contact := map[string]string{"contact.name": "张某", "contact.phone": "0557-3020669", "contact.serving": Yes, "notice.public": Yes}
	two := map[string]string{
		"rows.site": "2", "site1.business": "cancel", "site1.name": "szjy.net.cn", "site1.holder": "else", "site1.reason": "由下属电教馆持有",
		"site2.business": "register", "site2.name": "jtj.ahsz.gov.cn", "site2.years": "5",
	}
	one := map[string]string{"rows.site": "1", "site1.business": "keep", "site1.name": "czj.ahsz.gov.cn"}
	for name, c := range map[string]struct {
		said []string
		want map[string]string
	}{
		"plain": {[]string{"保留", "czj.ahsz.gov.cn", "张某", "3020669", "是", "知晓"}, one},
		"rows, one after the other": {[]string{
			"注销", "szjy.net.cn", "不一致", "由下属电教馆持有", "再加一行", "注册", "jtj.ahsz.gov.cn", "5年", "张某", "0557-3020669", "是在职", "确认",
		}, two},
		"a second domain needs no order for a row": {[]string{
			"szjy.net.cn，注销，不一致", "由下属电教馆持有", "jtj.ahsz.gov.cn，注册", "五年", "联系人姓名：张某，电话：0557-3020669", "是", "是",
		}, two},
		"named, before the row's condition holds": {[]string{
			"域名1：szjy.net.cn，原因：由下属电教馆持有", "第1行业务：注销，第1行持有单位：不一致",
			"再加一行", "域名2的年限：5，域名2：jtj.ahsz.gov.cn，域名2的业务是注册", "张某", "3020669", "是", "是",
		}, two},
		"a row too many":                    {[]string{"保留", "czj.ahsz.gov.cn", "再加一行", "注销", "a.com", "删除第2行", "张某", "3020669", "是", "是"}, one},
		"the first row is taken out":        {[]string{"注销", "a.com", "一致", "再加一行", "保留", "czj.ahsz.gov.cn", "删除第一行", "张某", "3020669", "是", "是"}, one},
		"what was to be registered is kept": {[]string{"注册", "czj.ahsz.gov.cn", "3", "修改 业务类型", "保留", "张某", "3020669", "是", "是"}, one},
	} {
		t.Run(name, func(t *testing.T) {
			s, event := told(Application(), c.said...)
			want := map[string]string{}
			for _, values := range []map[string]string{contact, c.want} {
				for id, v := range values {
					want[id] = v
				}
			}
			if diff := cmp.Diff(want, Values(Application().On(s.Values, today()), s)); diff != "" || event != Complete {
				t.Errorf("%s (%+v): %s", event, s.Problem, diff)
			}
		})
	}
}

func TestApplicationRefusesInWords(t *testing.T) {
	for name, c := range map[string]struct {
		said []string
		want string
	}{
		"too many years":       {[]string{"注册", "a.gov.cn", "11年"}, NumberBounds},
		"no years":             {[]string{"注册", "a.gov.cn", "0"}, NumberBounds},
		"words for years":      {[]string{"注册", "a.gov.cn", "很久"}, NumberShape},
		"the only row":         {[]string{"删除第1行"}, NoRow},
		"a row that is none":   {[]string{"删除第5行"}, NoRow},
		"a contact who isn't":  {[]string{"保留", "a.gov.cn", "张某", "3020669", "不是"}, NotConfirmed},
		"handed in unfinished": {[]string{"保留", "提交"}, Incomplete},
	} {
		t.Run(name, func(t *testing.T) {
			s, event := told(Application(), c.said...)
			if event != Rejected || s.Problem == nil || s.Problem.Key != c.want {
				t.Errorf("%s %+v, want %s", event, s.Problem, c.want)
			}
		})
	}
}

func TestRowsHaveALimit(t *testing.T) {
	d := Application().On(nil, today())
	s := New(d, began())
	for range MaxDomains - 1 {
		s, _ = AddRow(d, s, "site")
	}
	if s, event := AddRow(d, s, "site"); event != Rejected || s.Problem.Key != RowsFull || s.Problem.Args["max"] != "20" {
		t.Errorf("%s %+v", event, s.Problem)
	}
	if n := len(d.On(s.Values, today()).Fields); n != 2*MaxDomains+4 {
		t.Errorf("%d fields", n)
	}
}

func FuzzTypedFill(f *testing.F) {
	for _, said := range []string{"保留，czj.ahsz.gov.cn", "域名2的年限：5", "删除第一行", "https://a.cn/?x=1,2", "二〇一八年十二月三日", "\u202eabc", "𠮷野家", "😀", "是否已报告：是"} {
		f.Add(said, "注销")
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		for _, def := range []*Definition{Application(), Incident(), Announcement(), Change(), Zero()} {
			s, event := told(def, first, second, first)
			live := def.On(s.Values, today())
			if event == Rejected && s.Problem == nil || event == "" {
				t.Errorf("%s: %q, %q: %q %+v", def.ID, first, second, event, s.Problem)
			}
			for _, field := range live.Fields {
				value, filled := s.Values[field.ID]
				if !filled || value == "" {
					continue
				}
				if again, problem := live.read(field, clean(value)); problem != nil || again != value {
					t.Errorf("%s: %s holds %q, which reads %q %+v", def.ID, field.ID, value, again, problem)
				}
			}
		}
	})
}

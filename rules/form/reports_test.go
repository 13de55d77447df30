package form

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"steward/rules/calendar"
)

// today is Monday, 2018-12-10.
func today() calendar.Date { return calendar.Date{Year: 2018, Month: time.December, Day: 10} }

// told fills a form with messages one after the other.
func told(d *Definition, messages ...string) (Session, Event) {
	live := d.On(nil, today())
	s, event := New(live, began()), Event("")
	for _, m := range messages {
		s, event = Fill(live, s, m)
		live = live.On(s.Values, today())
	}
	return s, event
}

func TestReportsAreFilledInManyWays(t *testing.T) {
	announced := map[string]string{"posted.domain": "szjyty.gov.cn", "posted.on": "2018-12-03", "posted.url": "https://jytyj.ahsz.gov.cn/art/2018/12/3/a.html?id=1,2", "posted.shot": ""}
	changed := map[string]string{"change.domain": "czj.ahsz.gov.cn", "change.what": "contact", "change.on": "2018-12-05", "change.before": "张某，科长", "change.after": "李某，副科长"}
	incident := map[string]string{"incident.domain": "czj.ahsz.gov.cn", "incident.what": "defaced", "incident.on": "2018-12-09", "incident.told": "no", "incident.done": "已下线页面，恢复备份；正在查日志。"}
	for name, c := range map[string]struct {
		form *Definition
		said []string
		want map[string]string
	}{
		"announcement, plain":               {Announcement(), []string{"szjyty.gov.cn", "12月3日", "https://jytyj.ahsz.gov.cn/art/2018/12/3/a.html?id=1,2", "跳过"}, announced},
		"announcement, at once":             {Announcement(), []string{"szjyty.gov.cn 2018-12-03 https://jytyj.ahsz.gov.cn/art/2018/12/3/a.html?id=1,2", "无"}, announced},
		"announcement, named, in any order": {Announcement(), []string{"网址：https://jytyj.ahsz.gov.cn/art/2018/12/3/a.html?id=1,2，截图：无，公告日期是2018年12月3日，原域名：szjyty.gov.cn"}, announced},
		"announcement, slips":               {Announcement(), []string{"ＳＺＪＹＴＹ．gov．cn", "上周一", "https://jytyj.ahsz.gov.cn/art/2018/12/3/a.html?id=1,2", "没有"}, announced},
		"change, plain":                     {Change(), []string{"czj.ahsz.gov.cn", "联系人", "12.5", "张某，科长", "李某，副科长"}, changed},
		"change, at once":                   {Change(), []string{"域名：czj.ahsz.gov.cn\n变更事项：联系人\n变更日期：12月5号\n变更前：张某，科长\n变更后：李某，副科长"}, changed},
		"incident, plain":                   {Incident(), []string{"czj.ahsz.gov.cn", "网页篡改", "昨天", "还没有", "已下线页面，恢复备份；正在查日志。"}, incident},
		"incident, at once":                 {Incident(), []string{"czj.ahsz.gov.cn，网页篡改，昨天，未报告", "已下线页面，恢复备份；正在查日志。"}, incident},
		"zero report":                       {Zero(), []string{"确认", "跳过"}, map[string]string{"zero.none": "yes", "zero.note": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			s, event := told(c.form, c.said...)
			if diff := cmp.Diff(c.want, Values(c.form.On(s.Values, today()), s)); diff != "" || event != Complete {
				t.Errorf("%s (%+v): %s", event, s.Problem, diff)
			}
		})
	}
}

func TestReportsRefuseInWords(t *testing.T) {
	for name, c := range map[string]struct {
		form *Definition
		said []string
		want string
	}{
		"no domain":           {Announcement(), []string{"我们的网站"}, DomainShape},
		"a day to come":       {Announcement(), []string{"a.gov.cn", "2018-12-11"}, DateFuture},
		"a day that is none":  {Announcement(), []string{"a.gov.cn", "2018-02-30"}, DateShape},
		"no address":          {Announcement(), []string{"a.gov.cn", "昨天", "首页"}, URLShape},
		"words for a picture": {Announcement(), []string{"a.gov.cn", "昨天", "http://a.gov.cn/x", "已截图"}, FileShape},
		"a forged picture":    {Announcement(), []string{"a.gov.cn", "昨天", "http://a.gov.cn/x", "F0123/a.png"}, FileShape},
		"none of the choices": {Incident(), []string{"a.gov.cn", "天气不好"}, ChoiceShape},
		"too long":            {Incident(), []string{"a.gov.cn", "被黑", "今天", "是", strings.Repeat("长", 1001)}, TextLength},
		"far too long":        {Incident(), []string{strings.Repeat("长", 4000)}, TooLong},
		"pictures":            {Incident(), []string{"😀😀"}, Unreadable},
		"two domains":         {Incident(), []string{"域名：a.gov.cn，域名：b.gov.cn"}, TwoValues},
		"no":                  {Zero(), []string{"不是"}, NotConfirmed},
	} {
		t.Run(name, func(t *testing.T) {
			s, event := told(c.form, c.said...)
			if event != Rejected || s.Problem == nil || s.Problem.Key != c.want {
				t.Errorf("%s %+v, want %s", event, s.Problem, c.want)
			}
		})
	}
}

func TestWhatIsNoAnswerIsLeftToOthers(t *testing.T) {
	for _, q := range []string{"公告要多久？", "截止哪天？", "你好"} {
		for _, before := range [][]string{nil, {"a.gov.cn"}} {
			if s, event := told(Announcement(), append(before, q)...); event != Asked {
				t.Errorf("%q after %q: %s %+v", q, before, event, s.Problem)
			}
		}
	}
	if s, event := told(Incident(), "a.gov.cn", "被黑", "今天", "是", "要怎么处置？"); event != Asked {
		t.Errorf("a question where a text is asked: %s %+v", event, s.Problem)
	}
}

func TestDaysAsPeopleSayThem(t *testing.T) {
	for said, want := range map[string]string{
		"2018年12月3日": "2018-12-03", "2018年12月3号": "2018-12-03", "2018/12/3": "2018-12-03", "2018.12.03": "2018-12-03", "20181203": "2018-12-03",
		"12月3日": "2018-12-03", "12.3": "2018-12-03", "十二月三日": "2018-12-03", "二〇一八年十二月三日": "2018-12-03", "本月3日": "2018-12-03",
		"今天": "2018-12-10", "昨天": "2018-12-09", "前天": "2018-12-08", "上周五": "2018-12-07", "周一": "2018-12-10", "周三": "2018-12-05",
		"1月5日": "2018-01-05", "12月31日": "2017-12-31", "上月28号": "2018-11-28", "2018-12-03（周一）": "2018-12-03", "12月3日上午9:30": "2018-12-03",
	} {
		got, problem := readDate(clean(said), today(), true)
		if got != want {
			t.Errorf("%s: %s %+v, want %s", said, got, problem, want)
		}
	}
	for _, said := range []string{"", "去年", "13月1日", "2018-13-01", "2018-02-29", "12", "3日", "12月"} {
		if got, problem := readDate(clean(said), today(), true); problem == nil {
			t.Errorf("%q is read as %s", said, got)
		}
	}
}

// reported draws the values of an incident and how they may be written.
func TestReportsInAnyOrderInAnySplitEndTheSame(t *testing.T) {
	d := Incident().On(nil, today())
	rapid.Check(t, func(t *rapid.T) {
		values := map[string]string{
			"incident.domain": rapid.StringMatching(`[a-z]{2,8}\.ahsz\.gov\.cn`).Draw(t, "domain"),
			"incident.what":   rapid.SampledFrom([]string{"hijack", "defaced", "down", "fake", "else"}).Draw(t, "what"),
			"incident.on":     today().AddDays(-rapid.IntRange(0, 900).Draw(t, "on")).String(),
			"incident.told":   rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "told"),
			"incident.done":   rapid.StringMatching(`[页面下线恢复备份查日志][页面下线恢复备份查日志，；]{4,30}[页面]`).Draw(t, "done"),
		}
		live, s, event := d, New(d, began()), Event("")
		fields := rapid.Permutation(d.Fields).Draw(t, "order")
		message := ""
		var said []string
		for i, f := range fields {
			word := rapid.SampledFrom(f.Words).Draw(t, "word")
			value := values[f.ID]
			for _, o := range f.Choices {
				if o.ID == value {
					value = rapid.SampledFrom(o.Words).Draw(t, "option")
				}
			}
			message += word + rapid.SampledFrom([]string{"：", ":", "是", " = "}).Draw(t, "is") + value
			if i < len(fields)-1 && rapid.Bool().Draw(t, "same message") {
				message += rapid.SampledFrom([]string{"，", "；", "\n", "。"}).Draw(t, "separator")
				continue
			}
			said = append(said, message)
			s, event = Fill(live, s, message)
			live, message = live.On(s.Values, today()), ""
		}
		got := maps.Clone(Values(live, s))
		got["incident.done"] = strings.TrimRight(got["incident.done"], "，；。")
		values["incident.done"] = strings.TrimRight(values["incident.done"], "，；。")
		if diff := cmp.Diff(values, got); diff != "" || event != Complete {
			t.Fatalf("%q: %s %s (problem %+v)", said, event, diff, s.Problem)
		}
	})
}

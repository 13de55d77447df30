package form

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// typing is one message to a form that has come somewhere.
type typing struct {
	form, before string // what was said before, a bar between
	said         string
	want         map[string]string // what it fills
	event        Event
	at           string // what is asked then; "" is not looked at
}

func (c typing) play(t *testing.T) {
	t.Helper()
	s := New(Forms()[c.form].On(nil, today()), began())
	for _, text := range strings.Split(c.before, "|") {
		if text != "" {
			s, _ = Fill(Forms()[c.form].On(s.Values, today()), s, text)
		}
	}
	rows := s.Values["rows.site"]
	next, event := Fill(Forms()[c.form].On(s.Values, today()), s, c.said)
	if event == Asked && next.Values["rows.site"] != rows {
		t.Errorf("%q changed the rows", c.said)
	}
	got := map[string]string{}
	for _, id := range next.Filled {
		got[id] = next.Values[id]
	}
	if c.want == nil {
		c.want = map[string]string{}
	}
	if event != c.event || c.at != "" && next.At != c.at {
		t.Errorf("%s: %q: %s, asks %q (problem %+v), want %s, %q", c.form, c.said, event, next.At, next.Problem, c.event, c.at)
	}
	if diff := cmp.Diff(c.want, got); diff != "" && event != Saved && event != Cancelled && event != Asked {
		t.Errorf("%s: %q (-want +got):\n%s", c.form, c.said, diff)
	}
}

const oneDone = "张某，科长，QQ 12345678，手机 13800000000"

// TestOrdersAsPeoplePutThem: none of them is taken for a name.
func TestOrdersAsPeoplePutThem(t *testing.T) {
	for event, said := range map[Event][]string{
		Moved: {"上一步吧", "返回上一题", "上一个问题", "回到上一步", "退回上一步", "后退一步", "go back please", "previous question",
			"改一下负责人电话", "负责人电话错了", "负责人手机号写错了", "负责人的QQ不对"},
		Rejected: {"跳过吧", "这个先跳过", "先跳过", "下一题", "不填这项", "skip this"},
		Saved: {"先存着", "存一下", "先保存一下", "保存一下", "明天再填", "我晚点再弄", "有事，先停一下", "暂停", "退出填报", "save it", "save and exit", "stop",
			"保存，稍后填报", "先不填了"},
		Cancelled: {"取消吧", "不弄了", "算了", "撤销", "不想填了", "取消这张表", "算了不填了", "作废", "cancel it", "never mind"},
	} {
		for _, text := range said {
			typing{form: "coordinator", before: oneDone, said: text, event: event}.play(t)
		}
	}
}

func TestSlipsAreMended(t *testing.T) {
	row := func(of map[string]string) map[string]string { return of }
	for _, c := range []typing{
		{"coordinator", "", "王五 科员", row(map[string]string{"head.name": "王五", "head.post": "科员"}), Filled, "head.qq"},
		{"coordinator", "", "王五,科员,QQ:123 456 78,１３８ 0000 0000", row(map[string]string{"head.name": "王五", "head.post": "科员", "head.qq": "12345678", "head.phone": "13800000000"}), Filled, "contact.name"},
		{"coordinator", "", "姓名 王五 职务 科长 电话 05573020669", row(map[string]string{"head.name": "王五", "head.post": "科长", "head.phone": "0557-3020669"}), Filled, "head.qq"},
		{"coordinator", oneDone, "电话填错了，改成13900000000", row(map[string]string{"contact.phone": "13900000000"}), Filled, "contact.name"},
		{"coordinator", "", "𠮷五", row(map[string]string{"head.name": "𠮷五"}), Filled, "head.post"},
		{"coordinator", "", "王\u200f五", row(map[string]string{"head.name": "王五"}), Filled, "head.post"},
		{"coordinator", "", "😀王五", nil, Rejected, "head.name"},
		{"coordinator", "", strings.Repeat("王", 3000), nil, Rejected, "head.name"},
		{"announcement", "", "旧域名szjy.net.cn，昨天挂的，链接 a.gov.cn/1", row(map[string]string{"posted.domain": "szjy.net.cn", "posted.on": "2018-12-09", "posted.url": "http://a.gov.cn/1"}), Filled, "posted.shot"},
		{"announcement", "szjy.net.cn", "3号", row(map[string]string{"posted.on": "2018-12-03"}), Filled, "posted.url"},
		{"announcement", "szjy.net.cn，昨天，http://a.gov.cn/1", "没有截图", row(map[string]string{"posted.shot": ""}), Complete, ""},
		{"incident", "a.cn", "第二个", row(map[string]string{"incident.what": "defaced"}), Filled, "incident.on"},
		{"contact_change", "a.cn", "联系人由张三变为李四", row(map[string]string{"change.what": "contact", "change.before": "张三", "change.after": "李四"}), Filled, "change.on"},
		{"contact_change", "a.cn", "变更前 张三 变更后 李四", row(map[string]string{"change.before": "张三", "change.after": "李四"}), Filled, "change.what"},
		{"zero_report", "", "我们没有网站", row(map[string]string{"zero.none": Yes}), Filled, "zero.note"},
		{"application", "保留，a.gov.cn", "联系人王五 科员，电话13800000000", row(map[string]string{"contact.name": "王五", "contact.phone": "13800000000"}), Filled, "contact.serving"},
	} {
		c.play(t)
	}
}

func TestSeveralRowsInOneMessage(t *testing.T) {
	before := "注销，szjy.net.cn，一致"
	for _, c := range []typing{
		{"application", before, "注册 jytj.ahsz.gov.cn 五年；注销 abc.com 一致", map[string]string{
			"site2.name": "jytj.ahsz.gov.cn", "site2.business": Register, "site2.years": "5",
			"site3.name": "abc.com", "site3.business": Cancel, "site3.holder": "same",
		}, Filled, "contact.name"},
		{"application", before, "abc.com注销，abd.cn注册5年", map[string]string{
			"site2.name": "abc.com", "site2.business": Cancel, "site3.name": "abd.cn", "site3.business": Register, "site3.years": "5",
		}, Filled, "site2.holder"},
		{"application", "", "第一行：注销 abc.com；第二行：注册 jytj.ahsz.gov.cn 5年", map[string]string{
			"site1.business": Cancel, "site1.name": "abc.com", "site2.business": Register, "site2.name": "jytj.ahsz.gov.cn", "site2.years": "5",
		}, Filled, "site1.holder"},
		{"application", before, "还有一个域名要注销：abc.com", map[string]string{"site2.name": "abc.com", "site2.business": Cancel}, Filled, "site2.holder"},
		{"application", before, "第4行怎么填？", nil, Asked, "contact.name"},
	} {
		c.play(t)
	}
}

package intent_test

import (
	"strings"
	"testing"
	"time"

	"steward/intent"
)

// asked is when the examples below are asked: a Wednesday.
var asked = time.Date(2018, 11, 21, 1, 0, 0, 0, time.UTC)

func TestUnits(t *testing.T) {
	r := intent.New(units(t))
	for _, u := range units(t) {
		for _, name := range u.Names {
			got := r.Read(name+"的域名现在怎么样", intent.Context{})
			if got.Intent != "domain.status" || got.Slots != (intent.Slots{Unit: u.Code}) {
				t.Errorf("%s: %s %+v, want %s", name, got.Intent, got.Slots, u.Code)
			}
		}
	}
}

func TestUnitsInOtherWords(t *testing.T) {
	r := intent.New(units(t))
	for said, code := range map[string]string{
		"教育和体育局":      "sz-jtj", // 和 put in
		"人力资源社会保障局":   "sz-rsj", // 和 left out
		"宿州市交通运书局":    "sz-jtys",
		"砀山县政府":       "sz-ds",
		"市财证局":        "sz-czj", // a homophone
		"民攻局":         "sz-mzj", // a look-alike
		"財政局":         "sz-czj",
		"caizhengju":  "sz-czj",
		"jiao ti ju":  "sz-jtj",
		"CZJ":         "sz-czj",
		"埇侨区":         "sz-yq",
		"肖县":          "sz-xx",
		"国家税务总局宿州税务局": "sz-swju",
		"网信办":         "sz-wxb", // not 信息办
	} {
		got := r.Read(said+"的域名有哪些问题", intent.Context{})
		if got.Slots.Unit != code {
			t.Errorf("%s: %s %+v, want %s", said, got.Intent, got.Slots, code)
		}
	}
}

// TestNoUnit keeps ordinary words from being taken for units.
func TestNoUnit(t *testing.T) {
	r := intent.New(units(t))
	for _, text := range []string{
		"请统计一下各部门的完成情况", "市信息办的电话是多少", "公安备案怎么办", "规划一下怎么申请域名", "审计结果怎么看", "市政府部门申请域名的流程",
	} {
		if got := r.Read(text, intent.Context{Own: "sz-jtj"}); got.Slots.Unit != "" {
			t.Errorf("%s: %s %+v", text, got.Intent, got.Slots)
		}
	}
}

func TestDomains(t *testing.T) {
	r := intent.New(units(t))
	for text, want := range map[string]string{
		"www.szczj.gov.cn合规吗":                "www.szczj.gov.cn",
		"WWW.SZCZJ.GOV.CN 合规吗":               "www.szczj.gov.cn",
		"ｓｚｊｙ．ｎｅｔ．ｃｎ合规吗":                     "szjy.net.cn",
		"szjy。net。cn 合规吗":                    "szjy.net.cn",
		"szjy . net . cn 合规吗":                "szjy.net.cn",
		"https://www.szgjj.com:8080/a?b 合规吗": "www.szgjj.com",
		"请问埇桥区.政务合规吗":                        "埇桥区.政务",
		"我们想用宿州教体.政务，合规吗":                    "宿州教体.政务",
		"Is szlyj.gov.cn conforming?":        "szlyj.gov.cn",
		"szgjj.com.合规吗":                      "szgjj.com",
	} {
		if got := r.Read(text, intent.Context{}); got.Intent != "name.check" || got.Slots.Domain != want {
			t.Errorf("%s: %s %+v, want %s", text, got.Intent, got.Slots, want)
		}
	}
}

func TestNoDomain(t *testing.T) {
	r := intent.New(units(t))
	for _, text := range []string{
		"可以用 .com 吗", "Can we use a .com domain?", "必须用.政务吗", "域名结构是○○○.ahsz.gov.cn吗", "xxx.ahsz.gov.cn是什么意思",
		"发到szxxzx128@163.com可以吗", "附件2.docx怎么打不开", "11.26交什么", "办好了。政务中心在哪",
	} {
		if got := r.Read(text, intent.Context{}); got.Slots.Domain != "" {
			t.Errorf("%s: %s %+v", text, got.Intent, got.Slots)
		}
	}
}

func TestDays(t *testing.T) {
	r := intent.New(units(t))
	for text, want := range map[string]string{
		"26号要交什么": "coordinator", "11月26日要交什么": "coordinator", "11-26要交什么": "coordinator", "2018.11.26要交什么": "coordinator",
		"下周一要交什么": "coordinator", "what is due on November 26": "coordinator", "what is due next Monday": "coordinator",
		"15号之前要交什么": "cleanup", "12/15要交什么": "cleanup", "What is due on the 15th of December?": "cleanup",
		"116号文什么时候发的": "", "1月6日要交什么": "",
	} {
		if got := r.Read(text, intent.Context{Today: asked}); got.Slots.Deadline != want {
			t.Errorf("%s: %s %+v, want %q", text, got.Intent, got.Slots, want)
		}
	}
}

func TestOwn(t *testing.T) {
	r := intent.New(units(t))
	for text, want := range map[string]string{
		"我单位还要做什么": "sz-jtj", "我们局还要做什么": "sz-jtj", "咱们还要做什么": "sz-jtj", "what do we still have to do": "sz-jtj",
		"我还要做什么": "", "教体局都完成了，财政局还要做什么": "sz-czj",
	} {
		if got := r.Read(text, intent.Context{Own: "sz-jtj"}); got.Intent != "todo.list" || got.Slots.Unit != want {
			t.Errorf("%s: %s %+v, want %q", text, got.Intent, got.Slots, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	r := intent.New(units(t))
	for text, want := range map[string]string{
		"附件2什么时候交": "zh", "When is Annex 2 due?": "en", "When is 附件2 due?": "en", "财政局的 domain status": "zh",
		"fujian2 shenme shihou jiao": "zh", "How are the domains of 宿州市教育体育局?": "en", "szjy.net.cn": "zh", "12345": "zh",
	} {
		if got := r.Read(text, intent.Context{}).Language; got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestThreads follows conversations: each line is said after the one before.
func TestThreads(t *testing.T) {
	r := intent.New(units(t))
	type turn struct {
		text, intent string
		slots        intent.Slots
	}
	for _, thread := range [][]turn{
		{
			{"教体局的域名现在是什么状态", "domain.status", intent.Slots{Unit: "sz-jtj"}},
			{"那财政局呢", "domain.status", intent.Slots{Unit: "sz-czj"}},
			{"公告什么时候结束", "announcement.status", intent.Slots{Unit: "sz-czj"}},
			{"szjy.net.cn 呢", "announcement.status", intent.Slots{Domain: "szjy.net.cn"}},
			{"它合规吗", "name.check", intent.Slots{Domain: "szjy.net.cn"}},
		},
		{
			{"附件2什么时候交", "deadline.info", intent.Slots{Deadline: "coordinator"}},
			{"那清理报告呢", "deadline.info", intent.Slots{Deadline: "cleanup"}},
			{"还有几天", "deadline.info", intent.Slots{Deadline: "cleanup"}},
			{"谢谢", "smalltalk", intent.Slots{}},
		},
		{
			{"哪些县区还没有完成清理", "progress.report", intent.Slots{Scope: "counties", Deadline: "cleanup"}},
			{"部门呢", "progress.report", intent.Slots{Scope: "departments", Deadline: "cleanup"}},
			{"What about the whole city?", "progress.report", intent.Slots{Scope: "city", Deadline: "cleanup"}},
		},
	} {
		var before intent.Result
		for _, said := range thread {
			got := r.Read(said.text, intent.Context{Own: "sz-hbj", Previous: before})
			if got.Intent != said.intent || got.Slots != said.slots {
				t.Errorf("%s: %s %+v, want %s %+v", said.text, got.Intent, got.Slots, said.intent, said.slots)
			}
			before = got
		}
	}
}

// TestDoubt is about readings that should not be acted upon: what is typed into
// a form, and what could be two things.
func TestDoubt(t *testing.T) {
	r := intent.New(units(t))
	for _, text := range []string{"张某", "科长", "综合科科长", "办公室主任", "13800000000", "0557-3020669", "无", "取消", "上一步", "", "？？", "10年"} {
		if got := r.Read(text, intent.Context{Own: "sz-jtj"}); got.Confidence >= intent.Sure && got.Intent != intent.Unknown {
			t.Errorf("%q: %s, sure by %.2f: %v", text, got.Intent, got.Confidence, got.Evidence)
		}
	}
}

func TestEvidence(t *testing.T) {
	got := intent.New(units(t)).Read("教体局的老域名什么时候能注销", intent.Context{})
	said := strings.Join(got.Evidence, " ")
	for _, word := range []string{"announcement.status", "什么时候", "注销", "教体局"} {
		if !strings.Contains(said, word) {
			t.Errorf("%q is not among the evidence: %s", word, said)
		}
	}
	if len(got.Near) == 0 || got.Near[0] != got.Intent || len(got.Near) > 3 {
		t.Errorf("near: %v", got.Near)
	}
}

func TestOfficeDesk(t *testing.T) {
	for text, want := range map[string]bool{
		"收件": true, "登记收件": true, "收件登记 教体局": true, "Intake": true, "材料登记": true,
		"收件人是谁": false, "收件地址在哪": false, "附件2什么时候交": false, "": false,
	} {
		if got := intent.OfficeDesk(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

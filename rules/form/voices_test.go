package form

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// upTo returns a session that both() has filled up to a field, which is asked.
func upTo(field string) Session {
	s := start()
	for _, f := range Coordinator().Fields {
		if f.ID == field {
			break
		}
		s.Values[f.ID] = both()[f.ID]
	}
	s.At = field
	return s
}

// A voice is one person's message at a field, and what comes of it.
type voice struct {
	at, says string
	fills    string // field=value of all that is new, in the form's order
	asks     string // the field asked next
	problem  string // its key, and field: what was said, where that matters
}

// listen plays voices, each to a session of its own.
func listen(t *testing.T, voices []voice) {
	t.Helper()
	for _, v := range voices {
		before := upTo(v.at)
		got, event := hear(t, before, v.says)
		var fills []string
		for _, f := range Coordinator().Fields {
			if got.Values[f.ID] != before.Values[f.ID] {
				fills = append(fills, f.ID+"="+got.Values[f.ID])
			}
		}
		problem := ""
		if p := got.Problem; p != nil {
			if problem = p.Key; strings.Contains(v.problem, " ") {
				problem += " " + p.Field + ":" + p.Said
			}
		}
		want := []string{v.fills, v.asks, v.problem}
		if diff := cmp.Diff(want, []string{strings.Join(fills, " "), got.At, problem}); diff != "" {
			t.Errorf("%q at %q: %s%s", v.says, v.at, event, diff)
		}
	}
}

// Somebody who was asked for a QQ sends the whole row again. What differs from
// what was filled is asked about, never dropped.
func TestARowToldAgain(t *testing.T) {
	rest := "contact.qq=87654321 contact.phone=0557-3020669"
	listen(t, []voice{
		{"contact.qq", "李某 科员 qq：87654321 电话05573020669", rest, "", ""},
		{"contact.qq", "李某 科员 87654321 05573020669", rest, "", ""},
		{"contact.qq", "科员 qq：87654321 电话05573020669", rest, "", ""},
		{"contact.qq", "李四 科员 qq：87654321 电话05573020669", rest, "contact.name", "two_values contact.name:李四"},
		{"contact.qq", "李某 科长 qq：87654321 电话05573020669", rest, "contact.post", "two_values contact.post:科长"},
		{"contact.qq", "李四 科长 87654321 05573020669", rest, "contact.name", "two_values contact.name:李四"},
		{"contact.qq", "王五 qq：87654321", "contact.qq=87654321", "contact.phone", "left_over :王五"},
		{"contact.qq", "那个 87654321", "contact.qq=87654321", "contact.phone", "left_over :那个"},
		{"contact.qq", "李四 职务：股长 qq：87654321", "contact.post=股长 contact.qq=87654321", "contact.phone", "left_over :李四"},
		{"contact.post", "李某 科员 87654321 05573020669", "contact.post=科员 " + rest, "", ""},
		{"contact.phone", "李某 科员 87654321 05573020669", "contact.phone=0557-3020669", "", ""},
		{"contact.phone", "李某 科员 87654322 05573020669", "contact.phone=0557-3020669", "contact.qq", "two_values contact.qq:87654322"},
		{"head.qq", "张某 科长 12345678 13800000000", "head.qq=12345678 head.phone=13800000000", "contact.name", ""},
		{"head.qq", "李四 主任 12345678 13800000000", "head.qq=12345678 head.phone=13800000000", "head.name", "two_values head.name:李四"},
		{"head.qq", "12345678 13800000000 张某 科员", "head.qq=12345678 head.phone=13800000000 contact.name=张某 contact.post=科员", "contact.qq", ""},
		{"head.qq", "周杰伦 主任 QQ:abc 手机:12345", "", "head.name", "two_values head.name:周杰伦"},
		{"head.qq", "张某 科长 QQ:abc 手机:12345", "", "head.qq", "qq_shape head.qq:abc"},
		{"head.name", "周杰伦 主任 QQ:abc 手机:12345", "head.name=周杰伦 head.post=主任", "head.qq", "qq_shape head.qq:abc"},
	})
}

// A number that is no phone and no QQ for sure does not take a person away from
// the question.
func TestWrongNumbersLeaveTheQuestion(t *testing.T) {
	var voices []voice
	for _, number := range []string{"0557-302066", "123", "010-12345678901", "4008123123", "3020669", "12345678901234"} {
		voices = append(voices,
			voice{"contact.name", number, "", "contact.name", "bare_number contact.name:" + number},
			voice{"head.post", number, "", "head.post", "bare_number head.post:" + number})
	}
	for _, f := range Coordinator().Fields {
		voices = append(voices, voice{f.ID, "QQ 12345678901234", "", f.ID, "qq_length " + f.Row + ".qq:12345678901234"})
	}
	listen(t, append(voices,
		voice{"head.name", "张某，0557-302066", "head.name=张某", "head.phone", "phone_length head.phone:0557-302066"},
		voice{"head.name", "联系人 0557-302066", "", "contact.name", "bare_number contact.name:0557-302066"},
		voice{"head.qq", "修改联系人手机为1380013", "", "contact.phone", "phone_length contact.phone:1380013"},
		voice{"head.qq", "0557-302066", "", "head.qq", "qq_shape"},
	))
}

// A mobile is one however its digits are grouped, and is shown as repaired.
func TestMobilesAsPeopleTypeThem(t *testing.T) {
	for _, typed := range []string{
		"+86 138-0013-8000", "86 138 0013 8000", "86-138-0013-8000", "8613800138000", "0086 138 00138000", "+86-138 0013-8000",
		"(+86) 138 0013 8000", "+86（0）138 0013 8000", "13800 138 000", "13 80 01 38 00 0", "1 3 8 0 0 1 3 8 0 0 0", "138—0013—8000",
	} {
		for _, at := range []string{"head.name", "head.post", "head.qq", "head.phone", "contact.name", "contact.qq", "contact.phone"} {
			row := strings.Split(at, ".")[0]
			got, _ := hear(t, upTo(at), typed)
			if cell := row + ".phone"; got.Values[cell] != "13800138000" || !cmp.Equal(got.Slips, []string{cell}) {
				t.Errorf("%q at %s: %v, slips %v, problem %+v", typed, at, got.Values, got.Slips, got.Problem)
			}
		}
	}
}

// A second phone is not written over the first unless the row comes with it.
func TestASecondPhone(t *testing.T) {
	s := upTo("head.qq")
	s.Values["head.phone"] = "13800000000"
	for text, want := range map[string]string{
		"+86 139-0000-1111": TwoValues, "13900001111": Ambiguous, "+86 138-0000-0000": "",
		"负责人 张伟 办公室主任 13900001111 123456789": "",
	} {
		got, _ := hear(t, s, text)
		if key := keyOf(got); key != want {
			t.Errorf("%q: %q, want %q: %v", text, key, want, got.Values)
		}
	}
	for _, at := range []string{"head.name", "head.qq", "contact.name", "contact.phone"} {
		got, _ := hear(t, upTo(at), "负责人 张伟 办公室主任 13900001111 123456789")
		want := []string{"head.name", "head.post", "head.phone", "head.qq"}
		if diff := cmp.Diff(want, got.Filled); diff != "" || got.Problem != nil || got.Values["head.phone"] != "13900001111" {
			t.Errorf("at %s: %s %+v", at, diff, got.Problem)
		}
	}
}

func keyOf(s Session) string {
	if s.Problem == nil {
		return ""
	}
	return s.Problem.Key
}

// Rosters say more of a person than the form asks.
func TestParticularsArePassedOver(t *testing.T) {
	row := "head.name=王芳 head.post=科员 head.qq=12345678 head.phone=13800138000"
	listen(t, []voice{
		{"head.name", "王芳，女，30岁，科员", "head.name=王芳 head.post=科员", "head.qq", ""},
		{"head.name", "王芳 女 汉族 1985年3月生 中共党员 科员 12345678 13800138000", row, "contact.name", ""},
		{"head.name", "王芳（女），科员，12345678，13800138000", row, "contact.name", ""},
		{"head.name", "王芳，科员，女，45周岁，12345678，13800138000", row, "contact.name", ""},
		{"head.name", "姓名：王芳，性别：女，职务：科员", "head.name=王芳 head.post=科员", "head.qq", ""},
		{"head.name", "王 男", "head.name=王男", "head.post", ""},
		{"head.name", "女", "", "head.name", NameLength},
		{"head.post", "党员", "head.post=党员", "head.qq", ""},
	})
}

// Orders and markup are nobody's name.
func TestWhatIsNoName(t *testing.T) {
	listen(t, []voice{
		{"head.name", "重来", "", "head.name", StartOver},
		{"contact.qq", "全部重新填一遍吧", "", "contact.qq", StartOver},
		{"", "重新填", "", "", StartOver},
		{"", "Start over.", "", "", StartOver},
		{"contact.name", "张某改成王五", "head.name=王五", "contact.name", ""},
		{"contact.post", "把李某换成王五", "contact.name=王五", "contact.post", ""},
		{"", "负责人张某改为王五，联系人电话改为13900001111", "head.name=王五 contact.phone=13900001111", "", ""},
		{"", "87654321更正为87654322", "contact.qq=87654322", "", ""},
		{"", "13800000000改成1390000", "", "head.phone", "phone_length head.phone:1390000"},
		{"contact.name", "张三改成王五", "", "contact.name", WhichField},
		{"contact.name", "姓名：张三改成王五", "", "contact.name", WhichField},
		{"head.name", "<!channel> <script>alert(1)</script>", "", "head.name", Brackets},
		{"head.post", "<b>科长</b>，12345678", "", "head.post", Brackets},
		{"head.name", "＜张某＞", "", "head.name", Brackets},
	})
}

// One name may stand in both rows.
func TestWhoseNameIsChanged(t *testing.T) {
	s := upTo("")
	s.Values["contact.name"] = "张某"
	got, _ := hear(t, s, "张某改成王五")
	if keyOf(got) != WhichRow || !maps.Equal(got.Values, s.Values) {
		t.Errorf("%v, problem %+v", got.Values, got.Problem)
	}
	if got, _ = hear(t, got, "联系人", "王五"); got.Values["contact.name"] != "王五" || got.Values["head.name"] != "张某" {
		t.Errorf("%v, problem %+v", got.Values, got.Problem)
	}
}

// Who does not want to submit yet does not lose the form; who calls for the form
// or only sends a picture is heard.
func TestSaidBesideTheForm(t *testing.T) {
	for text, want := range map[string]Event{
		"不提交了": Saved, "先不交": Saved, "暂不提交": Saved, "我先不交了。": Saved, "明天再交": Saved, "先不填": Saved, "稍后提交": Saved, "not yet": Saved,
		"还不能提交吗": Asked, "提交": Submitted, "😀": Rejected, "👍🏻": Rejected,
	} {
		got, event := hear(t, upTo(""), text)
		if event != want || event == Rejected && keyOf(got) != NothingAsked {
			t.Errorf("%q: %s, problem %+v", text, event, got.Problem)
		}
	}
	for _, text := range []string{"填报附件2", "填报附件２", "继续填报", "我要填表", "附件2", "填写《政府网站域名协同管理人员信息表》", "fill in the form"} {
		for _, at := range []string{"head.name", "head.post", "head.qq", "contact.phone"} {
			if got, event := hear(t, upTo(at), text); event != Asked {
				t.Errorf("%q at %s: %s %v, problem %+v", text, at, event, got.Filled, got.Problem)
			}
		}
	}
	if got, event := hear(t, upTo("head.post"), "填报管理科科长"); event != Filled || got.Values["head.post"] != "填报管理科科长" {
		t.Errorf("a post is %s %v", event, got.Values)
	}
}

// Seven digits are a QQ where it is asked, but look like the office's own phone.
func TestAQQThatLooksLikeALandline(t *testing.T) {
	for text, want := range map[string][2]bool{
		"3020669": {true, false}, "QQ 3020669": {false, false}, "302 06 69": {true, false},
		"1234567": {false, false}, "30206690": {false, false}, "302 06 690": {false, true},
	} {
		got, _ := hear(t, upTo("head.qq"), text)
		cell := Cells(Coordinator(), got)[2]
		if cell.Value == "" || [2]bool{cell.Alike, cell.Slip} != want {
			t.Errorf("%q: %+v, problem %+v", text, cell, got.Problem)
		}
	}
	if got, _ := hear(t, start(), "张某，科长，12345678，3020669"); got.Values["head.phone"] != "0557-3020669" {
		t.Errorf("in a row: %v", got.Values)
	}
}

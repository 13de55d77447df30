package form

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// at returns a session that has both persons, with a field asked again.
func at(field string) Session {
	s := Carry(Coordinator(), start(), both())
	if field == "" {
		return s
	}
	return Edit(Coordinator(), s, field)
}

func TestCommands(t *testing.T) {
	half := start()
	half.Values = map[string]string{"head.name": "张某", "head.post": "科长"}
	half.At = "head.qq"
	tests := []struct {
		from    Session
		text    string
		event   Event
		at      string
		problem string
	}{
		{half, "上一步", Moved, "head.post", ""},
		{half, "返回上一步。", Moved, "head.post", ""},
		{start(), "上一步", Rejected, "head.name", FirstField},
		{at(""), "back", Moved, "contact.phone", ""},
		{half, "取消", Cancelled, "head.qq", ""},
		{half, "保存，稍后填报", Saved, "head.qq", ""},
		{half, "稍後填報", Saved, "head.qq", ""},
		{half, "Save for later.", Saved, "head.qq", ""},
		{half, "跳过", Rejected, "head.qq", Required},
		{at("head.post"), "跳过", Complete, "", ""},
		{half, "确认提交", Rejected, "head.qq", Incomplete},
		{at(""), "确认提交", Submitted, "", ""},
		{at(""), "確認提交", Submitted, "", ""},
		{at(""), "Submit", Submitted, "", ""},
		{half, "修改 职务", Moved, "head.post", ""},
		{half, "修改联系人的手机", Moved, "contact.phone", ""},
		{half, "改 姓名", Moved, "head.name", ""},
		{half, "修改職務", Moved, "head.post", ""},
		{half, "edit the name", Moved, "head.name", ""},
		{half, "change contact's phone", Moved, "contact.phone", ""},
		{half, "修改", Rejected, "head.qq", WhichField},
		{half, "修改 年龄", Rejected, "head.qq", UnknownField},
		{half, "姓名", Moved, "head.name", ""},
		{half, "联系人", Moved, "contact.name", ""},
		{half, "职务：", Rejected, "head.post", Empty},
		{at(""), "修改 职务", Rejected, "", WhichRow},
		{at(""), "修改 联系人", Rejected, "", WhichField},
		{at(""), "修改 负责人的职务", Moved, "head.post", ""},
		{at(""), "王某", Rejected, "", NothingAsked},
		{at(""), "职务：副科长", Rejected, "head.post", WhichRow},
	}
	for _, tt := range tests {
		got, event := hear(t, tt.from, tt.text)
		key := ""
		if got.Problem != nil {
			key = got.Problem.Key
		}
		if event != tt.event || got.At != tt.at || key != tt.problem {
			t.Errorf("%q from %q: %s at %q, problem %q; want %s at %q, %q", tt.text, tt.from.At, event, got.At, key, tt.event, tt.at, tt.problem)
		}
		if diff := cmp.Diff(tt.from.Values, got.Values); diff != "" {
			t.Errorf("%q changed values: %s", tt.text, diff)
		}
	}
}

func TestChangesInOneSentence(t *testing.T) {
	for text, want := range map[string][2]string{
		"把负责人的职务改成副科长":                          {"head.post", "副科长"},
		"负责人职务改为副科长":                            {"head.post", "副科长"},
		"修改联系人手机为13900000000":                   {"contact.phone", "13900000000"},
		"更正：联系人QQ 98765432":                     {"contact.qq", "98765432"},
		"联系人换成王某":                               {"contact.name", "王某"},
		"change contact's phone to 13900000000": {"contact.phone", "13900000000"},
	} {
		values := both()
		values[want[0]] = want[1]
		got, event := hear(t, at(""), text)
		if diff := cmp.Diff(values, got.Values); diff != "" || event != Complete {
			t.Errorf("%q: %s %s (problem %+v)", text, event, diff, got.Problem)
		}
	}
}

// The person who is asked whose post is meant may answer with the person alone.
func TestWhosePost(t *testing.T) {
	got, event := hear(t, at(""), "修改 职务", "联系人的", "股长")
	if event != Complete || got.Values["contact.post"] != "股长" || got.Values["head.post"] != "科长" {
		t.Errorf("%s %v, problem %+v", event, got.Values, got.Problem)
	}
}

func TestAmendingOneFieldBringsTheSummary(t *testing.T) {
	got, event := hear(t, at("head.phone"), "1380013")
	if event != Rejected || got.Values["head.phone"] != "13800000000" || got.At != "head.phone" {
		t.Fatalf("%s at %q: %v", event, got.At, got.Values)
	}
	got, event = hear(t, got, "13900000000")
	if event != Complete || got.At != "" || got.Back || got.Values["head.phone"] != "13900000000" {
		t.Errorf("%s at %q: %v", event, got.At, got.Values)
	}
}

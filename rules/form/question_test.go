package form

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuestionsLeaveTheSessionAlone(t *testing.T) {
	for _, text := range []string{
		"截止哪天？", "截止哪天", "这个填谁？", "这个填谁，本单位的人吗", "QQ是必填的吗", "为什么要填QQ", "什么时候交",
		"怎么填", "填完交到哪里呢", "您好，截止哪天", "麻烦问下，截止哪天？", "我单位的域名现在怎么样", "还有几天截止",
		"查询进度", "帮助", "您好", "谢谢", "好的", "在吗", "12345678可以吗？", "联系人，是谁填？", "?", "？？",
		"When is it due?", "what is this for", "Can I skip QQ?", "3020669是谁的电话？", "何时截止",
	} {
		for _, field := range []string{"head.name", "contact.qq"} {
			s := at(field)
			delete(s.Values, field)
			got, event := hear(t, s, text)
			if event != Asked {
				t.Errorf("%q at %s: %s %v, problem %+v", text, field, event, got.Filled, got.Problem)
			}
			if diff := cmp.Diff(s, got); diff != "" {
				t.Errorf("%q: session changed: %s", text, diff)
			}
		}
	}
}

func TestWordsThatOnlyLookLikeQuestions(t *testing.T) {
	for text, field := range map[string]string{
		"何时": "head.name", "张如是": "head.name", "What": "head.name", "Will Howe": "head.name", "How Abbott": "head.name",
		"域名管理科科长": "head.post", "信息查询中心主任": "head.post", "12345热线办副主任": "head.post",
	} {
		got, event := hear(t, start(), text)
		if event != Filled || got.Values[field] != text {
			t.Errorf("%q: %s %v", text, event, got.Values)
		}
	}
}

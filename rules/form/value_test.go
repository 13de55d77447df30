package form

import (
	"strings"
	"testing"
)

func TestPhones(t *testing.T) {
	for typed, want := range map[string]string{
		"13800000000": "13800000000", "138 0000 0000": "13800000000", "138-0000-0000": "13800000000",
		"１３８００００００００": "13800000000", "+86 138 0000 0000": "13800000000", "008613800000000": "13800000000",
		"8613800000000": "13800000000", "013800000000": "13800000000",
		"0557-3020669": "0557-3020669", "0557--3020669": "0557-3020669", "0557—3020669": "0557-3020669",
		"05573020669": "0557-3020669", "(0557)3020669": "0557-3020669", "（0557）3020669": "0557-3020669",
		"0557 3020669": "0557-3020669", "+86-557-3020669": "0557-3020669", "3020669": "0557-3020669",
		"0557-3020669-801": "0557-3020669-801", "0557-3020669转801": "0557-3020669-801",
		"0557-3020669 ext. 801": "0557-3020669-801", "(0557)3020669分机 801": "0557-3020669-801",
		"010-12345678": "!", "010-62345678": "010-62345678", "02162345678": "021-62345678", "0551-62345678": "0551-62345678",
		"30206690": "!" + AreaCode, "1380013": "!" + PhoneLength, "138000000000": "!" + PhoneLength,
		"12800000000": "!" + PhoneLength, "abc": "!" + PhoneShape, "": "!" + PhoneShape,
		"0557-302066": "!" + PhoneLength, "1380000000x": "!" + PhoneShape, "٠٥٥٧": "!" + PhoneShape,
	} {
		got, problem := readPhone(clean(typed).trim(""), "0557")
		if problem != nil {
			got = "!" + problem.Key
		}
		if got != want && (want != "!" || !strings.HasPrefix(got, "!")) {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

func TestLandlineWithoutAnyAreaCodeIsAskedFor(t *testing.T) {
	if _, problem := readPhone(clean("3020669"), ""); problem == nil || problem.Key != AreaCode {
		t.Errorf("problem is %+v", problem)
	}
}

// What a field holds is read as itself: values can be carried to the next form.
func TestNormalFormsAreStable(t *testing.T) {
	d := Coordinator()
	for _, v := range []struct {
		field string
		typed []string
	}{
		{"head.name", []string{"张某", "张 某", "阿卜杜拉·买买提", "O'Neil", "Ｚhang　San", "𠮷田某", "张某女士"}},
		{"head.post", []string{"科长", "党组成员、副主任", "副主任（正科级）", "Head  of\tIT"}},
		{"head.qq", []string{"１２３４５", "123 456 789", "12345678@qq.com"}},
		{"head.phone", []string{"138-0000-0000", "(0557)3020669转1", "3020669", "02162345678"}},
	} {
		f, _ := d.Field(v.field)
		for _, typed := range v.typed {
			once, problem := d.read(f, clean(typed).trim(""))
			if problem != nil {
				t.Errorf("%s %q: %+v", v.field, typed, problem)
				continue
			}
			if twice, problem := d.read(f, clean(once).trim("")); problem != nil || twice != once {
				t.Errorf("%s %q: %q becomes %q (%+v)", v.field, typed, once, twice, problem)
			}
		}
	}
}

func TestRepairedValuesAreMarked(t *testing.T) {
	got, _ := hear(t, start(), "张 某，科长，１２３４５６７８，0557-3020669")
	for _, c := range Cells(Coordinator(), got)[:4] {
		if want := c.Field.ID == "head.name" || c.Field.ID == "head.qq"; c.Slip != want {
			t.Errorf("%s %q: slip is %v", c.Field.ID, c.Value, c.Slip)
		}
	}
	got, _ = hear(t, got, "修改负责人的QQ", "12345678")
	if Cells(Coordinator(), got)[2].Slip {
		t.Error("the mark stays after the value was typed again")
	}
}

func TestLongMessages(t *testing.T) {
	for _, r := range []string{"张", "a", "1", " ", "，", "𠮷", "😀", "\u202e", "负责人", "QQ", "(", "?"} {
		text := strings.Repeat(r, 3000)
		got, event := hear(t, start(), text)
		if len(got.Values) > 0 || event == Filled {
			t.Errorf("3,000 times %q: %s %v", r, event, got.Values)
		}
		if got.Problem != nil && len([]rune(got.Problem.Excerpt())) > excerptLength+1 {
			t.Errorf("3,000 times %q: excerpt of %d characters", r, len([]rune(got.Problem.Excerpt())))
		}
	}
}

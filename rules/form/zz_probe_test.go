package form

import "testing"

func TestZZProbe(t *testing.T) {
	d := Coordinator()
	up := func(field string) Session {
		s := start()
		v := both()
		for _, f := range d.Fields {
			if f.ID == field {
				break
			}
			s.Values[f.ID] = v[f.ID]
		}
		s.At = field
		return s
	}
	for _, tt := range [][2]string{
		{"contact.qq", "李某 科员 qq：87654321 电话05573020669"},
		{"contact.qq", "李四 科长 qq：87654321 电话05573020669"},
		{"contact.qq", "王五 qq：87654321"},
		{"contact.qq", "李某 科员 87654321 05573020669"},
		{"contact.phone", "李某 科员 87654321 05573020669"},
		{"contact.post", "李某 科员 87654321 05573020669"},
		{"contact.name", "0557-302066"}, {"contact.name", "123"}, {"contact.name", "010-12345678901"}, {"contact.name", "4008123123"},
		{"contact.post", "123"}, {"head.qq", "0557-302066"}, {"head.name", "张某，0557-302066"},
		{"head.qq", "3020669"}, {"head.name", "张某，科长，12345678，3020669"}, {"head.name", "张某，科长，3020669，12345678"},
		{"head.name", "+86 138-0013-8000"}, {"head.qq", "+86 138-0013-8000"}, {"head.phone", "+86 138-0013-8000"}, {"contact.name", "+86 138-0013-8000"},
		{"contact.qq", "+86 138-0013-8000"}, {"contact.phone", "86 138 0013 8000"}, {"contact.phone", "86-138-0013-8000"}, {"contact.phone", "1 3 8 0 0 1 3 8 0 0 0"}, {"contact.phone", "+86-138 0013-8000"}, {"contact.phone", "(+86) 138 0013 8000"},{"contact.phone", "(86)13800138000"}, {"contact.phone", "+86（0）138 0013 8000"}, {"head.name", "张某 科长 12345678 86 138 0013 8000"},
		{"head.name", "周杰伦 主任 QQ:abc 手机:12345"}, {"head.qq", "周杰伦 主任 QQ:abc 手机:12345"}, {"contact.name", "周杰伦 主任 QQ:abc 手机:12345"},
		{"head.name", "王芳，女，30岁，科员"}, {"head.name", "王芳（女）"}, {"head.name", "王芳 女 汉族 1985年3月生 中共党员 科员 12345678 13800138000"},
		{"head.name", "重来"}, {"contact.name", "张某改成王五"}, {"head.name", "<!channel> <script>alert(1)</script>"}, {"", "不提交了"}, {"", "先不交"}, {"", "重新填"},
		{"head.name", "负责人 张伟 办公室主任 13900001111 123456789"},
		{"contact.name", "负责人 张伟 办公室主任 13900001111 123456789"},
		{"head.name", "QQ 12345678901234"}, {"head.qq", "QQ 12345678901234"}, {"contact.phone", "QQ 12345678901234"}, {"", "QQ 12345678901234"},
		{"head.qq", "填报附件2"}, {"head.post", "填报附件2"}, {"head.name", "填报附件2"}, {"", "😀"}, {"head.qq", "😀"},
		{"", "张某改成王五"}, {"", "负责人张某改成王五"}, {"", "13800000000改成13900001111"}, {"", "把张某换成王五"},
	} {
		got, e := Fill(d, up(tt[0]), tt[1])
		vals := map[string]string{}
		for k, v := range got.Values {
			if up(tt[0]).Values[k] != v {
				vals[k] = v
			}
		}
		t.Logf("%-14s %-50s %s @%s %v filled %v slips %v", tt[0], tt[1], e, got.At, vals, got.Filled, got.Slips)
		if got.Problem != nil {
			t.Logf("         %+v", *got.Problem)
		}
	}
}

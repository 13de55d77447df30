package form

// Coordinator returns 附件2, 《政府网站域名协同管理人员信息表》: the one person
// responsible (负责人) and the one contact (联系人) that each of the four bodies
// of 三(三) names to 市政府办公室. One cell holds a mobile or a landline, either.
// The area code is that of the office's own number in the directive (结尾).
func Coordinator() *Definition {
	d := Definition{
		ID: "coordinator", Version: 1, Title: "coordinator", Paper: "附件2", Duty: "coordinator",
		Articles: []string{"三(三)"},
		AreaCode: "0557",
		Rows: []Row{
			{ID: "head", Words: []string{"负责人", "負責人", "责任人", "責任人", "协同管理责任人", "管理责任人", "主要负责人", "head", "person in charge", "responsible person"}},
			{ID: "contact", Words: []string{"联系人", "聯繫人", "聯絡人", "联络人", "业务联系人", "具体业务联系人", "業務聯繫人", "contact", "contact person"}},
		},
	}
	for _, r := range d.Rows {
		d.Fields = append(d.Fields, personFields(r.ID)...)
	}
	return Define(d)
}

// personFields returns what is asked of one person: 姓名, 职务, QQ, 手机/座机.
// The post is public; the rest is personal.
func personFields(row string) []Field {
	return []Field{
		{ID: row + ".name", Row: row, Label: "name", Kind: Name, Personal: true,
			Words: []string{"姓名", "姓 名", "名字", "name", "full name"}},
		{ID: row + ".post", Row: row, Label: "post", Kind: Post,
			Words: []string{"职务", "職務", "职 务", "职位", "職位", "职务/职称", "post", "title", "job title", "position"}},
		{ID: row + ".qq", Row: row, Label: "qq", Kind: QQ, Personal: true,
			Words: []string{"qq", "qq号", "qq号码", "qq號", "qq號碼", "qq number", "qq no", "qq no."}},
		{ID: row + ".phone", Row: row, Label: "phone", Kind: Phone, Personal: true, Words: phoneWords()},
	}
}

func phoneWords() []string {
	return []string{
		"手机/座机", "手机/座机号码", "手机", "手机号", "手机号码", "手機", "手機號", "手機號碼", "移动电话",
		"座机", "座机号", "座机号码", "座機", "固话", "固定电话", "办公电话", "辦公電話", "单位电话",
		"电话", "电话号码", "電話", "電話號碼", "联系电话", "聯繫電話", "联系方式",
		"phone", "phone number", "mobile", "mobile phone", "mobile number", "cell", "cell phone",
		"tel", "tel.", "telephone", "landline", "office phone",
	}
}

// Forms returns every form there is, by its id, each time anew.
func Forms() map[string]*Definition {
	all := map[string]*Definition{}
	for _, d := range []*Definition{Coordinator(), Zero(), Change(), Announcement(), Incident(), Application(), CleanupReport()} {
		all[d.ID] = d
	}
	return all
}

package form

// MaxDomains is how many domains one application holds; the true grid's number of
// lines isn't known.
const MaxDomains = 20

// Application returns 附件1, 《政府网站域名业务申请基本信息表》 (二(二)c): a row for
// each domain that is kept, to be registered, or to be cancelled; there is no row
// for 变更. Certain are, by the notes under the official form: the kinds of
// business, at most 10 years, a contact who is 在职 staff of the applying unit,
// that domain, full name and term are made public, and on cancellation the reason
// when applicant and holder differ. The other cells are ours, 待核实.
func Application() *Definition {
	return Define(Definition{
		ID: "application", Version: 1, Title: "application", Paper: "附件1", Articles: []string{"二(二)c", "二(三)b"}, AreaCode: "0557",
		Rows: []Row{
			{ID: "site", Most: MaxDomains, Words: []string{"域名", "行", "domain"}},
			{ID: "contact", Words: []string{"联系人", "聯繫人", "contact", "contact person"}},
			{ID: "notice", Words: []string{"公开", "公示", "publication"}},
		},
		Fields: append(siteFields(),
			Field{ID: "contact.name", Row: "contact", Label: "name", Kind: Name, Personal: true, Words: []string{"姓名", "名字", "name", "full name"}},
			Field{ID: "contact.phone", Row: "contact", Label: "phone", Kind: Phone, Personal: true, Words: phoneWords(), Unverified: true},
			Field{ID: "contact.serving", Row: "contact", Label: "serving", Kind: Confirm, Hint: "serving", Words: []string{"是否在职", "serving"}},
			Field{ID: "notice.public", Row: "notice", Label: "public", Kind: Confirm, Hint: "public", Words: []string{"是否知晓", "known"}},
		),
	})
}

// The kinds of business of 附件1.
const (
	Keep     = "keep"     // 现持有
	Register = "register" // 注册
	Cancel   = "cancel"   // 注销
)

func siteFields() []Field {
	return []Field{
		{ID: "site.business", Row: "site", Label: "business", Kind: Choice, Words: []string{"业务类型", "业务", "办理事项", "business"},
			Choices: []Option{
				{ID: Keep, Words: []string{"保留", "现持有", "继续持有", "继续使用", "不变", "keep"}},
				{ID: Register, Words: []string{"注册", "申请", "新注册", "新申请", "重新申请", "重新注册", "register"}},
				{ID: Cancel, Words: []string{"注销", "停用", "取消域名", "cancel the domain"}},
			}},
		{ID: "site.name", Row: "site", Label: "site_name", Kind: Domain, Words: []string{"域名", "网站域名", "申请域名", "domain name"}},
		{ID: "site.years", Row: "site", Label: "years", Kind: Number, Min: 1, Max: 10, When: &Condition{"site.business", []string{Register}},
			Words: []string{"注册年限", "年限", "注册期限", "期限", "年数", "years", "term"}},
		{ID: "site.holder", Row: "site", Label: "holder", Kind: Choice, When: &Condition{"site.business", []string{Cancel}},
			Words: []string{"持有单位", "持有者", "持有人", "holder"},
			Choices: []Option{
				{ID: "same", Words: []string{"一致", "本单位", "相同", "就是本单位", "同一单位", "same"}},
				{ID: "else", Words: []string{"不一致", "其他单位", "不同", "不是本单位", "下属单位", "another"}},
			}},
		{ID: "site.reason", Row: "site", Label: "reason", Kind: Text, Max: 200, When: &Condition{"site.holder", []string{"else"}},
			Words: []string{"不一致原因", "原因", "理由", "reason"}},
	}
}

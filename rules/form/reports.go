package form

// The forms that report something that has happened. Each submission tells of
// something else.

// Zero returns 零报告: a unit with no site and no domain still reports (一, 结尾:
// 瞒报漏报 is what is punished, 三(一)). It begins filled: two taps hand it in.
func Zero() *Definition {
	return Define(Definition{
		ID: "zero_report", Version: 1, Title: "zero_report", Articles: []string{"结尾"},
		Fields: []Field{
			{ID: "zero.none", Label: "zero_none", Kind: Confirm, Hint: "zero_none",
				Words: []string{"零报告", "无网站无域名", "statement"}},
			{ID: "zero.note", Label: "note", Kind: Text, Optional: true, Max: 200, Words: noteWords()},
		},
	})
}

func noteWords() []string {
	return []string{"备注", "備註", "说明", "情况说明", "note", "remark", "remarks"}
}

// Change returns the report of changed registration data: 联系人等注册信息发生变更的，
// 要在变更后的20个工作日内向市政府办公室报备 (三(二)).
func Change() *Definition {
	return Define(Definition{
		ID: "contact_change", Version: 1, Title: "contact_change", Articles: []string{"三(二)"}, Each: true, AreaCode: "0557",
		Fields: []Field{
			{ID: "change.domain", Label: "domain", Kind: Domain, Words: domainWords()},
			{ID: "change.what", Label: "what_changed", Kind: Choice, Words: []string{"变更事项", "变更内容", "变更项", "事项", "what changed", "item"},
				Choices: []Option{
					{ID: "contact", Words: []string{"联系人", "聯繫人", "联络人", "联系人变更", "换人", "contact", "contact person"}},
					{ID: "phone", Words: []string{"电话", "手机", "手机号", "联系电话", "座机", "联系方式", "phone", "phone number"}},
					{ID: "name", Words: []string{"单位名称", "名称", "更名", "全称", "单位全称", "name", "unit's name"}},
					{ID: "address", Words: []string{"地址", "通信地址", "通讯地址", "address"}},
					{ID: "else", Words: []string{"其他", "其它", "别的", "other"}},
				}},
			{ID: "change.on", Label: "changed_on", Kind: Date, Past: true, Words: []string{"变更日期", "变更时间", "变更日", "日期", "时间", "changed on", "date"}},
			{ID: "change.before", Label: "before", Kind: Text, Max: 200, Personal: true, Words: []string{"变更前", "原内容", "原来", "原信息", "原联系人", "before", "old"}},
			{ID: "change.after", Label: "after", Kind: Text, Max: 200, Personal: true, Words: []string{"变更后", "新内容", "现内容", "现在", "新信息", "新联系人", "after", "new"}},
		},
	})
}

func domainWords() []string {
	return []string{"域名", "網域", "网站域名", "涉及域名", "网址域名", "新域名", "domain", "domain name"}
}

// Announcement returns the report that the adjustment of a domain has been
// announced: 域名调整情况在网站首页醒目位置公告3个月后，注销原域名 (二(二)b).
func Announcement() *Definition {
	return Define(Definition{
		ID: "announcement", Version: 1, Title: "announcement", Articles: []string{"二(二)b"}, Each: true,
		Fields: []Field{
			{ID: "posted.domain", Label: "old_domain", Kind: Domain, Words: []string{"原域名", "旧域名", "被替换域名", "停用域名", "域名", "old domain", "domain"}},
			{ID: "posted.on", Label: "posted_on", Kind: Date, Past: true, Words: []string{"公告日期", "发布日期", "公告时间", "发布时间", "日期", "公告日", "posted on", "date"}},
			{ID: "posted.url", Label: "posted_url", Kind: URL, Words: []string{"公告网址", "公告地址", "公告链接", "网址", "链接", "地址", "url", "link", "page"}},
			{ID: "posted.shot", Label: "screenshot", Kind: File, Optional: true, Words: []string{"截图", "截屏", "图片", "附件", "screenshot"}},
		},
	})
}

// Incident returns the report of a security problem of a domain: 发现问题及时按程序
// 向主管单位报告 (三(二)).
func Incident() *Definition {
	return Define(Definition{
		ID: "incident", Version: 1, Title: "incident", Articles: []string{"三(二)"}, Each: true,
		Fields: []Field{
			{ID: "incident.domain", Label: "domain", Kind: Domain, Words: domainWords()},
			{ID: "incident.what", Label: "incident_kind", Kind: Choice, Words: []string{"问题类型", "类型", "问题", "情况类型", "kind", "type"},
				Choices: []Option{
					{ID: "hijack", Words: []string{"域名劫持", "劫持", "解析被篡改", "解析异常", "跳转", "hijack", "hijacked"}},
					{ID: "defaced", Words: []string{"网页篡改", "篡改", "被黑", "挂马", "暗链", "黑链", "defaced", "hacked"}},
					{ID: "down", Words: []string{"无法访问", "打不开", "不能访问", "中断", "瘫痪", "down", "outage"}},
					{ID: "fake", Words: []string{"仿冒", "假冒", "钓鱼", "冒用", "fake", "phishing"}},
					{ID: "else", Words: []string{"其他", "其它", "other"}},
				}},
			{ID: "incident.on", Label: "found_on", Kind: Date, Past: true, Words: []string{"发现日期", "发现时间", "发生时间", "日期", "时间", "found on", "date"}},
			{ID: "incident.told", Label: "told_superior", Kind: Choice, Words: []string{"是否已报告", "主管单位", "是否报告", "报告主管单位", "reported"},
				Choices: []Option{
					{ID: "yes", Words: []string{"已报告", "已经报告", "已经向", "已向", "报告过", "已报", "是", "已上报", "已向主管单位报告", "yes", "reported"}},
					{ID: "no", Words: []string{"未报告", "尚未报告", "没有报告", "没报告", "还没报告", "未向", "未报", "还没有", "没有", "否", "没报", "未上报", "no", "not yet"}},
				}},
			{ID: "incident.done", Label: "measures", Kind: Long, Max: 1000, Words: []string{"处置情况", "处置", "处置措施", "已采取措施", "措施", "经过", "measures", "what was done"}},
		},
	})
}

package papers

import (
	"slices"
	"strings"
	"unicode"

	"steward/rules"
)

// A column of a register file: what it is called in our own files, and what else
// people call it.
type column struct {
	name   string
	needed bool
	also   []string
}

// columnsOf lists the columns of a kind of file in the order of an export. The
// first is the key that no two rows share; of people also the last.
func columnsOf(kind rules.RegisterKind) []column {
	switch kind {
	case rules.UnitRegister:
		return []column{
			{"code", true, []string{"单位代码", "单位编码", "代码", "编码", "unit code"}},
			{"name", true, []string{"单位名称", "单位全称", "全称", "名称", "unit name", "full name"}},
			{"aliases", false, []string{"简称", "别名", "单位简称", "short names", "alias"}},
			{"kind", true, []string{"单位类别", "单位类型", "类别", "类型", "单位性质", "unit kind", "type"}},
			{"label", false, []string{"域名标识", "标识", "拼音", "域名前缀"}},
			{"coordinating", false, []string{"协同部门", "协同管理部门", "是否协同部门", "coordinating body"}},
			{"duties", false, []string{"应办事项", "报送事项", "obligations"}},
			{"former_names", false, []string{"曾用名", "原名称", "former name", "former names"}},
			{"successor", false, []string{"并入单位", "承接单位", "并入单位代码", "merged into"}},
			{"ended_on", false, []string{"撤并日期", "并入日期", "merged on", "ended on"}},
		}
	case rules.DomainRegister:
		return []column{
			{"domain", true, []string{"域名", "网站域名", "domain name"}},
			{"unit", true, []string{"填报单位", "填报单位代码", "单位代码", "unit code", "reporting unit"}},
			{"holder", false, []string{"持有单位", "域名持有单位", "holding body"}},
			{"holder_kind", false, []string{"持有单位性质", "持有单位类别", "kind of holder"}},
			{"site_name", false, []string{"网站名称", "站点名称", "site", "site name"}},
			{"site_status", true, []string{"网站状态", "状态", "运行状态", "status", "site status"}},
			{"purpose", true, []string{"用途", "域名用途", "网站用途"}},
			{"registered_on", false, []string{"注册日期", "注册时间", "registration date", "registered on"}},
			{"registrar", false, []string{"注册机构", "注册服务机构", "注册商"}},
			{"main", false, []string{"主域名", "是否主域名", "main domain"}},
			{"remark", false, []string{"备注", "说明", "remarks", "note"}},
		}
	case rules.PeopleRegister:
		return []column{
			{"slack_id", false, []string{"slack用户id", "slackid", "用户id", "slack user id", "slack id"}},
			{"name", false, []string{"姓名", "称呼"}},
			{"unit", true, []string{"单位代码", "所属单位", "单位", "unit code"}},
			{"roles", true, []string{"角色", "职责", "role"}},
			{"language", false, []string{"语言", "语种", "lang"}},
			{"email", false, []string{"邮箱", "电子邮箱", "邮箱地址", "电子邮件", "e-mail", "mail", "email address"}},
		}
	}
	return nil
}

// kindOf is the kind of file that a header belongs to, by the column that no
// other kind has; "" when it belongs to none.
func kindOf(header []string) rules.RegisterKind {
	people, units := columnsOf(rules.PeopleRegister), columnsOf(rules.UnitRegister)
	switch {
	case has(header, people[0]), has(header, people[3]) && has(header, people[5]):
		return rules.PeopleRegister // of roles and addresses, too
	case has(header, columnsOf(rules.DomainRegister)[0]):
		return rules.DomainRegister
	case has(header, units[0]) && has(header, units[1]): // others name units by their codes
		return rules.UnitRegister
	}
	return ""
}

func has(header []string, c column) bool { return slices.ContainsFunc(header, c.is) }

func (c column) is(heading string) bool {
	heading = plainHeading(heading)
	if heading == plainHeading(c.name) {
		return true
	}
	for _, a := range c.also {
		if heading == plainHeading(a) {
			return true
		}
	}
	return false
}

// plainHeading leaves what counts of a heading: no space, mark or note in
// brackets, and lower case.
func plainHeading(heading string) string {
	heading, _, _ = strings.Cut(strings.ReplaceAll(heading, "（", "("), "(")
	return strings.Map(func(r rune) rune {
		if r == '*' || r == '_' || unicode.IsSpace(r) || !unicode.IsGraphic(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, heading)
}

// word reads a value that is one of a few, by our own word or another.
func word(text string, words map[string]string) (string, bool) {
	if w, is := words[text]; is {
		return w, true
	}
	w, is := words[strings.ToLower(strings.Join(strings.Fields(text), ""))]
	return w, is
}

var yesWords = map[string]string{
	"": "", "yes": "yes", "y": "yes", "true": "yes", "1": "yes", "是": "yes", "√": "yes",
	"no": "", "n": "", "false": "", "0": "", "否": "",
}

var kindWords = map[string]string{
	"county": "county", "县区": "county", "县": "county", "区": "county", "县、区": "county", "县级政府": "county", "县区政府": "county",
	"department": "department", "部门": "department", "市政府部门": "department", "市直部门": "department", "市直单位": "department",
	"直属单位": "department", "开发区": "department",
	"institution_admin": "institution_admin", "承担行政职能的事业单位": "institution_admin", "承担行政职能事业单位": "institution_admin",
	"institution_nonadmin": "institution_nonadmin", "不承担行政职能的事业单位": "institution_nonadmin",
	"不承担行政职能事业单位":                               "institution_nonadmin",
	"institutionwithadministrativefunctions":    "institution_admin",
	"institutionwithoutadministrativefunctions": "institution_nonadmin",
	"vertical": "vertical", "垂直管理单位": "vertical", "垂直管理": "vertical", "垂管单位": "vertical",
}

var holderWords = map[string]string{
	"": "", "unit": "unit", "填报单位": "unit", "本单位": "unit",
	"inner_body": "inner_body", "innerbody": "inner_body", "内设机构": "inner_body",
	"organ": "organ", "行政机关": "organ", "下属行政机关": "organ",
	"institution_admin": "institution_admin", "承担行政职能的事业单位": "institution_admin", "承担行政职能事业单位": "institution_admin",
	"institution_nonadmin": "institution_nonadmin", "不承担行政职能的事业单位": "institution_nonadmin", "不承担行政职能事业单位": "institution_nonadmin",
	"vertical": "vertical", "垂直管理单位": "vertical", "垂直管理": "vertical", "垂管单位": "vertical",
	"institutionwithadministrativefunctions":    "institution_admin",
	"institutionwithoutadministrativefunctions": "institution_nonadmin",
	"outsider": "outsider", "其他": "outsider", "其它": "outsider", "企业": "outsider", "个人": "outsider",
}

var statusWords = map[string]string{
	"running": "running", "在用": "running", "正常": "running", "运行": "running", "正常运行": "running",
	"closed": "closed", "已关停": "closed", "关停": "closed", "关闭": "closed", "已关闭": "closed",
	"idle": "idle", "闲置": "idle", "未使用": "idle",
}

var purposeWords = map[string]string{
	"government": "government", "政务": "government", "政府网站": "government",
	"commercial": "commercial", "商业": "commercial", "经营": "commercial",
}

var registrarWords = map[string]string{"信息办": "office", "市政府信息办": "office", "其他": "other", "其它": "other"}

var roleWords = map[string]string{
	"liaison": "liaison", "联络员": "liaison", "office_head": "office_head", "officehead": "office_head", "办公室负责人": "office_head",
	"head": "head", "主要负责人": "head", "contact": "contact", "业务联系人": "contact", "联系人": "contact", "admin": "admin", "信息办": "admin", "管理员": "admin",
	"reviewer": "reviewer", "审核人员": "reviewer", "leader": "leader", "市领导": "leader",
}

var languageWords = map[string]string{"": "", "zh-cn": "zh-CN", "zh": "zh-CN", "中文": "zh-CN", "en": "en", "英文": "en", "english": "en"}

var dutyWords = map[string]string{
	"coordinator": "coordinator", "附件2": "coordinator", "协同管理人员信息表": "coordinator",
	"cleanup": "cleanup", "清理材料": "cleanup", "清理": "cleanup", "none": "none", "无": "none",
}

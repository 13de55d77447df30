package form

// CleanupReport returns 《政府网站域名清理报告》 on the skeleton that the directive
// gives (结尾): 组织领导, 管理体制, 工作职责, 工作流程, what was cleaned with its
// figures, 具体措施. The paper is the unit's own; what stands here is its text.
func CleanupReport() *Definition {
	section := func(id string, words ...string) Field {
		return Field{ID: "report." + id, Label: "report_" + id, Kind: Long, Max: maxSection, Hint: "report_" + id, Words: words}
	}
	return Define(Definition{
		ID: "cleanup_report", Version: 1, Title: "cleanup_report", Paper: "清理报告", Articles: []string{"结尾"},
		Fields: []Field{
			section("lead", "组织领导", "组织", "领导", "leadership"),
			section("system", "管理体制", "体制", "system"),
			section("duties", "工作职责", "职责", "duties"),
			section("process", "工作流程", "流程", "process"),
			section("cleaned", "清理情况", "清理", "what was cleaned"),
			section("measures", "具体措施", "措施", "长效机制", "下一步措施", "measures"),
		},
	})
}

// maxSection is how many characters one part of the report has; the six fit the
// inputs of a modal, which take 3,000 each.
const maxSection = 2000

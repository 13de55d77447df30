package form

import "testing"

func TestFormsAreCalledByWhatHasHappened(t *testing.T) {
	for said, want := range map[string]string{
		"零报告": "zero_report", "我们零报告": "zero_report", "我要做零报告。": "zero_report", "nil report": "zero_report",
		"公告已发布": "announcement", "登记公告": "announcement", "announcement posted": "announcement",
		"注册信息变更": "contact_change", "我要报备注册信息变更": "contact_change", "报告安全问题": "incident", "report an incident": "incident",
		"零报告怎么填？": "", "公告要多久": "", "公告": "announcement", "联系人变了要报备吗": "", "域名": "", "": "",
	} {
		if got := Called(said); got != want {
			t.Errorf("%q calls %q, want %q", said, got, want)
		}
	}
	for id := range calls() {
		if Forms()[id] == nil {
			t.Errorf("%s is no form", id)
		}
	}
}

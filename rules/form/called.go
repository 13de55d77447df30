package form

import (
	"strings"
)

// calls are whole messages that ask for a form by what has happened, rather than
// by its name. A question is none.
func calls() map[string]pattern {
	return map[string]pattern{
		"zero_report":    zeroCall,
		"announcement":   announcementCall,
		"contact_change": changeCall,
		"incident":       incidentCall,
	}
}

const wish = `^(?:我|我们|我单位|本单位|要|想|需要|请|帮我|现在|来|做|填|填报|报|提交|登记|报备|报告|一下|一份|办理|进行)*`

var (
	zeroCall         = patternOf(wish + `(?:零报告|0报告|零报)(?:表|吧|了)?$|^(?:file |submit )?(?:a |the )?(?:nil|zero) report$`)
	announcementCall = patternOf(wish + `(?:域名调整)?公告(?:登记|情况|表)?(?:已经?(?:发布|挂出|挂上|发)了?)?$|^(?:the )?announcement (?:is )?posted$`)
	changeCall       = patternOf(wish + `(?:域名)?(?:注册信息|登记信息|注册联系人)(?:变更|变了|有变更|有变化)(?:报备|登记)?了?$|^(?:report )?(?:a )?change of registration data$`)
	incidentCall     = patternOf(wish + `(?:域名|网站)?(?:安全问题|安全事件|安全情况)(?:报告|登记)?$|^report (?:a |an )?(?:security )?(?:incident|problem)$`)
)

// Called returns the id of the form that a whole message asks for by what has
// happened; "" for none.
func Called(text string) string {
	said := strings.Join(strings.Fields(clean(text).trim(idle).text()), " ")
	for id, call := range calls() {
		if call.MatchString(said) || call.MatchString(strings.ReplaceAll(said, " ", "")) {
			return id
		}
	}
	return ""
}

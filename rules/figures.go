package rules

import "steward/rules/form"

// CleanupReportForm is the id of 《政府网站域名清理报告》 in package form.
const CleanupReportForm = "cleanup_report"

// Figures count a unit's domains for its report on the clean-up (结尾). Held is
// the sum of the others.
type Figures struct {
	Held    int
	Keep    int // nothing that must be changed, or for the office to decide
	Replace int // of these the new name is applied for, and the old one cancelled
	Cancel  int // cancelled without another in their place
}

// FiguresOf counts by what the directive finds of each domain, as 附件1 is drafted.
func FiguresOf(b Book, f UnitFacts) Figures {
	var n Figures
	for _, r := range f.Reports(b) {
		n.Held++
		switch business, replaced := businessOf(r); {
		case replaced:
			n.Replace++
		case business == form.Cancel:
			n.Cancel++
		default:
			n.Keep++
		}
	}
	return n
}

package handlers

import (
	"steward/rules"
)

// draftReport is what 《政府网站域名清理报告》 begins with: what the directive and the
// inventory say for sure, in the language of the paper. How the unit leads the
// work, and by what measures, is for the unit to say: nothing is put into its mouth.
func (h *Handlers) draftReport(f rules.UnitFacts) map[string]string {
	n := rules.FiguresOf(h.book, f)
	cleaned := h.paper.T("report.draft.none")
	if n.Held > 0 {
		cleaned = h.paper.T("report.draft.cleaned", "held", n.Held, "keep", n.Keep, "replace", n.Replace, "cancel", n.Cancel)
	}
	return map[string]string{
		"report.system":  h.paper.T("report.draft.system", "number", h.book.Directive.Number),
		"report.duties":  h.paper.T("report.draft.duties"),
		"report.process": h.paper.T("report.draft." + rules.RouteOf(f.Unit)),
		"report.cleaned": cleaned,
	}
}

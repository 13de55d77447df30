package rules

// ArticlesOn returns the provisions that speak of a topic of the catalogue; false
// for a topic that it does not have.
func ArticlesOn(topic string) ([]string, bool) {
	ids, known := map[string][]string{
		"suffix": {"二(一)"}, "one_site": {"二(一)"}, "institution": {"二(一)"}, "transfer": {"二(一)"}, "idle": {"二(一)"},
		"cleanup_scope":        {"二(二)a"},
		"department_structure": {"二(二)b"}, "announcement": {"二(二)b"}, "reporting_system": {"二(二)b"},
		"county_route": {"二(三)a"}, "registry_days": {"二(三)a"},
		"department_route": {"二(三)b"},
		"consent":          {"二(三)a", "二(三)b"},
		"vertical":         {"二(三)c"},
		"spot_check":       {"三(一)"},
		"contact_change":   {"三(二)"}, "security": {"三(二)"},
		"coordinator_form": {"三(三)"},
		"materials":        {"二(二)c", "结尾"},
		"responsibility":   {"一"},
		"goal":             {"二"},
		"basis":            {"结尾"},
	}[topic]
	return ids, known
}

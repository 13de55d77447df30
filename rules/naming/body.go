package naming

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Body says what kind of body a name tells, as far as a name can.
type Body string

// The bodies that are told apart. A name such as 人事考试院 or 信息中心 says that it
// is an institution, but not whether it has administrative functions: nobody can
// tell that from a name, so it is unclear.
const (
	Itself      Body = "itself"  // the unit, or its office, which answers for it (一)
	InnerBody   Body = "inner"   // 内设机构: 办公室, 法规科
	OrganBelow  Body = "organ"   // 县直部门, 乡镇人民政府
	Outside     Body = "outside" // a company or the like
	UnclearBody Body = "unclear"
)

// BodyOf says what a holder is, beside a unit with these names. government tells
// a unit that has departments of its own, such as a county, from one that has
// inner bodies alone.
func BodyOf(holder string, unit []string, government bool) Body {
	k := builtin()
	name, own := k.below(holder, unit)
	switch {
	case own && name == "", slices.Contains(k.bodies.Office, name):
		return Itself
	case ends(name, k.bodies.Outside):
		return Outside
	case government && ends(name, k.bodies.Organ):
		return OrganBelow
	case ends(name, k.bodies.Office) && (government || !own):
		return UnclearBody // 扶贫开发领导小组办公室 may be either
	case ends(name, k.bodies.Inner) && !ends(name, k.bodies.NotInner):
		return InnerBody
	}
	return UnclearBody
}

// below returns what a holder is called without the unit's name before it, and
// whether that stood there.
func (k *knowledge) below(holder string, unit []string) (name string, own bool) {
	holder = plainBody(holder)
	if holder == "" {
		return "", true
	}
	longest := ""
	for _, n := range unit {
		for _, n := range []string{plainBody(n), strings.TrimSuffix(plainBody(n), k.bodies.Government)} {
			if n != "" && strings.HasPrefix(holder, n) && len(n) > len(longest) {
				longest = n
			}
		}
	}
	rest := strings.TrimPrefix(holder, longest)
	return strings.TrimPrefix(rest, k.bodies.Government), longest != ""
}

// plainBody leaves out spaces and what stands in brackets.
func plainBody(name string) string {
	name = strings.NewReplacer("（", "(", "）", ")").Replace(strings.Join(strings.Fields(name), ""))
	for {
		before, rest, open := strings.Cut(name, "(")
		_, after, closed := strings.Cut(rest, ")")
		if !open || !closed || before == "" {
			return name
		}
		name = before + after
	}
}

// ends reports whether a name ends in one of the words, with something before it.
func ends(name string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return strings.HasSuffix(name, w) && utf8.RuneCountInString(name) > 1
	})
}

package papers

import (
	"io"
	"strings"
	"unicode"

	"steward/rules/answer"
)

// Write draws the document that an answer carries and returns its file name;
// false when the answer carries none. Errors come from w only, or tell of a
// document that could not be built.
func Write(w io.Writer, a answer.Answer) (name string, ok bool, err error) {
	switch a := a.(type) {
	case answer.Submitted:
		if a.Form.ID != annex2ID {
			return "", false, nil
		}
		return annex2Name(a.Unit.Name), true, annex2Of(a).write(w)
	case answer.Blank:
		if a.Form.ID != annex2ID {
			return "", false, nil
		}
		return annex2Name("空白表"), true, annex2{unit: a.Unit.Name}.write(w)
	case answer.Export:
		return writeExport(w, a)
	}
	return "", false, nil
}

// writeExport writes a part of the inventory; the question which part has none.
func writeExport(w io.Writer, a answer.Export) (name string, ok bool, err error) {
	switch {
	case a.Register.Kind == "":
		return "", false, nil
	case a.Format == answer.AsCSV:
		return string(a.Register.Kind) + ".csv", true, WriteCSV(w, a.Register)
	}
	return string(a.Register.Kind) + ".xlsx", true, WriteXLSX(w, a.Register)
}

// maxName is how many characters of a unit's name a file name takes: with the
// title in front it stays below the 255 bytes that file systems allow.
const maxName = 40

// annex2Name returns the file name of a unit's 附件2, without what file systems
// and mail programs refuse.
func annex2Name(whose string) string {
	clean := []rune(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune(`/\:*?"<>|.`, r) {
			return -1
		}
		return r
	}, whose))
	parts := []string{annex2Paper, annex2Title}
	if len(clean) > 0 {
		parts = append(parts, string(clean[:min(len(clean), maxName)]))
	}
	return strings.Join(parts, "-") + ".docx"
}

package papers

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/rules/answer"
	"steward/rules/form"
)

var update = flag.Bool("update", false, "accept what is drawn as the golden files")

// Goldens hold the parts rather than the file: compression may change with Go.
func TestAnnex2Goldens(t *testing.T) {
	for name, a := range map[string]answer.Answer{
		"annex2":       submitted(people()),
		"annex2-blank": answer.Blank{Form: form.Coordinator()},
	} {
		_, document := draw(t, a)
		got := string(part(t, document, "word/document.xml")) + "\n" + string(part(t, document, "word/footer1.xml")) + "\n"
		got = strings.ReplaceAll(got, "<w:p>", "\n<w:p>")
		file := filepath.Join("testdata", name+".golden.xml")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// The page is that of GB/T 9704: A4, and 156 mm by 225 mm of type.
func TestPageIsThatOfOfficialPapers(t *testing.T) {
	_, document := draw(t, submitted(people()))
	page := string(part(t, document, "word/document.xml"))
	for _, want := range []string{
		`<w:pgSz w:w="11906" w:h="16838"`, `w:top="2098"`, `w:bottom="1984"`, `w:left="1588"`, `w:right="1474"`,
		`<w:tblLayout w:type="fixed"`, `<w:vAlign w:val="center"`, `w:eastAsia="方正小标宋简体"`, `w:eastAsia="仿宋_GB2312"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %s", want)
		}
	}
	sum := 0
	for _, w := range annex2Widths() {
		sum += w
	}
	if sum != 11906-1588-1474 {
		t.Errorf("the grid is %d twips wide", sum)
	}
}

func TestLongValuesShrinkThenWrap(t *testing.T) {
	widths := annex2Widths()
	for _, tt := range []struct {
		column int
		c      cell
		size   int
	}{
		{0, cell{text: "负责人"}, sizeThree},
		{1, cell{text: "姓 名"}, sizeThree},
		{1, cell{text: "张某某"}, sizeThree},
		{1, cell{text: "欧阳某某"}, sizeFour},
		{2, cell{text: "党组成员、副主任"}, sizeThree},
		{2, cell{text: strings.Repeat("长", 60)}, sizeFive},
		{3, cell{text: "1234567890", whole: true}, sizeThree},
		{3, cell{text: "123456789012", whole: true}, sizeSmallFour},
		{4, cell{text: "13800000000", whole: true}, sizeThree},
		{4, cell{text: "0557-3020669", whole: true}, sizeThree},
		{4, cell{text: "0557-3020669-801", whole: true}, sizeSmallFour},
	} {
		if got := tt.c.size(widths[tt.column] - 2*cellMargin); got != tt.size {
			t.Errorf("%s: %d half points, want %d", tt.c.text, got, tt.size)
		}
	}
}

package papers

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// submitted is a form as it was handed in.
func submitted(values map[string]string) answer.Submitted {
	def := form.Coordinator()
	return answer.Submitted{
		Form: def, Unit: rules.Unit{Code: "sz-wxb", Name: "宿州市互联网信息办公室"},
		Cells: form.CellsOf(def, values), Code: "7K2F9Q", Version: 2,
		At: time.Date(2018, 11, 22, 7, 4, 0, 0, time.UTC),
	}
}

func people() map[string]string {
	return map[string]string{
		"head.name": "张某", "head.post": "党组成员、副主任", "head.qq": "12345678", "head.phone": "13800000000",
		"contact.name": "阿卜杜拉·买买提", "contact.post": "科员", "contact.qq": "1234567890", "contact.phone": "0557-3020669",
	}
}

// A text is what the test reads of a document: its paragraphs outside the
// table, and the table's cells.
type text struct {
	Paragraphs []string
	Widths     []string
	Rows       [][]string
}

type xmlPart struct {
	Paragraphs []xmlParagraph `xml:"body>p"`
	Table      struct {
		Columns []struct {
			Width string `xml:"w,attr"`
		} `xml:"tblGrid>gridCol"`
		Rows []struct {
			Cells []struct {
				Paragraphs []xmlParagraph `xml:"p"`
			} `xml:"tc"`
		} `xml:"tr"`
	} `xml:"body>tbl"`
}

type xmlParagraph struct {
	Runs []string `xml:"r>t"`
}

func (p xmlParagraph) String() string { return strings.Join(p.Runs, "") }

// part returns one part of a document.
func part(t *testing.T, document []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readBack(t *testing.T, document []byte) text {
	t.Helper()
	var x xmlPart
	if err := xml.Unmarshal(part(t, document, "word/document.xml"), &x); err != nil {
		t.Fatal(err)
	}
	var got text
	for _, p := range x.Paragraphs {
		got.Paragraphs = append(got.Paragraphs, p.String())
	}
	for _, c := range x.Table.Columns {
		got.Widths = append(got.Widths, c.Width)
	}
	for _, r := range x.Table.Rows {
		var row []string
		for _, c := range r.Cells {
			row = append(row, c.Paragraphs[0].String())
		}
		got.Rows = append(got.Rows, row)
	}
	return got
}

func draw(t *testing.T, a answer.Answer) (string, []byte) {
	t.Helper()
	var b bytes.Buffer
	name, ok, err := Write(&b, a)
	if err != nil || !ok {
		t.Fatalf("ok %v, error %v", ok, err)
	}
	return name, b.Bytes()
}

func TestAnnex2HasTheDirectivesGrid(t *testing.T) {
	name, document := draw(t, submitted(people()))
	if name != "附件2-政府网站域名协同管理人员信息表-宿州市互联网信息办公室.docx" {
		t.Errorf("name is %s", name)
	}
	want := text{
		Paragraphs: []string{"附件 2", "", "政府网站域名协同管理人员信息表", "", "填报单位：宿州市互联网信息办公室（加盖公章）"},
		Widths:     []string{"1100", "1300", "1900", "2044", "2500"},
		Rows: [][]string{
			{"", "姓 名", "职 务", "QQ", "手机/座机"},
			{"负责人", "张某", "党组成员、副主任", "12345678", "13800000000"},
			{"联系人", "阿卜杜拉·买买提", "科员", "1234567890", "0557-3020669"},
		},
	}
	if diff := cmp.Diff(want, readBack(t, document)); diff != "" {
		t.Error(diff)
	}
	if footer := string(part(t, document, "word/footer1.xml")); !strings.Contains(footer, "编号 7K2F9Q　第2版") {
		t.Errorf("footer is %s", footer)
	}
}

func TestBlankFormHasEmptyCells(t *testing.T) {
	name, document := draw(t, answer.Blank{Form: form.Coordinator()})
	if name != "附件2-政府网站域名协同管理人员信息表-空白表.docx" {
		t.Errorf("name is %s", name)
	}
	got := readBack(t, document)
	want := [][]string{{"", "姓 名", "职 务", "QQ", "手机/座机"}, {"负责人", "", "", "", ""}, {"联系人", "", "", "", ""}}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
	if line := got.Paragraphs[4]; line != "填报单位：＿＿＿＿＿＿＿＿（加盖公章）" {
		t.Errorf("unit's line is %s", line)
	}
	_, document = draw(t, answer.Blank{Form: form.Coordinator(), Unit: rules.Unit{Name: "宿州市公安局"}})
	if line := readBack(t, document).Paragraphs[4]; line != "填报单位：宿州市公安局（加盖公章）" {
		t.Errorf("unit's line is %s", line)
	}
}

func TestOtherAnswersAreNoDocuments(t *testing.T) {
	other := *form.Coordinator()
	other.ID = "other"
	for _, a := range []answer.Answer{answer.Notice{}, answer.Submitted{Form: &other}, answer.Blank{Form: &other}} {
		var b bytes.Buffer
		if name, ok, err := Write(&b, a); ok || name != "" || err != nil || b.Len() > 0 {
			t.Errorf("%T: %q %v %v, %d bytes", a, name, ok, err, b.Len())
		}
	}
}

func TestTheSameAnswerGivesTheSameBytes(t *testing.T) {
	_, first := draw(t, submitted(people()))
	_, second := draw(t, submitted(people()))
	if !bytes.Equal(first, second) {
		t.Error("two drawings differ")
	}
}

// What people type is text in a cell, and nothing else.
func TestWordsOfPeopleStayWords(t *testing.T) {
	for typed, want := range map[string]string{
		`</w:t><w:br/>&amp;"'`:     `</w:t><w:br/>&amp;"'`,
		"张\x00\u202e某\u200f\ufffe": "张某",
		"科长\n副科长\t兼":               "科长 副科长 兼",
		"𠮷某\xff":                   "𠮷某\ufffd",
		"科长  兼":                    "科长  兼",
	} {
		values := people()
		values["head.post"] = typed
		a := submitted(values)
		a.Unit.Name, a.Code = typed, typed
		_, document := draw(t, a)
		got := readBack(t, document)
		if got.Rows[1][2] != want || got.Paragraphs[4] != "填报单位："+want+"（加盖公章）" {
			t.Errorf("%q: cell %q, line %q", typed, got.Rows[1][2], got.Paragraphs[4])
		}
		if err := xml.Unmarshal(part(t, document, "word/footer1.xml"), new(struct{})); err != nil {
			t.Errorf("%q: footer: %v", typed, err)
		}
	}
}

func TestFileNames(t *testing.T) {
	const annex = "附件2-政府网站域名协同管理人员信息表"
	for unit, want := range map[string]string{
		"宿州市公安局":                    annex + "-宿州市公安局.docx",
		"../../etc/pass wd":         annex + "-etcpasswd.docx",
		"a\\b:c*d?e\"f<g>h|i\n\x00": annex + "-abcdefghi.docx",
		"":                          annex + ".docx",
		strings.Repeat("局", 300):    annex + "-" + strings.Repeat("局", maxName) + ".docx",
	} {
		if got := annex2Name(unit); got != want {
			t.Errorf("%q: %s, want %s", unit, got, want)
		}
	}
	if name := annex2Name(strings.Repeat("局", 300)); len(name) > 255 {
		t.Errorf("%d bytes", len(name))
	}
}

// failing is a place that takes nothing.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWritingFailsWithItsReason(t *testing.T) {
	if _, _, err := Write(failing{}, submitted(people())); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error is %v", err)
	}
}

// Of somebody who was erased the paper says so, in each of their cells.
func TestErasedCellsSaySo(t *testing.T) {
	a := submitted(people())
	for i, c := range a.Cells {
		if c.Field.Row == "contact" {
			a.Cells[i].Value, a.Cells[i].Erased = "", true
		}
	}
	_, document := draw(t, a)
	want := [][]string{
		{"负责人", "张某", "党组成员、副主任", "12345678", "13800000000"},
		{"联系人", "已删除", "已删除", "已删除", "已删除"},
	}
	if diff := cmp.Diff(want, readBack(t, document).Rows[1:]); diff != "" {
		t.Error(diff)
	}
}

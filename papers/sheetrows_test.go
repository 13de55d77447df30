package papers

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// fataler is a test, a property or a fuzz target.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// agree holds that what is read the quick way is what the library reads, and
// reports whether it could be read the quick way at all.
func agree(t fataler, body []byte) bool {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return false
	}
	quick, problem, err := plainSheet(archive)
	if err != nil {
		return false
	}
	slow, other := readUnusual(archive, body)
	if (problem == nil) != (other == nil) || problem != nil && problem.reason != other.reason {
		t.Fatalf("quickly %+v, by the library %+v", problem, other)
	}
	if problem != nil {
		return true
	}
	if diff := cmp.Diff(slow, quick, cmp.AllowUnexported(spread{}, line{}, merge{})); diff != "" {
		t.Fatalf("(-library +quick):\n%s", diff)
	}
	return true
}

// TestQuickReadingIsTheLibrarys fills workbooks with whatever cells can hold, in
// both of the library's ways to write them.
func TestQuickReadingIsTheLibrarys(t *testing.T) {
	quick := 0
	value := rapid.OneOf(
		rapid.Map(rapid.StringOfN(rapid.SampledFrom([]rune("ab &<>\"'=名\n　1.E_x")), 0, 9, -1), func(s string) any { return s }),
		rapid.Map(rapid.Float64(), func(f float64) any { return f }), rapid.Map(rapid.Int(), func(n int) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }), rapid.Just[any](nil),
		rapid.Just[any](time.Date(2018, 12, 15, 0, 0, 0, 0, time.UTC)),
	)
	rapid.Check(t, func(t *rapid.T) {
		book := excelize.NewFile()
		rows := rapid.SliceOfN(rapid.SliceOfN(value, 0, 5), 0, 6).Draw(t, "rows")
		stream := rapid.Bool().Draw(t, "stream")
		var sw *excelize.StreamWriter
		if stream {
			sw, _ = book.NewStreamWriter("Sheet1")
		}
		for i, row := range rows {
			at := fmt.Sprintf("A%d", 2*i+1) // rows between are not there
			var err error
			if stream {
				err = sw.SetRow(at, row)
			} else {
				err = book.SetSheetRow("Sheet1", at, &row)
			}
			if err != nil {
				t.Fatalf("%v", err)
			}
		}
		if stream {
			_ = sw.Flush()
		} else if len(rows) > 1 {
			_ = book.MergeCell("Sheet1", "B1", "C2")
			_ = book.SetCellRichText("Sheet1", "D2", []excelize.RichTextRun{{Text: "一"}, {Text: " 二", Font: &excelize.Font{Bold: true}}})
			_ = book.SetCellFormula("Sheet1", "E2", "1+1")
		}
		var b bytes.Buffer
		if err := book.Write(&b); err != nil {
			t.Fatalf("%v", err)
		}
		if agree(t, b.Bytes()) {
			quick++
		}
	})
	if quick < 50 {
		t.Errorf("only %d workbooks were read the quick way", quick)
	}
}

const (
	bookXML = `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
	linkXML = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	typeXML = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	rootXML = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
)

// bookOf makes a workbook of one sheet, as it is written, and shared texts.
func bookOf(sheet, shared string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	parts := map[string]string{
		"[Content_Types].xml": typeXML, "_rels/.rels": rootXML, "xl/workbook.xml": bookXML,
		"xl/_rels/workbook.xml.rels": linkXML, "xl/worksheets/sheet1.xml": sheet,
	}
	if shared != "" {
		parts[sharedPart] = shared
	}
	for name, text := range parts {
		if f, err := w.Create(name); err == nil {
			_, _ = f.Write([]byte(text))
		}
	}
	_ = w.Close()
	return b.Bytes()
}

const space = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

func sheetOf(rows string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<worksheet ` + space + `><sheetData>` + rows + `</sheetData></worksheet>`
}

// What is written as usual is read the quick way; anything else is left to the
// library, which reads it, or says that it is broken.
func TestWhatIsUsual(t *testing.T) {
	for name, c := range map[string]struct {
		sheet string
		quick bool
	}{
		"numbers":            {sheetOf(`<row r="1"><c r="A1"><v>1</v></c><c r="C1" t="n"><v>1.5E2</v></c></row>`), true},
		"texts in the cell":  {sheetOf(`<row r="1" spans="1:2"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a &amp; b </t></is></c></row>`), true},
		"runs and readings":  {sheetOf(`<row><c t="inlineStr"><is><r><t>域</t></r><r><rPr><b/></rPr><t>名</t></r></is></c></row>`), true},
		"shared":             {sheetOf(`<row r="2"><c r="A2" t="s"><v>1</v></c></row>`), true},
		"a formula's result": {sheetOf(`<row r="1"><c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row>`), true},
		"no place":           {sheetOf(`<row><c><v>1</v></c><c t="b"><v>1</v></c></row>`), true},
		"empty":              {sheetOf(`<row r="1"><c r="A1"/><c r="B1"></c></row><row r="5"/>`), true},
		"merged":             {strings.Replace(sheetOf(`<row r="1"><c r="A1"><v>1</v></c></row>`), `</sheetData>`, `</sheetData><mergeCells count="1"><mergeCell ref="A1:B3"/></mergeCells>`, 1), true},
		"numbered entities":  {sheetOf(`<row r="1"><c r="A1" t="str"><v>&#22495;&#x540d;</v></c></row>`), true},
		"another prefix":     {strings.NewReplacer("<worksheet xmlns=", "<x:worksheet xmlns:x=", "</", "</x:", "<s", "<x:s", "<r", "<x:r", "<c", "<x:c", "<v", "<x:v").Replace(sheetOf(`<row r="1"><c r="A1"><v>1</v></c></row>`)), true},
		"a comment":          {sheetOf(`<!-- a --><row r="1"><c r="A1"><v>1</v></c></row>`), false},
		"CDATA":              {sheetOf(`<row r="1"><c r="A1" t="str"><v><![CDATA[a<b]]></v></c></row>`), false},
		"other quotes":       {sheetOf(`<row r='1'><c r='A1'><v>1</v></c></row>`), false},
		"escaped signs":      {sheetOf(`<row r="1"><c r="A1" t="str"><v>a_x000D_b</v></c></row>`), false},
		"another encoding":   {strings.Replace(sheetOf(``), "UTF-8", "GBK", 1), false},
		"a definition":       {`<!DOCTYPE a [<!ENTITY b "c">]>` + sheetOf(``), false},
		"not closed":         {`<worksheet ` + space + `><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`, false},
		"closed otherwise":   {sheetOf(`<row r="1"><c r="A1"><v>1</c></v></row>`), false},
		"no such text":       {sheetOf(`<row r="1"><c r="A1" t="s"><v>7</v></c></row>`), false},
		"rows backwards":     {sheetOf(`<row r="2"/><row r="1"/>`), false},
		"cells backwards":    {sheetOf(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>`), false},
		"nothing":            {"", false},
	} {
		body := bookOf(c.sheet, `<sst `+space+`><si><t>a</t></si><si><t>域</t><rPh sb="0" eb="1"><t>yu</t></rPh></si></sst>`)
		if got := agree(t, body); got != c.quick {
			t.Errorf("%s: read the quick way: %v", name, got)
		}
	}
}

func FuzzQuickReading(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><t>a</t></is></c></row>`)
	f.Add(`<row><c><v>&lt;1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><sheetData>`)
	f.Fuzz(func(t *testing.T, rows string) {
		agree(t, bookOf(sheetOf(rows), `<sst `+space+`><si><t>a</t></si></sst>`))
	})
}

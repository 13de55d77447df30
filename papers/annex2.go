package papers

import (
	"fmt"
	"io"

	"steward/rules/answer"
	"steward/rules/form"
)

// The words of 附件2, as they stand in 116号.
const (
	annex2ID    = "coordinator"
	annex2Paper = "附件2"
	annex2Head  = "附件 2"
	annex2Title = "政府网站域名协同管理人员信息表"
	blankUnit   = "＿＿＿＿＿＿＿＿"
	erased      = "已删除" // stands where somebody's data were erased
)

// annex2 is 《政府网站域名协同管理人员信息表》 of one unit (三(三)); without cells it
// is blank.
type annex2 struct {
	unit   string // full name, as on the seal; "" leaves the place free
	footer string // ties the sealed paper to the submission; "" for a blank form
	cells  map[string]string
}

func annex2Of(a answer.Submitted) annex2 {
	p := annex2{unit: a.Unit.Name, footer: fmt.Sprintf("编号 %s　第%d版", a.Code, a.Version), cells: map[string]string{}}
	for _, c := range a.Cells {
		p.cells[c.Field.ID] = c.Value
		if c.Erased {
			p.cells[c.Field.ID] = erased
		}
	}
	return p
}

// grid returns the table of the form: its head, and one row for each person.
func (p annex2) grid() [][]cell {
	rows := [][]cell{{{}, {text: "姓 名"}, {text: "职 务"}, {text: "QQ"}, {text: "手机/座机"}}}
	for _, person := range []struct{ row, label string }{{"head", "负责人"}, {"contact", "联系人"}} {
		cells := []cell{{text: person.label}}
		for _, column := range []form.Kind{form.Name, form.Post, form.QQ, form.Phone} {
			cells = append(cells, cell{text: p.cells[person.row+"."+string(column)], whole: column == form.QQ || column == form.Phone})
		}
		rows = append(rows, cells)
	}
	return rows
}

// annex2Widths are the columns' widths in twips; together they are the 156 mm
// of the type area. A landline with its area code fits in one line of 三号.
func annex2Widths() []int { return []int{1100, 1300, 1900, 2044, 2500} }

// write draws the form on one page.
func (p annex2) write(w io.Writer) error {
	s, err := newSheet()
	if err != nil {
		return err
	}
	unit := p.unit
	if unit == "" {
		unit = blankUnit
	}
	s.paragraph(annex2Head, style{font: heiti, size: sizeThree})
	s.paragraph("", style{size: sizeThree})
	s.paragraph(annex2Title, style{font: xiaobiaosong, size: sizeTwo, centred: true})
	s.paragraph("", style{size: sizeThree})
	s.paragraph("填报单位："+unit+"（加盖公章）", style{font: fangsong, size: sizeThree})
	s.table(annex2Widths(), p.grid())
	s.footer(p.footer)
	return s.write(w)
}

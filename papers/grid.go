package papers

import (
	"unicode/utf8"

	"github.com/gomutex/godocx/wml/ctypes"
	"github.com/gomutex/godocx/wml/stypes"
)

// A cell is one cell of a grid.
type cell struct {
	text  string
	whole bool // must stand in one line, as a number must
}

// The measures of a grid, in twips (20 to the point).
const (
	cellMargin = 60
	rowHeight  = 1020 // 18 mm, room for two lines of 三号
	borderSize = 4    // eighths of a point
)

// table draws a grid with fixed columns, a border around every cell, and text
// in the middle of both directions.
func (s sheet) table(widths []int, rows [][]cell) {
	t := s.doc.AddTable().GetCT()
	total := 0
	for _, w := range widths {
		width := uint64(w)
		t.Grid.Col = append(t.Grid.Col, ctypes.Column{Width: &width})
		total += w
	}
	side := ctypes.NewTableWidth(cellMargin, stypes.TableWidthDxa)
	t.TableProp = ctypes.TableProp{
		Width:         ctypes.NewTableWidth(total, stypes.TableWidthDxa),
		Justification: ctypes.NewGenSingleStrVal(stypes.JustificationCenter),
		Borders:       allBorders(),
		Layout:        ctypes.NewTableLayout(stypes.TableLayoutFixed),
		CellMargin:    &ctypes.CellMargins{Left: side, Right: side},
	}
	for _, cells := range rows {
		row := &ctypes.Row{Property: &ctypes.RowProperty{Height: ctypes.NewTableRowHeight(rowHeight, stypes.HeightRuleAtLeast)}}
		for i, c := range cells {
			row.Contents = append(row.Contents, ctypes.TRCellContent{Cell: c.draw(widths[i])})
		}
		t.RowContents = append(t.RowContents, ctypes.RowContent{Row: row})
	}
}

func allBorders() *ctypes.TableBorders {
	line := ctypes.NewCellBorder(stypes.BorderStyleSingle, "000000", "0", borderSize)
	return &ctypes.TableBorders{Top: line, Left: line, Bottom: line, Right: line, InsideH: line, InsideV: line}
}

func (c cell) draw(width int) *ctypes.Cell {
	p := style{size: c.size(width - 2*cellMargin), centred: true, tight: true}.paragraph(c.text)
	return &ctypes.Cell{
		Property: &ctypes.CellProperty{
			Width:  ctypes.NewTableWidth(width, stypes.TableWidthDxa),
			VAlign: ctypes.NewGenSingleStrVal(stypes.VerticalJcCenter),
		},
		Contents: []ctypes.TCBlockContent{{Paragraph: &p}},
	}
}

// A fit is a size of type and in how many lines a text may stand in it.
type fit struct{ size, lines int }

// fits returns what is tried for a text, the best first.
func (c cell) fits() []fit {
	if c.whole {
		return []fit{{sizeThree, 1}, {sizeFour, 1}, {sizeSmallFour, 1}}
	}
	return []fit{{sizeThree, 1}, {sizeFour, 1}, {sizeThree, 2}, {sizeFour, 2}, {sizeSmallFour, 2}}
}

// size returns the type in which the text fits. What is longer wraps further
// in 五号, and the row grows.
func (c cell) size(width int) int {
	for _, f := range c.fits() {
		room := width
		if f.lines > 1 {
			room = f.lines*(width-width%em(f.size)) - em(f.size) // lines break between characters, and not before a ·
		}
		if textWidth(c.text, f.size) <= room {
			return f.size
		}
	}
	return sizeFive
}

// em returns the width of a Chinese character in twips.
func em(size int) int { return size * 10 }

// textWidth returns how wide a text is in twips: three fifths of an em for
// ASCII, which the widest digits of the fonts that stand in for a missing one
// need, and an em for the rest.
func textWidth(text string, size int) int {
	width := 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			width += em(size) * 3 / 5
		} else {
			width += em(size)
		}
	}
	return width
}

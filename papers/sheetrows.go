package papers

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"
)

const (
	sharedPart = "xl/sharedStrings.xml"
	lastColumn = 1 << 14 // that a sheet can have
	lastRow    = 1 << 20
)

// plainSheet reads the first sheet of a workbook as programs for tables write it.
// errUnusual, or whatever else is wrong, is for the library to judge.
func plainSheet(archive *zip.Reader) (spread, *problem, error) {
	var book struct {
		Props struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
	}
	if err := decodePart(archive, "xl/workbook.xml", &book); err != nil {
		return spread{}, nil, err
	}
	name, err := firstSheet(archive)
	if err != nil {
		return spread{}, nil, err
	}
	r := sheetReader{sheet: spread{dates: true, from04: book.Props.Date1904 == "1" || book.Props.Date1904 == "true"}}
	if r.shared, err = sharedStrings(archive); err != nil {
		return spread{}, nil, err
	}
	t, closer, err := opened(archive, name)
	if err != nil {
		return spread{}, nil, err
	}
	r.tags = t
	err = r.all()
	return r.sheet, r.problem, errors.Join(err, closer.Close())
}

// sharedStrings are the texts that cells refer to by number; a workbook need not
// have them.
func sharedStrings(archive *zip.Reader) (texts []string, err error) {
	t, closer, err := opened(archive, sharedPart)
	if errors.Is(err, fs.ErrNotExist) { // texts stand in the cells, then
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var one textReader
	for {
		e, err := t.next()
		switch {
		case errors.Is(err, io.EOF):
			return texts, closer.Close()
		case err != nil:
			return nil, errors.Join(err, closer.Close())
		}
		done, err := one.take(t, e, "si")
		if err != nil {
			return nil, errors.Join(err, closer.Close())
		}
		if done {
			texts = append(texts, one.text)
		}
	}
}

// A textReader gathers a text of runs, without the readings above them.
type textReader struct {
	text    string
	reading bool // within how it is to be read aloud
}

// take hears of a tag, and reports whether the element named is whole.
func (r *textReader) take(t *tags, e element, whole string) (bool, error) {
	switch {
	case e.name == whole && e.opens:
		r.text, r.reading = "", false
		return e.shuts, nil
	case e.name == whole:
		return true, nil
	case e.name == "rPh":
		r.reading = e.opens && !e.shuts
	case e.name == "t" && e.shuts && !e.opens && !r.reading:
		text, err := plainText(t.text)
		r.text += text
		return false, err
	}
	return false, nil
}

// A sheetReader reads rows of cells.
type sheetReader struct {
	*tags

	sheet   spread
	shared  []string
	problem *problem
	number  int // of the row, from 1
	column  int // of the next cell, from 0
	kind    string
	value   string
	wide    int  // cells of the row before
	has     bool // the cell has its value
	rows    int  // how many sheetData there were
	inline  textReader
	cells   []string
}

func (r *sheetReader) all() error {
	for r.problem == nil {
		e, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = r.take(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// within says in which elements an element may stand in a sheet's rows; what stands
// in the looks of a run does not matter.
func within(name, parent string) bool {
	switch name {
	case "row":
		return parent == "sheetData"
	case "c":
		return parent == "row"
	case "v", "f", "is":
		return parent == "c"
	case "r", "rPh", "phoneticPr":
		return parent == "is"
	case "t":
		return parent == "is" || parent == "r" || parent == "rPh"
	}
	return name == "rPr" && parent == "r" || parent == "rPr"
}

// parent is the element in which the last one stands.
func (t *tags) parent(e element) string {
	last := len(t.stack) - 1
	if e.opens && !e.shuts {
		last--
	}
	if last < 0 {
		return ""
	}
	return t.stack[last]
}

func (r *sheetReader) take(e element) error {
	parent := r.parent(e)
	if e.name == "sheetData" && e.opens {
		if r.rows++; r.rows > 1 || parent != "worksheet" {
			return errUnusual
		}
	}
	if len(r.stack) > 2 && r.stack[1] == "sheetData" && !within(e.name, parent) {
		return errUnusual
	}
	switch e.name {
	case "row":
		return r.row(e)
	case "c":
		return r.cell(e)
	case "v":
		return r.valued(e)
	case "mergeCell":
		return r.merge(e)
	case "is", "t", "r", "rPh":
		return r.written(e)
	}
	return nil
}

// valued takes the value of a cell, of which it has one at most.
func (r *sheetReader) valued(e element) (err error) {
	if e.opens {
		if r.has || r.kind == "inlineStr" {
			return errUnusual
		}
		r.has = true
	}
	if e.shuts && !e.opens {
		r.value, err = plainText(r.text)
	}
	return err
}

// written takes the text that stands in a cell itself.
func (r *sheetReader) written(e element) error {
	if e.name == "is" && e.opens {
		if r.has || r.kind != "inlineStr" {
			return errUnusual
		}
		r.has = true
	}
	whole, err := r.inline.take(r.tags, e, "is")
	if whole {
		r.value = r.inline.text
	}
	return err
}

// row begins a row, or ends it.
func (r *sheetReader) row(e element) error {
	if e.opens {
		before := r.number
		r.number, r.column, r.cells = before+1, 0, make([]string, 0, r.wide)
		at, err := r.attr("r")
		if err == nil && len(at) > 0 {
			r.number, err = strconv.Atoi(string(at))
		}
		if err != nil || r.number <= before || r.number > lastRow {
			return errUnusual
		}
	}
	if e.shuts {
		r.wide = len(r.cells)
		r.problem = r.sheet.add(line{r.number, r.cells})
	}
	return nil
}

// cell begins a cell, or ends it.
func (r *sheetReader) cell(e element) error {
	if e.opens {
		r.value, r.has = "", false
		kind, err := r.attr("t")
		if err != nil {
			return err
		}
		r.kind = kindOfCell(kind)
		at, err := r.attr("r")
		if err != nil {
			return err
		}
		if len(at) > 0 {
			column, ok := columnOf(at, r.number)
			if !ok || column < r.column {
				return errUnusual
			}
			r.column = column
		}
	}
	if !e.shuts {
		return nil
	}
	text, err := r.meant()
	if err != nil {
		return err
	}
	return r.put(text)
}

// meant is the text of the cell that is at its end.
func (r *sheetReader) meant() (string, error) {
	switch r.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(r.value))
		if err != nil || n < 0 || n >= len(r.shared) {
			return "", errUnusual
		}
		return wholeNumber(r.shared[n]), nil
	case "", "n", "inlineStr", "str", "b", "e":
		return wholeNumber(r.value), nil
	}
	return "", errUnusual
}

func (r *sheetReader) put(text string) error {
	at := r.column
	r.column++
	switch {
	case at >= lastColumn || r.number == 0:
		return errUnusual
	case text == "", at >= maxCells && strings.TrimSpace(text) == "":
		return nil
	case at >= maxCells:
		r.problem = &problem{r.number, "too_many_cells", []string{"most", strconv.Itoa(maxCells)}}
		return nil
	}
	for len(r.cells) <= at {
		r.cells = append(r.cells, "")
	}
	r.cells[at] = text
	return nil
}

func (r *sheetReader) merge(e element) error {
	if !e.opens {
		return nil
	}
	ref, err := r.attr("ref")
	at := string(ref)
	_, last, is := strings.Cut(at, ":")
	if err != nil || !is {
		return errUnusual
	}
	n, err := strconv.Atoi(strings.TrimLeft(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return errUnusual
	}
	r.sheet.merged = append(r.sheet.merged, merge{at, n})
	return nil
}

// kindOfCell is a cell's kind, of which there are few.
func kindOfCell(written []byte) string {
	for _, known := range []string{"", "s", "inlineStr", "n", "str", "b", "e"} {
		if string(written) == known {
			return known
		}
	}
	return unknownKind
}

const unknownKind = "?"

// columnOf reads the place of a cell, such as AB12, in its row.
func columnOf(place []byte, row int) (int, bool) {
	column, i := 0, 0
	for ; i < len(place) && place[i] >= 'A' && place[i] <= 'Z' && column < lastColumn; i++ {
		column = column*26 + int(place[i]-'A') + 1
	}
	n, digits := 0, place[i:]
	for _, d := range digits {
		if d < '0' || d > '9' || n > lastRow {
			return 0, false
		}
		n = n*10 + int(d-'0')
	}
	return column - 1, len(digits) > 0 && digits[0] != '0' && n == row && column > 0 && column <= lastColumn
}

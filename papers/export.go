package papers

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"steward/rules"
)

// WriteCSV writes a register as UTF-8 with a byte order mark, by which
// spreadsheets know it. [ReadRegister] reads the same back.
func WriteCSV(w io.Writer, r rules.Register) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	cw := csv.NewWriter(w)
	err := eachRow(r, cw.Write)
	cw.Flush()
	if err == nil {
		err = cw.Error()
	}
	return err
}

// WriteXLSX writes a register as a workbook of one sheet, whose cells are text.
func WriteXLSX(w io.Writer, r rules.Register) (err error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // takes its temporary files away
	if err := book.SetSheetName("Sheet1", string(r.Kind)); err != nil {
		return err
	}
	sw, err := book.NewStreamWriter(string(r.Kind))
	if err != nil {
		return err
	}
	number := 0
	err = eachRow(r, func(cells []string) error {
		number++
		values := make([]any, len(cells))
		for i, c := range cells {
			values[i] = c
		}
		return sw.SetRow(fmt.Sprintf("A%d", number), values)
	})
	if err != nil {
		return err
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	return book.Write(w)
}

// eachRow gives the header and each row, guarded.
func eachRow(r rules.Register, write func([]string) error) error {
	var header []string
	for _, c := range columnsOf(r.Kind) {
		header = append(header, c.name)
	}
	if err := write(header); err != nil {
		return err
	}
	cells := make([]string, 0, len(header))
	for i := range max(len(r.Units), len(r.Domains), len(r.People)) {
		cells = cellsOf(cells[:0], r, i)
		for n, c := range cells {
			cells[n] = guarded(c)
		}
		if err := write(cells); err != nil {
			return err
		}
	}
	return nil
}

// cellsOf is one row's values, in the order of the columns.
func cellsOf(to []string, r rules.Register, i int) []string {
	switch r.Kind {
	case rules.UnitRegister:
		u := r.Units[i]
		return append(to, u.Code, u.Name, strings.Join(u.Aliases, "|"), string(u.Kind), u.Label, yes(u.Coordinating),
			joined(u.Duties), formerCell(u.Former), u.Successor, u.Ended.String())
	case rules.DomainRegister:
		d := r.Domains[i]
		return append(to, d.Name, d.Unit, d.Holder, string(d.HolderKind), d.SiteName, string(d.SiteStatus), string(d.Purpose),
			d.RegisteredOn.String(), d.Registrar, yes(d.Main), d.Remark)
	default:
		p := r.People[i]
		return append(to, p.ID, p.Name, p.Unit, joined(p.Roles), p.Language, p.Email)
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func joined[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, "|")
}

func formerCell(names []rules.FormerName) string {
	var out []string
	for _, f := range names {
		out = append(out, f.Name+"@"+f.Until.String())
	}
	return strings.Join(out, "|")
}

package papers

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The bounds of a workbook once it is unpacked: what says that it is bigger, or
// proves to be, is a bomb or a mistake.
const (
	maxUnpacked = 256 << 20
	maxPart     = 1 << 20 // of a part that is kept in memory; bigger ones go to a temporary file
)

// readXLSX reads the first sheet of a workbook, row by row.
func readXLSX(body []byte) (s spread, p *problem) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return s, &problem{reason: "broken"}
	}
	var size uint64
	for _, f := range archive.File {
		if size += f.UncompressedSize64; size > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			return s, &problem{reason: "unpacks_too_big", args: []string{"most", strconv.Itoa(maxUnpacked >> 20)}}
		}
	}
	if s, p, err := plainSheet(archive); err == nil {
		return s, p
	}
	return readUnusual(archive, body)
}

// readUnusual has the library read what is not written as usual, or is broken.
func readUnusual(archive *zip.Reader, body []byte) (s spread, p *problem) {
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxPart,
	})
	if err != nil {
		return s, workbookProblem(archive, err)
	}
	defer func() { _ = book.Close() }() // takes its temporary files away
	if s, p = rowsOf(book); p != nil {
		return s, p
	}
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		s.from04 = *props.Date1904
	}
	s.merged, err = mergesOf(archive)
	if err != nil {
		return s, &problem{reason: "broken"}
	}
	return s, nil
}

// workbookProblem tells what else comes as a zip from a workbook that is broken.
func workbookProblem(archive *zip.Reader, err error) *problem {
	if errors.Is(err, excelize.ErrWorkbookPassword) {
		return &problem{reason: "password"}
	}
	if _, err := archive.Open("xl/workbook.xml"); err != nil {
		return &problem{reason: "type"}
	}
	return &problem{reason: "broken"}
}

func rowsOf(book *excelize.File) (s spread, p *problem) {
	s.dates = true
	names := book.GetSheetList()
	if len(names) == 0 {
		return s, &problem{reason: "empty"}
	}
	rows, err := book.Rows(names[0])
	if err != nil {
		return s, &problem{reason: "broken"}
	}
	defer func() { _ = rows.Close() }() // its part is only read
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return s, &problem{line: number, reason: "broken"}
		}
		for i, c := range cells {
			cells[i] = wholeNumber(c)
		}
		if p := s.add(line{number, cells}); p != nil {
			return s, p
		}
		if number > 1<<20 { // rows that a sheet can have
			return s, &problem{reason: "broken"}
		}
	}
	if rows.Error() != nil {
		return s, &problem{reason: "broken"}
	}
	return s, nil
}

// wholeNumber writes a number such as a phone's without an exponent, as some
// programs keep it. Nothing is lost: the workbook has all its digits.
func wholeNumber(cell string) string {
	mantissa, exponent, cut := strings.Cut(cell, "E")
	if !cut || !strings.Contains(mantissa, ".") || strings.Trim(mantissa+exponent, ".0123456789") != "" {
		return cell
	}
	const exact = 1 << 53
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || n >= exact {
		return cell
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// mergesOf lists the merged cells of the first sheet. excelize would read the
// whole sheet into memory for them, so the part is only looked through.
func mergesOf(archive *zip.Reader) ([]merge, error) {
	name, err := firstSheet(archive)
	if err != nil {
		return nil, err
	}
	f, err := archive.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ref := regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+([0-9]+))"`)
	const overlap = 256
	var out []merge
	var window []byte
	buf := make([]byte, 1<<16)
	for {
		n, err := io.ReadFull(f, buf)
		window = append(window, buf[:n]...)
		if !bytes.Contains(window, []byte("mergeCell ")) { // as nearly everywhere: the expression is slow
			window = append(window[:0], window[max(0, len(window)-overlap):]...)
			if err != nil {
				return out, ended(err)
			}
			continue
		}
		for _, at := range ref.FindAllSubmatchIndex(window, -1) {
			last, _ := strconv.Atoi(string(window[at[4]:at[5]])) // digits, by the expression
			out = append(out, merge{string(window[at[2]:at[3]]), last})
		}
		if all := ref.FindAllIndex(window, -1); len(all) > 0 {
			window = window[all[len(all)-1][1]:]
		}
		if len(window) > overlap {
			window = append(window[:0], window[len(window)-overlap:]...)
		}
		if err != nil {
			return out, ended(err)
		}
	}
}

// ended is nil at the end of a part.
func ended(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// firstSheet finds the part of the workbook's first sheet.
func firstSheet(archive *zip.Reader) (string, error) {
	var book struct {
		Sheets []struct {
			ID string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		To []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := decodePart(archive, "xl/workbook.xml", &book); err != nil {
		return "", err
	}
	if err := decodePart(archive, "xl/_rels/workbook.xml.rels", &links); err != nil {
		return "", err
	}
	for _, l := range links.To {
		if len(book.Sheets) > 0 && l.ID == book.Sheets[0].ID {
			if to, absolute := strings.CutPrefix(l.Target, "/"); absolute {
				return to, nil
			}
			return path.Join("xl", l.Target), nil
		}
	}
	return "", errNoSheet
}

var errNoSheet = errors.New("the workbook has no sheet")

func decodePart(archive *zip.Reader, name string, into any) error {
	f, err := archive.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return xml.NewDecoder(io.LimitReader(f, maxPart)).Decode(into)
}

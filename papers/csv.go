package papers

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decoded turns a file's bytes into UTF-8: what says so by its first bytes, what
// is UTF-8 as it stands, and else GBK (GB 18030), in which spreadsheets in China
// save. What is none of these is refused.
func decoded(body []byte) ([]byte, *problem) {
	if rest, has := bytes.CutPrefix(body, []byte("\xef\xbb\xbf")); has {
		body = rest
	}
	wide := bytes.HasPrefix(body, []byte("\xff\xfe")) || bytes.HasPrefix(body, []byte("\xfe\xff"))
	var from encoding.Encoding
	switch {
	case wide:
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(body):
		from = encoding.Nop
	default:
		from = simplifiedchinese.GB18030
	}
	text, err := from.NewDecoder().Bytes(body)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, &problem{reason: "encoding"}
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, &problem{reason: "type"}
	}
	return text, nil
}

// readCSV reads values separated by commas, or by tabs where the first line has
// no comma. Lines count as an editor counts them.
func readCSV(body []byte) (spread, *problem) {
	text, p := decoded(body)
	if p != nil {
		return spread{}, p
	}
	cr := csv.NewReader(bytes.NewReader(text))
	cr.FieldsPerRecord = -1
	head, _, _ := strings.Cut(string(text[:min(len(text), 4096)]), "\n")
	if !strings.Contains(head, ",") && strings.Contains(head, "\t") {
		cr.Comma = '\t'
	}
	var s spread
	for {
		cells, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return s, &problem{line: bad.Line, reason: "quotes"}
		}
		if err != nil {
			return s, &problem{reason: "type"}
		}
		number, _ := cr.FieldPos(0)
		if p := s.add(line{number, cells}); p != nil {
			return s, p
		}
	}
}

// add takes one line in, unless there are too many. Empty ones are left out:
// spreadsheets save rows that only once held something.
func (s *spread) add(l line) *problem {
	if l.blank() {
		return nil
	}
	for len(l.cells) > 0 && strings.TrimSpace(l.cells[len(l.cells)-1]) == "" {
		l.cells = l.cells[:len(l.cells)-1]
	}
	if len(s.rows) > maxRows {
		return &problem{reason: "too_many_rows", args: []string{"most", strconv.Itoa(maxRows)}}
	}
	if len(l.cells) > maxCells {
		return &problem{l.number, "too_many_cells", []string{"most", strconv.Itoa(maxCells)}}
	}
	s.rows = append(s.rows, l)
	return nil
}

package papers

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// errUnusual says that a part is written as programs for tables do not write it.
// Then the library reads the workbook, which takes several times as long, and says
// what is wrong with it, if anything is.
var errUnusual = errors.New("a part of the workbook is written in an unusual way")

const (
	partBuffer  = 1 << 16
	longestPart = 1 << 20 // bytes of one tag, or of one text
	deepest     = 16      // elements in each other
)

// tags reads a part of a workbook, tag by tag. It knows as much of XML as programs
// for tables write; it never guesses, and what it does not know is errUnusual.
type tags struct {
	in    *bufio.Reader
	text  []byte   // before the tag, as it is written
	tag   []byte   // between < and >
	stack []string // names of the elements that are open
	attrs []attribute
	began bool
}

// An element is a tag: opened, closed, or both at once.
type element struct {
	name         string // without the prefix of its space
	opens, shuts bool
}

// next returns the next tag; io.EOF when the part is at its end.
func (t *tags) next() (element, error) {
	for {
		var err error
		if t.text, err = t.until(t.text[:0], '<'); err != nil {
			return element{}, t.end(err)
		}
		if !t.began && !blankStart(t.text) {
			return element{}, errUnusual
		}
		t.began = true
		if t.tag, err = t.until(t.tag[:0], '>'); err != nil {
			return element{}, errUnusual
		}
		for bytes.Count(t.tag, []byte(`"`))%2 != 0 { // a > in a value
			t.tag = append(t.tag, '>')
			if t.tag, err = t.until(t.tag, '>'); err != nil {
				return element{}, errUnusual
			}
		}
		switch {
		case len(t.tag) == 0, t.tag[0] == '!':
			return element{}, errUnusual // a comment, CDATA, a definition
		case t.tag[0] != '?':
			return t.element()
		case !utf8Declared(t.tag):
			return element{}, errUnusual
		}
	}
}

// blankStart allows nothing before the first tag but the mark of UTF-8.
func blankStart(text []byte) bool {
	return len(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))) == 0
}

func utf8Declared(tag []byte) bool {
	_, encoding, is := bytes.Cut(bytes.ToLower(tag), []byte("encoding="))
	return !is || bytes.HasPrefix(bytes.Trim(encoding, `"'`), []byte("utf-8"))
}

// until reads up to a byte, which is left out.
func (t *tags) until(to []byte, stop byte) ([]byte, error) {
	for {
		some, err := t.in.ReadSlice(stop)
		to = append(to, some...)
		switch {
		case len(to) > longestPart:
			return to, errUnusual
		case err == nil:
			return to[:len(to)-1], nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return to, err
		}
	}
}

// end is io.EOF where a part may end.
func (t *tags) end(err error) error {
	if errors.Is(err, io.EOF) && len(t.stack) == 0 && t.began && len(bytes.TrimSpace(t.text)) == 0 {
		return io.EOF
	}
	return errUnusual
}

// element opens or shuts what the tag says, each in its turn.
func (t *tags) element() (element, error) {
	tag := t.tag
	var e element
	switch {
	case tag[0] == '/':
		tag, e.shuts = tag[1:], true
	case tag[len(tag)-1] == '/':
		tag, e.opens, e.shuts = tag[:len(tag)-1], true, true
	default:
		e.opens = true
	}
	name, rest := tag, []byte(nil)
	if i := bytes.IndexAny(tag, " \t\r\n"); i >= 0 {
		name, rest = tag[:i], tag[i:]
	}
	if !isName(name) || !t.attributes(rest) || e.shuts && !e.opens && len(t.attrs) > 0 {
		return e, errUnusual
	}
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	e.name = wordOf(name)
	switch last := len(t.stack) - 1; {
	case e.opens && e.shuts:
	case e.opens && len(t.stack) < deepest:
		t.stack = append(t.stack, e.name)
	case e.shuts && last >= 0 && t.stack[last] == e.name:
		t.stack = t.stack[:last]
	default:
		return e, errUnusual
	}
	return e, nil
}

// wordOf spares the making of the names that stand everywhere.
func wordOf(name []byte) string {
	for _, known := range []string{"c", "v", "t", "is", "row", "si", "r", "f"} {
		if string(name) == known {
			return known
		}
	}
	return string(name)
}

// An attribute is a name with its prefix, and a value as it is written.
type attribute struct{ name, value []byte }

// attributes reads those of a tag; false where they are written otherwise than
// name="value", with a space before each.
func (t *tags) attributes(rest []byte) bool {
	t.attrs = t.attrs[:0]
	for {
		trimmed := bytes.TrimLeft(rest, " \t\r\n")
		if len(trimmed) == 0 {
			return true
		}
		name, after, is := bytes.Cut(trimmed, []byte(`="`))
		value, next, closed := bytes.Cut(after, []byte(`"`))
		if len(trimmed) == len(rest) || !is || !closed || !isName(name) || bytes.IndexByte(value, '<') >= 0 {
			return false
		}
		for _, a := range t.attrs {
			if bytes.Equal(a.name, name) {
				return false
			}
		}
		t.attrs = append(t.attrs, attribute{name, value})
		rest = next
	}
}

func isName(name []byte) bool {
	for i, c := range name {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == ':' || c == '-' || c == '.')) {
			return false
		}
	}
	return len(name) > 0
}

// attr returns a value of the tag, as it is written, and nil when it is not there.
// Places and kinds have no need of entities: one that has some is errUnusual.
func (t *tags) attr(name string) ([]byte, error) {
	for _, a := range t.attrs {
		if string(a.name) != name {
			continue
		}
		if bytes.IndexByte(a.value, '&') >= 0 || !utf8.Valid(a.value) {
			return nil, errUnusual
		}
		return a.value, nil
	}
	return nil, nil
}

// plainText is what a text means: entities are resolved. What spreadsheets write as
// _x000D_ is for the library.
func plainText(text []byte) (string, error) {
	if bytes.Contains(text, []byte("_x")) || !utf8.Valid(text) {
		return "", errUnusual
	}
	if bytes.IndexByte(text, '&') < 0 {
		return strings.ReplaceAll(string(text), "\r\n", "\n"), nil
	}
	var b strings.Builder
	for {
		before, rest, more := bytes.Cut(text, []byte("&"))
		b.Write(before)
		if !more {
			return b.String(), nil
		}
		entity, after, closed := bytes.Cut(rest, []byte(";"))
		sign, known := entityOf(string(entity))
		if !closed || !known {
			return "", errUnusual
		}
		b.WriteRune(sign)
		text = after
	}
}

func entityOf(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if digits == name {
		return 0, false
	}
	if hex := strings.TrimPrefix(digits, "x"); hex != digits {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n > 0 && utf8.ValidRune(rune(n)) && (n >= ' ' || n == '\t' || n == '\n')
}

// opened reads a part of an archive.
func opened(archive *zip.Reader, name string) (*tags, io.Closer, error) {
	f, err := archive.Open(name)
	if err != nil {
		return nil, nil, err
	}
	return &tags{in: bufio.NewReaderSize(f, partBuffer)}, f, nil
}

package papers

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"

	"github.com/gomutex/godocx/docx"
	"github.com/gomutex/godocx/packager"
	"github.com/gomutex/godocx/wml/ctypes"
	"github.com/gomutex/godocx/wml/stypes"
)

//go:embed all:skeleton
var skeleton embed.FS

// The fonts of GB/T 9704. What to take where one is missing stands in the
// skeleton's font table.
const (
	xiaobiaosong = "方正小标宋简体"
	fangsong     = "仿宋_GB2312"
	heiti        = "黑体"
	roman        = "Times New Roman" // digits and Latin letters: every machine has it, or its metrics
)

// The sizes of type, in half points: 二号, 三号, 四号, 小四, 五号 and, for the
// footer, 小五.
const (
	sizeTwo       = 44
	sizeThree     = 32
	sizeFour      = 28
	sizeSmallFour = 24
	sizeFive      = 21
	sizeSmallFive = 18
)

// A style is how a paragraph looks; without a font it is 仿宋.
type style struct {
	font    string
	size    int // half points
	centred bool
	tight   bool // lines follow the type, not the grid of the page
}

// A sheet is a page of an official paper in the making: A4, the type area of
// GB/T 9704 (37 mm above, 35 below, 28 on the left, 26 on the right), 22 lines.
type sheet struct{ doc *docx.RootDoc }

func newSheet() (sheet, error) {
	packed, err := pack(skeleton)
	if err != nil {
		return sheet{}, fmt.Errorf("skeleton: %w", err)
	}
	doc, err := packager.Unpack(&packed)
	if err != nil {
		return sheet{}, fmt.Errorf("skeleton: %w", err)
	}
	return sheet{doc}, nil
}

// pack zips the skeleton, because that is what godocx opens.
func pack(files fs.FS) ([]byte, error) {
	root, err := fs.Sub(files, "skeleton")
	if err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	err = fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err // an entry for a folder would not be a part
		}
		content, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		out, err := z.Create(name)
		if err != nil {
			return err
		}
		_, err = out.Write(content)
		return err
	})
	if err := errors.Join(err, z.Close()); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

func (s sheet) paragraph(text string, st style) {
	*s.doc.AddEmptyParagraph().GetCT() = st.paragraph(text)
}

// paragraph makes a paragraph of one run; an empty one keeps the run's size, so
// that an empty line is as high as a full one.
func (st style) paragraph(text string) ctypes.Paragraph {
	p := ctypes.Paragraph{Property: &ctypes.ParagraphProp{RunProperty: st.run()}}
	if st.centred {
		p.Property.Justification = ctypes.NewGenSingleStrVal(stypes.JustificationCenter)
	}
	if st.tight {
		off := ctypes.OnOff{Val: new(stypes.OnOff)}
		*off.Val = stypes.OnOffZero
		p.Property.SnapToGrid = &off
	}
	if text = plain(text); text != "" {
		run := &ctypes.Run{Property: st.run(), Children: []ctypes.RunChild{{Text: ctypes.TextFromString(text)}}}
		p.Children = []ctypes.ParagraphChild{{Run: run}}
	}
	return p
}

func (st style) run() *ctypes.RunProperty {
	font := st.font
	if font == "" {
		font = fangsong
	}
	return &ctypes.RunProperty{
		Fonts:  &ctypes.RunFonts{Hint: stypes.FontTypeHintEastAsia, Ascii: roman, HAnsi: roman, EastAsia: font},
		Size:   ctypes.NewFontSize(uint64(st.size)),
		SizeCs: ctypes.NewFontSizeCS(uint64(st.size)),
	}
}

// plain drops what does not show: a person's words must not turn the direction
// of the line or break the file.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) && unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Co), r >= 0xFFFE && r <= 0xFFFF:
			return -1
		}
		return r
	}, text)
}

// footerPart is the footer as a finished part, because godocx cannot write one.
const footerPart = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>` +
	`<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[2]s"/><w:sz w:val="%[3]d"/></w:rPr>` +
	`<w:t>%[4]s</w:t></w:r></w:p></w:ftr>`

// footer sets the small line at the foot of the page; the part must be there
// even when it is empty.
func (s sheet) footer(text string) {
	var escaped strings.Builder
	_ = xml.EscapeText(&escaped, []byte(plain(text))) // a builder takes everything
	s.doc.FileMap.Store("word/footer1.xml", fmt.Appendf(nil, footerPart, roman, fangsong, sizeSmallFive, escaped.String()))
}

func (s sheet) write(w io.Writer) error {
	if err := s.doc.Write(w); err != nil {
		return fmt.Errorf("write .docx: %w", err)
	}
	return nil
}

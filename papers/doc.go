// Package papers reads and writes office documents: the inventory's tables in,
// the directive's forms out as .docx.
//
// Invariants:
//   - A paper has the grid and the words of the directive's own form; what
//     people typed is text in it and nothing else.
//   - The same answer gives the same bytes, so that goldens hold and a document
//     drawn twice is one document.
//   - A table with a row that cannot be read is not read at all.
//
// The .docx are built with github.com/gomutex/godocx (MIT). It takes column
// widths, borders, row heights, vertical centring and East Asian fonts, and
// writes its parts sorted and without the time of day. Its own template is left
// aside: 900 kB of English styles, letter paper, somebody's name as the author.
// In its place stands skeleton, where the page of GB/T 9704 is set; the footer,
// which godocx cannot write, is put in as a finished part. github.com/fumiama/go-docx
// was tried and not taken: no vertical centring, no footer, parts in the
// order of a map, and the AGPL.
package papers

package rules

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/width"
)

// PaperAlphabet has the letters of the codes that people read off a sealed paper.
// It leaves out what is misread there: 0 and O, 1 and I and L, U and V, 5 and S,
// 2 and Z, 8 and B. There are 23, a prime, so that one check letter finds each
// letter misread and each two swapped.
const PaperAlphabet = "34679ACDEFGHJKMNPQRTWXY"

// PaperCodeSize is the length of a submission's code, without version and check.
const PaperCodeSize = 8

// Why no paper could be told from a text.
var (
	ErrNoPaperCode      = errors.New("no code of a paper")
	ErrPaperCodeMisread = errors.New("code of a paper misread")
	ErrPaperCodeTwo     = errors.New("codes of two papers")
)

// A PaperRef is one version of one submission, as a paper names it.
type PaperRef struct {
	Code    string
	Version int // from 1
}

// PaperCode is what stands in the footer of a paper, to tie its sealed scan to
// the submission: K7M3QXAP-2-R is the second version, with a check letter at the
// end over both. The code is one of [PaperAlphabet].
func PaperCode(code string, version int) string {
	return fmt.Sprintf("%s-%d-%c", code, version, paperCheck(code, version))
}

// paperCheck weighs each letter by its place, modulo the size of the alphabet.
func paperCheck(code string, version int) byte {
	sum, weight := 0, 1
	for _, r := range code {
		sum += weight * strings.IndexRune(PaperAlphabet, r)
		weight++
	}
	for n := version; n > 0; n /= 10 {
		sum += weight * (n%10 + 1)
		weight++
	}
	return PaperAlphabet[sum%len(PaperAlphabet)]
}

// ReadPaperCode reads the code off a file's name or a person's words, in any
// case, in full width, with other dashes or spaces between its parts. The error
// is ErrNoPaperCode, ErrPaperCodeMisread or ErrPaperCodeTwo.
func ReadPaperCode(text string) (PaperRef, error) {
	var found PaperRef
	text, shape, misread := strings.ToUpper(width.Fold.String(text)), paperShape(), false
	for at := shape.FindStringSubmatchIndex(text); at != nil; at = shape.FindStringSubmatchIndex(text) {
		version, _ := strconv.Atoi(text[at[4]:at[5]]) // four digits at most
		ref := PaperRef{Code: text[at[2]:at[3]], Version: version}
		switch {
		case paperCheck(ref.Code, version) != text[at[6]]:
			misread = true
		case found.Code != "" && found != ref:
			return PaperRef{}, ErrPaperCodeTwo
		default:
			found = ref
		}
		text = text[at[7]:] // the sign after one may be the sign before the next
	}
	switch {
	case found.Code != "":
		return found, nil
	case misread:
		return PaperRef{}, ErrPaperCodeMisread
	}
	return PaperRef{}, ErrNoPaperCode
}

func paperShape() *regexp.Regexp {
	const dash = `[ _.\x{2010}-\x{2015}\x{2212}-]{0,3}`
	return regexp.MustCompile(`(?:^|[^0-9A-Z])([` + PaperAlphabet + `]{8})` + dash + `([1-9][0-9]{0,3})` + dash +
		`([` + PaperAlphabet + `])(?:$|[^0-9A-Z])`)
}

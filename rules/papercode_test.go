package rules

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func aPaper() *rapid.Generator[PaperRef] {
	return rapid.Custom(func(t *rapid.T) PaperRef {
		return PaperRef{
			Code:    rapid.StringOfN(rapid.RuneFrom([]rune(PaperAlphabet)), PaperCodeSize, PaperCodeSize, -1).Draw(t, "code"),
			Version: rapid.IntRange(1, 9999).Draw(t, "version"),
		}
	})
}

// What the footer says is read back, however it is written down.
func TestPaperCodesAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ref := aPaper().Draw(t, "ref")
		printed := PaperCode(ref.Code, ref.Version)
		for _, written := range []string{
			printed, strings.ToLower(printed), strings.ReplaceAll(printed, "-", " "), strings.ReplaceAll(printed, "-", "－"),
			strings.ReplaceAll(printed, "-", "—"), "附件1盖章扫描件_" + printed + ".pdf", "编号：" + printed + "，请查收", "IMG 20181203 " + printed,
		} {
			if got, err := ReadPaperCode(written); err != nil || got != ref {
				t.Fatalf("%q reads as %v, %v, want %v", written, got, err, ref)
			}
		}
	})
}

// One letter or digit misread is found out, never taken for another paper.
func TestMisreadPaperCodesAreFoundOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ref := aPaper().Draw(t, "ref")
		printed := []rune(PaperCode(ref.Code, ref.Version))
		at := rapid.IntRange(0, len(printed)-1).Draw(t, "at")
		letters := PaperAlphabet
		switch {
		case printed[at] == '-':
			return
		case at > PaperCodeSize && at < len(printed)-1:
			letters = "123456789"
		}
		misread := rapid.RuneFrom([]rune(letters)).Draw(t, "misread")
		if misread == printed[at] {
			return
		}
		printed[at] = misread
		if got, err := ReadPaperCode(string(printed)); !errors.Is(err, ErrPaperCodeMisread) {
			t.Fatalf("%s reads as %v, %v; the paper is %v", string(printed), got, err, ref)
		}
	})
}

// Two letters that changed places are found out too.
func TestSwappedLettersAreFoundOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ref := aPaper().Draw(t, "ref")
		printed := []byte(PaperCode(ref.Code, ref.Version))
		at := rapid.IntRange(0, PaperCodeSize-2).Draw(t, "at")
		if printed[at] == printed[at+1] {
			return
		}
		printed[at], printed[at+1] = printed[at+1], printed[at]
		if got, err := ReadPaperCode(string(printed)); !errors.Is(err, ErrPaperCodeMisread) {
			t.Fatalf("%s reads as %v, %v", printed, got, err)
		}
	})
}

func TestTextsWithoutOnePaperCode(t *testing.T) {
	one, two := PaperCode("K7M3QXAP", 1), PaperCode("K7M3QXAP", 2)
	for text, want := range map[string]error{
		"": ErrNoPaperCode, "盖章扫描件.pdf": ErrNoPaperCode, "IMG_20181203_101500.jpg": ErrNoPaperCode,
		"K7M3QXAP": ErrNoPaperCode, "K7M3QXAP-0-A": ErrNoPaperCode, "X" + one: ErrNoPaperCode,
		one + " " + one: nil, one + " 和 " + two: ErrPaperCodeTwo, one + " " + two: ErrPaperCodeTwo,
	} {
		if _, err := ReadPaperCode(text); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
}

package naming

import (
	_ "embed" // the readings are built in
	"strings"
	"sync"
)

// readingsFile has a line for each way, or set of ways, in which characters are
// read: the ways, without tones and the most common first, and all such characters.
// They are what the library go-pinyin says, as a test holds. The library itself
// makes a map of them at each start, a third of the memory that the whole program
// has in use.
//
//go:embed data/readings.txt
var readingsFile string

// Syllable returns how a character is most often read, without its tone: 域 is
// "yu". It is "" for what is no Chinese character, or one that has no reading.
func Syllable(r rune) string {
	first, _, _ := strings.Cut(sounds().of(r), " ")
	return first
}

// readingsOf returns every way in which a character is read, without tones, the
// most common first.
func readingsOf(r rune) []string { return strings.Fields(sounds().of(r)) }

// sounds is made when a character's reading is first asked for.
//
//nolint:gochecknoglobals // made once from a file built in, and the same ever after
var sounds = sync.OnceValue(func() *soundTable { return newSoundTable(readingsFile) })

// pageSize is how many characters follow one another on a page.
const pageSize = 256

// A soundTable has pages of characters that follow one another, each with the
// number of its readings; 0 is none.
type soundTable struct {
	pages    map[rune]*[pageSize]uint16
	readings []string
}

func newSoundTable(file string) *soundTable {
	t := &soundTable{pages: map[rune]*[pageSize]uint16{}, readings: []string{""}}
	number := uint16(0) // there are hundreds, not tens of thousands
	for line := range strings.Lines(file) {
		readings, chars, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		number++
		t.readings = append(t.readings, readings)
		for _, r := range chars {
			if t.pages[r/pageSize] == nil {
				t.pages[r/pageSize] = &[pageSize]uint16{}
			}
			t.pages[r/pageSize][r%pageSize] = number
		}
	}
	return t
}

// of returns a character's readings, with spaces between them.
func (t *soundTable) of(r rune) string {
	if page := t.pages[r/pageSize]; page != nil {
		return t.readings[page[r%pageSize]]
	}
	return ""
}

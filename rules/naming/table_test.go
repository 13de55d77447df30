package naming

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"
)

var update = flag.Bool("update", false, "accept what is printed now")

// The readings that are built in are those of the library, of each character.
func TestReadingsAreTheLibrarys(t *testing.T) {
	want := libraryReadings()
	if *update {
		if err := os.WriteFile("data/readings.txt", []byte(printed(want)), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if len(want) < 40_000 {
		t.Fatalf("the library knows %d characters", len(want))
	}
	for r := range rune(0x30000) {
		if got := sounds().of(r); got != want[r] {
			t.Errorf("%c (%x) is read %q, not %q", r, r, got, want[r])
		}
	}
}

func libraryReadings() map[rune]string {
	all := map[rune]string{}
	for r := range pinyin.PinyinDict {
		readings := pinyin.SinglePinyin(rune(r), pinyin.Args{Heteronym: true})
		all[rune(r)] = strings.Join(readings, " ")
	}
	return all
}

// printed has a line for each set of readings, with its characters.
func printed(all map[rune]string) string {
	lines := map[string][]rune{}
	for r, readings := range all {
		lines[readings] = append(lines[readings], r)
	}
	var b strings.Builder
	for _, readings := range slices.Sorted(maps.Keys(lines)) {
		slices.Sort(lines[readings])
		b.WriteString(readings + ":" + string(lines[readings]) + "\n")
	}
	return b.String()
}

func TestReadingsOf(t *testing.T) {
	for r, want := range map[rune]string{
		'长': "zhang chang", '行': "xing hang heng", '重': "zhong chong tong", '吕': "lv", 'a': "", '，': "",
	} {
		if got := strings.Join(readingsOf(r), " "); got != want {
			t.Errorf("%c is read %q, not %q", r, got, want)
		}
	}
}

package papers_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"steward/papers"
)

func TestReadPairs(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("name,level,prefecture,host\n砀山县,county,宿州市,www.dangshan.gov.cn\n")
	if err != nil {
		t.Fatal(err)
	}
	dangshan := papers.Pair{Name: "砀山县", Level: "county", Prefecture: "宿州市", Host: "www.dangshan.gov.cn"}
	for _, c := range []struct {
		name, text string
		want       []papers.Pair
	}{
		{"plain", "name,level,prefecture,host\n砀山县,county,宿州市,www.dangshan.gov.cn\n", []papers.Pair{dangshan}},
		{"with a mark", "\ufeffname,level,prefecture,host\n砀山县,county,宿州市,www.dangshan.gov.cn\n", []papers.Pair{dangshan}},
		{"GBK", gbk, []papers.Pair{dangshan}},
		{"other order, other columns, line ends of Windows", "HOST, Name ,code,Prefecture,level\r\nwww.dangshan.gov.cn, 砀山县 ,341321,宿州市,county\r\n", []papers.Pair{dangshan}},
		{"full-width header", "ｎａｍｅ,level,prefecture,ｈｏｓｔ\n砀山县,county,宿州市,www.dangshan.gov.cn\n", []papers.Pair{dangshan}},
		{"quoted, with a comma and a line's end", "name,level,prefecture,host\n\"A,\n\"\"B\"\"\",county,,\"x.gov.cn\"\n", []papers.Pair{{Name: "A,\n\"B\"", Level: "county", Host: "x.gov.cn"}}},
		{"an empty host, a short row, an empty row", "name,level,prefecture,host\n甲县,county,乙市,\n甲县\n,,,\n\n", []papers.Pair{
			{Name: "甲县", Level: "county", Prefecture: "乙市"}, {Name: "甲县"},
		}},
		{"no rows", "name,level,prefecture,host", []papers.Pair{}},
	} {
		got, err := papers.ReadPairs(strings.NewReader(c.text), "p.csv")
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", c.name, err, diff)
		}
	}
}

func TestReadPairsRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"empty", "", "p.csv: the file is empty"},
		{"columns missing", "name,host,code\n", "p.csv: line 1: missing columns: level, prefecture"},
		{"an open quote", "name,level,prefecture,host\n\"a,b,c,d\n", "line 2"},
		{"neither encoding", "name,level,prefecture,host\n\xff\xff,b,c,d\n", "neither UTF-8 nor GBK"},
	} {
		if _, err := papers.ReadPairs(strings.NewReader(c.text), "p.csv"); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want it to say %q", c.name, err, c.says)
		}
	}
	broken := errors.New("broken")
	if _, err := papers.ReadPairs(iotest.ErrReader(broken), "p.csv"); !errors.Is(err, broken) {
		t.Errorf("a file that cannot be read: %v", err)
	}
}

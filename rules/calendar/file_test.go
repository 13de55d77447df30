package calendar

import (
	"strings"
	"testing"
)

func TestReadReplacesYears(t *testing.T) {
	text := "\ufeffdate,kind\r\n2019-05-01,holiday\r\n2019-02-03,workday\r\n2027-05-03,holiday\r\n"
	file, err := Read(strings.NewReader(text), "holidays.csv 2")
	if err != nil {
		t.Fatal(err)
	}
	cal := file.Over(Builtin())
	for _, c := range []struct {
		day    string
		worked bool
		source string
	}{
		{"2019-05-01", false, "holidays.csv 2"},
		{"2019-05-02", true, "holidays.csv 2"}, // as the notice stood before it was amended
		{"2019-02-03", true, "holidays.csv 2"},
		{"2027-05-03", false, "holidays.csv 2"},
		{"2018-12-29", true, builtinSource},
		{"2028-05-01", true, ""},
	} {
		d := day(t, c.day)
		if got := cal.IsWorkday(d); got != c.worked {
			t.Errorf("%s worked: %v, want %v", c.day, got, c.worked)
		}
		if got := cal.Source(d.Year); got != c.source {
			t.Errorf("%s comes from %q, want %q", c.day, got, c.source)
		}
	}
	if Builtin().IsWorkday(day(t, "2019-05-02")) {
		t.Error("reading a file changed the built-in table")
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "header"},
		{"other header", "day,kind\n", "want date,kind"},
		{"no day", "date,kind\n2019-02-30,holiday\n", "line 2"},
		{"other kind", "date,kind\n2019-05-01,holiday\n2019-05-02,off\n", "line 3"},
		{"twice", "date,kind\n2019-05-01,holiday\n2019-05-01,holiday\n", "twice"},
		{"worked anyway", "date,kind\n2018-12-14,workday\n", "Friday"},
		{"columns", "date,kind\n2019-05-01\n", "record on line 2"},
		{"quote", "date,kind\n\"2019-05-01,holiday\n", "line 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.text), "x.csv")
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x.csv") {
				t.Errorf("error %v, want one with x.csv and %q", err, c.want)
			}
		})
	}
}

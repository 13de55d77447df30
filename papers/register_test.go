package papers_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"steward/papers"
	"steward/rules"
	"steward/rules/calendar"
)

const unitFile = `单位代码,单位名称,简称,类别,协同部门
sz-jtj,宿州市教育体育局,教体局|市教体局,部门,
sz-wxb,宿州市互联网信息办公室,网信办,department,是
`

func wantUnits() []rules.Unit {
	return []rules.Unit{
		{Code: "sz-jtj", Name: "宿州市教育体育局", Aliases: []string{"教体局", "市教体局"}, Kind: rules.Department},
		{Code: "sz-wxb", Name: "宿州市互联网信息办公室", Aliases: []string{"网信办"}, Kind: rules.Department, Coordinating: true},
	}
}

// TestEncodings: the same file is read in whatever encoding it was saved.
func TestEncodings(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(unitFile)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(unitFile, ",", "\t"))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"utf-8": unitFile, "byte order mark": "\ufeff" + unitFile, "gbk": gbk, "utf-16 with tabs": wide,
		"windows lines": strings.ReplaceAll(unitFile, "\n", "\r\n"), "empty rows": unitFile + ",,,,\n\n , ,\n",
		"a title above": "宿州市单位台账,,,,\n" + unitFile,
	} {
		t.Run(name, func(t *testing.T) {
			r := papers.ReadRegister([]byte(body), "")
			if len(r.Refused) > 0 || r.Kind != rules.UnitRegister {
				t.Fatalf("kind %q, refused %+v", r.Kind, r.Refused)
			}
			if diff := cmp.Diff(wantUnits(), r.Units); diff != "" {
				t.Errorf("units (-want +got):\n%s", diff)
			}
		})
	}
}

// refused lists the refusals as "line column reason".
func refused(r rules.Register) []string {
	var out []string
	for _, f := range r.Refused {
		out = append(out, strings.Join([]string{string(rune('0' + f.Line)), f.Column, f.Reason}, " "))
	}
	return out
}

func TestRefusals(t *testing.T) {
	const units, domains, people = "code,name,kind", "domain,unit,site_status,purpose", "slack_id,unit,roles"
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"nothing", "", []string{"0  empty"}},
		{"no table", "\x00\x01\x02", []string{"0  type"}},
		{"neither UTF-8 nor GBK", units + "\na,\xff\xff,county\n", []string{"0  encoding"}},
		{"no header", "a,b\n1,2\n", []string{"1  no_header"}},
		{"a header alone", units + "\n", []string{"0  no_rows"}},
		{"a column is missing", "code,name\na,b\n", []string{"1  column_missing"}},
		{"a column stands twice", "code,name,kind,名称\na,b,county,c\n", []string{"1  column_twice"}},
		{"a quote without its pair", units + "\n\"a,b,county\n", []string{"2  quotes"}},
		{
			"all of a file's mistakes at once",
			units + ",ended_on\na,,county,\na b,名,府,\na,名,county,15/12/2018\nc,名,county,,x\n",
			[]string{"2 name needed", "3 kind not_one_of", "3 code code_form", "4 ended_on date_form", "4 code twice", "5  surplus"},
		},
		{"duties", units + ",duties\na,名,county,无|清理材料\nb,名,county,别的\n", []string{"2 duties none_and_some", "3 duties not_one_of"}},
		{"former names", units + ",former_names\na,名,county,旧名\nb,名,county,旧名@去年\n", []string{"2 former_names former_form", "3 former_names former_form"}},
		{"errors and lost digits", units + ",label\n#N/A,名,county,\nb,1.38E+10,county,\n", []string{"2 code error_value", "3 name scientific"}},
		{"signs that do not show", units + "\na,\"名\n称\",county\nb,名\u0007,county\n", []string{"2 name control", "4 name control"}},
		{"domains", domains + "\nhttp://1.2.3.4,,running,government\na@b.gov.cn,,在用,政务\nx.gov.cn,,broken,\n",
			[]string{"2 domain domain.ip", "3 domain domain.mail", "4 site_status not_one_of", "4 purpose needed"}},
		{"short rows", domains + "\nx.gov.cn,a\ny.gov.cn,a,在用\n", []string{"2 site_status choose", "2 purpose needed", "3 purpose needed"}},
		{"holders", "域名,单位代码,网站状态,用途,持有单位性质\nx.gov.cn,,在用,政务,内设机构\ny.gov.cn,,在用,政务,科室\n", []string{"3 holder_kind not_one_of"}},
		{"the same domain in two writings", domains + "\nA.gov.cn,,running,x\nhttp://a。gov.cn/,,running,x\n", []string{"3 domain twice"}},
		{"roles of the wrong desk", people + "\nU1,,联络员\nU2,a,leader\nU3,a,boss\n",
			[]string{"2 roles role_of_city", "3 roles role_of_unit", "4 roles not_one_of"}},
		{"addresses", "姓名,单位代码,角色,邮箱\n甲,a,联络员,甲@\n乙,a,联络员,\n丙,a,联络员,B@Sz.Gov.cn\n丁,a,联络员,ｂ＠ｓｚ．ｇｏｖ．ｃｎ\n",
			[]string{"2 email mail_form", "3 slack_id id_or_mail", "5 email twice"}},
		{"too long", units + "\na," + strings.Repeat("名", 2001) + ",county\n", []string{"2 name too_long"}},
		{"too many columns", units + strings.Repeat(",", 70) + "x\n", []string{"1  too_many_cells"}},
		{"too big", units + strings.Repeat("\n", papers.MaxFile), []string{"0  too_big"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, refused(papers.ReadRegister([]byte(c.body), ""))); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnotherKindIsRefused(t *testing.T) {
	if got := refused(papers.ReadRegister([]byte(unitFile), rules.DomainRegister)); !slices.Equal(got, []string{"1  no_header.domains"}) {
		t.Errorf("refused %v", got)
	}
}

func TestUnknownColumnsAreNamed(t *testing.T) {
	r := papers.ReadRegister([]byte("序号,domain,unit,site_status,purpose\n1,a.gov.cn,,在用,政务\n"), "")
	if !slices.Equal(r.Ignored, []string{"序号"}) || len(r.Refused) > 0 {
		t.Errorf("ignored %v, refused %v", r.Ignored, r.Refused)
	}
	if r.Columns["holder"] || !r.Columns["unit"] {
		t.Errorf("columns %v", r.Columns)
	}
}

// workbook makes an .xlsx of one sheet.
func workbook(t *testing.T, o excelize.Options, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t *testing.T, f *excelize.File, cell string, row []any) {
	t.Helper()
	if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
		t.Fatal(err)
	}
}

// TestWorkbooks: dates that a spreadsheet keeps as numbers, and numbers that are
// names, come through.
func TestWorkbooks(t *testing.T) {
	body := workbook(t, excelize.Options{}, func(f *excelize.File) {
		set(t, f, "A1", []any{"宿州市域名台账"})
		if err := f.MergeCell("Sheet1", "A1", "F1"); err != nil { // a title may
			t.Fatal(err)
		}
		set(t, f, "A2", []any{"域名", "填报单位", "网站状态", "用途", "注册日期", "网站名称", "主域名"})
		set(t, f, "A3", []any{"a.gov.cn", "", "在用", "政务", 43449, 13800138000, true})
		set(t, f, "A4", []any{"b.gov.cn", "", "闲置", "商业", "2018年2月5日", "'=SUM(1)", false})
		set(t, f, "A9", []any{"", "", " "})
	})
	r := papers.ReadRegister(body, rules.DomainRegister)
	want := []rules.Domain{
		{Name: "a.gov.cn", SiteStatus: rules.Running, Purpose: rules.Government, SiteName: "13800138000", Main: true,
			RegisteredOn: calendar.Date{Year: 2018, Month: 12, Day: 15}},
		{Name: "b.gov.cn", SiteStatus: rules.Idle, Purpose: rules.Commercial, SiteName: "=SUM(1)",
			RegisteredOn: calendar.Date{Year: 2018, Month: 2, Day: 5}},
	}
	if diff := cmp.Diff(want, r.Domains); diff != "" || len(r.Refused) > 0 {
		t.Errorf("domains (-want +got):\n%s, refused %+v", diff, r.Refused)
	}
	if !slices.Equal(r.Lines, []int{3, 4}) {
		t.Errorf("lines %v, want those that the workbook shows", r.Lines)
	}
}

func TestWorkbooksRefused(t *testing.T) {
	row := func(t *testing.T) func(f *excelize.File) {
		return func(f *excelize.File) {
			set(t, f, "A1", []any{"code", "name", "kind"})
			set(t, f, "A2", []any{"a", "名", "county"})
			set(t, f, "A3", []any{"b", "名", "county"})
		}
	}
	merged := workbook(t, excelize.Options{}, func(f *excelize.File) {
		row(t)(f)
		if err := f.MergeCell("Sheet1", "C2", "C3"); err != nil {
			t.Fatal(err)
		}
	})
	locked := workbook(t, excelize.Options{Password: "secret"}, row(t))
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"merged":       {merged, "1  merged"},
		"locked":       {locked, "0  password"},
		"old":          {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook"), "0  old_workbook"},
		"cut off":      {merged[:len(merged)/2], "0  broken"},
		"another zip":  {zipped(t, "word/document.xml", 10), "0  type"},
		"a bomb":       {zipped(t, "xl/workbook.xml", 300<<20), "0  unpacks_too_big"},
		"a false book": {zipped(t, "xl/workbook.xml", 10), "0  broken"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := refused(papers.ReadRegister(c.body, "")); !slices.Equal(got, []string{c.want}) {
				t.Errorf("refused %v, want %v", got, c.want)
			}
		})
	}
}

// zipped makes an archive of one part of so many noughts.
func zipped(t *testing.T, name string, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 1<<20)
	for ; size > 0; size -= len(block) {
		if _, err := part.Write(block[:min(size, len(block))]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRoundTrip: what was exported comes back as it was, in both forms, whatever
// is in the cells; and no cell of the .csv is one that a spreadsheet runs.
func TestRoundTrip(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("=+-@＝'\",;名称a1 ")), 0, 12, -1).
		Filter(func(s string) bool { return strings.TrimSpace(s) == s })
	rapid.Check(t, func(t *rapid.T) {
		r := rules.Register{Kind: rules.DomainRegister, Domains: []rules.Domain{{
			Name: "a.gov.cn", Unit: text.Draw(t, "unit"), Holder: text.Draw(t, "holder"), SiteName: text.Draw(t, "site"),
			SiteStatus: rules.Running, Purpose: rules.Government, Registrar: text.Draw(t, "registrar"),
			Main: rapid.Bool().Draw(t, "main"), Remark: text.Draw(t, "remark"),
			RegisteredOn: calendar.Date{Year: 2018, Month: 11, Day: 20},
		}}}
		var plain, book bytes.Buffer
		if err := papers.WriteCSV(&plain, r); err != nil {
			t.Fatal(err)
		}
		if err := papers.WriteXLSX(&book, r); err != nil {
			t.Fatal(err)
		}
		for _, body := range [][]byte{plain.Bytes(), book.Bytes()} {
			back := papers.ReadRegister(body, "")
			if diff := cmp.Diff(r.Domains, back.Domains); diff != "" || len(back.Refused) > 0 {
				t.Fatalf("came back (-want +got):\n%s, refused %+v", diff, back.Refused)
			}
		}
	})
}

func TestExportsAreNotRun(t *testing.T) {
	for _, risky := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "'=1", "＝1"} {
		var b bytes.Buffer
		err := papers.WriteCSV(&b, rules.Register{Kind: rules.PeopleRegister, People: []rules.Person{{ID: "U1", Name: risky}}})
		if err != nil || !strings.Contains(b.String(), "U1,'"+risky) {
			t.Errorf("%s came out as %q, %v", risky, b.String(), err)
		}
	}
}

func TestRoundTripOfUnitsAndPeople(t *testing.T) {
	units := rules.Register{Kind: rules.UnitRegister, Units: []rules.Unit{
		{Code: "a", Name: "甲局", Aliases: []string{"甲", "市甲局"}, Kind: rules.County, Label: "jia", Coordinating: true,
			Duties: []rules.ObligationKind{rules.Cleanup},
			Former: []rules.FormerName{{Name: "甲委@老", Until: calendar.Date{Year: 2018, Month: 11, Day: 1}}}},
		{Code: "b", Name: "乙局", Kind: rules.Vertical, Successor: "a", Ended: calendar.Date{Year: 2018, Month: 11, Day: 30}},
	}}
	people := rules.Register{Kind: rules.PeopleRegister, People: []rules.Person{
		{ID: "U1", Name: "甲局联络员", Unit: "a", Roles: []rules.Role{rules.Liaison, rules.OfficeHead}, Language: "en"},
		{ID: "U2", Roles: []rules.Role{rules.Admin}},
	}}
	for _, r := range []rules.Register{units, people} {
		var b bytes.Buffer
		if err := papers.WriteXLSX(&b, r); err != nil {
			t.Fatal(err)
		}
		back := papers.ReadRegister(b.Bytes(), "")
		if len(back.Refused) > 0 || cmp.Diff(r.Units, back.Units) != "" || cmp.Diff(r.People, back.People) != "" {
			t.Errorf("%s came back as %+v %+v, refused %+v", r.Kind, back.Units, back.People, back.Refused)
		}
	}
}

package papers_test

import (
	"bytes"
	"fmt"
	"testing"

	"steward/papers"
	"steward/rules"
)

// BenchmarkReadWorkbook reads 20,000 domains from a workbook, and from a .csv.
func BenchmarkReadWorkbook(b *testing.B) {
	r := rules.Register{Kind: rules.DomainRegister}
	for i := range 20_000 {
		r.Domains = append(r.Domains, rules.Domain{
			Name: fmt.Sprintf("www.d%05d.gov.cn", i), Unit: "u", SiteName: "某县财政局", SiteStatus: rules.Running,
			Purpose: rules.Government, Registrar: "cnnic", Main: true, Remark: "样例",
		})
	}
	var plain, book bytes.Buffer
	if err := papers.WriteCSV(&plain, r); err != nil {
		b.Fatal(err)
	}
	if err := papers.WriteXLSX(&book, r); err != nil {
		b.Fatal(err)
	}
	for name, body := range map[string][]byte{"csv": plain.Bytes(), "xlsx": book.Bytes()} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if back := papers.ReadRegister(body, ""); len(back.Domains) != len(r.Domains) {
					b.Fatalf("%d rows, refused %+v", len(back.Domains), back.Refused[:1])
				}
			}
		})
	}
}

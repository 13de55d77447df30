package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"steward/db/dbtest"
	"steward/papers"
	"steward/rules"
)

// The goals of the figures below: an import beside bare inserts of the same rows,
// its memory, and the 99th percentile of a status card with many units beside few.
const (
	mostOfBare   = 4.0
	mostMemoryMB = 300.0
	mostGrowth   = 1.3
	manyUnits    = 20_000
	fewUnits     = 50
	domainsEach  = 3
)

// inventoryOf makes up units, by the names of real governments and of their usual
// organs, each with as many domains.
func inventoryOf(b *testing.B, units int) (u, d rules.Register) {
	b.Helper()
	f, err := os.Open("rules/testdata/portals.csv")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	places, err := csv.NewReader(f).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	organs := []string{"财政局", "审计局", "统计局", "民政局", "司法局", "公安局", "教育局", "林业局", "水利局", "商务局",
		"农业局", "档案局", "信访局", "科技局"}
	u.Kind, d.Kind = rules.UnitRegister, rules.DomainRegister
	for i := range units {
		place, organ := places[1+i/len(organs)%(len(places)-1)], organs[i%len(organs)]
		code := fmt.Sprintf("u%05d", i)
		u.Units = append(u.Units, rules.Unit{
			Code: code, Name: place[3] + place[1] + organ, Aliases: []string{place[1] + organ}, Kind: rules.Department, Label: code,
		})
		for _, name := range [domainsEach]string{code + ".ahsz.gov.cn", "www." + code + ".gov.cn", code + ".com.cn"} {
			d.Domains = append(d.Domains, rules.Domain{
				Name: name, Unit: code, SiteName: place[1] + organ, SiteStatus: rules.Running, Purpose: rules.Government,
				Registrar: "cnnic", Main: name[0] == 'u', Remark: "样例",
			})
		}
	}
	return u, d
}

// bareOf is the same rows as they lie in the tables.
func bareOf(units, domains rules.Register) (r dbtest.Bare) {
	for i, u := range units.Units {
		r.Units = append(r.Units, []any{u.Code, u.Name, `["` + u.Aliases[0] + `"]`, string(u.Kind), u.Label, u.Coordinating, i})
	}
	for i, d := range domains.Domains {
		r.Domains = append(r.Domains, []any{
			d.Name, d.Unit, d.SiteName, string(d.SiteStatus), string(d.Purpose), "", d.Registrar, d.Main, d.Remark, i,
		})
	}
	return r
}

// place is where a database of a benchmark lies.
type benchPlace struct {
	address string
	environ []string
}

// eachPlace runs fn for both engines; place makes a new empty database.
func eachPlace(b *testing.B, fn func(b *testing.B, place func() benchPlace)) {
	b.Helper()
	const key = "STEWARD_KEY=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
	for engine, address := range map[string]func() string{
		"sqlite": func() string { return dbtest.SQLite(b) }, "postgres": func() string { return dbtest.Postgres(b) },
	} {
		b.Run(engine, func(b *testing.B) {
			fn(b, func() benchPlace {
				at := address()
				return benchPlace{at, []string{"DATABASE_URL=" + at, key, "STEWARD_DATA=" + filepath.Dir(at), "PATH=" + os.Getenv("PATH")}}
			})
		})
	}
}

// written writes a register as a file of either form.
func written(b *testing.B, r rules.Register, end string) string {
	b.Helper()
	var out bytes.Buffer
	write := papers.WriteCSV
	if end == ".xlsx" {
		write = papers.WriteXLSX
	}
	if err := write(&out, r); err != nil {
		b.Fatal(err)
	}
	name := filepath.Join(b.TempDir(), string(r.Kind)+end)
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	return name
}

// BenchmarkInventoryImport imports 20,000 units and 60,000 domains by the program
// itself, started anew, and tells how many times as long as bare inserts of the
// same rows it took, and how much memory. A workbook is unpacked and read as XML
// first: it is measured, without a goal for its time.
func BenchmarkInventoryImport(b *testing.B) {
	program := filepath.Join(b.TempDir(), "steward")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	units, domains := inventoryOf(b, manyUnits)
	eachPlace(b, func(b *testing.B, place func() benchPlace) {
		for _, end := range []string{".csv", ".xlsx"} {
			files := []string{"import", "--units", written(b, units, end), "--domains", written(b, domains, end)}
			b.Run(end[1:], func(b *testing.B) {
				for range b.N {
					empty := func() benchPlace {
						to := place()
						steward(b, program, to, "migrate")
						return to
					}
					importBeside(b, importOf{
						rows: bareOf(units, domains), goal: end == ".csv",
						ours:  func() (time.Duration, float64) { return steward(b, program, empty(), files...) },
						empty: func() string { return empty().address },
					})
				}
			})
		}
	})
}

// importOf is one import to be measured: ours on an empty database, and an empty
// database for the bare rows. With a goal, taking longer is a failure.
type importOf struct {
	rows  dbtest.Bare
	ours  func() (time.Duration, float64)
	empty func() string
	goal  bool
}

// importBeside measures both in turn, five times, and reports the medians.
func importBeside(b *testing.B, m importOf) {
	b.Helper()
	var ratios, memory, bare []float64
	for range 5 {
		beside := m.rows.Insert(b, m.empty())
		took, mb := m.ours()
		ratios, memory = append(ratios, took.Seconds()/beside.Seconds()), append(memory, mb)
		bare = append(bare, beside.Seconds())
	}
	b.ReportMetric(median(ratios), "x-bare")
	b.ReportMetric(median(bare), "s-bare")
	b.ReportMetric(slices.Max(memory), "MB")
	if m.goal && median(ratios) > mostOfBare || slices.Max(memory) > mostMemoryMB {
		b.Errorf("%.2f times bare inserts (at most %.1f), %.0f MB (at most %.0f)",
			median(ratios), mostOfBare, slices.Max(memory), mostMemoryMB)
	}
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

// steward runs the program and returns how long it took, start and end included,
// and the most memory that it held, in MB.
func steward(b *testing.B, program string, at benchPlace, args ...string) (time.Duration, float64) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), program, args...)
	cmd.Env = at.environ
	began := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(began)
	if err != nil {
		b.Fatalf("%v: %v\n%s", args, err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("no figures of the process on this system")
	}
	return took, float64(usage.Maxrss) / 1024
}

// BenchmarkInventoryStatus asks how units and domains stand, from the sentence to
// the words, where there are 50 units and where there are 20,000, turn and turn
// about, and tells how the 99th percentile grows.
func BenchmarkInventoryStatus(b *testing.B) {
	eachPlace(b, func(b *testing.B, place func() benchPlace) {
		few, many := statusDesk(b, place(), fewUnits), statusDesk(b, place(), manyUnits)
		for range b.N {
			var growth []float64
			var p99 [2]float64
			for range 5 {
				p99 = percentiles(b, few, many)
				growth = append(growth, p99[1]/p99[0])
			}
			b.ReportMetric(median(growth), "x-p99")
			b.ReportMetric(p99[1]*1000, "ms-p99")
			if median(growth) > mostGrowth {
				b.Errorf("the 99th percentile grows %.2f times (at most %.1f)", median(growth), mostGrowth)
			}
		}
	})
}

// statusDesk is the desk on an inventory of so many units, whose campaign runs.
func statusDesk(b *testing.B, at benchPlace, units int) *askDesk {
	b.Helper()
	u, d := inventoryOf(b, units)
	for _, args := range [][]string{
		{"import", "--units", written(b, u, ".csv"), "--domains", written(b, d, ".csv")},
		{"campaign", "--issued", "2018-11-20T09:00:00+08:00"},
	} {
		var said strings.Builder
		if run(b.Context(), args, at.environ, stdio{strings.NewReader(""), &said, &said}) != 0 {
			b.Fatalf("%v: %s", args, said.String())
		}
	}
	desk, err := (&askCmd{}).desk(b.Context(), at.environ)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := desk.db.Close(); err != nil {
			b.Error(err)
		}
	})
	return desk
}

// percentiles asks both desks the same and returns the 99th percentile of each,
// in seconds. What is asked spreads over the units that both have.
func percentiles(b *testing.B, few, many *askDesk) (p99 [2]float64) {
	b.Helper()
	const rounds = 400
	var took [2][]float64
	for i := range rounds {
		unit := i % fewUnits
		for _, text := range []string{
			fmt.Sprintf("u%05d.ahsz.gov.cn 现在什么情况", unit), fmt.Sprintf("www.u%05d.gov.cn合规吗", unit),
			fmt.Sprintf("u%05dx.ahsz.gov.cn能用吗", unit), "我们单位的域名怎么样",
		} {
			for j, desk := range []*askDesk{few, many} {
				began := time.Now()
				r, err := desk.ask(context.Background(), question{As: fmt.Sprintf("u%05d/liaison", unit), Text: text})
				took[j] = append(took[j], time.Since(began).Seconds())
				if err != nil || r.Reply == "" {
					b.Fatalf("%s: %q, %v", text, r.Reply, err)
				}
			}
		}
	}
	for j := range took {
		slices.Sort(took[j])
		p99[j] = took[j][len(took[j])*99/100]
	}
	return p99
}

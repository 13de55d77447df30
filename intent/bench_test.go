package intent_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"steward/intent"
)

// many is a register of n units, the real ones among them.
func many(t testing.TB, n int) []intent.Unit {
	all := units(t)
	first, second := []rune("东南西北上下新旧大小长平安宁永和兴隆福临"), []rune("河山海江湖城林泉阳川原州岭溪桥亭港湾峰谷")
	kinds := []string{"财政局", "教育局", "水利局", "农业农村局", "卫生健康委员会", "民政局", "档案馆", "人民政府"}
	for i := len(all); i < n; i++ {
		a, b := first[i%len(first)], second[i/len(first)%len(second)]
		place := fmt.Sprintf("%c%c%s县", a, b, string(first[i/400%len(first)]))
		name := place + kinds[i%len(kinds)]
		if i >= 8000 {
			name = place + string(second[i/8000%len(second)]) + "镇" + kinds[i%len(kinds)]
		}
		all = append(all, intent.Unit{Code: fmt.Sprint("x-", i), Names: []string{name, strings.TrimSuffix(name, "局")}})
	}
	return all
}

// BenchmarkRead asks the visible questions of registers of growing size.
func BenchmarkRead(b *testing.B) {
	questions := examples(b, "questions.jsonl")
	for _, n := range []int{53, 2000, 20000} {
		r := intent.New(many(b, n))
		b.Run(fmt.Sprint(n, " units"), func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				r.Read(questions[i%len(questions)].Text, intent.Context{Own: "sz-jtj"})
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}

// BenchmarkGrowth asks the same questions of two registers in turn, so that what
// else the machine does falls on both, and reports how much longer the median
// takes with ten times the units.
func BenchmarkGrowth(b *testing.B) {
	questions := examples(b, "questions.jsonl")
	var readers []*intent.Reader
	for _, n := range []int{2000, 20000} {
		readers = append(readers, intent.New(many(b, n)))
	}
	took := make([][]time.Duration, len(readers))
	for i := 0; b.Loop(); i++ {
		for k, r := range readers {
			began := time.Now()
			r.Read(questions[i%len(questions)].Text, intent.Context{Own: "sz-jtj"})
			took[k] = append(took[k], time.Since(began))
		}
	}
	for k := range took {
		slices.Sort(took[k])
	}
	at := func(k, percent int) float64 { return float64(took[k][len(took[k])*percent/100].Nanoseconds()) }
	b.ReportMetric(at(1, 50)/at(0, 50), "times-median")
	b.ReportMetric(at(1, 90)/at(0, 90), "times-p90")
	b.ReportMetric(at(0, 99)/1e3, "p99-µs")
}

func BenchmarkReadLong(b *testing.B) {
	r := intent.New(many(b, 2000))
	text := strings.Repeat("我们单位的网站从去年开始就没有人维护，教体局的同志说要尽快处理。", 1300)
	for b.Loop() {
		r.Read(text, intent.Context{Own: "sz-jtj"})
	}
}

func BenchmarkNew(b *testing.B) {
	all := many(b, 2000)
	for b.Loop() {
		intent.New(all)
	}
}

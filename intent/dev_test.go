package intent

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"
)

func devUnits() []Unit {
	f, _ := os.Open("testdata/units.csv")
	rows, _ := csv.NewReader(f).ReadAll()
	var us []Unit
	for _, row := range rows[1:] {
		us = append(us, Unit{Code: row[0], Names: append([]string{row[1]}, strings.Split(row[2], "|")...)})
	}
	return us
}

func TestDevRules(t *testing.T) {
	r := New(devUnits())
	file := map[string]string{}
	decode(files, "examples.toml", &file)
	n, bad := 0, 0
	for k, v := range file {
		in, topic, _ := strings.Cut(k, "/")
		for _, l := range strings.Split(v, "\n") {
			if l = strings.TrimSpace(l); l == "" {
				continue
			}
			n++
			l = strings.NewReplacer("{u}", "教体局", "{d}", "szjy.net.cn").Replace(l)
			s := r.sentence(l)
			ws := r.weigh(s, r.around(s, Context{}))
			got, why, tp := "unknown", "", ""
			if len(ws) > 0 {
				got, why = ws[0].intent, ws[0].rule.text
				if got == policy {
					if b := bestValues(r.lex.slots["topic"], &ws[0].span.concepts); len(b) > 0 {
						tp = b[0]
					}
				}
			}
			if got != in || in == policy && tp != topic {
				bad++
				fmt.Println("BAD", k, "|", l, "|", got, tp, "|", why)
			}
		}
	}
	fmt.Println(n, bad)
}

func TestDevAsk(t *testing.T) {
	r := New(devUnits())
	f, _ := os.Open("/tmp/intentwork/ask.txt")
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		res := r.Read(sc.Text(), Context{Own: "sz-lyj"})
		fmt.Printf("ASK %s | %s %+v %.2f %v %v\n", sc.Text(), res.Intent, res.Slots, res.Confidence, res.Evidence, res.Near)
	}
}

func TestDevFile(t *testing.T) {
	r := New(devUnits())
	f, _ := os.Open("/tmp/intentwork/dev.txt")
	sc := bufio.NewScanner(f)
	n, bad, rb := 0, 0, 0
	for sc.Scan() {
		k, l, _ := strings.Cut(sc.Text(), "\t")
		in, topic, _ := strings.Cut(k, "/")
		n++
		l = strings.NewReplacer("{u}", "教体局", "{d}", "szjy.net.cn").Replace(l)
		res := r.Read(l, Context{Own: "sz-lyj"})
		s := r.sentence(l)
		ws := r.weigh(s, r.around(s, Context{}))
		rules := "unknown"
		why := ""
		if len(ws) > 0 {
			rules = ws[0].intent
			why = ws[0].rule.text
		}
		if rules != in {
			rb++
		}
		if res.Intent != in || topic != "" && res.Slots.Topic != topic {
			bad++
			fmt.Printf("BAD %s | %s | %s %s %.2f | rules %s %s | %v\n", k, l, res.Intent, res.Slots.Topic, res.Confidence, rules, why, res.Near)
		} else if rules != in {
			fmt.Printf("RULES %s | %s | %s %s\n", k, l, rules, why)
		}
	}
	fmt.Println("of", n, "bad", bad, "rules bad", rb)
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A goal is what a ratio of steward's figure to Bolt's must not exceed, or, for
// requests a second, must reach.
type goal struct {
	name   string
	of     func(figures) float64
	bound  float64
	atMost bool
}

func (g goal) met(ratio float64) bool {
	return ratio == g.bound || (ratio < g.bound) == g.atMost
}

func (g goal) ratio(p pair) float64 { return g.of(p.steward) / g.of(p.bolt) }

// goals are those of a load.
func goals(s scenario) []goal {
	memory := goal{"memory", func(f figures) float64 { return float64(f.resident) }, 0.25, true}
	switch {
	case s.rate > 0 && s.rate <= slow:
		return nil
	case s.rate == 0:
		return []goal{{"a second", func(f figures) float64 { return f.perSecond }, 1, false}, memory}
	}
	return []goal{
		{"median", func(f figures) float64 { return float64(f.median) }, 1.5, true},
		{"99th", func(f figures) float64 { return float64(f.p99) }, 0.5, true},
		memory,
	}
}

// spread is the median of several ratios, and the least and the greatest.
type spread struct{ median, least, most float64 }

func spreadOf(ratios []float64) spread {
	return spread{quantile(ratios, 0.5), slices.Min(ratios), slices.Max(ratios)}
}

// results are the pairs of each load, one a round.
type results map[scenario][]pair

// summary is how it was measured, steward's figures as parts of Bolt's, load by load,
// and what was left to do: for docs/performance.md.
func summary(all results, o options) string {
	var t strings.Builder
	loads, rounds, stored, lost := chosen(o.only), 0, 0, 0
	for _, s := range loads {
		rounds = len(all[s])
		for _, p := range all[s] {
			stored, lost = stored+p.steward.rows, lost+p.steward.lost
		}
	}
	fmt.Fprintf(&t, "Medians of %d round(s), each load %s long after %s of warming. steward stored %d requests and\n"+
		"acknowledged as many; %d were not acknowledged in time.\n\n", rounds, o.measured, o.warm, stored, lost)
	fmt.Fprintf(&t, "| load | goal | Bolt | steward | ratio (least–most of %d) | |\n|---|---|---|---|---|---|\n", rounds)
	for _, s := range loads {
		for _, g := range goals(s) {
			fmt.Fprintln(&t, row(s, g, all[s]))
		}
	}
	t.WriteString("\n| load | stored | handled when it ended | 99 of 100 of them within |\n|---|---|---|---|\n")
	for _, s := range loads {
		last := all[s][rounds-1].steward
		fmt.Fprintf(&t, "| %s | %d | %d | %s |\n", s, last.rows, last.rows-last.backlog, last.handled.Round(time.Millisecond))
	}
	return t.String()
}

func row(s scenario, g goal, pairs []pair) string {
	var bolt, ours, ratios []float64
	for _, p := range pairs {
		bolt, ours, ratios = append(bolt, g.of(p.bolt)), append(ours, g.of(p.steward)), append(ratios, g.ratio(p))
	}
	r := spreadOf(ratios)
	verdict, sign := "**missed**", "≥"
	switch {
	case s.kind == mention:
		verdict = "no goal"
	case g.met(r.median):
		verdict = "met"
	}
	if g.atMost {
		sign = "≤"
	}
	return fmt.Sprintf("| %s | %s %s %.2f | %s | %s | %.2f (%.2f–%.2f) | %s |", s, g.name, sign, g.bound,
		g.show(quantile(bolt, 0.5)), g.show(quantile(ours, 0.5)), r.median, r.least, r.most, verdict)
}

func (g goal) show(v float64) string {
	switch g.name {
	case "memory":
		return fmt.Sprintf("%.0f MB", v/(1<<20))
	case "a second":
		return fmt.Sprintf("%.0f", v)
	default:
		return fmt.Sprintf("%.2f ms", v/float64(time.Millisecond))
	}
}

// describe says what the figures rest on: the machine, and how long its disk takes to
// make a small write durable.
func describe(disk string) (string, error) {
	sync, err := syncTime(disk)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("A core for each program and one for the load, %s/%s, %s; a durable write of 8 kB\ntook %s (99th %s). ",
		runtime.GOOS, runtime.GOARCH, runtime.Version(), sync[0], sync[1]), nil
}

// syncTime returns the median and the 99th percentile of a few hundred writes.
func syncTime(disk string) (times [2]time.Duration, err error) {
	f, err := os.Create(filepath.Join(disk, "sync"))
	if err != nil {
		return times, err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	var all []time.Duration
	page := make([]byte, 8<<10)
	for range 300 {
		start := time.Now()
		_, werr := f.Write(page)
		if serr := f.Sync(); werr != nil || serr != nil {
			return times, fmt.Errorf("write: %w, sync: %w", werr, serr)
		}
		all = append(all, time.Since(start))
	}
	for i, q := range []float64{0.5, 0.99} {
		times[i] = quantile(all, q).Round(time.Microsecond)
	}
	return times, f.Close()
}

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"time"
)

// options are the flags; see their help.
type options struct {
	bolt, steward  string // a script and a program
	beside         string // a program too: another build, in Bolt's place
	modules, disk  string
	rounds         int
	warm, measured time.Duration
	within         time.Duration
	only, write    string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	// What the load allocates in one run fits into memory; its own collector
	// must not show in the figures.
	debug.SetGCPercent(-1)
	machine, err := describe(o.disk)
	if err != nil {
		return err
	}
	fmt.Fprint(out, machine)
	all := results{}
	for r := (rounds{began: time.Now(), within: o.within, most: o.rounds}); r.another(time.Now()); r.done++ {
		if err := r.measure(ctx, o, out, all); err != nil {
			return err
		}
		debug.FreeOSMemory()
	}
	text := machine + summary(all, o)
	fmt.Fprint(out, "\n", text)
	if o.write == "" {
		return nil
	}
	return intoPage(o.write, text)
}

// rounds counts how often everything was measured. The first is made in any case.
type rounds struct {
	began      time.Time
	within     time.Duration
	done, most int
}

// another reports whether one more is wanted, and over in time if it takes as long as
// those before it.
func (r rounds) another(now time.Time) bool {
	took := now.Sub(r.began)
	return r.done == 0 || r.done < r.most && took+took/time.Duration(r.done) <= r.within
}

// measure measures every load once more.
func (r rounds) measure(ctx context.Context, o options, out io.Writer, all results) error {
	n := r.done + 1
	for _, s := range chosen(o.only) {
		p, err := both(ctx, o, s)
		if err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
		fmt.Fprintf(out, "%d  %-24s bolt     %s\n%d  %-24s steward  %s\n", n, s, p.bolt, n, s, p.steward)
		all[s] = append(all[s], p)
	}
	return nil
}

var errPart = errors.New("-write is for all loads, beside Bolt: leave -only and -beside out")

func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.StringVar(&o.bolt, "bolt", "bench/bolt.mjs", "the Bolt app to measure against")
	f.StringVar(&o.steward, "steward", "bin/steward", "the program to measure")
	f.StringVar(&o.beside, "beside", "", "another build of the program, measured in Bolt's place: what a change is worth")
	f.StringVar(&o.modules, "modules", os.Getenv("STEWARD_NODE_MODULES"), "the folder that @slack/bolt is installed in")
	f.StringVar(&o.disk, "disk", "tmp", "a folder on a real disk, for databases")
	f.IntVar(&o.rounds, "rounds", 3, "how often everything is measured; ratios are medians over the rounds")
	f.DurationVar(&o.warm, "warm", 2*time.Second, "how long each load lasts before it is measured")
	f.DurationVar(&o.measured, "for", 5*time.Second, "how long each load is measured")
	f.StringVar(&o.only, "only", "", "measure only what has this in its name, such as 'http/command' or '2500'")
	f.DurationVar(&o.within, "within", 29*time.Minute, "begin no further round that would not be over by then")
	f.StringVar(&o.write, "write", "", "a page such as docs/performance.md, to write the table into")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if o.write != "" && (o.only != "" || o.beside != "") {
		return o, errPart
	}
	return o, os.MkdirAll(o.disk, 0o700)
}

// bothWithin bounds one load on both, beside the load itself: two starts and two ends.
const bothWithin = time.Minute

// both measures one load on both, one after the other.
func both(ctx context.Context, o options, s scenario) (p pair, err error) {
	ctx, cancel := context.WithTimeout(ctx, 2*(o.warm+o.measured)+bothWithin)
	defer cancel()
	if p.bolt, err = measure(ctx, o, s, other(o)); err != nil {
		return p, fmt.Errorf("bolt: %w", err)
	}
	if p.steward, err = measure(ctx, o, s, stewardSubject(o, o.steward)); err != nil {
		return p, fmt.Errorf("steward: %w", err)
	}
	return p, nil
}

// chosen are the loads whose name contains a text.
func chosen(only string) []scenario {
	var list []scenario
	for _, s := range scenarios() {
		if strings.Contains(s.String(), only) {
			list = append(list, s)
		}
	}
	return list
}

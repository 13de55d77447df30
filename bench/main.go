package main

import (
	"context"
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
	modules, disk  string
	rounds         int
	warm, measured time.Duration
	only           string
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
	if err := describe(out, o.disk); err != nil {
		return err
	}
	all := map[scenario][]pair{}
	for round := range o.rounds {
		for _, s := range chosen(o.only) {
			p, err := both(ctx, o, s)
			if err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
			fmt.Fprintf(out, "%d  %-24s bolt     %s\n%d  %-24s steward  %s\n", round+1, s, p.bolt, round+1, s, p.steward)
			all[s] = append(all[s], p)
			debug.FreeOSMemory()
		}
	}
	return summary(out, all, o)
}

func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.StringVar(&o.bolt, "bolt", "bench/bolt.mjs", "the Bolt app to measure against")
	f.StringVar(&o.steward, "steward", "bin/steward", "the program to measure")
	f.StringVar(&o.modules, "modules", os.Getenv("STEWARD_NODE_MODULES"), "the folder that @slack/bolt is installed in")
	f.StringVar(&o.disk, "disk", "tmp", "a folder on a real disk, for databases")
	f.IntVar(&o.rounds, "rounds", 3, "how often everything is measured; ratios are medians over the rounds")
	f.DurationVar(&o.warm, "warm", 2*time.Second, "how long each load lasts before it is measured")
	f.DurationVar(&o.measured, "for", 5*time.Second, "how long each load is measured")
	f.StringVar(&o.only, "only", "", "measure only what has this in its name, such as 'http/command' or '2500'")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	return o, os.MkdirAll(o.disk, 0o700)
}

// both measures one load on both, one after the other.
func both(ctx context.Context, o options, s scenario) (p pair, err error) {
	if p.bolt, err = measure(ctx, o, s, boltSubject(o)); err != nil {
		return p, fmt.Errorf("bolt: %w", err)
	}
	if p.steward, err = measure(ctx, o, s, stewardSubject(o)); err != nil {
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

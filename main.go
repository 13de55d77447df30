package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	_ "time/tzdata" // a static binary knows the zones by itself
)

func main() {
	// A commit waits for the disk without giving its processor back to the runtime
	// at once. On a machine of one core, who has just come in would wait as well.
	runtime.GOMAXPROCS(max(leastProcs, runtime.GOMAXPROCS(0)))
	// Little is allocated for what comes in, so that to collect twice as often as
	// Go does by itself costs next to nothing, and spares a quarter of the heap.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	os.Exit(untilStopped())
}

const (
	leastProcs = 2  // one for whoever commits and one for all others
	heapGrowth = 50 // percent of what is in use, between two collections
)

// untilStopped runs the program until it is done or told to stop.
func untilStopped() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], os.Environ(), stdio{os.Stdin, os.Stdout, os.Stderr})
}

// stdio is where a command reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// commands is the command line: one field a command.
type commands struct {
	Serve    serveCmd    `cmd:"" help:"Serve a Slack workspace."`
	Sandbox  sandboxCmd  `cmd:"" help:"Serve a workspace on this machine, with a page to sit at: the demo."`
	Ask      askCmd      `cmd:"" help:"Answer a question as the bot would; send nothing."`
	Check    checkCmd    `cmd:"" help:"Say what the directive says of a domain."`
	Import   importCmd   `cmd:"" help:"Load units, domains and people from .csv or .xlsx files."`
	Export   exportCmd   `cmd:"" help:"Write units, domains or people to a file, as import reads it."`
	Unit     unitCmd     `cmd:"" help:"Record that a unit is merged or renamed, and take it back."`
	Campaign campaignCmd `cmd:"" help:"Start the campaign: the directive has been issued."`
	Ledger   ledgerCmd   `cmd:"" help:"Show what was said to whom, and what came of it."`
	Views    viewsCmd    `cmd:"" help:"Show who saw whose personal data in full, when and why."`
	Forget   forgetCmd   `cmd:"" help:"Erase somebody's personal data, on their request."`
	Keys     keysCmd     `cmd:"" help:"Show, make and turn over the keys that personal data are kept with."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database's schema up to date."`
}

// run is the whole program: it reads the command line and the environment,
// runs one command, and returns the exit status.
func run(ctx context.Context, args, environ []string, io stdio) int {
	var c commands
	status := -1
	parser, err := kong.New(&c, kong.Name("steward"),
		kong.Description("Keeps a city government's website domains in order."),
		kong.Writers(io.out, io.err), kong.Exit(func(code int) { status = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(io, environment(environ)))
	if err != nil {
		return fail(io, err)
	}
	parsed, err := parser.Parse(args)
	if status >= 0 { // --help was asked for and has been printed
		return status
	}
	if err != nil {
		return fail(io, err)
	}
	if err := parsed.Run(); err != nil && !errors.Is(err, context.Canceled) {
		return fail(io, err)
	}
	return 0
}

func fail(io stdio, err error) int {
	fmt.Fprintln(io.err, "steward:", err)
	return 1
}

// Testreport reads what `go test -json` prints and says it as `go test` does,
// with two things that `go test` keeps to itself: which tests were skipped, and
// how many ran. It fails when a test failed, when none ran, and, with -no-skips,
// when one was skipped: a machine that lacks a database must not look green.
//
//	go test -json ./... | testreport -no-skips
//
// A test's own output appears only when the test did not pass.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout))
}

// run reports on in, and returns the exit status: 0 when all is well, 1 when
// the tests are not, 2 when it was called wrongly.
func run(args []string, in io.Reader, out io.Writer) int {
	flags := flag.NewFlagSet("testreport", flag.ContinueOnError)
	flags.SetOutput(out)
	noSkips := flags.Bool("no-skips", false, "fail when a test was skipped")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	r := newReport(out)
	if err := r.read(in); err != nil {
		fmt.Fprintln(out, "testreport:", err)
		return 1
	}
	r.summarise()
	if !r.good(*noSkips) {
		return 1
	}
	return 0
}

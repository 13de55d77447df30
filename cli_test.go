package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts run the program itself, as the command steward.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"steward": main})
}

// TestCommands plays the command line under testdata/cli.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/cli", Cmds: map[string]command{"until-up": untilUp}})
}

// untilUp waits until a workspace in the folder has stored its register.
func untilUp(ts *testscript.TestScript, _ bool, args []string) {
	for range 300 {
		if _, err := os.Stat(filepath.Join(ts.MkAbs(args[0]), "workspace", "clock")); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("no workspace in %s", args[0])
}

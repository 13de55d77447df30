package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
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
	folder := ts.MkAbs(args[0])
	for range 300 {
		if stored(folder) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("no workspace in %s", args[0])
}

// stored reports whether units can be read in a data folder.
func stored(folder string) bool {
	key, err := os.ReadFile(filepath.Join(folder, "steward.key"))
	if err != nil {
		return false
	}
	e := environment{"STEWARD_DATA=" + folder, "STEWARD_KEY=" + strings.TrimSpace(string(key))}
	args := []string{"ask", "--as", "sz-jtj/liaison", "你好"}
	return run(context.Background(), args, e, stdio{nil, io.Discard, io.Discard}) == 0
}

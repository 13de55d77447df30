package main

import (
	"os"
	"os/exec"
	"testing"
)

// This process stands in for a subject: what it uses of processor and memory is
// read, and grows as it works.
func TestWhatAProcessUses(t *testing.T) {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: &exec.Cmd{Process: self}}
	if p.before, err = p.used(); err != nil {
		t.Fatal(err)
	}
	for {
		spent, err := p.spent()
		if err != nil {
			t.Fatal(err)
		}
		if spent > 0 {
			break
		}
	}
	if resident, peak, err := p.memory(); err != nil || resident < 1<<20 || peak < resident {
		t.Errorf("%d bytes of memory, at most %d, %v", resident, peak, err)
	}
}

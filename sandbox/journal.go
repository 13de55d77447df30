package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// journal is an append-only file of records, a JSON line each; nil is memory
// only. A batch of records is on the disk when append returns.
type journal struct{ f *os.File }

// errTaken says that another process holds the journal.
var errTaken = errors.New("another sandbox runs on this folder")

// openJournal reads dir's journal into w and opens it for more. A last line
// that a crash tore is cut off; a broken line before it is an error.
func openJournal(dir string, w *world) (*journal, error) {
	if dir == "" {
		return nil, nil
	}
	if err := os.MkdirAll(filepath.Join(dir, "files"), 0o700); err != nil {
		return nil, fmt.Errorf("sandbox folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "journal.jsonl"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("sandbox journal: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", dir, errTaken), f.Close())
	}
	end, err := replay(f, w)
	if err == nil {
		err = errors.Join(f.Truncate(end), seekTo(f, end))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sandbox journal: %w", err), f.Close())
	}
	return &journal{f}, nil
}

func seekTo(f *os.File, at int64) error {
	_, err := f.Seek(at, io.SeekStart)
	return err
}

// replay applies each whole line and reports where the last of them ends.
func replay(f io.Reader, w *world) (end int64, err error) {
	in := bufio.NewReaderSize(f, 1<<16)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return end, nil // what follows the last newline was torn
		}
		if err != nil {
			return end, err
		}
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			if _, more := in.Peek(1); errors.Is(more, io.EOF) {
				return end, nil // a torn page under a newline
			}
			return end, fmt.Errorf("line %d: %w", n, err)
		}
		w.apply(&r)
		end += int64(len(line))
	}
}

func (j *journal) append(batch []record) error {
	if j == nil || len(batch) == 0 {
		return nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range batch {
		if err := enc.Encode(&batch[i]); err != nil {
			return fmt.Errorf("journal record: %w", err)
		}
	}
	if _, err := j.f.Write(b.Bytes()); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if err := j.f.Sync(); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

func (j *journal) close() error {
	if j == nil {
		return nil
	}
	return j.f.Close()
}

// SavedClock tells the last domain instant (UTC) that a sandbox kept in dir;
// false when there is none.
func SavedClock(dir string) (time.Time, bool, error) {
	b, err := os.ReadFile(filepath.Join(dir, "clock"))
	if errors.Is(err, fs.ErrNotExist) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, fmt.Errorf("saved clock: %w", err)
	}
	t, err := time.Parse(time.RFC3339Nano, string(bytes.TrimSpace(b)))
	if err != nil {
		return time.Time{}, false, fmt.Errorf("saved clock: %w", err)
	}
	return t.UTC(), true, nil
}

// saveClock replaces the kept instant in one step, so that a crash leaves the
// old one or the new one.
func saveClock(dir string, now time.Time, durable bool) error {
	if dir == "" {
		return nil
	}
	return writeWhole(filepath.Join(dir, "clock"), []byte(now.UTC().Format(time.RFC3339Nano)+"\n"), durable)
}

// writeWhole writes a file so that readers see all of it or none.
func writeWhole(path string, b []byte, durable bool) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil && durable {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

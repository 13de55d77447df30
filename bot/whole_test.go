package bot

import (
	"errors"
	"testing"
)

// What stands together, and whole numbers: what passes has no path.
func TestWholes(t *testing.T) {
	table := `{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]}`
	markdown := func(n int) string { return `{"type":"markdown","text":"` + words(n) + `"}` }
	field := func(rest string) string {
		return `{"type":"input","label":` + plainT + `,"element":{"type":"plain_text_input"` + rest + `}}`
	}
	message := func(blocks string) error { return CheckMessage([]byte(`{"text":"x","blocks":[`+blocks+`]}`), false) }
	modal := func(blocks string) error {
		return CheckView([]byte(`{"type":"modal","title":` + plainT + `,"submit":` + plainT + `,"blocks":[` + blocks + `]}`))
	}
	for name, c := range map[string]struct {
		err  error
		path string
	}{
		"a table":             {message(table), ""},
		"two tables":          {message(table + "," + table), "blocks"},
		"much markdown":       {message(markdown(6000) + "," + markdown(6000)), ""},
		"too much":            {message(markdown(6000) + "," + markdown(6001)), "blocks"},
		"a table in a view":   {modal(table), "blocks[0]"},
		"markdown in a view":  {modal(markdown(1)), "blocks[0]"},
		"one in focus":        {modal(field(`,"focus_on_load":true`) + "," + field(`,"focus_on_load":false`)), ""},
		"two in focus":        {modal(field(`,"focus_on_load":true`) + "," + field(`,"focus_on_load":true`)), "blocks"},
		"a length":            {modal(field(`,"min_length":0,"max_length":3000`)), ""},
		"too long":            {modal(field(`,"max_length":3001`)), "blocks[0].element.max_length"},
		"no length":           {modal(field(`,"max_length":0`)), "blocks[0].element.max_length"},
		"below nothing":       {modal(field(`,"min_length":-1`)), "blocks[0].element.min_length"},
		"half a letter":       {modal(field(`,"min_length":0.5`)), "blocks[0].element.min_length"},
		"what is not counted": {modal(field(`,"other":-7`)), ""},
	} {
		var over *LimitError
		switch {
		case c.path == "" && c.err != nil:
			t.Errorf("%s: %v", name, c.err)
		case c.path != "" && (!errors.As(c.err, &over) || over.Path != c.path):
			t.Errorf("%s: %v, want %s", name, c.err, c.path)
		}
	}
}

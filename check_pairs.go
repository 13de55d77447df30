package main

import (
	"encoding/json"
	"fmt"
	"os"

	"steward/locales"
	"steward/papers"
	"steward/rules/domain"
	"steward/rules/naming"
)

// pairing is what is printed of one pair of a government and a host.
type pairing struct {
	Name      string       `json:"name"`
	Host      string       `json:"host"`
	Structure domain.Shape `json:"structure"`
	Matches   bool         `json:"matches"`
	Why       string       `json:"why"` // see [naming.Match.String]
}

// pairs says of each pair in the file what structure the host has, and whether it
// stands for the government; a line a pair, in the file's order. It asks no
// database.
func (c *checkCmd) pairs(std stdio) error {
	list, err := c.readPairs(std)
	if err != nil {
		return err
	}
	words, err := locales.Load()
	if err != nil {
		return err
	}
	say := words.Printer("")
	out := json.NewEncoder(std.out)
	out.SetEscapeHTML(false)
	for _, p := range list {
		m := naming.MatchHost(naming.Place{Name: p.Name, Prefecture: p.Prefecture}, p.Host)
		r := pairing{p.Name, p.Host, domain.Structure(p.Host), m.OK, m.String()}
		if c.JSON {
			err = out.Encode(r)
		} else {
			_, err = fmt.Fprintf(std.out, "%s\t%s\t%s\t%s\n", r.Name, r.Host, r.Structure, say.T("naming."+string(m.Reason)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *checkCmd) readPairs(std stdio) ([]papers.Pair, error) {
	if c.Pairs == "-" {
		return papers.ReadPairs(std.in, "-")
	}
	f, err := os.Open(c.Pairs)
	if err != nil {
		return nil, err
	}
	list, err := papers.ReadPairs(f, c.Pairs)
	if closing := f.Close(); err == nil {
		err = closing
	}
	return list, err
}

package handlers

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"steward/db"
)

// A domainIndex finds domains by a part of their names, and by their units, who are
// found by an [index]. It knows nothing else of them: what it finds is public of every
// unit.
type domainIndex struct {
	version int64
	domains []db.DomainName  // in the inventory's order
	sorted  []int            // by name
	of      map[string][]int // by unit
	lines                    // one for each domain, in their order
}

func newDomainIndex(domains []db.DomainName, version int64) *domainIndex {
	x := &domainIndex{
		version: version, domains: domains, of: map[string][]int{}, sorted: make([]int, len(domains)),
		lines: newLines(len(domains), func(i int) []string { return []string{folded(domains[i].Name)} }),
	}
	for i, d := range domains {
		x.sorted[i] = i
		x.of[d.Unit] = append(x.of[d.Unit], i)
	}
	slices.SortStableFunc(x.sorted, func(a, b int) int { return cmp.Compare(domains[a].Name, domains[b].Name) })
	return x
}

// A domainQuery is what is looked for: what was typed, in one of its writings, the
// asker's unit, and the units that what was typed may mean, best first.
type domainQuery struct {
	typed, own string
	units      []string
	most       int
}

// find returns domains, each once: the asker's own before others; then those whose
// name begins so, those of the units that are meant, and those that have it anywhere.
// Nothing typed is every domain.
func (x *domainIndex) find(q domainQuery) []db.DomainName {
	p := picked{from: x.domains, most: q.most, had: map[int]bool{}}
	for _, i := range x.of[q.own] {
		if q.own != "" && (strings.Contains(x.domains[i].Name, q.typed) || slices.Contains(q.units, q.own)) {
			p.add(i)
		}
	}
	first, _ := slices.BinarySearchFunc(x.sorted, q.typed, func(i int, typed string) int { return cmp.Compare(x.domains[i].Name, typed) })
	for _, i := range x.sorted[first:] {
		if p.full() || !strings.HasPrefix(x.domains[i].Name, q.typed) {
			break
		}
		p.add(i)
	}
	for _, u := range q.units {
		for _, i := range x.of[u] {
			p.add(i)
		}
	}
	for i := range x.having(q.typed) {
		if p.full() {
			break
		}
		p.add(i)
	}
	return p.found
}

// picked gathers domains, each once, at most so many.
type picked struct {
	from  []db.DomainName
	most  int
	had   map[int]bool
	found []db.DomainName
}

func (p *picked) full() bool { return len(p.found) >= p.most }

func (p *picked) add(i int) {
	if !p.full() && !p.had[i] {
		p.had[i] = true
		p.found = append(p.found, p.from[i])
	}
}

// domainIndexes keeps the index of the domains as they were last put.
type domainIndexes struct {
	mu   sync.Mutex
	made *domainIndex
}

// of returns the index of a version of the domains, which load gets when it is
// another than the one kept.
func (k *domainIndexes) of(version int64, load func() ([]db.DomainName, error)) (*domainIndex, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.made != nil && k.made.version == version {
		return k.made, nil
	}
	domains, err := load()
	if err != nil {
		return nil, err
	}
	k.made = newDomainIndex(domains, version)
	return k.made, nil
}

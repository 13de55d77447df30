package intent

// find lists the units named among tokens.
func (x *index) find(l *lexicon, tokens []token) []match {
	var found []match
	key := make([]byte, 0, 128)
	for from := range tokens {
		for to := from + 1; to <= min(len(tokens), from+x.longest); to++ {
			if k := tokens[to-1].kind; k == stop || k == mark {
				break
			}
			key = writing(key[:0], tokens[from:to])
			if at, ok := x.exact[string(key)]; ok {
				found = x.found(found, match{from: from, to: to}, at)
				continue
			}
			if to-from < 2 {
				continue
			}
			for _, at := range x.sounds[string(sounding(key[:0], tokens[from:to]))] {
				e := entry{tokens: l.tokens(l.fold(x.names[at].text))}
				if e.likely(tokens[from:to]) {
					found = x.found(found, match{from: from, to: to, heard: true}, at)
				}
			}
		}
	}
	return found
}

func (x *index) found(all []match, m match, at int32) []match {
	n := x.names[at]
	if n.unit == several {
		return all
	}
	m.unit, m.weak, m.named = int(n.unit), n.weak, true
	return append(all, m)
}

package intent

// find lists the units named among tokens.
func (x *index) find(l *lexicon, tokens []token) []match {
	var found []match
	for from := range tokens {
		for w := windowAt(tokens, from); w.length() < x.longest && w.grow(); {
			if at := x.written.find(w.written); len(at) > 0 {
				found = x.found(found, match{from: w.from, to: w.to}, at[0])
			} else if w.length() > 1 {
				found = x.hear(found, l, w)
			}
		}
	}
	return found
}

// hear adds the units whose names sound like the window and may be meant.
func (x *index) hear(found []match, l *lexicon, w *window) []match {
	const most = 16 // names that sound alike
	at := x.sounds.find(w.sound)
	for _, i := range at[:min(len(at), most)] {
		if likely(l.tokens(l.fold(x.names[i].text)), w.inside()) {
			found = x.found(found, match{from: w.from, to: w.to, heard: true}, i)
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

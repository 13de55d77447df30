package intent

// signs lists what the model goes by, as keys: the concepts of a sentence, its
// words, its words side by side, and the same by their sound; units and domains
// are all alike. Of a sentence of many clauses it goes by those that ask, and by
// the last.
func (r *Reader) signs(s *sentence) []uint32 {
	var out []uint32
	var concepts set
	for _, c := range r.asking(s) {
		concepts.join(&c.concepts)
		out = s.words(out, c)
	}
	r.addSlots(&concepts)
	for c, name := range r.lex.names {
		if concepts.has(concept(c)) {
			out = append(out, keyOf('c', name, ""))
		}
	}
	return out
}

// keyOf is the key of a sign: its kind and one word or two, hashed (FNV-1a).
func keyOf(kind byte, a, b string) uint32 {
	const offset, prime = 2166136261, 16777619
	h := (uint32(offset) ^ uint32(kind)) * prime
	for i := range len(a) {
		h = (h ^ uint32(a[i])) * prime
	}
	h *= prime
	for i := range len(b) {
		h = (h ^ uint32(b[i])) * prime
	}
	return h
}

// asking lists the stretches that carry the wish: the whole, where it is short.
func (r *Reader) asking(s *sentence) []span {
	const many = 3
	if len(s.clauses) <= many {
		return []span{r.whole(s)}
	}
	last := len(s.clauses) - 1
	if !s.clauses[last].concepts.meets(&r.lex.asking) {
		return s.clauses[last-1:]
	}
	return s.clauses[last:]
}

// words appends the words of a stretch, each alone and beside the one before, as
// they are written and as they sound.
func (s *sentence) words(out []uint32, c span) []uint32 {
	before, heard := "^", "^"
	for i := c.from; i <= c.to; i++ {
		text, sound := "$", "$"
		if i < c.to {
			text, sound = s.sign(i)
		}
		if before == isUnit && text == before { // a unit of several words is one sign
			continue
		}
		out = append(out, keyOf('b', before, text), keyOf('u', text, ""), keyOf('h', heard, sound), keyOf('s', sound, ""))
		before, heard = text, sound
	}
	return out
}

// sign is the token as the model sees it, and as it hears it.
func (s *sentence) sign(i int) (text, sound string) {
	t := &s.tokens[i]
	switch {
	case s.inName(i) || t.kind == mark && t.text == isUnit:
		return isUnit, isUnit
	case t.sound == "":
		return t.text, t.text
	}
	return t.text, t.sound
}

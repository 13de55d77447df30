package intent

// A window is a stretch of tokens that grows to the right, with the hashes by
// which phrases and names are looked up.
type window struct {
	tokens   []token // of the whole sentence
	from, to int
	written  hash
	begun    hash // the same as the beginning of a clause
	sound    hash
}

func windowAt(tokens []token, from int) *window {
	return &window{tokens: tokens, from: from, to: from, written: noText, begun: noText.text(atBegin), sound: noText}
}

// grow takes in one token more; it reports false at the end of what belongs
// together.
func (w *window) grow() bool {
	if w.to == len(w.tokens) {
		return false
	}
	t, before := &w.tokens[w.to], (*token)(nil)
	if t.kind == stop || t.kind == mark {
		return false
	}
	if w.to > w.from {
		before = &w.tokens[w.to-1]
	}
	w.written, w.begun, w.sound = w.written.write(t, before), w.begun.write(t, before), w.sound.sound(t)
	w.to++
	return true
}

func (w *window) length() int { return w.to - w.from }

// inside is the tokens of the window.
func (w *window) inside() []token { return w.tokens[w.from:w.to] }

// begins and ends report whether a clause does so with the window.
func (w *window) begins() bool { return w.from == 0 || w.tokens[w.from-1].kind == stop }

func (w *window) ends() bool { return w.to == len(w.tokens) || w.tokens[w.to].kind == stop }

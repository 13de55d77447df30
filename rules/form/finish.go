package form

// finish fills what passes and returns the first thing that does not.
func (p *placer) finish(s Session) (Session, *Problem) {
	var first *Problem
	seen := map[int]bool{}
	for _, k := range p.takes {
		if seen[k.field] {
			continue
		}
		seen[k.field] = true
		if problem := p.settle(&s, k.field); problem != nil && first == nil {
			first = problem
		}
	}
	if first == nil {
		first = p.unsure
	}
	if first == nil {
		first = p.rest(s)
	}
	return s, first
}

// A heard is all that a message holds for one field.
type heard struct {
	values []string // that pass
	typed  []string // the same as typed
	again  bool     // neither asked nor named
	named  bool     // typed with its label
	wrong  *Problem // the first that does not pass
}

func (p *placer) hear(field int) heard {
	var h heard
	for _, k := range p.takes {
		if k.field != field {
			continue
		}
		piece := p.cut(k.from, k.to).trim("。.,;")
		value, wrong := p.readOrNone(p.def.Fields[field], piece)
		switch {
		case wrong != nil && h.wrong == nil:
			h.wrong = wrong
		case wrong == nil && (len(h.values) == 0 || h.values[len(h.values)-1] != value):
			h.values, h.typed = append(h.values, value), append(h.typed, piece.String())
		}
		h.again, h.named = h.again || k.again, h.named || k.named
	}
	return h
}

// settle fills a field from all that the message holds for it. Several values
// that are the same are one, also with what was filled before; different ones
// are asked about. What does not pass beside one that does is left over.
func (p *placer) settle(s *Session, field int) *Problem {
	f, h := p.def.Fields[field], p.hear(field)
	kept, filled := s.Values[f.ID]
	switch {
	case len(h.values) == 0:
		return h.wrong
	case len(h.values) > 1:
		return twoValues(f, h.values[0], h.values[1], h.typed[1])
	case h.again && filled && kept != h.values[0]:
		return twoValues(f, kept, h.values[0], h.typed[0])
	case !h.again || !filled:
		s.set(f.ID, h.values[0], h.values[0] != h.typed[0] || !h.named && p.def.alike(f, h.values[0]))
	}
	if h.wrong != nil {
		return &Problem{Key: LeftOver, Said: h.wrong.Said}
	}
	return nil
}

func twoValues(f Field, first, second, said string) *Problem {
	return &Problem{Key: TwoValues, Field: f.ID, Said: said, Args: map[string]string{"first": first, "second": second}}
}

// readOrNone is [Definition.read], but 无 skips an optional field, and is the
// wrong answer to any other.
func (p *placer) readOrNone(f Field, typed line) (string, *Problem) {
	if !saysNone(typed.text()) {
		return p.def.read(f, typed)
	}
	if f.Optional {
		return "", nil
	}
	return "", &Problem{Key: Required, Field: f.ID, Said: typed.String()}
}

// rest says what is to be said about pieces that found no field.
func (p *placer) rest(s Session) *Problem {
	switch {
	case p.label != nil && len(p.takes) == 0:
		return &Problem{Key: Empty, Field: s.At}
	case p.label != nil && p.labels == 1:
		if field := p.labelled(p.row, p.label.label); field >= 0 && !p.taken(field) {
			return &Problem{Key: Empty, Field: p.def.Fields[field].ID}
		}
	}
	switch {
	case len(p.left) > 0 && len(p.takes) == 0 && s.At == "":
		return &Problem{Key: NothingAsked, Said: p.String()}
	case len(p.left) > 0:
		return &Problem{Key: LeftOver, Said: p.cut(p.left[0].from, p.left[len(p.left)-1].to).String()}
	case len(p.takes) == 0:
		return &Problem{Key: Unreadable, Field: s.At, Said: p.String()}
	}
	return nil
}

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

// settle fills a field from all that the message holds for it. Several values
// that are the same are one; different ones are asked about.
func (p *placer) settle(s *Session, field int) *Problem {
	f := p.def.Fields[field]
	var problem *Problem
	var values, typed []string
	for _, k := range p.takes {
		if k.field != field {
			continue
		}
		piece := p.cut(k.from, k.to).trim("。.,;")
		value, wrong := p.readOrNone(f, piece)
		switch {
		case wrong != nil && problem == nil:
			problem = wrong
		case wrong == nil && (len(values) == 0 || values[len(values)-1] != value):
			values, typed = append(values, value), append(typed, piece.String())
		}
	}
	switch len(values) {
	case 0:
		return problem
	case 1:
		s.set(f.ID, values[0], values[0] != typed[0])
		return nil
	}
	args := map[string]string{"first": values[0], "second": values[1]}
	return &Problem{Key: TwoValues, Field: f.ID, Said: typed[1], Args: args}
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

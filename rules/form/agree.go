package form

// People say yes twice over: 没错，属实. The second time it is neither a remark nor
// something left over.

// agreed reports whether a piece only says again what was confirmed in the same
// message, while words or nothing are asked. Where another yes is asked it is
// that one's answer.
func (fl *filler) agreed(p piece) bool {
	if now, ok := fl.live.Field(fl.now); p.label != "" || ok && now.Kind != Text && now.Kind != Long {
		return false
	}
	for _, f := range fl.live.Fields {
		if f.Kind != Confirm || !fl.taken(f.ID) {
			continue
		}
		if said, problem := fl.readOrNone(f, p.line); problem == nil && said == Yes {
			return true
		}
	}
	return false
}

// agrees is how people confirm a summary that they have read through.
var agrees = patternOf(`^(?:(?:是的?|对的?|嗯)[,、 ]?)*(?:(?:以上|内容|情况)*(?:全部|都|均)?(?:没错|无误|属实)(?:的|了)?[,、 ]?)+$`)

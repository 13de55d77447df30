package form

// Orders as people put them, beside the words that stand in commandOf. Each is a
// whole message; none is anybody's name.
var (
	backOrder = patternOf(`^(?:请|我|要|想|先|再)*(?:返回|回到|退回到?|退到|回退到?|回|后退到?)?上一?(?:步|项|項|题|題|个|個|条|格|个问题|个题)(?:吧|了)*$|^(?:后退|後退|退回|退|回退)(?:一步)?(?:吧)?$` +
		`|^(?:please )?(?:go |take me )?back(?: one| a)?(?: step)?(?: please)?$|^(?:the )?previous (?:one|question|field|step|item)$`)
	skipOrder = patternOf(`^(?:请|我|这|这个|这项|这一项|此项|该项|先|暂|暂时|可以|能)*(?:跳过|跳過|略过|略過|空着|空出来)(?:这|此|该)?(?:一?(?:项|个|题|格|步))?(?:吧|了)*$` +
		`|^(?:先|暂时)?不填(?:这|此|该)一?(?:项|个|题|格)(?:吧|了)*$|^下一?(?:题|题目|个|格|条)(?:吧)?$|^(?:please )?(?:skip|leave out|next)(?: it| this| that)?(?: one| field| question| item)?(?: please)?$`)
	saveOrder = patternOf(`^(?:请|我|帮我|有事|那|就|先|您)*(?:保存|暂存|存)(?:一下|着|好|起来|草稿)?[,，]?(?:吧|了|再说|退出|回头再填|下次再填)*$` +
		`|^(?:我|有事|那|就|先|[,，])*(?:停一下|暂停|停一停|放一放|放着|放一下)(?:吧|了)*$|^(?:先)?(?:退出|离开)(?:填报|填写|一下)?(?:吧|了)*$` +
		`|^(?:please )?(?:save|keep)(?: it| this)?(?: and (?:exit|quit|stop|close))?(?: for (?:now|later))?(?: please)?$|^(?:stop|pause)(?: here| for now)?$`)
	cancelOrder = patternOf(`^(?:请|我|那|就|还是|算了|帮我|都|[,，])*(?:取消|放弃|放棄|撤销|撤銷|作废)(?:掉)?(?:这张|这份|本|该|此)?(?:表|单|表格|填报|填写|操作)?(?:吧|了|啦)*$` +
		`|^(?:我|那|就|还是|算了|[,，])*不(?:想|要)?(?:填|弄|报|写)(?:这张|这份)?(?:表)?(?:了|啦)(?:吧)?$|^算了(?:吧|吧。)?$|^不想(?:填|弄|报|写)$` +
		`|^(?:please )?(?:cancel|discard|drop)(?: it| this| that| all)?(?: form| the form| this form)?(?: please)?$|^never ?mind$`)
)

func commonOrder(text string) command {
	switch {
	case backOrder.MatchString(text):
		return func(d *Definition, s Session) (Session, Event) { return moved(BackOne(d, s)) }
	case skipOrder.MatchString(text):
		return Skip
	case saveOrder.MatchString(text):
		return func(_ *Definition, s Session) (Session, Event) { return s, Saved }
	case cancelOrder.MatchString(text):
		return func(_ *Definition, s Session) (Session, Event) { return s, Cancelled }
	}
	return nil
}

// wrongWords say that what stands in a field is wrong: 负责人电话填错了，应为….
var wrongWords = []string{"填错了", "写错了", "打错了", "输错了", "弄错了", "填错", "写错", "打错", "输错", "不对", "有误", "错了", "is wrong", "was wrong"}

// mistaken reads 负责人电话错了，改成…: the field, and what it should be, as a change
// of it is read. False: nothing is said to be wrong, or not in which field.
func (d *Definition) mistaken(l line) (line, bool) {
	for i := range l.folded {
		for _, w := range wrongWords {
			if i == 0 || !hasAt(l.folded, i, []rune(w)) {
				continue
			}
			field := l.cut(0, i).trim(idle + "的是")
			tokens := d.lex(field)
			if _, label, ok := pointed(tokens); !ok || label == "" {
				return l, false
			}
			rest := l.cut(i+len([]rune(w)), len(l.folded)).trim(idle + "了")
			at, _ := connector(rest.folded, 0)
			if rest = rest.cut(at, len(rest.folded)).trim(idle); len(rest.folded) == 0 {
				return field, true
			}
			sign := line{[]rune(":"), []rune(":")}
			return field.and(sign).and(rest), true
		}
	}
	return l, false
}

func (l line) and(more line) line {
	return line{append(append([]rune(nil), l.typed...), more.typed...), append(append([]rune(nil), l.folded...), more.folded...)}
}

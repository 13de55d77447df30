// rich_text blocks as nodes.

import { h } from './dom.js'
import { link } from './mrkdwn.js'
import { mark } from './mark.js'

const styles = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' }

function styled(node, style = {}) {
  return Object.entries(styles).reduce((inner, [key, tag]) => (style[key] ? h(tag, {}, inner) : inner), node)
}

function piece(e, names) {
  switch (e.type) {
    case 'text': return styled(e.text, e.style)
    case 'link': return styled(link(e.url, e.text ?? e.url), e.style)
    case 'user': return h('span', { class: 'mention' }, `@${names.person(e.user_id)}`)
    case 'channel': return h('span', { class: 'mention' }, `#${names.room(e.channel_id)}`)
    case 'broadcast': return h('span', { class: 'mention all' }, `@${e.range}`)
    case 'emoji': return e.unicode ? String.fromCodePoint(...e.unicode.split('-').map((c) => parseInt(c, 16))) : `:${e.name}:`
    case 'date': return h('time', {}, e.fallback ?? new Date(e.timestamp * 1000).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' }))
    default: return mark(`rich_text ${e.type}`)
  }
}

function part(e, names) {
  const inner = () => e.elements.map((x) => piece(x, names))
  switch (e.type) {
    case 'rich_text_section': return h('div', { class: 'text' }, inner())
    case 'rich_text_preformatted': return h('pre', {}, inner())
    case 'rich_text_quote': return h('blockquote', {}, inner())
    case 'rich_text_list':
      return h(e.style === 'ordered' ? 'ol' : 'ul', { class: `indent-${e.indent ?? 0}`, start: e.offset ? e.offset + 1 : null },
        e.elements.map((x) => h('li', {}, part(x, names))))
    default: return mark(`rich_text ${e.type}`)
  }
}

export const richText = (b, names) => b.elements.map((e) => part(e, names))

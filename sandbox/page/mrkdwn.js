// Slack's mrkdwn, drawn as nodes. Marks count only at the edges of words, and
// a Chinese character is part of a word, as with Slack: what is not drawn bold
// here is not bold there.

import { h } from './dom.js'
import { mark } from './mark.js'

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }
export const plain = (s) => s.replace(/&(amp|lt|gt);/g, (e) => entities[e])

const lights = { '🟢': 'green', '🟡': 'yellow', '🔴': 'red' }

// lit draws the three lights itself, since not every machine has a font for
// them. A light holds on to what stands beside it, so that it is never alone on
// a line. It gives nodes and strings.
export function lit(text) {
  return text.split(/([^\n🟢🟡🔴]{0,4}(?:🟢|🟡|🔴)[^\n🟢🟡🔴]{0,3})/u).filter(Boolean)
    .map((s) => (/[🟢🟡🔴]/u.test(s) ? h('span', { class: 'held' }, lamps(s)) : s))
}

const lamps = (text) => text.split(/(🟢|🟡|🔴)/u).filter(Boolean)
  .map((s) => (lights[s] ? h('span', { class: `light ${lights[s]}`, role: 'img', 'aria-label': s }, s) : s))

const word = '[\\p{L}\\p{N}_]'
const pair = (mark) => new RegExp(`(?<!${word})[${mark}](?=\\S)([^\\n]*?\\S)[${mark}](?!${word})`, 'u')
const marks = [
  { re: /```\n?([\s\S]*?)\n?```/, make: (m) => h('pre', {}, plain(m[1])) },
  { re: /`([^`\n]+)`/, make: (m) => h('code', {}, plain(m[1])) },
  { re: /<([^<>\n]+)>/, make: (m, names) => reference(m[1], names) },
  { re: pair('*'), make: (m, names) => h('strong', {}, inline(m[1], names)) },
  { re: pair('_'), make: (m, names) => h('em', {}, inline(m[1], names)) },
  { re: pair('~'), make: (m, names) => h('s', {}, inline(m[1], names)) },
]

// inline draws text with marks inside a line; names knows people and channels.
function inline(text, names) {
  let best = null
  for (const mark of marks) {
    const m = mark.re.exec(text)
    if (m && (!best || m.index < best.m.index)) best = { m, mark }
  }
  if (!best) return text ? lit(plain(text)) : []
  const { m, mark } = best
  return [...inline(text.slice(0, m.index), names), mark.make(m, names), ...inline(text.slice(m.index + m[0].length), names)]
}

function reference(body, names) {
  const [target, label] = body.split('|', 2)
  const mark = (cls, text) => h('span', { class: `mention ${cls}` }, text)
  if (target.startsWith('@')) return mark('person', `@${label ?? names.person(target.slice(1))}`)
  if (target.startsWith('#')) return mark('room', `#${label ?? names.room(target.slice(1))}`)
  if (target.startsWith('!date^')) return h('time', {}, label ? plain(label) : target)
  if (target.startsWith('!')) return mark('all', `@${target.slice(1).split('^')[0]}`)
  if (!/^(https?|mailto|tel):/.test(target)) return plain(`<${body}>`)
  return link(plain(target), plain(label ?? target))
}

export function link(href, text) {
  return /^(https?|mailto|tel):/.test(href)
    ? h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text) : h('span', {}, text)
}

// mrkdwn draws a whole text: quoted lines in quotes, code as it is.
export function mrkdwn(text, names) {
  const out = []
  for (const part of text.split(/(```[\s\S]*?```)/)) {
    if (part.startsWith('```')) { out.push(...inline(part, names)); continue }
    out.push(...lines(part, names))
  }
  return out
}

function lines(text, names) {
  const out = []
  let quote = null
  text.split('\n').forEach((line, i, all) => {
    const quoted = /^(&gt;|>) ?(.*)$/.exec(line)
    if (quoted) {
      if (!quote) { quote = h('blockquote'); out.push(quote) } else quote.append('\n')
      quote.append(...inline(quoted[2], names))
      return
    }
    out.push(...inline(line, names))
    quote = null
    if (i < all.length - 1 && !/^(&gt;|>)/.test(all[i + 1])) out.push('\n')
  })
  return out
}

// textObject draws a text object, plain or mrkdwn.
export function textObject(t, names) {
  if (!t) return []
  if (t.type === 'mrkdwn') return mrkdwn(t.text, names)
  return t.type === 'plain_text' ? lit(t.text) : [mark(t.type)]
}

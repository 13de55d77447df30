// Messages: the list of a conversation, and that of a thread. A message that
// has not changed keeps its nodes, so what is half typed in it stays.

import { h, focusIn } from './dom.js'
import { mrkdwn } from './mrkdwn.js'
import { blocks } from './blocks.js'
import { mark } from './mark.js'
import { scene } from './scene.js'
import { state, names, person, hourOf, dayOf, fullOf, dateOf } from './state.js'

const together = 300 // for so many seconds a person's name and time are said once

const drawn = new WeakMap() // list → Map(ts → {text, node})

// fill draws messages into a list; open is called with a thread's ts.
export function fill(list, messages, { open, inThread }) {
  const old = drawn.get(list) ?? new Map()
  const now = new Map()
  const nodes = []
  let day = ''
  let head = null // the message under whose name and time the next ones stand
  for (const m of messages) {
    const today = dayOf(dateOf(m.ts))
    if (today !== day) { nodes.push(h('li', { class: 'day' }, h('span', {}, today))); day = today; head = null }
    const follows = Boolean(head) && head.user === m.user && Number(m.ts) - Number(head.ts) <= together && !head.is_ephemeral && !m.is_ephemeral
    const text = JSON.stringify([m, follows])
    const kept = old.get(m.ts)
    const node = kept?.text === text ? kept.node : message(m, { open, inThread, follows })
    now.set(m.ts, { text, node })
    nodes.push(node)
    if (!follows) head = m
  }
  if (!messages.length) nodes.push(h('li', { class: 'empty' }, inThread ? '' : '还没有消息'))
  drawn.set(list, now)
  const back = focusIn(list, '.msg')
  settle(list, nodes)
  back()
}

// settle puts the nodes in place, leaving those that stand right untouched: a
// field that is moved would lose its focus.
function settle(list, nodes) {
  const wanted = new Set(nodes)
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove()
  nodes.forEach((n, i) => { if (list.children[i] !== n) list.insertBefore(n, list.children[i] ?? null) })
}

export const forget = (list) => { drawn.delete(list); list.replaceChildren() }

function hue(id) {
  let n = 0
  for (const c of id) n = (n * 31 + c.codePointAt(0)) % 8
  return n
}

const initial = (name) => [...name.replace(/^(市|县|区)/, '')][0] ?? '?'

function message(m, { open, inThread, follows }) {
  const bot = m.user === state.bot.bot_user
  const name = names.person(m.user)
  const oops = h('div', { class: 'field-error', role: 'alert', hidden: true })
  const fail = (text) => { oops.textContent = text; oops.hidden = !text }
  const li = h('li', {
    class: `msg${follows ? ' follows' : ''}${m.is_ephemeral ? ' whisper' : ''}${bot ? ' from-bot' : ''}`,
    data: { ts: m.ts, user: m.user },
  },
  follows ? h('time', { class: 'at', title: fullOf(dateOf(m.ts)) }, hourOf(dateOf(m.ts)))
    : h('div', { class: `avatar hue-${hue(m.user)}${bot ? ' bot' : ''}`, 'aria-hidden': 'true' }, bot ? '◆' : initial(name)),
  h('div', { class: 'body' },
    !follows && h('div', { class: 'by' }, h('b', {}, name), bot && h('span', { class: 'badge' }, '应用'),
      !bot && person(m.user)?.unit_name && h('span', { class: 'unit' }, person(m.user).unit_name),
      h('time', { title: fullOf(dateOf(m.ts)) }, hourOf(dateOf(m.ts)))),
    m.is_ephemeral && h('div', { class: 'only-you' }, '仅您可见'),
    content(m, fail), oops, m.reactions && reactions(m.reactions), foot(m, open, inThread)))
  return li
}

function content(m, fail) {
  const list = m.blocks?.length
    ? blocks(m.blocks, scene({ channel: state.channel, ts: m.ts }, undefined, fail))
    : m.text ? [h('div', { class: 'text' }, mrkdwn(m.text, names))] : []
  if (m.edited && list.length) list.push(h('small', { class: 'edited' }, '（已编辑）'))
  return h('div', { class: 'content' }, list, (m.files ?? []).map(file), (m.attachments ?? []).map(() => mark('attachments')))
}

const sizes = (n) => (n < 1024 ? `${n} B` : n < 1024 ** 2 ? `${(n / 1024).toFixed(1)} KB` : `${(n / 1024 ** 2).toFixed(1)} MB`)

function file(f) {
  return h('div', { class: 'file', data: { file: f.id } },
    h('span', { class: 'kind', 'aria-hidden': 'true' }, f.filetype.slice(0, 4).toUpperCase()),
    h('div', { class: 'grow' }, h('b', {}, f.title || f.name), h('small', {}, [f.title && f.title !== f.name && f.name, sizes(f.size)].filter(Boolean).join(' · '))),
    h('a', { href: f.url_private, download: f.name, class: 'button', 'aria-label': `下载${f.name}` }, '下载'))
}

const reactions = (list) => h('div', { class: 'reactions' }, list.map((r) => h('span', { class: 'chip' }, `:${r.name}: ${r.count}`)))

function foot(m, open, inThread) {
  if (inThread || m.is_ephemeral) return null
  const n = m.reply_count
  return h('button', { type: 'button', class: `reply${n ? ' has' : ''}`, data: { thread: m.ts }, onclick: () => open(m.thread_ts ?? m.ts) },
    n ? `${n}条回复` : '回复')
}

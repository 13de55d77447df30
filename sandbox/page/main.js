// The page of the workspace. What a browser test may hold on to:
//
//   ?user=ID&channel=dm|ID|name&tab=home   whose page, and what is open
//   body[data-ready=yes]     the first drawing is done; data-user, data-channel
//   #who                     the person switch; opens #who-list, with
//                            #who-search and a button[data-user] for each
//   #channels [data-channel] a conversation; data-unread is its count
//   #tab-messages, #tab-home the app's tabs; #home holds the home tab
//   #messages [data-ts]      a message; in it button[data-action-id][data-value],
//                            other elements by data-action-id (and data-block-id),
//                            options by data-option, files by data-file
//   [data-thread]            opens #thread with #thread-messages,
//                            #thread-composer, #thread-send
//   #composer, #send, #file  write (Enter sends), upload; .field-error in
//                            #compose or #thread-compose says why it was not sent
//   dialog.modal[data-view-id]  the top view; [data-modal=submit|close|cancel],
//                            [data-error-for=BLOCK] under a field
//   dialog.confirm           [data-confirm=yes|no]
//   #clock, #forward-open    the clock; #forward with #forward-to
//                            (datetime-local), #forward-go, #forward-day,
//                            #forward-next, #forward-error; #forward-words
//                            is the moment in words
//   .cannot-draw             something that the page can't draw
//   output.in-words          beside a date field, the date in words
//   #alert                   an error that belongs to no single place, or that
//                            the connection is lost, for as long as it is

import { $, h, grow, entered } from './dom.js'
import { get, post, upload } from './api.js'
import { state, person, room, roomName } from './state.js'
import { fill, forget } from './messages.js'
import * as people from './people.js'
import * as clock from './clock.js'
import { refreshViews, refreshHome, forgetHome, drop } from './modal.js'
import { follow } from './stream.js'

let lost = false // the connection, until it is back
const trouble = { mine: '', page: '' } // of what a person does, and of what the page does by itself

function alarm(text, whose) {
  trouble[whose] = text
  $('alert').textContent = lost ? '与工作区的连接断了，正在重连…' : trouble.mine || trouble.page
  $('alert').hidden = !$('alert').textContent
}

function connected(yes) {
  lost = !yes
  alarm(trouble.page, 'page')
}

// guard runs what a person does and may fail, and shows why it did. What the
// page does by itself takes no such word away.
const guard = (f, whose = 'mine') => async (...args) => {
  try { alarm('', whose); return await f(...args) } catch (err) { alarm(err.message, whose) }
}

function remember() {
  const q = new URLSearchParams({ user: state.user, channel: room(state.channel)?.is_im ? 'dm' : state.channel })
  if (state.tab === 'home') q.set('tab', 'home')
  history.replaceState(null, '', `/?${q}`)
  document.body.dataset.user = state.user
  document.body.dataset.channel = state.channel
  document.title = `${person(state.user)?.name ?? ''} · ${room(state.channel) ? roomName(room(state.channel)) : ''}`
}

async function loadRooms() {
  state.rooms = await get('channels', { user: state.user })
  const head = (text) => h('li', { class: 'head' }, text)
  const row = (c) => h('li', {}, h('button', {
    type: 'button', data: { channel: c.id, unread: c.unread }, class: c.id === state.channel ? 'on' : '',
    'aria-current': c.id === state.channel ? 'page' : null, onclick: guard(() => openRoom(c.id)),
  }, h('span', { class: 'sign', 'aria-hidden': 'true' }, c.is_im ? '◆' : c.is_private ? '🔒' : '#'), h('span', { class: 'grow' }, roomName(c)),
  c.unread > 0 && h('span', { class: 'unread', 'aria-label': `${c.unread}条未读` }, String(c.unread))))
  const ims = state.rooms.filter((c) => c.is_im)
  const rest = state.rooms.filter((c) => !c.is_im)
  $('channels').replaceChildren(head('应用'), ...ims.map(row), rest.length ? head('频道') : '', ...rest.map(row))
  const unread = state.rooms.reduce((n, c) => n + (c.id === state.channel ? 0 : c.unread), 0)
  $('menu').dataset.unread = unread || ''
}

async function loadMessages() {
  if (!state.channel) return
  const channel = state.channel
  const all = await get('messages', { user: state.user, channel })
  if (channel !== state.channel) return
  const list = $('messages')
  const low = list.scrollHeight - list.scrollTop - list.clientHeight < 80
  const main = all.filter((m) => !m.thread_ts || m.thread_ts === m.ts || m.subtype === 'thread_broadcast' || m.is_ephemeral)
  fill(list, main, { open: openThread })
  if (low) list.scrollTop = list.scrollHeight
  if (state.thread) fill($('thread-messages'), all.filter((m) => m.ts === state.thread || m.thread_ts === state.thread), { inThread: true })
  await markRead()
}

async function markRead() {
  if (document.hidden || state.tab === 'home' || !(room(state.channel)?.unread > 0)) return
  await post('read', { user: state.user, channel: state.channel })
  await loadRooms()
}

async function openRoom(id) {
  const known = state.rooms.find((c) => c.id === id || (id === 'dm' && c.is_im) || (c.name && c.name === id)) ?? state.rooms[0]
  if (state.channel !== known.id) { forget($('messages')); closeThread(); setError('compose', '') }
  state.channel = known.id
  side(false)
  $('room-name').textContent = roomName(known)
  $('tabs').hidden = !known.is_im
  document.body.classList.toggle('direct', known.is_im)
  $('composer').placeholder = `发消息给${roomName(known)}`
  if (!known.is_im) state.tab = 'messages'
  showTab()
  remember()
  await loadRooms()
  await loadMessages()
  $('messages').scrollTop = $('messages').scrollHeight
}

function showTab() {
  const home = state.tab === 'home'
  $('home').hidden = !home
  $('messages').hidden = home
  $('compose').hidden = home
  $('tab-home').setAttribute('aria-selected', String(home))
  $('tab-messages').setAttribute('aria-selected', String(!home))
  $('tab-home').tabIndex = home ? 0 : -1
  $('tab-messages').tabIndex = home ? -1 : 0
}

const openTab = guard(async (tab) => {
  state.tab = tab
  showTab()
  remember()
  if (tab === 'home') await refreshHome(true)
  else await loadMessages()
})

const openThread = guard(async (ts) => {
  if (state.thread !== ts) setError('thread-compose', '')
  state.thread = ts
  forget($('thread-messages'))
  $('thread').hidden = false
  document.body.classList.add('with-thread')
  await loadMessages()
  $('thread-composer').dispatchEvent(new Event('input')) // it has a size only now
  $('thread-composer').focus()
})

function closeThread() {
  const opener = $('thread').contains(document.activeElement) && document.querySelector(`#messages [data-thread="${state.thread}"]`)
  state.thread = ''
  $('thread').hidden = true
  document.body.classList.remove('with-thread')
  if (opener) opener.focus()
}

const sitAs = guard(async (id) => {
  const same = state.channel && room(state.channel)?.is_im ? 'dm' : state.channel
  state.user = id
  state.channel = ''
  drop(); forgetHome(); closeThread(); forget($('messages'))
  people.showWho()
  await loadRooms()
  await openRoom(same || 'dm')
  if (state.tab === 'home') await refreshHome(true)
  await refreshViews()
})

// setError stands under the field that was written in, which keeps its words.
function setError(form, text) {
  const node = $(form).querySelector('.field-error')
  node.textContent = text
  node.hidden = !text
}

// sending sends what stands in a field, once, and empties it when it went
// through.
async function sending(area, send) {
  if (area.readOnly) return
  area.readOnly = true
  setError(area.form.id, '')
  try {
    await send()
    area.value = ''
    area.dispatchEvent(new Event('input'))
  } catch (err) {
    setError(area.form.id, err.message)
    return
  } finally { area.readOnly = false }
  await guard(loadMessages)()
  const list = area.id === 'thread-composer' ? $('thread-messages') : $('messages')
  list.scrollTop = list.scrollHeight
}

function say(area, thread) {
  const text = area.value.trim()
  const where = { user: state.user, channel: state.channel }
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text)
  if (!text) return
  sending(area, () => (command ? post('command', { ...where, command: command[1], text: command[2] })
    : post('say', { ...where, text, thread_ts: thread || undefined })))
}

async function attach() {
  const file = $('file').files[0]
  $('file').value = ''
  if (file) await sending($('composer'), () => upload({ user: state.user, channel: state.channel, text: $('composer').value.trim() }, file))
}

function side(open) {
  document.body.classList.toggle('with-side', open)
  $('menu').setAttribute('aria-expanded', String(open))
}

function composing(form, area, thread) {
  const fit = grow(area)
  area.addEventListener('keydown', (e) => { if (entered(e)) { e.preventDefault(); say(area, thread()) } })
  form.addEventListener('submit', (e) => { e.preventDefault(); say(area, thread()) })
  fit()
}

const kinds = {
  clock: clock.refreshClock,
  views: refreshViews,
  home: async () => { if (state.tab === 'home') await refreshHome(false) },
  rooms: loadRooms,
  messages: loadMessages,
}

// touched lists the kinds of things that a note is about.
function touched(n) {
  if (n.type === 'seen' || n.type === 'open') return Object.keys(kinds)
  if (n.type === 'clock') return ['clock']
  if (n.type === 'views' || n.type === 'home') return n.user === state.user ? [n.type] : []
  if (n.type === 'message' || n.type === 'ephemeral' || n.type === 'read') return n.channel === state.channel ? ['rooms', 'messages'] : ['rooms']
  return []
}

// listen keeps the page current. Notes come in bursts: each kind is answered
// once per burst, and one burst after the other.
function listen() {
  const due = new Set()
  let busy = false
  const run = guard(async () => {
    const now = Object.keys(kinds).filter((k) => due.has(k))
    due.clear()
    for (const k of now) await kinds[k]()
  }, 'page')
  const soon = () => {
    if (busy || !due.size) return
    busy = true
    setTimeout(async () => { await run(); busy = false; soon() }, 40)
  }
  follow((n) => {
    connected(n.type !== 'lost')
    touched(n).forEach((k) => due.add(k))
    soon()
  })
}

function wire() {
  people.setup(sitAs)
  clock.setup(async () => { await loadRooms(); await loadMessages() })
  composing($('compose'), $('composer'), () => '')
  composing($('thread-compose'), $('thread-composer'), () => state.thread)
  $('attach').addEventListener('click', () => $('file').click())
  $('file').addEventListener('change', attach)
  $('thread-close').addEventListener('click', closeThread)
  $('tab-home').addEventListener('click', () => openTab('home'))
  $('tab-messages').addEventListener('click', () => openTab('messages'))
  $('tabs').addEventListener('keydown', (e) => {
    if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return
    const other = $(state.tab === 'home' ? 'tab-messages' : 'tab-home')
    other.focus()
    other.click()
  })
  $('menu').addEventListener('click', () => side(!document.body.classList.contains('with-side')))
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape' || document.querySelector('dialog[open]')) return
    if (document.body.classList.contains('with-side')) { side(false); $('menu').focus() }
    else if (state.thread) closeThread()
  })
}

const boot = guard(async () => {
  wire()
  ;[state.people, state.bot] = await Promise.all([get('users'), get('workspace')])
  const q = new URLSearchParams(location.search)
  state.user = person(q.get('user'))?.id ?? state.people[0]?.id ?? ''
  people.showWho()
  await clock.refreshClock()
  if (!state.user) { alarm('工作区里还没有人', 'mine'); return }
  await loadRooms()
  state.tab = q.get('tab') === 'home' ? 'home' : 'messages'
  await openRoom(q.get('channel') || 'dm')
  if (state.tab === 'home') await refreshHome(true)
  await refreshViews()
  listen()
  document.body.dataset.ready = 'yes'
})

boot()

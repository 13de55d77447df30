// The clock in the header, and 快进: to a moment, by a day, to what is due.

import { $, h, openDialog } from './dom.js'
import { get, post } from './api.js'
import { fullOf, fullDayOf, hourOf } from './state.js'
import { spell } from './dates.js'

let offset = 0 // domain time minus the machine's, in milliseconds
let next = null

const now = () => new Date(Date.now() + offset)
const local = (date) => new Date(date.getTime() + 8 * 3600e3).toISOString().slice(0, 16)

export async function refreshClock() {
  take(await get('clock'))
}

function take(c) {
  offset = Date.parse(c.now) - Date.now()
  next = c.next
  show()
}

function show() {
  $('clock').replaceChildren(h('span', {}, fullDayOf(now())), h('b', {}, hourOf(now())))
  $('clock').dateTime = now().toISOString()
}

// setup makes the clock run; moved is called after a move.
export function setup(moved) {
  setInterval(show, 5000)
  $('forward-open').addEventListener('click', open)
  spell($('forward-to'), $('forward-words'))
  const go = (body) => move(body, moved)
  $('forward-day').addEventListener('click', () => go({ advance: '24h' }))
  $('forward-next').addEventListener('click', () => go({ advance: 'next' }))
  $('forward').querySelector('form').addEventListener('submit', (e) => {
    e.preventDefault()
    go({ to: `${$('forward-to').value}:00+08:00` })
  })
}

async function open() {
  fail('')
  openDialog($('forward'))
  try { await refreshClock() } catch (err) { fail(err.message) }
  $('forward-now').textContent = `现在：${fullOf(now())}`
  $('forward-next').disabled = !next
  $('forward-due').textContent = next ? `下一次提醒：${fullOf(new Date(next))}` : '没有待发的提醒'
  $('forward-to').min = local(now())
  if (!$('forward-to').value || $('forward-to').value < local(now())) $('forward-to').value = tomorrow()
  $('forward-to').dispatchEvent(new Event('restored'))
}

function tomorrow() {
  return `${local(new Date(now().getTime() + 24 * 3600e3)).slice(0, 10)}T09:00`
}

function fail(text) {
  $('forward-error').textContent = text
  $('forward-error').hidden = !text
}

async function move(body, moved) {
  const buttons = [...$('forward').querySelectorAll('button')]
  fail('')
  buttons.forEach((b) => { b.disabled = true })
  $('forward-now').textContent = '正在经过这段时间…'
  try {
    take(await post('clock', body))
    $('forward').close()
    await moved()
  } catch (err) {
    fail(err.message)
  } finally {
    buttons.forEach((b) => { b.disabled = false })
    $('forward-now').textContent = `现在：${fullOf(now())}`
  }
}

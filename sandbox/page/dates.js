// Dates in words. A browser writes a date field in its own language and order,
// so the date stands beside it as people here write it.

import { h } from './dom.js'
import { fullDayOf, fullOf } from './state.js'

// spell keeps words beside a date field: 2018年12月3日（周一）, with the time if
// it has one, nothing if it is empty. A change made by a script is heard of by
// the event "restored".
export function spell(field, words) {
  const show = () => { words.textContent = inWords(field.value) }
  for (const kind of ['input', 'change', 'restored']) field.addEventListener(kind, show)
  show()
}

// spelled gives a date field with its words.
export function spelled(field) {
  const words = h('output', { class: 'in-words' })
  spell(field, words)
  return h('span', { class: 'dated' }, field, words)
}

function inWords(value) {
  const [day, hour] = value.split('T')
  const date = new Date(`${day}T${hour ?? '00:00'}+08:00`)
  if (Number.isNaN(date.getTime())) return ''
  return hour ? fullOf(date) : fullDayOf(date)
}

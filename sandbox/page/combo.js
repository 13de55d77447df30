// A box to search and choose in: for external selects, for people and
// channels, and for every select that takes several.

import { h, freshID } from './dom.js'

// combo makes the box. o: label, placeholder, many, most, chosen (options),
// least (characters before it searches), search(text) → options or groups,
// changed(options). An option is Slack's {text: {text}, value}.
export function combo(o) {
  const list = h('ul', { role: 'listbox', id: freshID('options'), hidden: true, 'aria-multiselectable': o.many })
  const field = h('input', {
    type: 'text', role: 'combobox', autocomplete: 'off', placeholder: o.placeholder ?? '查找', 'aria-label': o.label,
    'aria-expanded': 'false', 'aria-controls': list.id, data: o.data,
  })
  const chips = h('span', { class: 'chips' })
  const note = h('div', { class: 'combo-note', role: 'status', hidden: true })
  const box = h('div', { class: 'combo' }, chips, field, list, note)
  const state = { chosen: [...(o.chosen ?? [])], at: -1, asked: 0 }
  const say = (text) => { note.textContent = text; note.hidden = !text }
  const close = () => { list.hidden = true; state.at = -1; field.setAttribute('aria-expanded', 'false'); field.removeAttribute('aria-activedescendant') }

  function show() {
    chips.replaceChildren(...(o.many ? state.chosen : []).map((c) => h('span', { class: 'chip' }, c.text.text,
      h('button', { type: 'button', class: 'icon', 'aria-label': `去掉${c.text.text}`, onclick: () => choose(c) }, '×'))))
    if (!o.many) field.value = state.chosen[0]?.text.text ?? ''
  }

  function choose(option) {
    const had = state.chosen.some((c) => c.value === option.value)
    if (!o.many) state.chosen = [option]
    else if (had) state.chosen = state.chosen.filter((c) => c.value !== option.value)
    else if (o.most && state.chosen.length >= o.most) { say(`最多选${o.most}项`); return }
    else state.chosen = [...state.chosen, option]
    if (o.many) field.value = ''
    close(); show(); say(''); field.focus()
    o.changed?.(state.chosen)
  }

  function row(option) {
    const on = state.chosen.some((c) => c.value === option.value)
    const li = h('li', { role: 'option', id: freshID('option'), 'aria-selected': String(on), data: { value: option.value } },
      option.text.text, option.description && h('small', {}, option.description.text))
    li.addEventListener('mousedown', (e) => { e.preventDefault(); choose(option) })
    return li
  }

  async function open() {
    const text = field.value.trim()
    if (text.length < (o.least ?? 0)) { close(); say(`请至少输入${o.least}个字`); return }
    const mine = ++state.asked
    let found
    try { found = await o.search(text) } catch (err) { say(err.message); return }
    if (mine !== state.asked) return
    state.rows = (found.options ?? []).map((x) => ({ x }))
    for (const g of found.option_groups ?? []) state.rows.push({ label: g.label.text }, ...g.options.map((x) => ({ x })))
    list.replaceChildren(...state.rows.map((r) => (r.x ? row(r.x) : h('li', { class: 'group', role: 'presentation' }, r.label))))
    const any = state.rows.some((r) => r.x)
    say(any ? '' : '没有相符的选项')
    list.hidden = !any
    field.setAttribute('aria-expanded', String(any))
  }

  function step(by) {
    const rows = [...list.querySelectorAll('[role=option]')]
    if (!rows.length) return
    state.at = (state.at + by + rows.length) % rows.length
    rows.forEach((r, i) => r.classList.toggle('at', i === state.at))
    rows[state.at].scrollIntoView({ block: 'nearest' })
    field.setAttribute('aria-activedescendant', rows[state.at].id)
  }

  function key(e) {
    if (e.isComposing) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      if (list.hidden) open().then(() => step(1)); else step(e.key === 'ArrowDown' ? 1 : -1)
    } else if (e.key === 'Enter') {
      e.preventDefault()
      const options = (state.rows ?? []).filter((r) => r.x)
      if (!list.hidden && options.length) choose(options[Math.max(state.at, 0)].x)
    } else if (e.key === 'Escape' && !list.hidden) { e.preventDefault(); e.stopPropagation(); close(); show() } else if (e.key === 'Backspace' && !field.value && o.many && state.chosen.length) choose(state.chosen.at(-1))
  }

  let timer
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(open, 150) })
  field.addEventListener('focus', () => { if (!o.many) field.select() })
  field.addEventListener('click', () => { if (list.hidden) open() })
  field.addEventListener('keydown', key)
  field.addEventListener('blur', () => { clearTimeout(timer); close(); show() })
  show()
  return { node: box, chosen: () => state.chosen }
}

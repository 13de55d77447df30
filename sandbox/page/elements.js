// Interactive elements: buttons, selects, pickers, fields. Each is drawn with
// data-action-id, and registers how its value is read in scene.fields.
//
// A scene is where elements stand: {names, values (state.values so far),
// act(button, block, element, value), suggest(blockID, actionID, text),
// fields: Map("block/action" → {read, element}), people, rooms, upload}.

import { h, freshID, grow, entered } from './dom.js'
import { textObject } from './mrkdwn.js'
import { combo } from './combo.js'
import { confirmed } from './confirm.js'
import { mark } from './mark.js'
import { spelled } from './dates.js'

const pickers = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' }
const fields = { plain_text_input: 'text', email_text_input: 'email', url_text_input: 'url', number_input: 'number' }

// element draws one; block is the block around it, and input whether that is
// an input block, in which nothing is sent until the form is.
export function element(e, block, scene, input = false) {
  const place = { e, block, scene, input, state: scene.values?.[block.block_id]?.[e.action_id] }
  if (e.type === 'button' || e.type === 'workflow_button' || e.type === 'icon_button') return button(place)
  if (e.type === 'overflow') return overflow(place)
  if (e.type === 'static_select') return menu(place)
  if (e.type === 'checkboxes' || e.type === 'radio_buttons') return choices(place)
  if (pickers[e.type]) return picker(place)
  if (fields[e.type] || e.type === 'rich_text_input') return field(place)
  if (e.type === 'file_input') return fileInput(place)
  if (/select$/.test(e.type)) return searched(place)
  return mark(e.type)
}

const attributes = ({ e, block }, more = {}) => ({ actionId: e.action_id, blockId: block.block_id, ...more })

// register tells the scene how to read the element's value, as the plain
// value that the control API takes.
function register(p, read) {
  p.scene.fields.set(`${p.block.block_id}/${p.e.action_id}`, { read, block: p.block.block_id, action: p.e.action_id })
}

// send asks for confirmation where the element wants it, then acts.
async function send(p, node, value) {
  if (p.e.confirm && !(await confirmed(p.e.confirm, p.scene.names))) return
  await p.scene.act(node, p.block, p.e, value)
}

function button(p) {
  const { e } = p
  const label = e.text ? textObject(e.text, p.scene.names) : [e.accessibility_label ?? e.icon ?? '·']
  const node = h('button', {
    type: 'button', class: e.style ?? '', data: attributes(p, { value: e.value ?? '' }), 'aria-label': e.accessibility_label,
  }, label)
  node.addEventListener('click', () => {
    if (/^https?:/.test(e.url ?? '')) window.open(e.url, '_blank', 'noopener')
    send(p, node, e.value ?? '')
  })
  return node
}

function overflow(p) {
  const box = h('details', { class: 'overflow', data: attributes(p) }, h('summary', { 'aria-label': '更多' }, '⋯'))
  box.append(h('ul', {}, p.e.options.map((o) => h('li', {}, h('button', {
    type: 'button', data: { value: o.value, option: o.value }, onclick: () => { box.open = false; send(p, box, o.value) },
  }, o.text.text)))))
  box.addEventListener('focusout', (ev) => { if (!box.contains(ev.relatedTarget)) box.open = false })
  box.addEventListener('keydown', (ev) => { if (ev.key === 'Escape' && box.open) { ev.stopPropagation(); ev.preventDefault(); box.open = false; box.firstChild.focus() } })
  return box
}

function menu(p) {
  const { e, state } = p
  const now = state?.selected_option?.value ?? e.initial_option?.value ?? ''
  const one = (o) => h('option', { value: o.value, selected: o.value === now }, o.text.text)
  const node = h('select', { data: attributes(p), 'aria-label': e.placeholder?.text ?? p.block.label?.text ?? '选择' },
    h('option', { value: '', selected: now === '' }, e.placeholder?.text ?? '请选择'),
    e.option_groups ? e.option_groups.map((g) => h('optgroup', { label: g.label.text }, g.options.map(one))) : e.options.map(one))
  register(p, () => node.value)
  if (acts(p)) node.addEventListener('change', () => send(p, node, node.value))
  return node
}

// acts tells whether a change is sent at once: outside of input blocks, or in
// those with dispatch_action.
const acts = (p) => !p.input || p.block.dispatch_action

function choices(p) {
  const { e, state } = p
  const many = e.type === 'checkboxes'
  const first = many ? state?.selected_options ?? e.initial_options ?? [] : [state?.selected_option ?? e.initial_option]
  const on = new Set(first.filter(Boolean).map((o) => o.value))
  const name = freshID('choice')
  const node = h('fieldset', { class: 'choices', data: attributes(p) }, e.options.map((o) => h('label', {},
    h('input', { type: many ? 'checkbox' : 'radio', name, value: o.value, checked: on.has(o.value), data: { option: o.value } }),
    h('span', {}, textObject(o.text, p.scene.names), o.description && h('small', {}, textObject(o.description, p.scene.names))))))
  const read = () => {
    const chosen = [...node.querySelectorAll('input:checked')].map((i) => i.value)
    return many ? chosen : chosen[0] ?? ''
  }
  register(p, read)
  if (acts(p)) node.addEventListener('change', () => send(p, node, read()))
  return node
}

const seconds = (local) => (local ? Math.floor(Date.parse(`${local}:00+08:00`) / 1000) : '')
const local = (s) => (s ? new Date((Number(s) + 8 * 3600) * 1000).toISOString().slice(0, 16) : '')

// picker sends when the date has stood for a moment, not at each keystroke in
// the middle of a year.
function picker(p) {
  const { e, state } = p
  const moment = e.type === 'datetimepicker'
  const now = state?.selected_date ?? state?.selected_time ?? state?.selected_date_time ?? e.initial_date ?? e.initial_time ?? e.initial_date_time
  const node = h('input', {
    type: pickers[e.type], value: moment ? local(now) : now ?? '', data: attributes(p),
    'aria-label': p.block.label?.text ?? e.placeholder?.text ?? '日期',
  })
  const read = () => (moment ? seconds(node.value) : node.value)
  const whole = e.type === 'timepicker' ? node : spelled(node)
  register(p, read)
  if (!acts(p)) return whole
  let sent = node.value
  let timer
  const fire = () => {
    clearTimeout(timer)
    if (node.value === sent || (e.type !== 'timepicker' && node.value && node.value < '1000')) return
    sent = node.value
    send(p, node, read())
  }
  node.addEventListener('change', () => { clearTimeout(timer); timer = setTimeout(fire, 700) })
  node.addEventListener('blur', fire)
  return whole
}

function field(p) {
  const { e, state } = p
  const rich = e.type === 'rich_text_input'
  const now = state?.value ?? (rich ? '' : e.initial_value) ?? ''
  const common = {
    value: now, placeholder: e.placeholder?.text, data: attributes(p), minlength: e.min_length, maxlength: e.max_length,
    'aria-label': p.block.label?.text,
  }
  const node = e.multiline || rich ? h('textarea', { ...common, rows: 4 })
    : h('input', { ...common, type: fields[e.type], ...(e.type === 'number_input' ? { step: e.is_decimal_allowed ? 'any' : 1, min: e.min_value, max: e.max_value } : {}) })
  if (node.tagName === 'TEXTAREA') grow(node)
  register(p, () => node.value)
  if (!p.input || p.block.dispatch_action) {
    const on = e.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
    if (on.includes('on_character_entered')) node.addEventListener('input', () => send(p, node, node.value))
    if (on.includes('on_enter_pressed')) node.addEventListener('keydown', (ev) => { if (entered(ev)) { ev.preventDefault(); send(p, node, node.value) } })
  }
  return node
}

function fileInput(p) {
  const done = []
  const list = h('ul', { class: 'picked' })
  const accept = (p.e.filetypes ?? []).map((t) => `.${t}`).join(',')
  const node = h('input', { type: 'file', accept: accept || null, multiple: (p.e.max_files ?? 10) > 1, data: attributes(p), 'aria-label': p.block.label?.text })
  const take = async (files) => {
    for (const f of files) {
      try {
        const { file } = await p.scene.upload(f)
        done.push(file.id)
        list.append(h('li', {}, file.name))
      } catch (err) { list.append(h('li', { class: 'field-error', role: 'alert' }, `${f.name}：${err.message}`)) }
    }
  }
  node.addEventListener('change', () => {
    const work = take([...node.files])
    p.scene.pending.add(work)
    work.finally(() => p.scene.pending.delete(work))
  })
  register(p, () => done)
  return h('div', {}, node, list)
}

// searched draws the selects that are searched: those filled by the app, those
// of people and channels, and those that take several.
function searched(p) {
  const { e, scene } = p
  const many = e.type.startsWith('multi_')
  const box = combo({
    label: p.block.label?.text ?? e.placeholder?.text, placeholder: e.placeholder?.text, many, most: e.max_selected_items,
    least: /external/.test(e.type) ? e.min_query_length ?? 3 : 0, chosen: chosenOf(p), data: attributes(p),
    search: sourceOf(p), changed: (list) => { if (acts(p)) send(p, box.node, many ? list.map((o) => o.value) : list[0]?.value) },
  })
  register(p, () => { const v = box.chosen().map((o) => o.value); return many ? v : v[0] ?? '' })
  return box.node
}

const asOption = (value, text) => ({ value, text: { type: 'plain_text', text } })

function sourceOf({ e, block, scene }) {
  if (/external/.test(e.type)) return (text) => scene.suggest(block.block_id, e.action_id, text)
  const fits = (text) => (o) => o.text.text.includes(text) || o.value.includes(text)
  if (/users/.test(e.type)) return async (t) => ({ options: scene.people().map((u) => asOption(u.id, u.name)).filter(fits(t)).slice(0, 50) })
  if (/conversations|channels/.test(e.type)) return async (t) => ({ options: scene.rooms().filter((c) => !c.is_im || /conversations/.test(e.type)).map((c) => asOption(c.id, c.name || '私信')).filter(fits(t)) })
  return async (t) => e.option_groups
    ? { option_groups: e.option_groups.map((g) => ({ ...g, options: g.options.filter(fits(t)) })).filter((g) => g.options.length) }
    : { options: e.options.filter(fits(t)) }
}

function chosenOf({ e, state, scene }) {
  const pick = (key) => state?.[`selected_${key}`] ?? e[`initial_${key}`]
  const options = pick('options') ?? (pick('option') ? [pick('option')] : null)
  if (options) return options
  const users = pick('users') ?? (pick('user') ? [pick('user')] : null)
  if (users) return users.map((id) => asOption(id, scene.names.person(id)))
  const rooms = pick('conversations') ?? pick('channels') ?? [pick('conversation') ?? pick('channel')].filter(Boolean)
  return rooms.map((id) => asOption(id, scene.names.room(id)))
}

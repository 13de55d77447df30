// Blocks, each drawn by its type. What is not drawn is marked loudly.

import { h, freshID } from './dom.js'
import { textObject, mrkdwn } from './mrkdwn.js'
import { element } from './elements.js'
import { richText } from './rich.js'
import { chart } from './chart.js'
import { mark } from './mark.js'

const draw = {
  section, context, actions, input, image, table, data_table: table, card, carousel,
  header: (b, s) => h('h3', { class: 'b-header' }, textObject(b.text, s.names)),
  divider: () => h('hr'),
  rich_text: (b, s) => h('div', { class: 'b-rich' }, richText(b, s.names)),
  markdown: (b, s) => h('div', { class: 'b-section text' }, mrkdwn(b.text.replace(/\*\*(.+?)\*\*/g, '*$1*').replace(/^#+ (.+)$/gm, '*$1*'), s.names)),
  data_visualization: (b) => chart(b),
  file: () => null, // the file itself is shown with the message
}

// blocks draws a list of them in a scene (see elements.js).
export function blocks(list, scene) {
  return (list ?? []).map((b) => {
    const node = drawn(b, scene)
    if (node) node.dataset.blockId = b.block_id ?? ''
    return node
  }).filter(Boolean)
}

// drawn draws one block. What can't be made sense of is marked too, and stands
// in nobody else's way.
function drawn(b, scene) {
  if (!Object.hasOwn(draw, b.type)) return mark(b.type)
  try { return draw[b.type](b, scene) } catch (err) { return mark(`${b.type}（${err.message}）`) }
}

function section(b, s) {
  return h('div', { class: 'b-section' },
    h('div', { class: 'grow' },
      b.text && h('div', { class: 'text' }, textObject(b.text, s.names)),
      b.fields && h('div', { class: 'fields' }, b.fields.map((f) => h('div', { class: 'text' }, textObject(f, s.names))))),
    b.accessory && h('div', { class: 'accessory' }, b.accessory.type === 'image' ? picture(b.accessory) : element(b.accessory, b, s)))
}

function context(b, s) {
  return h('div', { class: 'b-context' }, b.elements.map((e) => (e.type === 'image' ? picture(e) : h('span', { class: 'text' }, textObject(e, s.names)))))
}

function actions(b, s) {
  return h('div', { class: 'b-actions' }, b.elements.map((e) => element(e, b, s)))
}

function input(b, s) {
  const error = h('div', { class: 'field-error', role: 'alert', hidden: true, id: freshID('error'), data: { errorFor: b.block_id } })
  return h('div', { class: 'b-input' },
    h('div', { class: 'label' }, b.label.text, b.optional && h('small', {}, '（选填）')),
    element(b.element, b, s, true),
    b.hint && h('div', { class: 'hint' }, b.hint.text), error)
}

function picture(e) {
  const src = e.image_url ?? (e.slack_file?.id ? `/files-pri/${e.slack_file.id}/image` : null)
  return src ? h('img', { src, alt: e.alt_text ?? '', loading: 'lazy', referrerpolicy: 'no-referrer' }) : mark('image')
}

function image(b) {
  return h('figure', { class: 'b-image' }, b.title && h('figcaption', {}, b.title.text), picture(b))
}

function cell(c, b, s, head) {
  const tag = head ? 'th' : 'td'
  if (!c) return h(tag)
  if (c.type === 'rich_text') return h(tag, {}, richText(c, s.names))
  if (c.type === 'action_cell') return h(tag, {}, element(c.element, b, s))
  if (c.type !== 'raw_text' && c.type !== 'raw_number') return h(tag, {}, mark(`table ${c.type}`))
  return h(tag, { class: c.type === 'raw_number' ? 'number' : '' }, String(c.text ?? c.value ?? ''))
}

function table(b, s) {
  const [first, ...rest] = b.rows
  return h('div', { class: 'b-table', tabindex: 0, role: 'region', 'aria-label': b.caption ?? '表格' }, h('table', {},
    b.caption && h('caption', {}, b.caption),
    h('thead', {}, h('tr', {}, first.map((c) => cell(c, b, s, true)))),
    h('tbody', {}, rest.map((r) => h('tr', {}, r.map((c) => cell(c, b, s, false)))))))
}

function card(b, s) {
  return h('div', { class: 'b-card' },
    b.hero_image && picture(b.hero_image), b.title && h('strong', {}, textObject(b.title, s.names)),
    b.subtitle && h('div', { class: 'hint' }, textObject(b.subtitle, s.names)),
    b.body && h('div', { class: 'text' }, textObject(b.body, s.names)),
    b.subtext && h('small', {}, textObject(b.subtext, s.names)),
    b.actions && h('div', { class: 'b-actions' }, b.actions.map((e) => element(e, b, s))))
}

function carousel(b, s) {
  return h('div', { class: 'b-carousel', tabindex: 0 }, blocks(b.elements, s))
}

// valuesOf reads every field of a scene, as the control API takes them.
export function valuesOf(scene) {
  const out = {}
  for (const f of scene.fields.values()) (out[f.block] ??= {})[f.action] = f.read()
  return out
}

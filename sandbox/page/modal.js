// Modals: the stack of a person's views. The top one is a dialog; those below
// it wait. A view is drawn anew only when its hash changed, and what was typed
// in fields that are still there stays.

import { $, h, focusIn } from './dom.js'
import { get, post } from './api.js'
import { blocks, valuesOf } from './blocks.js'
import { scene } from './scene.js'
import { state } from './state.js'

let shown = null // {id, hash, dialog, scene}

export async function refreshViews() {
  const stack = await get('views', { user: state.user })
  const top = stack.at(-1)
  if (shown && shown.id === top?.id && shown.hash === top?.hash) return
  const same = shown && shown.id === top?.id
  const typed = same ? typedIn(shown.scene) : null
  const back = same ? focusIn($('modals'), '.modal') : null
  drop()
  if (!top) return
  shown = open(top, stack.length, typed)
  back?.()
}

export function drop() {
  if (!shown) return
  shown.leaving = true
  shown.dialog.close()
  shown.dialog.remove()
  shown = null
}

// typedIn keeps plain fields' words for the next drawing of the same view.
function typedIn(s) {
  const keep = new Map()
  for (const [key, f] of s.fields) keep.set(key, f.read())
  return keep
}

function restore(dialog, s, typed) {
  for (const [key, value] of typed ?? []) {
    const [block, action] = key.split('/')
    if (!s.fields.has(key) || typeof value !== 'string') continue
    const node = [...dialog.querySelectorAll('[data-action-id]')].find((n) => n.dataset.actionId === action && n.dataset.blockId === block)
    if (!node || !('value' in node) || node.type === 'file' || node.getAttribute('role') === 'combobox') continue
    node.value = value
    node.dispatchEvent(new Event('restored'))
  }
}

function open(v, depth, typed) {
  const oops = h('div', { class: 'field-error top', role: 'alert', hidden: true })
  const fail = (text) => { oops.textContent = text; oops.hidden = !text }
  const s = scene({ view_id: v.id }, v.state?.values, fail)
  const it = { id: v.id, hash: v.hash, scene: s, leaving: false }
  const title = h('h2', {}, v.title.text)
  const form = h('form', { novalidate: true },
    h('header', {}, title, h('button', { type: 'button', class: 'icon', 'aria-label': '关闭', data: { modal: 'cancel' }, onclick: () => leave(fail) }, '×')),
    h('div', { class: 'modal-body' }, oops, blocks(v.blocks, s)),
    h('footer', { class: 'row' }, h('span', { class: 'grow' }),
      h('button', { type: 'button', data: { modal: 'close' }, onclick: () => leave(fail) }, v.close?.text ?? (depth > 1 ? '返回' : '取消')),
      v.submit && h('button', { class: 'primary', data: { modal: 'submit' } }, v.submit.text)))
  it.dialog = h('dialog', { class: 'modal', 'aria-label': v.title.text, data: { viewId: v.id } }, form)
  form.addEventListener('submit', (e) => { e.preventDefault(); submit(it, fail) })
  it.dialog.addEventListener('cancel', (e) => { if (e.target === it.dialog) { e.preventDefault(); leave(fail) } })
  $('modals').append(it.dialog)
  restore(it.dialog, s, typed)
  it.dialog.showModal()
  const first = it.dialog.querySelector('.modal-body input, .modal-body textarea, .modal-body select, .modal-body button')
  first?.focus()
  return it
}

async function leave(fail) {
  try { await post('close', { user: state.user }) } catch (err) { fail(err.message) }
  await refreshViews().catch((err) => fail(err.message))
}

async function submit(it, fail) {
  const go = it.dialog.querySelector('[data-modal=submit]')
  fail('')
  it.dialog.querySelectorAll('[data-error-for]').forEach((n) => { n.hidden = true })
  it.dialog.querySelectorAll('[aria-invalid]').forEach((n) => { n.removeAttribute('aria-invalid'); n.removeAttribute('aria-describedby') })
  go.disabled = true
  try {
    await Promise.allSettled(it.scene.pending)
    await post('submit', { user: state.user, view_id: it.id, values: valuesOf(it.scene) })
    await refreshViews()
  } catch (err) {
    if (err.errors) showErrors(it.dialog, err.errors)
    else fail(err.message)
  } finally { go.disabled = false }
}

// showErrors puts each error under its field, and goes to the first.
function showErrors(dialog, errors) {
  let first = null
  for (const node of dialog.querySelectorAll('[data-error-for]')) {
    const text = errors[node.dataset.errorFor]
    if (!text) continue
    node.textContent = text
    node.hidden = false
    const field = node.parentElement.querySelector('input, textarea, select')
    field?.setAttribute('aria-invalid', 'true')
    field?.setAttribute('aria-describedby', node.id)
    first ??= node
  }
  first?.parentElement.querySelector('input, textarea, select')?.focus()
  first?.scrollIntoView({ block: 'nearest' })
}

let home = { user: '', hash: '' }

// refreshHome draws the home tab; opened tells the app that it was opened.
export async function refreshHome(opened) {
  const v = await get('home', { user: state.user, ...(opened ? {} : { peek: '1' }) })
  if (home.user === state.user && home.hash === v?.hash) return
  home = { user: state.user, hash: v?.hash }
  if (!v) { $('home').replaceChildren(h('p', { class: 'empty' }, '应用还没有发布主页')); return }
  const oops = h('div', { class: 'field-error', role: 'alert', hidden: true })
  const fail = (text) => { oops.textContent = text; oops.hidden = !text }
  const back = focusIn($('home'), '.home-body')
  $('home').replaceChildren(h('div', { class: 'home-body content' }, oops, blocks(v.blocks, scene({ view_id: 'home' }, v.state?.values, fail))))
  back()
}

export const forgetHome = () => { home = { user: '', hash: '' }; $('home').replaceChildren() }

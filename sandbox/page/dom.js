// Building the page's nodes. Text always enters as text nodes: nothing here or
// elsewhere parses HTML, so a person's words can't become markup.

export const $ = (id) => document.getElementById(id)

// h makes an element. Attributes that are functions are listeners; null, false
// and undefined are left out; "data" is an object of data attributes.
export function h(tag, attrs = {}, ...children) {
  const el = document.createElement(tag)
  for (const [key, value] of Object.entries(attrs ?? {})) set(el, key, value)
  el.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false))
  return el
}

function set(el, key, value) {
  if (value === null || value === undefined || value === false) return
  if (typeof value === 'function') el.addEventListener(key.replace(/^on/, ''), value)
  else if (key === 'data') Object.assign(el.dataset, value)
  else if (key === 'value' || key === 'checked' || key === 'selected') el[key] = value
  else el.setAttribute(key, value === true ? '' : value)
}

// svg makes an SVG element.
export function svg(tag, attrs = {}, ...children) {
  const el = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [key, value] of Object.entries(attrs)) el.setAttribute(key, value)
  el.append(...children)
  return el
}

// focusIn notes where in a box the keyboard is, and gives a function that brings
// it back there when the nodes were drawn anew: to the same element, else to
// what held it (an ancestor that fits within), else to the box.
export function focusIn(box, within) {
  const at = document.activeElement
  if (!box.contains(at) || at === box) return () => {}
  const { actionId, blockId, value, option, thread } = at.dataset
  const place = at.closest(within)?.dataset.ts
  const same = (n) => n.dataset.actionId === actionId && n.dataset.blockId === blockId && n.dataset.value === value &&
    n.dataset.option === option && n.dataset.thread === thread && n.closest(within)?.dataset.ts === place
  const span = 'selectionStart' in at && [at.selectionStart, at.selectionEnd]
  return () => {
    if (at.isConnected) return
    const again = [...box.querySelectorAll('button, input, select, textarea, summary')].find(same)
    const home = [...box.querySelectorAll(within)].find((n) => n.dataset.ts === place) ?? box
    if (!again) { home.tabIndex = -1; home.focus({ preventScroll: true }); return }
    again.focus({ preventScroll: true })
    if (span && span[0] !== null) again.setSelectionRange?.(...span)
  }
}

let unique = 0
export const freshID = (prefix) => `${prefix}-${++unique}`

// grow lets a text area have as many lines as its text, to a bound in CSS.
export function grow(area) {
  const fit = () => { area.style.height = 'auto'; area.style.height = `${area.scrollHeight + 2}px` }
  area.addEventListener('input', fit)
  return fit
}

// entered tells of the Enter that sends, not the one that ends a composition.
export const entered = (e) => e.key === 'Enter' && !e.shiftKey && !e.isComposing && e.keyCode !== 229

// openDialog shows a dialog whose header's × and backdrop close it.
export function openDialog(dialog) {
  if (!dialog.dataset.ready) {
    dialog.dataset.ready = 'yes'
    dialog.querySelector('button[value=close]')?.addEventListener('click', () => dialog.close())
    dialog.addEventListener('click', (e) => { if (e.target === dialog) dialog.close() })
  }
  if (!dialog.open) dialog.showModal()
}

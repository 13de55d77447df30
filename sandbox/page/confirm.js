import { h } from './dom.js'
import { textObject } from './mrkdwn.js'

// confirmed asks with a confirm object's words, and gives whether the person
// said yes. Escape is no.
export function confirmed(c, names) {
  return new Promise((done) => {
    let yes = false
    const dialog = h('dialog', { class: 'confirm', 'aria-label': c.title.text },
      h('h2', {}, c.title.text), h('p', { class: 'text' }, textObject(c.text, names)),
      h('div', { class: 'row' }, h('span', { class: 'grow' }),
        h('button', { type: 'button', data: { confirm: 'no' }, onclick: () => dialog.close() }, c.deny?.text ?? '取消'),
        h('button', { type: 'button', data: { confirm: 'yes' }, class: c.style ?? 'primary', onclick: () => { yes = true; dialog.close() } }, c.confirm?.text ?? '确定')))
    dialog.addEventListener('close', () => { dialog.remove(); done(yes) })
    document.body.append(dialog)
    dialog.showModal()
  })
}

// Who sits here: a list of everybody, by unit, with a search.

import { $, h, openDialog } from './dom.js'
import { state, person } from './state.js'

const roles = {
  liaison: '联络员', office_head: '办公室负责人', head: '主要负责人', 'office/admin': '信息办', 'office/reviewer': '审核人员',
  'city/leader': '市领导', contact: '协同部门联系人', newcomer: '未登记', guest: '访客',
}

const roleNames = (u) => (u.roles ?? []).map((r) => roles[r] ?? r).join('、')

// setup makes the list work; choose is called with a person's id.
export function setup(choose) {
  const pick = (id) => { $('who-list').close(); choose(id) }
  $('who').addEventListener('click', () => {
    $('who-search').value = ''
    fill('', pick)
    openDialog($('who-list'))
    $('who-search').focus()
  })
  $('who-search').addEventListener('input', (e) => fill(e.target.value.trim(), pick))
  $('who-list').addEventListener('keydown', walk)
  let armed = false // Enter went down, and not to end a composition
  $('who-search').addEventListener('keydown', (e) => {
    armed = e.key === 'Enter' && !e.isComposing && e.keyCode !== 229
    if (armed) e.preventDefault()
  })
  // It acts when Enter comes up: the focus goes back to the button that opened
  // the list, and the rest of the stroke would press that.
  $('who-search').addEventListener('keyup', (e) => { if (armed && e.key === 'Enter') $('who-people').querySelector('button')?.click() })
}

export function showWho() {
  const u = person(state.user)
  $('who').replaceChildren(h('b', {}, u?.name ?? '选一个人'), u?.unit_name ? h('small', {}, u.unit_name) : '')
}

function fill(search, pick) {
  const terms = search.toLowerCase().split(/\s+/)
  const text = (u) => [u.name, u.unit, u.unit_name, u.id, roleNames(u), ...(u.roles ?? [])].join(' ').toLowerCase()
  const groups = new Map()
  for (const u of state.people) {
    if (!terms.every((t) => text(u).includes(t))) continue
    const key = u.unit_name || u.unit || '市政府'
    groups.set(key, [...(groups.get(key) ?? []), u])
  }
  const order = [...groups.entries()].sort((a, b) => Number(Boolean(a[1][0].unit)) - Number(Boolean(b[1][0].unit)))
  $('who-people').replaceChildren(...order.map(([unit, list]) => h('section', { class: 'unit-group' }, h('h3', {}, unit),
    h('div', { class: 'unit-people' }, list.map((u) => h('button', { type: 'button', data: { user: u.id }, class: u.id === state.user ? 'on' : '', onclick: () => pick(u.id) },
      h('b', {}, u.name), h('small', {}, [roleNames(u), u.guest && '访客'].filter(Boolean).join(' · ')))))))
  )
  if (!groups.size) $('who-people').replaceChildren(h('p', { class: 'empty' }, '没有相符的人'))
}

function walk(e) {
  const all = [...$('who-people').querySelectorAll('button')]
  const at = all.indexOf(document.activeElement)
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return
  e.preventDefault()
  const next = all[at + (e.key === 'ArrowDown' ? 1 : -1)]
  ;(next ?? $('who-search')).focus()
}

import { h } from './dom.js'

// mark stands loudly where something can't be drawn, so that nobody takes its
// absence for the app's wish.
export const mark = (what) => h('div', { class: 'cannot-draw', role: 'note', data: { cannotDraw: what } }, `⚠ 本页画不出：${what}`)

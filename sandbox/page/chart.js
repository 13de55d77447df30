// data_visualization blocks: a plain drawing, and under it the figures.

import { h, svg } from './dom.js'
import { mark } from './mark.js'

const wide = 480
const high = 180

export function chart(b) {
  const c = b.chart ?? {}
  const title = h('figcaption', {}, b.title ?? '')
  if (c.type === 'pie') return h('figure', { class: 'b-chart' }, title, pie(c.segments))
  if (!['bar', 'line', 'area'].includes(c.type)) return mark(`data_visualization ${c.type}`)
  const labels = c.axis_config?.categories ?? c.series[0].data.map((d) => d.label)
  return h('figure', { class: 'b-chart' }, title, plot(c, labels), legend(c.series.map((s) => s.name)), figures(c, labels))
}

function pie(segments) {
  const sum = segments.reduce((n, s) => n + s.value, 0) || 1
  return h('ul', { class: 'bars' }, segments.map((s, i) => h('li', {}, h('span', {}, s.label),
    svg('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { class: `series-${i}`, width: 100 * s.value / sum, height: 8, rx: 1 })), h('span', {}, `${s.value}`))))
}

function plot(c, labels) {
  const all = c.series.flatMap((s) => s.data.map((d) => d.value))
  const top = Math.max(1, ...all)
  const low = Math.min(0, ...all)
  const y = (v) => high - 16 - (v - low) / (top - low) * (high - 24)
  const step = wide / labels.length
  const shapes = c.series.flatMap((s, i) => {
    const spots = labels.map((l, n) => [n * step + step / 2, y(s.data.find((d) => d.label === l)?.value ?? 0)])
    if (c.type === 'bar') {
      const w = Math.min(step * 0.7, 48 * c.series.length) / c.series.length
      return spots.map(([x, top]) => svg('rect', { class: `series-${i}`, x: x - w * c.series.length / 2 + i * w, y: Math.min(top, y(0)), width: w, height: Math.abs(y(0) - top), rx: 1 }))
    }
    const line = spots.map((p) => p.join(',')).join(' ')
    const path = svg('polyline', { class: `line series-${i}`, points: line })
    if (c.type === 'line') return [path]
    return [svg('polygon', { class: `area series-${i}`, points: `${spots[0][0]},${y(0)} ${line} ${spots.at(-1)[0]},${y(0)}` }), path]
  })
  const names = labels.map((l, n) => svg('text', { x: n * step + step / 2, y: high - 2, 'text-anchor': 'middle' }, l))
  return svg('svg', { viewBox: `0 0 ${wide} ${high}`, role: 'img', 'aria-label': '图' }, ...shapes, ...names)
}

const legend = (names) => h('div', { class: 'legend' }, names.map((n, i) => h('span', { class: `key-${i}` }, n)))

function figures(c, labels) {
  return h('details', {}, h('summary', {}, '数据'), h('table', {},
    h('tr', {}, h('th'), labels.map((l) => h('th', {}, l))),
    c.series.map((s) => h('tr', {}, h('th', {}, s.name), labels.map((l) => h('td', {}, String(s.data.find((d) => d.label === l)?.value ?? '')))))))
}

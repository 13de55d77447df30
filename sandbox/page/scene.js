// Scenes: where elements stand, and what acting on them does.

import { post, upload } from './api.js'
import { valuesOf } from './blocks.js'
import { state, names } from './state.js'

// scene makes one. where is {channel, ts} or {view_id}; values is what stands
// in its fields; fail shows an error where it arose.
export function scene(where, values, fail) {
  const s = {
    names, values, fields: new Map(),
    people: () => state.people, rooms: () => state.rooms,
    pending: new Set(), // uploads under way: a form waits for them
    upload: (file) => upload({ user: state.user, channel: 'dm', private: 'yes' }, file),
    suggest: (block_id, action_id, text) => post('suggest', { user: state.user, ...where, block_id, action_id, text }),
    async act(node, block, e, value) {
      if (node.classList.contains('busy')) return // a keyboard presses on
      fail('')
      node.classList.add('busy')
      try {
        await post('click', { user: state.user, ...where, block_id: block.block_id, action_id: e.action_id, value, values: valuesOf(s) })
      } catch (err) { fail(err.message) } finally { node.classList.remove('busy') }
    },
  }
  return s
}


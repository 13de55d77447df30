// What the page knows: who sits here, where, and the people and rooms.

export const state = {
  people: [], // GET /sandbox/users
  rooms: [], // GET /sandbox/channels of the person
  bot: { bot_user: '', bot_name: '应用' },
  user: '', // whose page it is
  channel: '', // the open conversation's id
  tab: 'messages', // or home
  thread: '', // ts of the open thread's first message
}

export const person = (id) => state.people.find((u) => u.id === id)
export const room = (id) => state.rooms.find((c) => c.id === id)

// names gives people and rooms their names in texts.
export const names = {
  person: (id) => (id === state.bot.bot_user ? state.bot.bot_name : person(id)?.name ?? id),
  room: (id) => room(id)?.name || id,
}

export const roomName = (c) => (c.is_im ? state.bot.bot_name : c.name)

const zone = 'Asia/Shanghai'
const form = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})
const parts = (date) => Object.fromEntries(form.formatToParts(date).map((p) => [p.type, p.value]))

export const hourOf = (date) => { const p = parts(date); return `${p.hour}:${p.minute}` }
export const dayOf = (date) => { const p = parts(date); return `${p.month}月${p.day}日（${p.weekday}）` }
export const fullDayOf = (date) => `${parts(date).year}年${dayOf(date)}`
export const fullOf = (date) => `${fullDayOf(date)}${hourOf(date)}`
export const dateOf = (ts) => new Date(Number(ts) * 1000)

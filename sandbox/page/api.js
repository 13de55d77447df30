// The control API, as functions. A refusal is thrown as an Oops whose message
// is fit to be shown.

export class Oops extends Error {
  constructor(body, status) {
    super(explain(body, status))
    this.code = body?.error
    this.errors = body?.errors
  }
}

const words = {
  no_ack: '应用没有在3秒内应答。',
  bad_answer: '应用的应答不合规范。',
  no_such_element: '这个按钮或选项已经不在了。',
  no_such_option: '这个选项已经不在了。',
  no_such_view: '这个表单已经关闭。',
  no_such_message: '这条消息已经不在了。',
  not_in_channel: '您不在这个频道里。',
  channel_not_found: '没有这个频道。',
  nothing_due: '之后没有待发的提醒。',
  follower_late: '还有程序没有走到这一时刻。',
}

function explain(body, status) {
  const detail = body?.detail || body?.error || `HTTP ${status}`
  return words[body?.error] ? `${words[body.error]}（${detail}）` : detail
}

async function read(res) {
  const body = await res.json().catch(() => null)
  if (!res.ok || body?.ok === false) throw new Oops(body, res.status)
  return body
}

async function reach(path, options) {
  let res
  try {
    res = await fetch(path, options)
  } catch {
    throw new Oops({ error: '连不上工作区，程序可能已经停止。' }, 0)
  }
  return read(res)
}

export const get = (path, query = {}) => reach(`/sandbox/${path}?${new URLSearchParams(query)}`)

export const post = (path, body) => reach(`/sandbox/${path}`, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
})

export function upload(fields, file) {
  const form = new FormData()
  for (const [k, v] of Object.entries(fields)) if (v) form.set(k, v)
  form.set('file', file)
  return reach('/sandbox/upload', { method: 'POST', body: form })
}

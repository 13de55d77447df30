// The stream of what is new. A browser opens six connections to a host and no
// more, and a stream holds one for good: so all windows share one. The window
// that holds the lock reads it aloud to the others; when it goes, or is hidden,
// the next has its turn. Hidden windows neither read nor hear.

const url = '/sandbox/events'

// follow calls hear with each note of the workspace, and with three of its own:
// {type: 'seen'} when the window comes in sight, {type: 'open'} when the stream
// is open (in both cases notes may have been missed), and {type: 'lost'}.
export function follow(hear) {
  const air = new BroadcastChannel('workspace')
  const tell = (note) => { air.postMessage(note); hear(note) }
  let leave = null
  air.addEventListener('message', (e) => { if (leave) hear(e.data) })
  const turn = () => {
    if (document.hidden === !leave) return
    if (leave) { leave(); leave = null; return }
    leave = wait(tell)
    hear({ type: 'seen' })
  }
  document.addEventListener('visibilitychange', turn)
  turn()
}

// wait reads the stream once it is this window's turn, until what it returns is
// called. Where a browser has no locks, each window in sight reads for itself.
function wait(tell) {
  const stop = new AbortController()
  const { signal } = stop
  const turn = () => read(tell, signal)
  if (navigator.locks) navigator.locks.request('workspace', { signal }, turn).catch((err) => { if (!signal.aborted) throw err })
  else turn()
  return () => stop.abort()
}

// read keeps the stream open. The browser itself tries again when a connection
// breaks, but gives up at an answer that is no stream.
const read = (tell, signal) => new Promise((done) => {
  let source
  let timer
  const open = () => {
    source = new EventSource(url)
    source.addEventListener('open', () => tell({ type: 'open' }))
    source.addEventListener('message', (e) => tell(JSON.parse(e.data)))
    source.addEventListener('error', () => {
      tell({ type: 'lost' })
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, 1000)
    })
  }
  signal.addEventListener('abort', () => { clearTimeout(timer); source.close(); done() })
  open()
})

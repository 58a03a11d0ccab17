// A person at the shared editor, with the real Yjs: told what to do by lines of JSON on stdin, answers on stdout.
// It authenticates, resends and synchronises as a browser does; a ticket opens one socket, so each `connect` has its own.
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { HocuspocusProvider } from '@hocuspocus/provider'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import * as sync from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { hocuspocusSocket } from '../../examples/hocuspocus.js'
import { roomSocket, shouldReconnect } from '../../examples/y-websocket.js'
import { Board } from './board.js'

const doc = new Y.Doc()
const text = doc.getText('code')
const board = new Board(doc)
const typing = new Y.UndoManager(text, { captureTimeout: 0 })
const awareness = new Awareness(doc)
awareness.setLocalState(null)
const frames = []
let socket = null
let seed = 1

const random = (below) => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed % below
}

const send = (write) => {
  if (socket?.readyState !== WebSocket.OPEN) return
  const encoder = encoding.createEncoder()
  write(encoder)
  socket.send(encoding.toUint8Array(encoder))
}

doc.on('update', (update, origin) => {
  if (origin !== 'socket')
    send((to) => {
      encoding.writeVarUint(to, 0)
      sync.writeUpdate(to, update)
    })
})

awareness.on('update', ({ added, updated, removed }, origin) => {
  if (origin !== 'socket')
    send((to) => {
      encoding.writeVarUint(to, 1)
      encoding.writeVarUint8Array(to, encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed]))
    })
})

const hear = (data) => {
  const from = decoding.createDecoder(new Uint8Array(data))
  const kind = decoding.readVarUint(from)
  if (kind === 1) return applyAwarenessUpdate(awareness, decoding.readVarUint8Array(from), 'socket')
  const answer = encoding.createEncoder()
  encoding.writeVarUint(answer, 0)
  sync.readSyncMessage(from, answer, doc, 'socket')
  if (encoding.length(answer) > 1) socket.send(encoding.toUint8Array(answer))
}

// What others' providers have opened and been told, by the adapters of examples/.
const provided = { provider: null, codes: [] }
const wanted = []
const getTicket = () => {
  process.stdout.write('{"wants": "ticket"}\n')
  return new Promise((resolve) => wanted.push(resolve))
}
const onFrame = (frame) => frames.push(frame.type)
const sayAgain = () => provided.provider.awareness.setLocalState(provided.provider.awareness.getLocalState())
// The one keeps its socket in a part of its own.
const lineOf = (provider) => provider.configuration?.websocketProvider ?? provider

const draw = (n) => {
  board.stroke(random(4), [n, n / 2, n + 10, n + 20])
  if (random(3) === 0) board.label(random(4), random(1600), random(1200), `no. ${n} 👋`)
  if (random(3) === 0) board.erase(random(3))
  if (random(3) === 0) board.undo()
  if (random(3) === 0) board.redo()
}

const others = () => [...awareness.getStates().keys()].filter((client) => client !== doc.clientID)

const commands = {
  // Resolves once the room has shown its snapshot and we have said what we have.
  connect: ({ url, ticket }) =>
    new Promise((resolve, reject) => {
      const opening = (socket = new WebSocket(url))
      opening.binaryType = 'arraybuffer'
      opening.onopen = () => opening.send(JSON.stringify({ type: 'auth', data: { ticket } }))
      opening.onmessage = ({ data }) => {
        if (typeof data !== 'string') return hear(data)
        frames.push(JSON.parse(data).type)
        if (frames.at(-1) !== 'interview.snapshot') return
        send((to) => {
          encoding.writeVarUint(to, 0)
          sync.writeSyncStep1(to, doc)
        })
        resolve({})
      }
      opening.onclose = ({ code }) => {
        removeAwarenessStates(awareness, others(), 'socket')
        opening.code = code
        reject(new Error(`closed with ${code}`))
      }
      opening.onerror = () => {}
    }),
  disconnect: () =>
    new Promise((resolve) => {
      if (socket.readyState === WebSocket.CLOSED) return resolve({})
      socket.addEventListener('close', () => resolve({}))
      socket.close()
    }),
  edit: async ({ count, seed: from }) => {
    seed = from
    for (let n = 0; n < count; n++) {
      // Between characters, as in an editor: half of a surrogate pair is no place.
      const lines = text.toString().split('\n')
      const line = random(lines.length)
      const at = lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0)
      if (random(5) === 0 && /^[0-9.]{3}/.test(lines[line])) text.delete(at, 3)
      else text.insert(at, `${from}.${n} é👋\n`)
      if (random(10) === 0) draw(n)
      if (random(25) === 0) typing.undo()
      if (random(25) === 0) typing.redo()
      await pause(random(4))
    }
    return {}
  },
  insert: ({ at, text: what }) => {
    text.insert(at ?? text.length, what)
    return {}
  },
  // A transaction, and so a message, for each letter.
  type: ({ text: what }) => {
    for (const letter of what) text.insert(text.length, letter)
    return {}
  },
  delete: ({ at, length }) => {
    text.delete(at, length)
    return {}
  },
  replace: ({ old, with_ }) => {
    const before = text.toString()
    doc.transact(() => {
      for (let at = before.length - 1; at >= 0; at--) {
        if (before[at] !== old) continue
        text.delete(at, 1)
        text.insert(at, with_)
      }
    })
    return {}
  },
  prefix: ({ with_ }) => {
    const lines = text.toString().split('\n')
    doc.transact(() => {
      let at = 0
      for (const line of lines) {
        text.insert(at, with_)
        at += with_.length + line.length + 1
      }
    })
    return {}
  },
  undo: () => {
    typing.undo()
    return {}
  },
  // Go online by y-websocket itself.
  provide: ({ url }) => {
    const [base, query] = url.split('?')
    const at = base.lastIndexOf('/')
    const provider = new WebsocketProvider(base.slice(0, at), base.slice(at + 1), doc, {
      params: Object.fromEntries(new URLSearchParams(query)),
      WebSocketPolyfill: roomSocket(getTicket, onFrame),
      shouldReconnect,
      awareness,
      disableBc: true,
    })
    provided.provider = provider
    provider.on('status', ({ status }) => status === 'connected' && sayAgain())
    provider.on('connection-close', (event) => provided.codes.push(event?.code ?? null))
    return {}
  },
  // Go online by Hocuspocus.
  hocuspocus: ({ url }) => {
    const name = new URL(url).searchParams.get('interview_id')
    provided.provider = new HocuspocusProvider({
      url,
      name,
      document: doc,
      awareness,
      WebSocketPolyfill: hocuspocusSocket(name, getTicket, onFrame),
      onConnect: sayAgain,
      onClose: ({ event }) => {
        provided.codes.push(event.code)
        if (!shouldReconnect(event)) provided.provider.disconnect()
      },
    })
    return {}
  },
  cut: () => {
    const line = lineOf(provided.provider)
    ;(line.ws ?? line.webSocket).close(3000)
    return {}
  },
  list: ({ of }) => ({ values: doc.getArray(of).toJSON() }),
  provided: () => {
    const { provider, codes } = provided
    const { synced, isAuthenticated } = provider
    const { shouldConnect, wsLastMessageReceived, lastMessageReceived } = lineOf(provider)
    const heard = wsLastMessageReceived ?? lastMessageReceived
    return { codes, frames, shouldConnect, synced, isAuthenticated, heard }
  },
  now: () => ({ now: Date.now() }),
  look: () => ({
    text: text.toString(),
    board: doc.getArray('board').toJSON(),
    state: Buffer.from(Y.encodeStateVector(doc)).toString('base64'),
    open: socket?.readyState === WebSocket.OPEN,
    frames,
  }),
  point: ({ as_ }) => {
    awareness.setLocalState({ user: { name: as_ } })
    return {}
  },
  seen: () => ({ names: others().map((client) => awareness.getStates().get(client).user.name) }),
}

for await (const line of createInterface({ input: process.stdin })) {
  const { name, ...given } = JSON.parse(line)
  if (name === 'ticket') {
    wanted.shift()(given.ticket)
    continue
  }
  let answer
  try {
    answer = await commands[name](given)
  } catch (error) {
    answer = { error: String(error) }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
process.exit(0)

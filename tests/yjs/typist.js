// Somebody who types numbered lines into the shared document with the real Yjs, and comes back whenever the line is cut:
// told what to do by lines of JSON on stdin, answers on stdout.
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'

const FINAL = (code) => code === 1000 || code === 1007 || code === 1009 || (code >= 4500 && code < 4600)
const doc = new Y.Doc()
const text = doc.getText('code')
const frames = []
const codes = []
let socket = null
let staying = null
let typing = null
let typed = 0
let seed = 1
let forgets = false

const random = (below) => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed % below
}

const send = (write) => {
  if (socket?.readyState !== WebSocket.OPEN) return
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  write(encoder)
  socket.send(encoding.toUint8Array(encoder))
}

doc.on('update', (update, origin) => {
  if (origin !== 'socket') send((to) => sync.writeUpdate(to, update))
})

// A planted fault: what was typed while the line was cut, or not stored, is left out of the answer.
const answerNothing = (to) => {
  encoding.writeVarUint(to, 1)
  encoding.writeVarUint8Array(to, Y.encodeStateAsUpdate(new Y.Doc()))
}

const hear = (data) => {
  const from = decoding.createDecoder(new Uint8Array(data))
  if (decoding.readVarUint(from) !== 0) return
  const answer = encoding.createEncoder()
  const step = sync.readSyncMessage(from, answer, doc, 'socket')
  if (step === 0) send((to) => (forgets ? answerNothing(to) : encoding.writeUint8Array(to, encoding.toUint8Array(answer))))
}

// One socket, until it closes.
const visit = (url, token) =>
  new Promise((resolve) => {
    const opening = (socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } }))
    opening.binaryType = 'arraybuffer'
    opening.onmessage = ({ data }) => {
      if (typeof data !== 'string') return hear(data)
      const frame = JSON.parse(data)
      frames.push(frame)
      if (frame.type === 'interview.snapshot') send((to) => sync.writeSyncStep1(to, doc))
    }
    opening.onclose = ({ code }) => resolve(code)
    opening.onerror = () => {}
  })

const stay = async (urls, token, isOver) => {
  for (let n = 0; !isOver(); n++) {
    const code = await visit(urls[n % urls.length], token)
    codes.push(code)
    if (FINAL(code)) return
    await pause(50 + random(200))
  }
}

const lineStarts = () => {
  const seen = text.toString()
  const found = [0]
  for (let at = seen.indexOf('\n'); at >= 0; at = seen.indexOf('\n', at + 1)) found.push(at + 1)
  return found
}

// A line is one change: nobody types into the middle of one. Its mark may be erased later, by anybody.
const typeLine = (who) => {
  const starts = lineStarts()
  text.insert(starts[random(starts.length)], `${who}${++typed}*\n`)
  const mark = text.toString().indexOf('*', random(text.length))
  if (random(4) === 0 && mark >= 0) text.delete(mark, 1)
}

const keepTyping = async (who, pace, isOver) => {
  while (!isOver()) {
    typeLine(who)
    await pause(random(pace))
  }
}

const commands = {
  stay: ({ urls, token, seed: from }) => {
    seed = from
    let isOver = false
    const done = stay(urls, token, () => isOver)
    staying = async () => {
      isOver = true
      if (socket.readyState === WebSocket.OPEN) socket.close()
      await done
    }
    return {}
  },
  leave: async () => {
    await staying()
    return {}
  },
  type: ({ who, pace }) => {
    let isOver = false
    const done = keepTyping(who, pace, () => isOver)
    typing = async () => {
      isOver = true
      await done
    }
    return {}
  },
  rest: async () => {
    await typing()
    return { typed }
  },
  line: ({ who }) => {
    typeLine(who)
    return {}
  },
  forget: ({ all }) => {
    forgets = all
    return {}
  },
  say: ({ frame }) => {
    socket.send(JSON.stringify(frame))
    return {}
  },
  heard: () => ({ frames, codes }),
  look: () => ({
    text: text.toString(),
    typed,
    state: Buffer.from(Y.encodeStateVector(doc)).toString('base64'),
    open: socket?.readyState === WebSocket.OPEN,
  }),
  // Nothing to do with who types: what do these updates make, in this order?
  merge: ({ updates }) => {
    const made = new Y.Doc()
    // Together: Yjs keeps two updates that need each other waiting for good when it gets them one by one.
    if (updates.length) Y.applyUpdate(made, Y.mergeUpdates(updates.map((update) => Buffer.from(update, 'base64'))))
    const lacks = made.store.pendingStructs !== null || made.store.pendingDs !== null
    const state = Buffer.from(Y.encodeStateVector(made)).toString('base64')
    return { text: made.getText('code').toString(), state, lacks }
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const { name, ...given } = JSON.parse(line)
  let answer
  try {
    answer = await commands[name](given)
  } catch (error) {
    answer = { error: String(error) }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
process.exit(0)

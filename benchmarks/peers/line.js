// A socket at one of the peers: it authenticates, greets by y-sync, and hands on every change that arrives.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'

const SYNC = 0
const AUTH = 2
const SYNC_REPLY = 4
const STEP1 = 0
const STEP2 = 1
const UPDATE = 2
const NOTHING = new Uint8Array([0, 0])
const NO_STATE = new Uint8Array([0])

const encoded = (write) => {
  const to = encoding.createEncoder()
  write(to)
  return encoding.toUint8Array(to)
}

// What is particular to each: the address before every message, and when to greet.
const PEERS = {
  ours: {
    address: () => {},
    // The room shows its snapshot first.
    hears: (line, text) => {
      if (text.includes('"interview.snapshot"')) line.greet()
      if (text.includes('"type":"error"')) line.refusals.push(text.slice(0, 300))
    },
  },
  'y-websocket': { address: () => {}, opened: (line) => line.greet() },
  hocuspocus: {
    address: (to, room) => encoding.writeVarString(to, room),
    skip: (from) => decoding.readVarString(from),
    opened: (line) => {
      line.send((to) => {
        encoding.writeVarUint(to, AUTH)
        encoding.writeVarUint(to, 0)
        encoding.writeVarString(to, line.token)
      })
      line.greet()
    },
  },
}

export class Line {
  refusals = []
  closed = null
  onupdate = () => {}

  constructor(peer, { url, room, token }) {
    this.peer = PEERS[peer]
    this.room = room
    this.token = token
    this.socket = new WebSocket(url, {
      perMessageDeflate: false,
      headers: token ? { Authorization: `Bearer ${token}` } : {},
    })
    this.synced = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.socket.on('close', (code) => {
        this.closed = code
        reject(new Error(`closed with ${code}: ${this.refusals}`))
      })
      this.socket.on('error', reject)
    })
    this.socket.on('open', () => this.peer.opened?.(this))
    this.socket.on('message', (data, isBinary) => {
      if (isBinary) this.take(data)
      else this.peer.hears?.(this, data.toString())
    })
  }

  // Returns the bytes of a message, made before the clock runs.
  message(write) {
    return encoded((to) => {
      this.peer.address(to, this.room)
      write(to)
    })
  }

  send(write) {
    this.socket.send(this.message(write))
  }

  sync(step, data) {
    return this.message((to) => {
      encoding.writeVarUint(to, SYNC)
      encoding.writeVarUint(to, step)
      encoding.writeVarUint8Array(to, data)
    })
  }

  update(data) {
    return this.sync(UPDATE, data)
  }

  greet() {
    this.socket.send(this.sync(STEP1, NO_STATE))
  }

  take(data) {
    const from = decoding.createDecoder(data)
    this.peer.skip?.(from)
    const kind = decoding.readVarUint(from)
    if (kind !== SYNC && kind !== SYNC_REPLY) return
    const step = decoding.readVarUint(from)
    if (step === STEP1) return this.socket.send(this.sync(STEP2, NOTHING))
    if (step === STEP2) return this.resolve()
    this.onupdate(decoding.readVarUint8Array(from))
  }
}

// All people of a benchmark in one process: each types changes that were made before with Yjs, and notes when the
// other one's arrive. The job comes as a line of JSON on stdin; `ready` is answered, and what was seen after `go`.
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { large } from './large.js'
import { Line } from './line.js'

const OPENING_AT_ONCE = 50
const DRAINED_SECONDS = 60
// How much longer people go on typing while the large work isn't done.
const LONGER_SECONDS = 60

class Typist {
  told = 0
  ages = []
  gaps = 0

  constructor(peer, door) {
    this.line = new Line(peer, door)
    this.doc = new Y.Doc()
    this.messages = []
    this.sentAt = []
    this.line.onupdate = (update) => this.take(update)
  }

  prepare(count) {
    const text = this.doc.getText('code')
    this.doc.on('update', (update) => this.messages.push(this.line.update(update)))
    for (let n = 0; n < count; n++) text.insert(n, 'x')
  }

  type() {
    const message = this.messages[this.sentAt.length]
    this.sentAt.push(performance.now())
    this.line.socket.send(message)
  }

  // Changes may arrive merged: an update tells all of the other one's that its clock range covers.
  take(update) {
    const client = this.other.doc.clientID
    const { from, to } = Y.parseUpdateMeta(update)
    const end = to.get(client)
    if (end === undefined || end <= this.told) return
    if (from.get(client) > this.told) this.gaps++
    const now = performance.now()
    for (; this.told < end; this.told++) this.ages.push(now - this.other.sentAt[this.told])
  }
}

const percentiles = (values) => {
  const order = Float64Array.from(values).sort()
  const at = (share) => order[Math.max(0, Math.ceil((order.length * share) / 100) - 1)] ?? null
  return { p50: at(50), p95: at(95), p99: at(99), max: at(100) }
}

const open = async (job) => {
  const people = []
  for (let begin = 0; begin < job.doors.length; begin += OPENING_AT_ONCE) {
    const next = job.doors.slice(begin, begin + OPENING_AT_ONCE).map((door) => new Typist(job.peer, door))
    await Promise.all(next.map((one) => one.line.synced))
    people.push(...next)
  }
  for (const [n, one] of people.entries()) one.other = people[n ^ 1]
  return people
}

// Everybody in turns, until the time is over and the work beside is done.
const type = async (order, rate, seconds, beside) => {
  const begun = performance.now()
  const since = () => (performance.now() - begun) / 1000
  const told = () => order.reduce((sum, one) => sum + one.ages.length, 0)
  const most = order.length * order[0].messages.length
  let sent = 0
  let busy = true
  const work = Promise.resolve(beside).finally(() => {
    busy = false
  })
  for (let passed = 0; (passed < seconds || busy) && sent < most; passed = since()) {
    const due = Math.min(most, Math.floor(passed * rate * order.length))
    for (; sent < due; sent++) order[sent % order.length].type()
    await pause(1)
  }
  const typed = since()
  while (told() < sent && since() < typed + DRAINED_SECONDS) await pause(20)
  return { sent, told: told(), typed, took: since(), steps: await work }
}

const run = async (job, go) => {
  const people = await open(job)
  const pairs = job.large ? people.slice(2) : people
  for (const one of pairs) one.prepare(Math.ceil(job.rate * (job.seconds + (job.large ? LONGER_SECONDS : 0))) + 1)
  const work = job.large ? large(people[0], people[1]) : null
  await pause(1000)
  console.log(JSON.stringify({ ready: true }))
  await go
  // Two of a room type half a period apart.
  const order = [...pairs.filter((_, n) => n % 2 === 0), ...pairs.filter((_, n) => n % 2 === 1)]
  const before = process.cpuUsage()
  const { sent, told, typed, took, steps } = await type(order, job.rate, job.seconds, work?.(job.seconds))
  const used = process.cpuUsage(before)
  const seen = {
    sent_per_second: sent / typed,
    told_per_second: told / took,
    missing: sent - told,
    gaps: people.reduce((sum, one) => sum + one.gaps, 0),
    closed: people.filter((one) => one.line.closed !== null).length,
    refusals: people.flatMap((one) => one.line.refusals).slice(0, 3),
    age_ms: percentiles(pairs.flatMap((one) => one.ages)),
    changes: told,
    took,
    client_share_of_a_core: (used.user + used.system) / 1e6 / took,
  }
  console.log(JSON.stringify(steps ? { ...seen, steps } : seen))
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const job = JSON.parse((await lines.next()).value)
await run(job, lines.next())
process.exit(0)

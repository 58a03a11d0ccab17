// A copy of the shared document in ywasm: told what to do by lines of JSON on stdin, answers on stdout.
// tests/clients/copies.py says what is asked.
import { createInterface } from 'node:readline'
import * as Y from 'ywasm'

const doc = new Y.YDoc()
const code = doc.getText('code')
const bytes = (given) => new Uint8Array(Buffer.from(given, 'base64'))
const told = (data) => Buffer.from(data).toString('base64')

const commands = {
  insert: ({ at, text }) => void code.insert(at, text),
  delete: ({ at, length }) => void code.delete(at, length),
  list: ({ of, values }) => void doc.getArray(of).push(values),
  apply: ({ update }) => void Y.applyUpdate(doc, bytes(update)),
  missing: ({ state }) => ({ update: told(Y.encodeStateAsUpdate(doc, bytes(state))) }),
  state: () => ({ state: told(Y.encodeStateVector(doc)) }),
  text: () => ({ text: code.toString() }),
}

for await (const line of createInterface({ input: process.stdin })) {
  const { name, ...given } = JSON.parse(line)
  process.stdout.write(JSON.stringify(commands[name](given) ?? {}) + '\n')
}
process.exit(0)

#!/usr/bin/env bash
# ywasm: client ids are cut to 32 bits, and what a client with a longer one wrote is there twice after an exchange.
#
# Expected: client ids are variable-length numbers of up to 53 bits; yrs and pycrdt make such ids by default. A client
# that applies an update names the writer's pieces by the same id afterwards.
# Seen with 0.18.3: after an update of client 2^32 + 5, its state vector names client 5. To the state vector of Yjs, which
# wrote that text, it answers with the text once more, as one of client 5, and Yjs shows both. With an id below 2^32 it
# answers with what is new.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund --save-exact ywasm@0.18.3 yjs@13.6.33
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import * as Y from 'yjs'
import * as ywasm from 'ywasm'

function answered(clientID) {
  const here = new Y.Doc()
  here.clientID = clientID
  here.getText('code').insert(0, 'text')
  const there = new ywasm.YDoc()
  ywasm.applyUpdate(there, Y.encodeStateAsUpdate(here))
  const named = [...Y.decodeStateVector(ywasm.encodeStateVector(there)).keys()]
  there.getText('code').insert(4, '!')
  Y.applyUpdate(here, ywasm.encodeStateAsUpdate(there, Y.encodeStateVector(here)))
  return `${named} ${here.getText('code')}`
}

const ids = [2 ** 32 - 1, 2 ** 32 + 5]
const seen = ids.map(answered)
const { version } = JSON.parse(readFileSync('node_modules/ywasm/package.json'))
console.log(`ywasm ${version}`)
ids.forEach((id, at) => console.log(`  client ${id}, then "!" by ywasm: named and shown as ${seen[at]}`))
process.exit(seen.join() === '4294967295 text!,5 text!text' ? 0 : 1)
JAVASCRIPT
node run.mjs

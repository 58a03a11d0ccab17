#!/usr/bin/env bash
# y-websocket, @hocuspocus/provider: after a short loss of the connection, peers don't see a client for up to 18 s.
#
# Expected: both providers send the client's awareness state as soon as they are connected again, so its peers have it
# again within a moment.
# Seen with y-websocket 3.1.0 and @y/websocket-server 0.1.1, and with @hocuspocus/provider 4.8.0 and @hocuspocus/server
# 4.7.0: when the connection ends, the server removes the state under the clock it has (y-protocols 1.0.7 raises the
# clock for a client's own state alone). The provider sends the state again under that same clock, and
# `applyAwarenessUpdate` ignores a state that isn't newer. It is back once the client renews it: when the user does
# something, or 15 to 18 s after the last time. With `setLocalState(getLocalState())` at each reconnect it is back at
# once. See yjs/y-websocket#122.
# Matters to applications that show carets or who is there: somebody who only reads is gone after each short loss.
#
# Takes half a minute. Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true, "type": "module"}' >package.json
# The server of Hocuspocus needs Node 22 or newer.
npm install --silent --no-audit --no-fund --save-exact \
    y-websocket@3.1.0 @y/websocket-server@0.1.1 @hocuspocus/provider@4.8.0 @hocuspocus/server@4.7.0 \
    yjs@13.6.33 y-protocols@1.0.7 ws@8.18.3 node@24.12.0
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { HocuspocusProvider } from '@hocuspocus/provider'
import { Server } from '@hocuspocus/server'
import { setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const SOON = 5
const MOST = 30

const theirs = new WebSocketServer({ port: 0, host: '127.0.0.1' }).on('connection', setupWSConnection)
const hocuspocus = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false })
await hocuspocus.listen()

/** How to open each provider, and how to end its connection from outside. */
const PROVIDERS = {
  'y-websocket': {
    open: (name) =>
      new WebsocketProvider(`ws://127.0.0.1:${theirs.address().port}`, name, new Y.Doc(), { disableBc: true }),
    cut: (provider) => provider.ws.close(),
  },
  '@hocuspocus/provider': {
    open: (name) => new HocuspocusProvider({ url: hocuspocus.webSocketURL, name, token: 'any', document: new Y.Doc() }),
    cut: (provider) => provider.configuration.websocketProvider.webSocket.close(),
  },
}

async function until(holds, seconds) {
  const begun = performance.now()
  const passed = () => (performance.now() - begun) / 1000
  while (!holds() && passed() < seconds) await pause(20)
  return holds() ? passed() : Infinity
}

/** Returns the clocks of the removal and of the state sent again, and the seconds until the peer has it again. */
async function absence({ open, cut }, isRenewed) {
  const name = `code ${isRenewed}`
  const [here, there] = [open(name), open(name)]
  const id = here.awareness.clientID
  const isSeen = () => there.awareness.getStates().get(id)?.user === 'Alice'
  const must = async (holds, what) => {
    if ((await until(holds, MOST)) === Infinity) throw new Error(`not within ${MOST} s: ${what}`)
  }
  await must(() => here.synced && there.synced, 'both are synced')
  here.awareness.setLocalStateField('user', 'Alice')
  await must(isSeen, 'the peer has the state')
  cut(here)
  await must(() => !here.synced, 'the client knows of the loss')
  await must(() => !isSeen(), 'the peer has it no longer')
  await must(() => here.synced, 'the client is synced again')
  const clocks = [there, here].map(({ awareness }) => awareness.meta.get(id).clock)
  if (isRenewed) here.awareness.setLocalState(here.awareness.getLocalState())
  return { clocks, seconds: await until(isSeen, MOST) }
}

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version
const seen = await Promise.all(
  Object.values(PROVIDERS).map((provider) => Promise.all([absence(provider, false), absence(provider, true)])),
)
Object.keys(PROVIDERS).forEach((name, at) => {
  const [sent, renewed] = seen[at]
  console.log(`${name} ${version(name)}`)
  console.log(`  removed at clock ${sent.clocks[0]}, sent again at clock ${sent.clocks[1]}`)
  const [after, ifRenewed] = [sent, renewed].map(({ seconds }) => seconds.toFixed(1))
  console.log(`  the peer has the state again after ${after} s; if it is renewed, after ${ifRenewed} s`)
})
const isKnown = ([sent, renewed]) =>
  sent.clocks[0] === sent.clocks[1] && sent.seconds > SOON && sent.seconds < MOST && renewed.seconds < SOON
process.exit(seen.every(isKnown) ? 0 : 1)
JAVASCRIPT
node_modules/.bin/node run.mjs

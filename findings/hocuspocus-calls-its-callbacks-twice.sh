#!/usr/bin/env bash
# @hocuspocus/provider: a provider that makes its own socket calls most callbacks of its options twice for each event.
#
# Expected: with one open and one close, `onOpen`, `onConnect`, `onDisconnect` and `onClose` are each called once. They
# are, if the provider is given a socket (`websocketProvider`).
# Seen with 4.8.0 and @hocuspocus/server 4.7.0, if the provider is given a `url` instead: all four are called twice, and
# `onStatus` four times with "connected" (twice with a given socket) and twice with "disconnected". All options are
# handed on to the socket, which calls them itself, and the provider calls them when the socket has an event. `onOpen`
# and `onMessage` get the bare event the first time, so `({ event }) => …` finds `event` undefined.
# Matters to applications that pass a `url` and count failures, schedule a retry or write a log in these callbacks.
#
# Ends with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true, "type": "module"}' >package.json
# The server needs Node 22 or newer.
npm install --silent --no-audit --no-fund --save-exact \
    @hocuspocus/provider@4.8.0 @hocuspocus/server@4.7.0 yjs@13.6.33 y-protocols@1.0.7 node@24.12.0
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { Server } from '@hocuspocus/server'

const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false })
await server.listen()
const url = server.webSocketURL

/** Opens and closes one connection and returns how often each callback was called. */
async function called(where) {
  const seen = { open: 0, 'open without event': 0, connect: 0, synced: 0, disconnect: 0, close: 0, status: '' }
  const short = { connecting: '', connected: '+', disconnected: '-' }
  let synced
  const isSynced = new Promise((resolve) => (synced = resolve))
  const provider = new HocuspocusProvider({
    ...where,
    name: 'code',
    token: 'any',
    onOpen: ({ event }) => seen[event === undefined ? 'open without event' : 'open']++,
    onConnect: () => seen.connect++,
    onSynced: () => synced(seen.synced++),
    onStatus: ({ status }) => (seen.status += short[status]),
    onDisconnect: () => seen.disconnect++,
    onClose: () => seen.close++,
  })
  // Without effect if the socket is its own.
  provider.attach()
  await isSynced
  const { websocketProvider } = provider.configuration
  websocketProvider.disconnect()
  // Whatever is called a second time comes with the first.
  while (seen.disconnect === 0) await pause(10)
  await pause(500)
  provider.destroy()
  websocketProvider.destroy()
  return Object.entries(seen).map(([name, times]) => `${name} ${times}`).join(', ')
}

const seen = [await called({ url }), await called({ websocketProvider: new HocuspocusProviderWebsocket({ url }) })]
const [provider, host] = ['provider', 'server'].map(
  (name) => JSON.parse(readFileSync(`node_modules/@hocuspocus/${name}/package.json`)).version,
)
console.log(`@hocuspocus/provider ${provider}, @hocuspocus/server ${host}`)
console.log(`  its own socket: ${seen[0]}`)
console.log(`  a given socket: ${seen[1]}`)
const known = [
  'open 1, open without event 1, connect 2, synced 1, disconnect 2, close 2, status ++++--',
  'open 1, open without event 0, connect 1, synced 1, disconnect 1, close 1, status ++-',
]
process.exit(seen.join() === known.join() ? 0 : 1)
JAVASCRIPT
node_modules/.bin/node run.mjs

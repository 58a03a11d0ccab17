// A WebSocket with which Hocuspocus' provider (npm: @hocuspocus/provider 4) keeps a Yjs document the same as a room's.
// For browsers, and for Node 22 or newer; docs/protocol.md says what the options are for.
//
//   const provider = new HocuspocusProvider({
//     url: `${sockets}/ws/interview/live?interview_id=${id}`, name: id, document: doc,
//     WebSocketPolyfill: hocuspocusSocket(id, getTicket),
//     onConnect: () => provider.awareness.setLocalState(provider.awareness.getLocalState()),
//     onClose: ({ event }) => shouldReconnect(event) || provider.disconnect() })
import { roomSocket } from './y-websocket.js'

export { shouldReconnect } from './y-websocket.js'

const AUTH = 2
const OURS = new Set([0, 1, 3])
const AUTHENTICATED = new Uint8Array([AUTH, 2, 10, ...new TextEncoder().encode('read-write')])

/**
 * Returns the class of such sockets. Hocuspocus begins each message with the name of its document, the interview's id
 * here, which has one byte for each character. See `roomSocket` for the rest.
 */
export const hocuspocusSocket = (name, getTicket, onFrame) => {
  const prefix = new Uint8Array([name.length, ...new TextEncoder().encode(name)])
  return class HocuspocusSocket extends roomSocket(getTicket, onFrame) {
    send(message) {
      const kind = message[prefix.length]
      if (OURS.has(kind)) super.send(message.subarray(prefix.length))
      // A ticket has authenticated already.
      else if (kind === AUTH) this.receive(AUTHENTICATED)
    }

    receive(message) {
      super.receive(new Uint8Array([...prefix, ...message]))
    }
  }
}

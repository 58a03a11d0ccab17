// A WebSocket with which y-websocket's provider (npm: y-websocket 3) keeps a Yjs document the same as a room's.
// For browsers, and for Node 22 or newer; docs/protocol.md says what the options are for.
//
//   const provider = new WebsocketProvider(`${sockets}/ws/interview`, 'live', doc, {
//     params: { interview_id }, WebSocketPolyfill: roomSocket(getTicket), shouldReconnect })
//   provider.on('status', ({ status }) => {
//     if (status === 'connected') provider.awareness.setLocalState(provider.awareness.getLocalState())
//   })
const AWARENESS = 1

/** Returns whether to reconnect after a close event. y-websocket's own rule gives up on 44xx and repeats 45xx. */
export const shouldReconnect = ({ code }) => ![1000, 1007, 1009].includes(code) && !(code >= 4500 && code < 4600)

/** A binary message of the room, as the provider gets it. */
class RoomMessage extends MessageEvent {}

/**
 * Returns the class of such sockets. `getTicket` resolves with a new ticket of POST /auth/ws-ticket, for each socket;
 * `onFrame` is called with every JSON frame of the server, none of which the provider sees.
 */
export const roomSocket = (getTicket, onFrame = () => {}) =>
  class RoomSocket extends WebSocket {
    #isInRoom = false

    constructor(url) {
      super(url)
      // These listeners come first, so that they decide what those of the provider get.
      this.addEventListener('open', (event) => this.#onOpen(event))
      this.addEventListener('message', (event) => this.#onMessage(event))
    }

    get readyState() {
      const state = super.readyState
      return state === WebSocket.OPEN && !this.#isInRoom ? WebSocket.CONNECTING : state
    }

    send(message) {
      super.send(message)
      // The provider reconnects after 30 seconds without a message, and its own server sends back each cursor.
      if (message[0] === AWARENESS) this.receive(message)
    }

    /** Passes a message on to the provider. */
    receive(message) {
      this.dispatchEvent(new RoomMessage('message', { data: message }))
    }

    #onOpen(event) {
      if (this.#isInRoom) return
      event.stopImmediatePropagation()
      getTicket().then(
        (ticket) => super.send(JSON.stringify({ type: 'auth', data: { ticket } })),
        () => this.close(),
      )
    }

    #onMessage(event) {
      if (event instanceof RoomMessage) return
      event.stopImmediatePropagation()
      if (typeof event.data !== 'string') return this.receive(new Uint8Array(event.data))
      const frame = JSON.parse(event.data)
      onFrame(frame)
      if (frame.type !== 'interview.snapshot') return
      this.#isInRoom = true
      this.dispatchEvent(new Event('open'))
    }
  }

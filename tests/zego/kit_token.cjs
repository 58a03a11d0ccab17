// Prints the kit tokens that ZEGO's own UIKit makes for the rows of arguments given as JSON. It is made for browsers:
// what it looks for while it loads stands in for one, and answers nothing.
const blank = () =>
  new Proxy(function () {}, {
    get: (_, name) => {
      if (name === Symbol.toPrimitive) return () => ''
      if (name === Symbol.iterator) return function* () {}
      if (name === 'then') return undefined
      return name === 'length' ? 0 : blank()
    },
    apply: () => blank(),
    construct: () => blank(),
    set: () => true,
    has: () => true,
  })
const page = 'https://mockmate.test/'
const document = new Proxy({}, {
  get: (_, name) => ({ baseURI: page, URL: page, currentScript: { src: page, tagName: 'SCRIPT' }, cookie: '' })[name] ?? blank(),
  set: () => true,
  has: () => true,
})
const navigator = { userAgent: 'Chrome/120.0', platform: 'Linux', language: 'en', languages: ['en'], mediaDevices: {}, vendor: '' }
const location = new URL(page)
const rest = `localStorage sessionStorage screen history XMLHttpRequest Image Element HTMLElement Node MutationObserver
  RTCPeerConnection MediaStream AudioContext indexedDB HTMLVideoElement HTMLCanvasElement requestAnimationFrame Audio
  Worker getComputedStyle matchMedia SVGElement HTMLIFrameElement HTMLMediaElement DOMParser ResizeObserver
  customElements`.split(/\s+/)
const pretended = { window: globalThis, self: globalThis, document, navigator, location }
for (const name of rest) pretended[name] = blank()
for (const [name, value] of Object.entries(pretended))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
globalThis.addEventListener = globalThis.removeEventListener = () => {}

const { ZegoUIKitPrebuilt } = require('@zegocloud/zego-uikit-prebuilt')
const rows = JSON.parse(process.argv[2])
process.stdout.write(JSON.stringify(rows.map((row) => ZegoUIKitPrebuilt.generateKitTokenForProduction(...row))) + '\n')
process.exit(0)

import { EventEmitter } from "node:events";
import type { AddressInfo } from "node:net";
import { type Foo, inspect } from "node:util";

type Events = { add: [a: number, b: number]; done: [] };
class Bus<T extends Record<keyof T, unknown[]>> {
  readonly #emitter = new EventEmitter();
  on<K extends keyof T & string>(name: K, listener: (...values: T[K]) => void): () => void {
    this.#emitter.on(name, listener as (...values: any[]) => void);
    return () => void this.#emitter.off(name, listener as (...values: any[]) => void);
  }
  emit<K extends keyof T & string>(name: K, ...values: T[K]): boolean {
    return this.#emitter.emit(name, ...values);
  }
}
const bus = new Bus<Events>();
const off = bus.on("add", (a, b) => console.log(a + b));
bus.on("done", () => console.log("done"));
console.log(bus.emit("add", 1, 2), (off(), bus.emit("add", 3, 4)), bus.emit("done"));
let address: AddressInfo | undefined;
let foo: Foo | undefined;
console.log(address, foo, inspect({ deep: { er: { est: { x: 1 } } } } satisfies object, { depth: 0 }));

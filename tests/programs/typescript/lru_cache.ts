class Node<K, V> {
  prev: Node<K, V> | null = null;
  next: Node<K, V> | null = null;
  constructor(public key: K, public value: V) {}
}
export class LRUCache<K, V> {
  #map = new Map<K, Node<K, V>>();
  #head: Node<K, V> = new Node<K, V>(null as never, null as never);
  #tail: Node<K, V> = new Node<K, V>(null as never, null as never);
  constructor(private readonly capacity: number) {
    this.#head.next = this.#tail;
    this.#tail.prev = this.#head;
  }
  get(key: K): V | -1 {
    const node = this.#map.get(key);
    if (!node) return -1;
    this.#remove(node);
    this.#insert(node);
    return node.value;
  }
  put(key: K, value: V): void {
    const known = this.#map.get(key);
    if (known) this.#remove(known);
    const node = new Node(key, value);
    this.#map.set(key, node);
    this.#insert(node);
    if (this.#map.size > this.capacity) {
      const oldest = this.#tail.prev!;
      this.#remove(oldest);
      this.#map.delete(oldest.key);
    }
  }
  #remove(node: Node<K, V>): void {
    node.prev!.next = node.next;
    node.next!.prev = node.prev;
  }
  #insert(node: Node<K, V>): void {
    node.next = this.#head.next;
    node.prev = this.#head;
    this.#head.next!.prev = node;
    this.#head.next = node;
  }
}
const cache: LRUCache<number, string> = new LRUCache(2);
cache.put(1, "one");
cache.put(2, "two");
console.log(cache.get(1));
cache.put(3, "three");
console.log(cache.get(2), cache.get(3), cache);

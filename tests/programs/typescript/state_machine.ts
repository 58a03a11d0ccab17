const TRANSITIONS = {
  idle: { start: "running" },
  running: { pause: "paused", stop: "idle" },
  paused: { resume: "running", stop: "idle" },
} as const satisfies Record<string, Record<string, string>>;
type State = keyof typeof TRANSITIONS;
type Action = { [S in State]: keyof (typeof TRANSITIONS)[S] }[State];
class Machine {
  #state: State = "idle";
  readonly #log: `${State}->${State}`[] = [];
  send(action: Action): boolean {
    const next = (TRANSITIONS[this.#state] as Partial<Record<Action, State>>)[action];
    if (!next) return false;
    this.#log.push(`${this.#state}->${next}`);
    this.#state = next;
    return true;
  }
  get state(): State { return this.#state; }
  get log(): readonly string[] { return this.#log; }
}
const machine = new Machine();
const actions: Action[] = ["start", "pause", "start", "resume", "stop"];
console.log(actions.map((action) => machine.send(action)), machine.state, machine.log);
export type { State, Action };

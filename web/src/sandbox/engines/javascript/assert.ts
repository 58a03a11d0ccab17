// Node's `assert`; loaded only for programs that use it.
import assert from "assert";

export { assert };

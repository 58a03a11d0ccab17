// Which pad the desk shows: the present one, until somebody looks back at the other.
import { useState } from "react";
import type { LiveInterview } from "../../sockets/frames";
import { type PadName, presentName } from "./pads";

/** Returns the name of the pad to show, whether it is the present one, and a function that shows another. */
export function usePad(interview: LiveInterview) {
	const present = presentName(interview);
	const [chosen, setChosen] = useState<{ name: PadName; since: PadName } | null>(null);
	// A swap leads to the pad of the question that is asked now.
	if (chosen && chosen.since !== present) setChosen(null);
	const name = chosen?.since === present ? chosen.name : present;
	return { name, isPresent: name === present, look: (next: PadName) => setChosen({ name: next, since: present }) };
}

// What ICE candidates tell about the network that a browser is in. Pure.

export type Seen = Pick<RTCIceCandidate, "address" | "port" | "relatedAddress" | "relatedPort">;

/** Whether one socket of this machine is seen at several addresses from outside, given what servers saw of it. */
export function isMappedTwice(outside: readonly Seen[]): boolean {
	const seen = new Map<string, string>();
	return outside.some(({ address, port, relatedAddress, relatedPort }) => {
		// Browsers that hide addresses have 0 or 9 here, for every socket.
		if (!relatedPort || relatedPort === 9) return false;
		const [inside, now] = [`${relatedAddress} ${relatedPort}`, `${address} ${port}`];
		const before = seen.get(inside) ?? now;
		seen.set(inside, now);
		return before !== now;
	});
}

// What ICE candidates tell about the network that a browser is in. Pure.

export type Seen = Pick<RTCIceCandidate, "type" | "address" | "port" | "relatedAddress" | "relatedPort">;

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

const NOT_PUBLIC =
	/^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe[89ab])/i;

/** Whether an address is one of the Internet; a name, which browsers put in place of private ones, is not. */
export function isPublic(address: string | null): boolean {
	return address !== null && /^[\da-f.:]+$/i.test(address) && !NOT_PUBLIC.test(address);
}

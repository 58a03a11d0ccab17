// Both sides often change the same at once, as with audio only. Offers that cross cost a round more, and Chromium now and
// then the picture (unshown.ts).

const GIVE_WAY = 250; // milliseconds

/**
 * Makes the polite side's offer, unless the other side's comes first: that asks for all of it. If more is needed, the browser
 * says so again.
 */
export function giveWay(connection: RTCPeerConnection, offer: () => void): void {
	if (!connection.remoteDescription) {
		offer();
		return;
	}
	const timer = setTimeout(offer, GIVE_WAY);
	connection.addEventListener("signalingstatechange", () => clearTimeout(timer), { once: true });
}

import { expect, test } from "vitest";
import type { PeerMedia } from "../../sockets/frames";
import { writerIn } from "./writer";

const media = (takes_part?: string) => ({ peerMedia: { takes_part } as PeerMedia });

test("who takes part in writing is known of oneself, and of the peer once they have said so", () => {
	expect(writerIn({ peerMedia: null }, false)).toBeNull();
	expect(writerIn(media(), false)).toBeNull();
	expect(writerIn(media("speaking"), true)).toBe("me");
	expect(writerIn(media("writing"), false)).toBe("peer");
	expect(writerIn(media("writing"), true)).toBe("both");
});

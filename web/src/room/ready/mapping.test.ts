import { expect, test } from "vitest";
import { isMappedTwice, type Seen } from "./mapping";

const seen = (port: number, relatedPort: number, relatedAddress = "10.0.0.5"): Seen => ({
	address: "203.0.113.7",
	port,
	relatedAddress,
	relatedPort,
});

test.each([
	["one server", [seen(4000, 5000)], false],
	["the same address for both servers", [seen(4000, 5000), seen(4000, 5000)], false],
	["another port for each server", [seen(4000, 5000), seen(4001, 5000)], true],
	["two networks of one machine", [seen(4000, 5000), seen(4001, 5000, "10.1.0.5")], false],
	["a browser that hides its sockets", [seen(4000, 0), seen(4001, 0), seen(4002, 9), seen(4003, 9)], false],
])("%s", (_, outside, isMapped) => {
	expect(isMappedTwice(outside)).toBe(isMapped);
});

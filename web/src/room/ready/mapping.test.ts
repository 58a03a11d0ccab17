import { expect, test } from "vitest";
import { isMappedTwice, isPublic, type Seen } from "./mapping";

const seen = (port: number, relatedPort: number, relatedAddress = "10.0.0.5"): Seen => ({
	type: "srflx",
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

test.each([
	["203.0.113.7", true],
	["2001:db8::7", true],
	["172.32.0.1", true],
	["172.16.0.1", false],
	["10.2.3.4", false],
	["192.168.1.2", false],
	["100.64.0.1", false],
	["169.254.1.1", false],
	["127.0.0.1", false],
	["::1", false],
	["fd00::2", false],
	["fe80::1", false],
	["1b8f1a4e-0c64-4a52-9e0f-5dd2a8a8a6d0.local", false],
	["", false],
	[null, false],
])("%s is an address of the Internet: %s", (address, is) => {
	expect(isPublic(address)).toBe(is);
});

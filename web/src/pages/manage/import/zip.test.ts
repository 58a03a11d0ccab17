import { expect, test } from "vitest";
import { zip } from "./zip";

const SIGNATURE = 0x02014b50;

/** Unpacks a zip by its directory, and compares what both headers of each file say. */
async function unpack(packed: Blob): Promise<Record<string, string>> {
	const bytes = await packed.arrayBuffer();
	const view = new DataView(bytes);
	const text = (at: number, length: number) => new TextDecoder().decode(new Uint8Array(bytes, at, length));
	const found: Record<string, string> = {};
	const end = bytes.byteLength - 22;
	let at = view.getUint32(end + 16, true);
	for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
		expect(view.getUint32(at, true)).toBe(SIGNATURE);
		const [length, size, local] = [28, 20, 42].map((offset) => view.getUint16(at + offset, true)) as [
			number,
			number,
			number,
		];
		expect(new Uint8Array(bytes, at + 8, 22)).toEqual(new Uint8Array(bytes, local + 6, 22));
		const data = new Blob([new Uint8Array(bytes, local + 30 + length, size)]).stream();
		found[text(at + 46, length)] = await new Response(data.pipeThrough(new DecompressionStream("deflate-raw"))).text();
		at += 46 + length;
	}
	expect(at).toBe(end);
	return found;
}

test("names, long texts and empty ones come out as they went in", async () => {
	const texts = { "a/größe.md": "# Größe\n", "a/b/empty.json": "", "long.csv": "1,2,3\n".repeat(40_000) };
	const files = Object.entries(texts).map(([path, content]) => ({ path, file: new File([content], path) }));
	const packed = await zip(files);
	expect(packed.size).toBeLessThan(3_000);
	expect(await unpack(packed)).toEqual(texts);
});

test("the checksum is that of zips", async () => {
	const bytes = await (await zip([{ path: "a", file: new File(["123456789"], "a") }])).arrayBuffer();
	expect(new DataView(bytes).getUint32(14, true)).toBe(0xcbf43926);
});

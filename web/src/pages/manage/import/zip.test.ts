import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { zip } from "./zip";

const READ = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps({name: archive.read(name).decode() for name in archive.namelist()}))
`;

test("another program unpacks what is packed: names, texts, and nothing at all", async () => {
	const texts = { "a/größe.md": "# Größe\n", "a/b/empty.json": "", "long.csv": "1,2,3\n".repeat(40_000) };
	const files = Object.entries(texts).map(([path, text]) => ({ path, file: new File([text], path) }));
	const packed = await zip(files);
	expect(packed.size).toBeLessThan(3_000);
	const place = join(mkdtempSync(join(tmpdir(), "zip-")), "files.zip");
	writeFileSync(place, new Uint8Array(await packed.arrayBuffer()));
	expect(JSON.parse(execFileSync("python3", ["-c", READ, place], { encoding: "utf8" }))).toEqual(texts);
});

// Calls the client's harness for test cases: reads [function, ...arguments][] as JSON, and prints what each returned.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const root = new URL("../../../web/", import.meta.url).pathname;
const { createServer } = await import(pathToFileURL(createRequire(`${root}package.json`).resolve("vite")).href);
const server = await createServer({
	root,
	configFile: false,
	logLevel: "error",
	appType: "custom",
	server: { middlewareMode: true, hmr: false, ws: false },
	optimizeDeps: { noDiscovery: true, include: [] },
});
const harness = await server.ssrLoadModule("/src/sandbox/harness/index.ts");
const returned = JSON.parse(readFileSync(0, "utf8")).map(([name, ...args]) => {
	try {
		return harness[name](...args);
	} catch (error) {
		if (error instanceof harness.DoesNotFit) return { refused: error.message };
		throw error;
	}
});
process.stdout.write(JSON.stringify(returned));
await server.close();

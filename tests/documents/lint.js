// Reads both documents, as {"openapi": …, "asyncapi": …}, and prints what Spectral, Redocly and AsyncAPI's own parser
// have to say of them, a line each.
import { text } from "node:stream/consumers";
import { Parser } from "@asyncapi/parser";
import { lintFromString, loadConfig } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import ruleset from "./spectral.js";

const { openapi, asyncapi } = JSON.parse(await text(process.stdin));

const linter = new spectral.Spectral();
linter.setRuleset(new spectral.Ruleset(ruleset));
for (const one of await linter.run(openapi)) {
	console.log(`Spectral: ${one.code} at ${one.path.join("/")}: ${one.message}`);
}

const config = await loadConfig({ configPath: new URL("redocly.yaml", import.meta.url).pathname });
for (const one of await lintFromString({ source: JSON.stringify(openapi), absoluteRef: "/openapi.json", config })) {
	if (!one.ignored) console.log(`Redocly: ${one.ruleId} at ${one.location[0]?.pointer}: ${one.message}`);
}

const { diagnostics } = await new Parser().parse(JSON.stringify(asyncapi));
for (const one of diagnostics) {
	// 3.0 is what tools read today.
	if (one.code !== "asyncapi-latest-version") {
		console.log(`AsyncAPI: ${one.code} at ${one.path.join("/")}: ${one.message}`);
	}
}

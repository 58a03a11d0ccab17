// For whoever has never seen the format: what can be imported, and for each kind an example to copy.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../../../ui/Button";
import { download } from "../../../ui/download";
import { Select } from "../../../ui/Field";
import { toast } from "../../../ui/Toasts";
import { ABOUT, KIND_OPTIONS, type Kind, STARTS } from "../starts";

export function FormatHelp({ open = false }: { open?: boolean }) {
	return (
		<details className="card format-help" open={open}>
			<summary>
				<h2>{t`New here?`}</h2>
			</summary>
			<div className="stack">
				<p>
					<Trans>
						A question is one Markdown file. Between two lines of <code>---</code> stand its type, level, title, and
						tags; below, each part has a heading: <code>## Prompt</code>, <code>## Hints</code>,{" "}
						<code>## Solution</code>, and so on. Title, type, level, and prompt are enough to begin: what lacks more is
						kept as a draft, which is never asked, and the list of questions says what is missing.
					</Trans>
				</p>
				<Example />
				<h3>{t`What else can be imported`}</h3>
				<ul className="bullets">
					<li>{t`A table: CSV with a header, one question a row. “title”, “prompt”, “type”, and “level” are enough.`}</li>
					<li>{t`A plain list in Markdown: each item becomes a behavioral draft, and headings become tags.`}</li>
					<li>{t`Collections: Exercism’s problem specifications, Kattis and ICPC packages, LeetCode-like JSON.`}</li>
					<li>{t`A zip of any of these, or what “Export” has written.`}</li>
				</ul>
				<p className="muted">
					<Trans>
						The handbook’s chapter “Questions” describes every part, every form of test case, and what each importer
						does.
					</Trans>
				</p>
			</div>
		</details>
	);
}

function Example() {
	const [kind, setKind] = useState<Kind>("function");
	return (
		<div className="stack">
			<Select
				label={t`An example of`}
				hint={ABOUT[kind]}
				value={kind}
				onChange={(value) => setKind(value as Kind)}
				options={KIND_OPTIONS}
			/>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some */}
			<pre className="markdown-example" tabIndex={0}>
				{STARTS[kind]}
			</pre>
			<div className="row">
				<Button onClick={() => void copy(STARTS[kind])}>{t`Copy the example`}</Button>
				<Button kind="quiet" onClick={() => download(`${kind}.md`, "text/markdown", STARTS[kind])}>
					{t`Download it`}
				</Button>
			</div>
		</div>
	);
}

async function copy(text: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(text);
		toast(t`Copied.`);
	} catch {
		toast(t`Your browser doesn’t allow copying here. Select the text and copy it.`);
	}
}

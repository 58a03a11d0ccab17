// What a language takes to load: before it is run, and how far that is; of SQL, also which database it is.
import { t } from "@lingui/core/macro";
import type { EngineName } from "../../sandbox/protocol";
import { type Download, useDownload } from "./downloads";

const WORTH_SAYING = 2_000_000; // bytes

export function Loading({ engine, name }: { engine: EngineName; name: string }) {
	const download = useDownload(engine);
	const { bytes, loaded } = download;
	if (loaded === null) {
		const words = [engine === "sql" && database(download), before(download)].filter(Boolean).join(" ");
		return words && <p className="download muted small">{words}</p>;
	}
	const [part, size] = [Math.round(loaded / 1e6), Math.round(bytes / 1e6)];
	return (
		<label className="download small">
			{t`Loading ${name}: ${part} of ${size} MB`}
			<progress value={loaded} max={bytes} />
		</label>
	);
}

function before({ bytes, isThere }: Download): string {
	const size = Math.round(bytes / 1e6);
	return bytes < WORTH_SAYING || isThere ? "" : t`Run loads ${size} MB the first time.`;
}

function database({ bytes, isKnown }: Download): string {
	if (!isKnown) return "";
	return bytes > 0 ? t`SQL runs on PostgreSQL here.` : t`SQL runs on SQLite here.`;
}

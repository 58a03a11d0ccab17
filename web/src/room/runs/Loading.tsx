// How much a language takes to load: before it is run, and how far that is.
import { t } from "@lingui/core/macro";
import type { EngineName } from "../../sandbox/protocol";
import { useDownload } from "./downloads";

const WORTH_SAYING = 2_000_000; // bytes

export function Loading({ engine, name }: { engine: EngineName; name: string }) {
	const { bytes, loaded, isThere } = useDownload(engine);
	if (bytes < WORTH_SAYING || isThere) return null;
	const size = Math.round(bytes / 1e6);
	if (loaded === null) {
		return <p className="download muted small">{t`Run loads ${size} MB the first time.`}</p>;
	}
	const part = Math.round(loaded / 1e6);
	return (
		<label className="download small">
			{t`Loading ${name}: ${part} of ${size} MB`}
			<progress value={loaded} max={bytes} />
		</label>
	);
}

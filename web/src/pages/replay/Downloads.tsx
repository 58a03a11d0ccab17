// The code of each question as it was in the end, to be saved as a file of its language.
import { t } from "@lingui/core/macro";
import { languageName } from "../../room/desk/languages";
import type { PadName } from "../../room/desk/pads";
import { Button } from "../../ui/Button";
import { download } from "../../ui/download";
import { fileName, type ReplayPad } from "./pads";

interface Props {
	pads: readonly ReplayPad[];
	textOf(name: PadName): string;
	languageOf(name: PadName): string;
}

export function Downloads({ pads, textOf, languageOf }: Props) {
	return (
		<section className="replay-files card" aria-label={t`Code to save`}>
			<h2>{t`Code to save`}</h2>
			<ul>
				{pads.map((pad, index) => {
					const language = languageOf(pad.name);
					const file = fileName(pad, index, language);
					return (
						<li key={pad.name}>
							<span>
								<bdi>{pad.titles.join(" · ") || t`Code`}</bdi>{" "}
								<span className="muted small">{languageName(language)}</span>
							</span>
							<Button
								onClick={() => download(file, "text/plain;charset=utf-8", textOf(pad.name))}
								aria-label={t`Save ${file}`}
							>
								{file}
							</Button>
						</li>
					);
				})}
			</ul>
		</section>
	);
}

// All faults of a question that can't be saved, each with its place, to which a click leads.
import { t } from "@lingui/core/macro";
import { Refused } from "../../../api/problems";
import { Failure, Notice } from "../../../ui/Notice";
import { placeInText, placeInWords } from "./places";

interface Props {
	error: unknown;
	markdown: string;
	onSelect(from: number, to: number): void;
}

export function Faults({ error, markdown, onSelect }: Props) {
	if (!(error instanceof Refused) || error.errors.length === 0) return <Failure error={error} />;
	return (
		<div role="alert">
			<Notice tone="bad">
				<strong>{t`This question can’t be saved:`}</strong>
				<ul>
					{error.errors.map(({ pointer, detail }) => (
						<li key={`${pointer}${detail}`}>
							<Place pointer={pointer} markdown={markdown} onSelect={onSelect} />
							{detail}
						</li>
					))}
				</ul>
			</Notice>
		</div>
	);
}

function Place({ pointer, markdown, onSelect }: { pointer: string } & Omit<Props, "error">) {
	const words = placeInWords(pointer);
	if (!words) return null;
	const place = placeInText(markdown, pointer);
	return (
		<>
			{place ? (
				<button type="button" className="fault-place" onClick={() => onSelect(...place)}>
					{words}
				</button>
			) : (
				words
			)}
			:{" "}
		</>
	);
}

// Where files and folders are dropped, with a button for each, since dropping needs a mouse.
import { t } from "@lingui/core/macro";
import { type DragEvent, useState } from "react";
import { toast } from "../../../ui/Toasts";
import { type Chosen, fromDrop, fromInput } from "./files";

const FOLDER = { webkitdirectory: true };

export function DropZone({ onFiles }: { onFiles(files: Chosen[]): void }) {
	const [over, setOver] = useState(false);
	const choose = (files: Chosen[]) => {
		if (files.length > 0) onFiles(files);
		else toast(t`There is nothing in it that could be a question.`);
	};
	const drop = (event: DragEvent) => {
		event.preventDefault();
		setOver(false);
		fromDrop(event.dataTransfer).then(choose, () => toast(t`These files could not be read.`));
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside do the same by keyboard
		<div
			className={over ? "drop-zone over" : "drop-zone"}
			onDragOver={(event) => {
				event.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={drop}
		>
			<p>{t`Drop files, a folder, or a zip here, or`}</p>
			<div className="row">
				<Chooser label={t`Choose files`} onFiles={choose} />
				<Chooser label={t`Choose a folder`} folder onFiles={choose} />
			</div>
		</div>
	);
}

function Chooser({ label, folder, onFiles }: { label: string; folder?: boolean; onFiles(files: Chosen[]): void }) {
	return (
		<label className="button file-button">
			{label}
			<input
				type="file"
				multiple
				{...(folder && FOLDER)}
				onChange={(event) => {
					const files = fromInput(event.target.files ?? []);
					event.target.value = "";
					onFiles(files);
				}}
			/>
		</label>
	);
}

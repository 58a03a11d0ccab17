// The bar above the desk: code or whiteboard, and for code the language and the run buttons.
import { t } from "@lingui/core/macro";
import type { CodeLanguage } from "../../sockets/frames";
import { Button } from "../../ui/Button";
import type { Runner } from "../runs/useRunner";
import { choices, type Offer } from "../runs/where";
import { type DeskTab, DeskTabs } from "./DeskTabs";

interface Props {
	side: DeskTab;
	onSide(side: DeskTab): void;
	hasNewMarks: boolean;
	/** Whether the question has code to read. */
	hasCode: boolean;
	language: CodeLanguage;
	onLanguage(language: CodeLanguage): void;
	runner: Runner;
	offer: Offer;
	canRun: boolean;
	/** Whether the code to run is still to come. */
	busy: boolean;
	hasTests: boolean;
	/** Whether the pad is only looked at, and nothing of it can be changed. */
	readOnly: boolean;
	onRun(withTests: boolean): void;
}

export function DeskBar({ side, onSide, language, onLanguage, offer, canRun, readOnly, ...others }: Props) {
	const { hasNewMarks, hasCode, ...running } = others;
	return (
		<div className="desk-bar">
			<DeskTabs
				side={side}
				onSide={onSide}
				boardNote={hasNewMarks ? t`something new is on it` : null}
				hasCode={hasCode}
			/>
			{side === "code" && (
				<>
					<LanguageSelect language={language} onLanguage={onLanguage} offer={offer} readOnly={readOnly} />
					{canRun && (!readOnly || running.runner.state !== "idle") && <RunButtons {...running} />}
				</>
			)}
		</div>
	);
}

type Choosing = Pick<Props, "language" | "onLanguage" | "offer"> & { readOnly?: boolean };

export function LanguageSelect({ language, onLanguage, offer, readOnly = false }: Choosing) {
	return (
		<>
			<label className="visually-hidden" htmlFor="language">{t`Language`}</label>
			<select
				id="language"
				className="input desk-language"
				value={language}
				disabled={readOnly}
				onChange={(event) => onLanguage(event.target.value as CodeLanguage)}
			>
				{choices(offer).map(({ label, languages }) => (
					<optgroup key={label} label={label}>
						{languages.map(([key, name]) => (
							<option key={key} value={key}>
								{name}
							</option>
						))}
					</optgroup>
				))}
			</select>
		</>
	);
}

export function RunButtons({ runner, busy, hasTests, onRun }: Pick<Props, "runner" | "busy" | "hasTests" | "onRun">) {
	if (runner.state !== "idle") {
		return (
			<div className="row desk-run">
				<Button icon="stop" onClick={runner.stop}>{t`Stop`}</Button>
			</div>
		);
	}
	return (
		<div className="row desk-run">
			{hasTests && <Button icon="check" busy={busy} onClick={() => onRun(true)}>{t`Test`}</Button>}
			<Button icon="play" kind="primary" busy={busy} onClick={() => onRun(false)}>{t`Run`}</Button>
		</div>
	);
}

// The bar above the desk: code or whiteboard, and for code the language and the run buttons.
import { t } from "@lingui/core/macro";
import type { CodeLanguage } from "../../sockets/frames";
import { Button } from "../../ui/Button";
import { type DeskTab, DeskTabs } from "./DeskTabs";
import { LANGUAGE_OPTIONS } from "./languages";
import type { Runner } from "./useRunner";

interface Props {
	side: DeskTab;
	onSide(side: DeskTab): void;
	hasNewMarks: boolean;
	language: CodeLanguage;
	onLanguage(language: CodeLanguage): void;
	runner: Runner;
	canRun: boolean;
	hasTests: boolean;
	onRun(withTests: boolean): void;
}

export function DeskBar({ side, onSide, hasNewMarks, language, onLanguage, runner, canRun, hasTests, onRun }: Props) {
	return (
		<div className="desk-bar">
			<DeskTabs side={side} onSide={onSide} boardNote={hasNewMarks ? t`something new is on it` : null} />
			{side === "code" && (
				<>
					<label className="visually-hidden" htmlFor="language">{t`Language`}</label>
					<select
						id="language"
						className="input desk-language"
						value={language}
						onChange={(event) => onLanguage(event.target.value as CodeLanguage)}
					>
						{LANGUAGE_OPTIONS.map(([key, name]) => (
							<option key={key} value={key}>
								{name}
							</option>
						))}
					</select>
					{canRun && <RunButtons runner={runner} hasTests={hasTests} onRun={onRun} />}
				</>
			)}
		</div>
	);
}

function RunButtons({ runner, hasTests, onRun }: Pick<Props, "runner" | "hasTests" | "onRun">) {
	if (runner.state !== "idle") {
		return (
			<div className="row desk-run">
				<Button icon="stop" onClick={runner.stop}>{t`Stop`}</Button>
			</div>
		);
	}
	return (
		<div className="row desk-run">
			{hasTests && <Button icon="check" onClick={() => onRun(true)}>{t`Test`}</Button>}
			<Button icon="play" kind="primary" onClick={() => onRun(false)}>{t`Run`}</Button>
		</div>
	);
}

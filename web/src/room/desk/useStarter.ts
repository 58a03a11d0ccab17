// The starter code of the present question in the chosen language.
import { useEffect, useState } from "react";
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import { hasHead, starterFor } from "./starters";
import { starterOf } from "./task";

/** Returns the code; null if there is none, or nothing is asked for. */
export function useStarter(
	question: LiveInterview["question"],
	language: CodeLanguage,
	isWanted: boolean,
): string | null {
	const own = isWanted ? starterOf(question, language) : null;
	const isWritten = isWanted && own === null && hasHead(question, language);
	const [written, setWritten] = useState<{ code: string; of: unknown; language: CodeLanguage } | null>(null);
	useEffect(() => {
		if (!isWritten) return;
		let isOver = false;
		void starterFor(question, language).then((code) => {
			if (!isOver && code) setWritten({ code, of: question, language });
		});
		return () => {
			isOver = true;
		};
	}, [question, language, isWritten]);
	if (own !== null || !isWritten) return own;
	return written?.of === question && written.language === language ? written.code : null;
}

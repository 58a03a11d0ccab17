// Chooses the language that a question is begun in, once, and only while nothing is written.
import { useEffect, useRef } from "react";
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import { offeredLanguage } from "./offered";

export function useOffered(
	interview: LiveInterview,
	language: CodeLanguage,
	isUntouched: boolean,
	choose: (language: CodeLanguage) => void,
): void {
	const { question, role } = interview;
	const offered = useRef(new Set<number>());
	useEffect(() => {
		// One of the two is enough.
		if (!question || role !== "interviewee" || !isUntouched || offered.current.has(question.id)) return;
		offered.current.add(question.id);
		const wanted = offeredLanguage(question, language);
		if (wanted) choose(wanted);
	}, [question, role, isUntouched, language, choose]);
}

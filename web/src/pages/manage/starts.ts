// What a new question of each kind starts from, which is an example of the format too: small, whole, and a draft.
import { t } from "@lingui/core/macro";
import conversation from "./starts/conversation.md?raw";
import debugging from "./starts/debugging.md?raw";
import design from "./starts/design.md?raw";
import frontend from "./starts/frontend.md?raw";
import functions from "./starts/function.md?raw";
import review from "./starts/review.md?raw";
import sql from "./starts/sql.md?raw";
import stdin from "./starts/stdin.md?raw";

export const STARTS = { function: functions, stdin, sql, design, debugging, review, frontend, conversation };

export type Kind = keyof typeof STARTS;

export const KINDS: Record<Kind, string> = {
	function: t`Function with test cases`,
	stdin: t`Program that reads and prints`,
	sql: t`SQL query`,
	design: t`System design`,
	debugging: t`Debugging`,
	review: t`Code review`,
	frontend: t`Front end`,
	conversation: t`Conversation`,
};

/** What somebody who writes such a question should know first. */
export const ABOUT: Record<Kind, string> = {
	function: t`A function, several, or a class. The room runs the test cases in the interviewee’s language.`,
	stdin: t`A program that reads its input and prints its output, in any language that the room runs.`,
	sql: t`Tables with their rows, and a query that finds the expected rows. In any order, unless a case says “ordered”.`,
	design: t`No code: requirements, estimates for the interviewer, and a rubric of what a good design shows.`,
	debugging: t`Like a function, but the starter code is wrong: it fails test cases that the solution passes.`,
	review: t`Code to read and talk about. The solution says what a good review finds. There are no test cases.`,
	frontend: t`Something to build in HTML, CSS, and JavaScript, judged by its requirements.`,
	conversation: t`An experience to tell about. Behavioral answers are rated by structure, ownership, impact, and communication.`,
};

export const KIND_OPTIONS = Object.entries(KINDS) as [Kind, string][];

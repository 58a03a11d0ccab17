// The question of the room, with what servers of before don't send.
import type { Case } from "../../sandbox/protocol";
import type { LiveInterview } from "../../sockets/frames";

export type Question = NonNullable<LiveInterview["question"]>;

/** All test cases of a question, in the forms of docs/questions.md. */
export function casesOfQuestion(question: Question): readonly Case[] {
	const { cases, test_cases: plain } = question;
	return (cases?.length ? (cases as readonly Case[]) : plain) ?? [];
}

// Writes a question as the Markdown that the API reads: front matter, then one section for each part. Pure.
import type { Schemas } from "../../api/client";
import type { InterviewType } from "../../api/queries";

type Question = Schemas["QuestionOut"];

/** Writes a question so that importing the text gives the same question. */
export function write(question: Question): string {
	const technical = question.interview_type === "technical";
	const parts: [string, string | null][] = [
		["Prompt", question.prompt],
		["Examples", question.examples],
		["Constraints", question.constraints],
		["Hints", numbered(question.hints)],
		[technical ? "Solution" : "Good answers", question.solution],
		["Follow-ups", numbered(question.follow_ups)],
		["Rubric", question.rubric && rubric(question.rubric)],
		["Starter code", question.starter_code && Object.entries(question.starter_code).map(fenced).join("\n\n")],
		["Test cases", question.test_cases && fenced(["json", cases(question.test_cases)])],
	];
	const sections = parts.flatMap(([heading, text]) => (text === null ? [] : [`## ${heading}\n\n${text.trim()}\n`]));
	return `${front(question)}\n${sections.join("\n")}`;
}

function front(question: Question): string {
	const fields: [string, string | null][] = [
		["slug", question.slug],
		["interview_type", question.interview_type],
		["difficulty", question.difficulty],
		["title", scalar(question.title)],
		["tags", `[${question.tags.join(", ")}]`],
		["companies", question.companies.length > 0 ? JSON.stringify(question.companies) : null],
		["function", question.function],
		["compare", question.compare && question.compare !== "exact" ? question.compare : null],
	];
	const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
	return ["---", ...lines, "---", ""].join("\n");
}

/** Quotes text unless YAML certainly reads it unchanged; JSON strings are valid YAML. */
function scalar(text: string): string {
	return /^[A-Za-z][A-Za-z ,.'’()]* [A-Za-z ,.'’()]*[A-Za-z.)]$/.test(text) ? text : JSON.stringify(text);
}

function numbered(items: readonly string[]): string {
	return items.map((item, index) => `${index + 1}. ${indented(item, 3)}`).join("\n");
}

function indented(text: string, by: number): string {
	return text.replaceAll("\n", `\n${" ".repeat(by)}`);
}

function rubric(of: NonNullable<Question["rubric"]>): string {
	return Object.entries(of as Record<string, Record<string, string>>)
		.map(([name, levels]) => {
			const lines = Object.entries(levels).map(([level, text]) => `- ${level}: ${indented(text, 2)}`);
			return [`### ${name[0]?.toUpperCase()}${name.slice(1)}`, "", ...lines].join("\n");
		})
		.join("\n\n");
}

/** A block of code, in a fence longer than any inside it. */
function fenced([language, code]: [string, string]): string {
	const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((one) => one.length));
	const fence = "`".repeat(longest + 1);
	return `${fence}${language}\n${code.replace(/\n?$/, "\n")}${fence}`;
}

function cases(of: NonNullable<Question["test_cases"]>): string {
	return `[\n${of.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n]`;
}

const TECHNICAL = `---
slug: a-name-for-good
interview_type: technical
difficulty: easy
title: One line that gives nothing away
tags: [arrays]
function: solve
---

## Prompt

What is asked.

## Examples

\`\`\`
solve([1, 2])  ->  3
\`\`\`

## Constraints

- At most 100,000 numbers.

## Hints

1. From a nudge
2. to nearly the solution.

## Solution

The idea.

\`\`\`python
def solve(numbers: list[int]) -> int:
    return sum(numbers)
\`\`\`

Time O(n), extra memory O(1).

## Follow-ups

1. What if they don't fit into memory?

## Starter code

\`\`\`python
def solve(numbers: list[int]) -> int:
    return 0
\`\`\`

\`\`\`javascript
function solve(numbers) {
  return 0;
}
\`\`\`

## Test cases

\`\`\`json
[
  {"args": [[1, 2]], "expected": 3}
]
\`\`\`
`;

const LEVELS = "- 1: …\n- 3: …\n- 5: …";

const BEHAVIORAL = `---
slug: a-name-for-good
interview_type: behavioral
difficulty: easy
title: One line that gives nothing away
tags: [teamwork]
---

## Prompt

What is asked.

## Good answers

What they show, and what weaker ones are like.

## Hints

1. How to help somebody who is stuck.

## Follow-ups

1. What one may ask next.

## Rubric

### Structure

${LEVELS}

### Ownership

${LEVELS}

### Impact

${LEVELS}

### Communication

${LEVELS}
`;

/** The template of a new question. */
export const BEGINNINGS: Record<InterviewType, string> = { technical: TECHNICAL, behavioral: BEHAVIORAL };

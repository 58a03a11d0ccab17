// The page after the safety exit: what has happened, what happens next, and room for words, which nobody has to give.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Link } from "wouter";
import { deliver, type Exit, isPending, type Reason, say } from "../../live/exit/exits";
import { OwnStream } from "../../live/Live";
import { Button } from "../../ui/Button";
import { Select, TextField } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { useFocusOnArrival, useTitle } from "../../ui/Page";
import { REASONS } from "../../ui/words";

export function Left({ exit }: { exit: Exit }) {
	const main = useFocusOnArrival();
	useTitle(t`You have left`);
	return (
		<main id="main" ref={main} className="page narrow" tabIndex={-1}>
			<OwnStream />
			<div className="card stack">
				<h1>{t`You have left`}</h1>
				<p>{t`Your camera, your microphone and the call are off.`}</p>
				<State exit={exit} />
				{!exit.refused && <Next />}
				{!exit.refused && <Form exit={exit} />}
				<div>
					<Link href="/" className="button">{t`Home`}</Link>
				</div>
			</div>
		</main>
	);
}

function State({ exit }: { exit: Exit }) {
	const name = exit.name || t`The other person`;
	return (
		<div role="status">
			{exit.refused ? (
				<Notice tone="bad">
					<strong>{t`The report could not be made.`}</strong> {exit.refused}{" "}
					{t`You can block and report people in your history.`}
				</Notice>
			) : exit.report ? (
				<Notice tone="good">
					<strong>{t`${name} is blocked and reported.`}</strong> {t`The interview is over for both of you.`}
				</Notice>
			) : (
				<Notice tone="warn" action={<Button onClick={() => void deliver()}>{t`Try now`}</Button>}>
					<strong>{t`${name} will be blocked and reported as soon as the server can be reached.`}</strong>{" "}
					{t`This browser keeps trying, also when you come back later.`}
				</Notice>
			)}
		</div>
	);
}

function Next() {
	return (
		<section aria-labelledby="exit-next">
			<h2 id="exit-next">{t`What happens next`}</h2>
			<ul className="exit-next">
				<li>{t`You two are not matched again.`}</li>
				<li>
					{t`Moderators read the report, with the chat, the code, the whiteboard, and who was there. There is no sound or picture of the call.`}
				</li>
				<li>{t`Nobody tells the other person that you reported them. To them the interview has ended.`}</li>
				<li>{t`It costs you nothing: neither reliability nor your place in a line.`}</li>
			</ul>
		</section>
	);
}

function Form({ exit }: { exit: Exit }) {
	const said = exit.words ?? exit.added;
	const [reason, setReason] = useState<Reason>(said?.reason ?? "other");
	const [text, setText] = useState(said?.text ?? "");
	const isSaid = said !== null && said.reason === reason && said.text === text.trim();
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				say(exit, { reason, text: text.trim() });
			}}
		>
			<h2>{t`Do you want to say more?`}</h2>
			<Select
				label={t`Reason`}
				value={reason}
				onChange={(value) => setReason(value as Reason)}
				options={Object.entries(REASONS)}
			/>
			<TextField
				label={t`What happened? (optional)`}
				hint={t`Only moderators can read this. The other person isn’t notified.`}
				maxLength={2000}
				value={text}
				onChange={(event) => setText(event.target.value)}
			/>
			<div className="row">
				<Button type="submit" kind="primary" busy={isSaid && isPending(exit)}>{t`Add to the report`}</Button>
				<span role="status">
					{isSaid && (isPending(exit) ? t`Kept here, and sent as soon as possible.` : t`Added. Thank you.`)}
				</span>
			</div>
		</form>
	);
}

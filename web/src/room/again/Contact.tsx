// Introductions: each of the two sees how to reach the other once both have said it.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { fieldError } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { type AgainState, useAgainChange } from "./queries";

const MOST = 200;

interface Props {
	id: string;
	name: string;
	state: AgainState;
}

export function Contact({ id, name, state }: Props) {
	const change = useAgainChange(id);
	const [text, setText] = useState(state.contact ?? "");
	const wanted = text.trim() || null;
	const wrong = fieldError(change.error, "contact");
	return (
		<div className="stack">
			<div role="status">
				{state.contact_of_peer !== null ? (
					<p>
						{t`This is how you can reach ${name}:`} <strong dir="auto">{state.contact_of_peer}</strong>
					</p>
				) : (
					state.contact !== null && <p>{t`You see each other’s contact once ${name} has given theirs, too.`}</p>
				)}
			</div>
			{state.can_change && (
				<form
					className="stack"
					onSubmit={(event) => {
						event.preventDefault();
						change.mutate({ contact: wanted });
					}}
				>
					<Field
						label={t`How ${name} can reach you (optional)`}
						hint={t`An email address or a profile, for example. It is shown only if you both give one.`}
						value={text}
						maxLength={MOST}
						error={wrong}
						onChange={(event) => setText(event.target.value)}
					/>
					{!wrong && <Failure error={change.error} />}
					<div className="row">
						<Button type="submit" busy={change.isPending}>
							{state.contact !== null && wanted === null ? t`Remove` : t`Save`}
						</Button>
					</div>
				</form>
			)}
		</div>
	);
}

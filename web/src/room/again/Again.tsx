// After an interview: whether the user would practice with this person again, and how the two can reach each other.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "wouter";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { Contact } from "./Contact";
import { type AgainState, useAgain, useAgainChange } from "./queries";

interface Props {
	id: string;
	name: string;
}

/** In a list: read when somebody opens it. */
export function AgainLater({ id, name }: Props) {
	const [isOpen, setOpen] = useState(false);
	return (
		<details onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{t`Meet ${name} again`}</summary>
			{isOpen && <Again id={id} name={name} />}
		</details>
	);
}

/** On the page of one interview. */
export function AgainCard({ id, name }: Props) {
	return (
		<section className="card stack" aria-labelledby="again">
			<h2 id="again">{t`Meet ${name} again`}</h2>
			<Again id={id} name={name} />
		</section>
	);
}

function Again({ id, name }: Props) {
	const { data, error, refetch } = useAgain(id);
	if (!data) return error ? <Failure error={error} again={() => void refetch()} /> : <Loading height={80} />;
	return (
		<div className="stack">
			<Wish id={id} name={name} state={data} />
			{data.contacts_allowed && <Contact id={id} name={name} state={data} />}
		</div>
	);
}

function Wish({ id, name, state }: Props & { state: AgainState }) {
	const change = useAgainChange(id);
	return (
		<div className="stack">
			<div role="status">
				{state.agreed ? (
					<p>
						<strong>{t`You and ${name} would both like to practice together again.`}</strong>{" "}
						<Trans>
							If you both <Link href="/">practice now</Link>, you can be matched at once. Or propose a time.
						</Trans>
					</p>
				) : (
					state.again && (
						<p>{t`You would like to practice with ${name} again. If they say so, too, you are both told.`}</p>
					)
				)}
			</div>
			<Failure error={change.error} />
			{state.can_change && (
				<div className="row">
					{state.agreed && <Link href={`/invites/new?with=${id}`} className="button primary">{t`Propose a time`}</Link>}
					<Button
						kind={state.again ? "plain" : "primary"}
						busy={change.isPending}
						onClick={() => change.mutate({ again: !state.again })}
					>
						{state.again ? t`Take it back` : t`Practice with ${name} again`}
					</Button>
					{!state.again && <span className="small muted">{t`Nobody is told of your wish alone.`}</span>}
				</div>
			)}
		</div>
	);
}

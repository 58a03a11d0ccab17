// The operator's first hour: what is set up, what is missing or wrong, and where to fix it.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { inLocalTime } from "../../ui/time";
import { type Item, NAMES, PLACES, STATES, sentence } from "./checklist/findings";
import { useChecklist } from "./checklist/queries";
import { TestMail } from "./checklist/TestMail";

export default function Checklist() {
	const { data, error, refetch } = useChecklist();
	return (
		<section className="card stack" aria-label={t`Checklist`}>
			<Failure error={error} again={() => void refetch()} />
			{data ? <Sum items={data} /> : !error && <Loading height={300} />}
			<ul className="lines">
				{data?.map((item) => (
					<Line key={item.name} item={item} />
				))}
			</ul>
		</section>
	);
}

function Sum({ items }: { items: readonly Item[] }) {
	const count = (state: Item["state"]) => items.filter((item) => item.state === state).length;
	const [wrong, todo] = [count("wrong"), count("todo")];
	return (
		<p>
			{wrong > 0
				? plural(wrong, {
						one: "# thing is wrong. Fix it first.",
						other: "# things are wrong. Fix them first.",
					})
				: todo > 0
					? plural(todo, {
							one: "Nothing is wrong. # thing is not set up yet.",
							other: "Nothing is wrong. # things are not set up yet.",
						})
					: t`Everything that can be seen from here is set up.`}{" "}
			<span className="muted">{t`Settings are read when the services start: restart them after a change.`}</span>
		</p>
	);
}

function Line({ item }: { item: Item }) {
	const [word, tone] = STATES[item.state];
	const place = PLACES[item.name];
	return (
		<li className="stack report">
			<div className="row">
				<h2 className="item-name">{NAMES[item.name]}</h2>
				<span className={`tag ${tone}`}>{word}</span>
			</div>
			<p className="item-finding">{inLocalTime(sentence(item))}</p>
			<p className="row small">
				{place && <Link href={place[0]}>{place[1]}</Link>}
				<Handbook item={item} />
			</p>
			{item.name === "mail" && item.finding !== "mail_not_set" && <TestMail />}
		</li>
	);
}

/** A link where the operator publishes the handbook, and otherwise the name of its file. */
function Handbook({ item }: { item: Item }) {
	if (item.handbook_url) {
		return (
			<a href={item.handbook_url} target="_blank" rel="noreferrer">
				{t`Handbook`}
				<span className="visually-hidden"> {t`on “${NAMES[item.name]}” (opens in a new tab)`}</span>
			</a>
		);
	}
	return (
		<span className="muted">
			<Trans>
				Handbook: <code>{item.handbook}</code>
			</Trans>
		</span>
	);
}

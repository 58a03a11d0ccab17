// Past interviews: the peers, the questions, and the feedback in both directions.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import type { PastInterview } from "../api/queries";
import { Button } from "../ui/Button";
import { More } from "../ui/More";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { Filters } from "./history/Filters";
import { asQuery, type Filter, NO_FILTER } from "./history/filter";
import { Past } from "./history/Past";
import { useHistory } from "./history/queries";
import "../styles/history.css";

export default function History() {
	const asked = new URLSearchParams(useSearch());
	const peer = Number(asked.get("peer")) || null;
	const [filter, setFilter] = useState<Filter>({ ...NO_FILTER, peer, topic: asked.get("topic") ?? "" });
	const list = useHistory(filter);
	const isFiltered = Object.keys(asQuery(filter)).length > 0;
	const nothing = list.items?.length === 0;
	return (
		<Page title={t`History`} lead={t`Your interviews, latest first.`}>
			<div className="stack">
				{(isFiltered || !nothing) && <Filters filter={filter} found={list.items} onChange={setFilter} />}
				<Failure error={list.error} again={() => void list.refetch()} />
				<div className="stack" aria-live="polite" aria-busy={list.isPending}>
					{list.isPending && <Loading height={300} />}
					{nothing && (isFiltered ? <NoneOfThese onAll={() => setFilter(NO_FILTER)} /> : <NoneYet />)}
					<List interviews={list.items ?? []} onPeer={(id) => setFilter({ ...NO_FILTER, peer: id })} />
				</div>
				<More of={list} label={t`Show earlier interviews`} />
			</div>
		</Page>
	);
}

function List({ interviews, onPeer }: { interviews: PastInterview[]; onPeer(id: number): void }) {
	return (
		<ul className="stack">
			{interviews.map((one, index) => (
				<Past key={one.id} interview={one} isNewest={index === 0} onPeer={onPeer} />
			))}
		</ul>
	);
}

function NoneYet() {
	return (
		<div className="card empty">
			<p>
				<Trans>
					After your first interview, you will find here whom you met, what was asked, and the feedback you gave each
					other. You can also replay how your code was written.
				</Trans>
			</p>
			<Link href="/" className="button primary">{t`Practice now`}</Link>
		</div>
	);
}

function NoneOfThese({ onAll }: { onAll(): void }) {
	return (
		<div className="card empty">
			<p>{t`No interviews match these filters.`}</p>
			<Button onClick={onAll}>{t`Show all interviews`}</Button>
		</div>
	);
}

// The licenses of what others made: in the client, by its build, and in the API, by itself.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Offline } from "../api/problems";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import "../styles/licenses.css";

/** One entry; web/notices/packages.ts says what is in it. */
interface License {
	name: string;
	version: string;
	license: string;
	text: string;
}

export default function Licenses() {
	return (
		<Page
			title={t`Licenses`}
			lead={<Trans>Mock Mate is under the MIT license. It contains software that others made.</Trans>}
			narrow
		>
			<List title={t`In your browser`} file="/licenses.json" />
			<List title={t`On the server`} file="/licenses/server.json" />
		</Page>
	);
}

function List({ title, file }: { title: string; file: string }) {
	const list = useQuery({ queryKey: [file], queryFn: () => read(file), staleTime: Number.POSITIVE_INFINITY });
	return (
		<section className="card stack" aria-label={title}>
			<h2>{title}</h2>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={400} />}
			<ul className="licenses">
				{list.data?.map((one) => (
					<li key={`${one.name} ${one.version}`}>
						<Entry {...one} />
					</li>
				))}
			</ul>
		</section>
	);
}

async function read(file: string): Promise<License[]> {
	const answer = await fetch(file).catch(() => null);
	if (!answer?.ok) throw new Offline();
	return answer.json();
}

/** The text is drawn only when it is asked for: some are as long as a book. */
function Entry({ name, version, license, text }: License) {
	const [isOpen, setOpen] = useState(false);
	return (
		<details onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				{name} {version} <span className="muted">· {license}</span>
			</summary>
			{isOpen && <pre>{text}</pre>}
		</details>
	);
}

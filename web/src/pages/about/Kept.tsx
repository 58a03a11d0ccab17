// How long this site keeps what, below the text on privacy: the numbers are those of its operator.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { inDays, useRetention } from "../../live/retention";

/** Each kind, and from when its days are counted. */
const KINDS = (): readonly (readonly [kind: string, what: string, since: string])[] => [
	["document", t`Code and whiteboard with every change: the replay`, t`after the interview`],
	["chat", t`Chat`, t`after the interview`],
	["runs", t`Runs and tests that were shared`, t`after the interview`],
	["feedback", t`Feedback`, t`after the interview`],
	["notes", t`Your private notes`, t`after you saved them last`],
	["events", t`Notifications`, t`after they were sent`],
	["mail", t`Mail we sent you`, t`after it was written`],
	["logins", t`Logins, with the name of the browser`, t`after they ended`],
	["audit", t`Security log: logins, password changes and the like, with the network address`, t`after it happened`],
	["reports", t`Reports`, t`after they were decided`],
	["evidence", t`Evidence of reports: what was written in the interview`, t`after they were decided`],
];

export function Kept() {
	const days = useRetention();
	const known = KINDS().filter(([kind]) => days[kind] !== undefined);
	if (known.length === 0) return null;
	return (
		<div className="prose">
			<h2>{t`How long this site keeps it`}</h2>
			<p>
				<Trans>
					What is older is removed within a day. The room of an interview with an open report is kept until it is
					decided.
				</Trans>
			</p>
			<table>
				<thead>
					<tr>
						<th>{t`What`}</th>
						<th>{t`How long`}</th>
					</tr>
				</thead>
				<tbody>
					{known.map(([kind, what, since]) => (
						<tr key={kind}>
							<td>{what}</td>
							<td>{days[kind] ? `${inDays(days[kind])} ${since}` : inDays(0)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

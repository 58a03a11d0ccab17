// The sheet before the first room: what is stored of an interview, who sees it, and for how long. Nothing starts behind it.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { openQuestion, type Question, watchQuestion } from "../../api/consent";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Failure } from "../../ui/Notice";
import { Kept } from "./Kept";
import "../../styles/consent.css";

export function ConsentSheet() {
	const question = useSyncExternalStore(watchQuestion, openQuestion);
	return question && <Sheet question={question} />;
}

function Sheet({ question }: { question: Question }) {
	const [isBusy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const end = useRef<HTMLDivElement>(null);
	useEffect(() => {
		// On a phone, what went wrong would be below what is seen.
		if (error) end.current?.scrollIntoView({ block: "end" });
	}, [error]);
	const agree = () => {
		setBusy(true);
		question.agree().catch((why) => {
			setError(why);
			setBusy(false);
		});
	};
	return (
		<Dialog title={t`Before your first interview`} onClose={question.decline}>
			<p>{t`You will meet someone you may not know. This is what is kept of it.`}</p>
			<dl className="consent">
				<div>
					<dt>{t`What is stored`}</dt>
					<dd>
						{t`Chat, code, the whiteboard, runs, your notes, and when someone came, left or swapped roles.`}{" "}
						<strong>{t`Sound and picture are not recorded by this site.`}</strong>{" "}
						{t`Captions stay on the device. The other may ask you to allow a recording of the call; you can say no.`}
					</dd>
				</div>
				<div>
					<dt>{t`Who sees it`}</dt>
					<dd>
						{t`The two of you; your notes only you. Moderators and administrators only if one of you reports the other.`}
					</dd>
				</div>
				<div>
					<dt>{t`How long`}</dt>
					<dd>
						<Kept />
					</dd>
				</div>
				<div>
					<dt>{t`What you can do`}</dt>
					<dd>{t`Leave at any time, and report or block the other. Download or delete your data in your account.`}</dd>
				</div>
			</dl>
			<p className="small muted">
				<Trans>
					More on the page{" "}
					<a href="/privacy" target="_blank" rel="noreferrer">
						Privacy<span className="visually-hidden"> (opens in a new tab)</span>
					</a>
					. Saying no has no effect on your account.
				</Trans>
			</p>
			<div ref={end} className="stack">
				<Failure error={error} />
				<DialogActions onBack={question.decline} back={t`Not now`} action={t`I agree`} busy={isBusy} onAction={agree} />
			</div>
		</Dialog>
	);
}

// Where the link of an invitation leads: what it is about, and accepting or declining it, with or without an account.
import { t } from "@lingui/core/macro";
import { Select as Case, Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { is } from "../api/problems";
import { useSession } from "../api/queries";
import { useTopicNames } from "../live/topics/topics";
import { Failure, Notice } from "../ui/Notice";
import { Loading } from "../ui/Page";
import { Time } from "../ui/Time";
import { duration } from "../ui/time";
import { languageName } from "../ui/words";
import { AuthCard } from "./AuthCard";
import { Accept, Decline } from "./invite/Answer";
import { useLook } from "./invite/queries";
import { forget, kept } from "./keptLink";
import { NeedsAccount } from "./NeedsAccount";

type Look = NonNullable<ReturnType<typeof useLook>["data"]>;

export default function Invite() {
	const [token, setToken] = useState(() => location.hash.slice(1) || kept("/invite"));
	useEffect(() => {
		// Another link that is opened in the same tab loads no page.
		const read = () => setToken(location.hash.slice(1));
		addEventListener("hashchange", read);
		return () => removeEventListener("hashchange", read);
	}, []);
	const { data, error, isPending, refetch } = useLook(token);
	const isGone = token === "" || is(error, "invitation_invalid");
	useEffect(() => {
		if (isGone && token === kept("/invite")) forget("/invite");
	}, [isGone, token]);
	return (
		<AuthCard title={t`You are invited to practice`}>
			{isGone ? (
				<>
					<Notice tone="warn">
						{t`This invitation can’t be accepted: the link is incomplete, or was used, withdrawn, or has expired. Ask for a new one.`}
					</Notice>
					<Link href="/" className="button">{t`Continue to Mock Mate`}</Link>
				</>
			) : (
				<>
					<Failure error={error} again={() => void refetch()} />
					{isPending && <Loading height={200} />}
					{data && <Answer key={token} token={token} look={data} />}
				</>
			)}
		</AuthCard>
	);
}

function Answer({ token, look }: { token: string; look: Look }) {
	const session = useSession();
	const [isDeclined, setDeclined] = useState(false);
	const answered = () => forget("/invite");
	const declined = () => {
		answered();
		setDeclined(true);
	};
	if (isDeclined) {
		return (
			<>
				<Notice>{t`You declined. The person who invited you is told.`}</Notice>
				<Link href="/" className="button">{t`Continue to Mock Mate`}</Link>
			</>
		);
	}
	return (
		<>
			<About look={look} />
			{session ? (
				<Accept which={{ token }} times={timesOf(look)} onDone={answered} />
			) : (
				<NeedsAccount page="/invite" token={token} />
			)}
			<Decline which={{ token }} onDone={declined} />
		</>
	);
}

function timesOf({ proposals }: Look): string[] | null {
	return proposals.length === 0 ? null : proposals.filter((one) => one.is_free).map((one) => one.starts_at);
}

function About({ look }: { look: Look }) {
	const { inviter, interview_type, language, minutes, note, proposals, expires_at } = look;
	const topics = useTopicNames(look.topics);
	return (
		<>
			<p>
				<Trans>
					<strong>
						<bdi>{inviter}</bdi>
					</strong>{" "}
					would like to practice a <Case value={interview_type} _technical="technical" other="behavioral" /> mock
					interview with you: you interview each other in turn, with video and an editor you share.
				</Trans>
			</p>
			{note && (
				<p>
					<bdi>{note}</bdi>
				</p>
			)}
			<p className="muted small">
				{languageName(language)} · {duration(minutes * 60)} · {topics && `${topics} · `}
				{proposals.length === 0 && (
					<Trans>
						It begins when you accept, until <Time at={expires_at} />
					</Trans>
				)}
				{proposals.length > 0 && t`You choose the time`}
			</p>
		</>
	);
}

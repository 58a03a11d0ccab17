// Where the link of an invitation leads: what it is about, and accepting or declining it, with or without an account.
import { t } from "@lingui/core/macro";
import { Select as Case, Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { is } from "../api/problems";
import { type Difficulty, useSession } from "../api/queries";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { Failure, Notice } from "../ui/Notice";
import { Loading } from "../ui/Page";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { duration, when } from "../ui/time";
import { LEVEL_OPTIONS, languageName } from "../ui/words";
import { AuthCard } from "./AuthCard";
import { remembered } from "./home/practice";
import { useAccept, useDecline, useLook } from "./invite/queries";
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
			{session ? <Accept token={token} look={look} /> : <NeedsAccount page="/invite" token={token} />}
			<Decline token={token} onDone={() => setDeclined(true)} />
		</>
	);
}

function About({ look: { inviter, interview_type, language, minutes, note, proposals, expires_at } }: { look: Look }) {
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
				<blockquote className="small">
					<bdi>{note}</bdi>
				</blockquote>
			)}
			<p className="muted small">
				{languageName(language)} · {duration(minutes * 60)} ·{" "}
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

function Accept({ token, look: { proposals } }: { token: string; look: Look }) {
	const [, navigate] = useLocation();
	const isNow = proposals.length === 0;
	const free = proposals.filter((one) => one.is_free);
	const [time, setTime] = useState<string | null>(free.length === 1 ? (free[0]?.starts_at ?? null) : null);
	const [level, setLevel] = useState<Difficulty>(remembered().level);
	const accept = useAccept();
	const go = () =>
		accept.mutate(
			{ token, difficulty: level, starts_at: time, isNow },
			{
				onSuccess: ({ slot_id, starts_at }) => {
					forget("/invite");
					if (isNow) navigate(`/waiting?slot=${slot_id}`);
					else {
						toast(t`Booked: ${when(starts_at)}. It is on your home page, and an email brings it to your calendar.`);
						navigate("/");
					}
				},
			},
		);
	if (!isNow && free.length === 0) {
		return <Notice tone="warn">{t`None of the proposed times is free any more. Ask for others.`}</Notice>;
	}
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!accept.isPending) go();
			}}
		>
			{!isNow && (
				<Choice
					legend={t`Time, in your time zone`}
					options={free.map((one) => [one.starts_at, <Time key={one.starts_at} at={one.starts_at} />] as const)}
					value={time}
					onChange={setTime}
					required
				/>
			)}
			<Choice legend={t`Level of your question`} even options={LEVEL_OPTIONS} value={level} onChange={setLevel} />
			<Failure error={accept.error} />
			<Button type="submit" kind="primary" className="wide" busy={accept.isPending}>
				{isNow ? t`Accept and begin` : t`Accept`}
			</Button>
		</form>
	);
}

function Decline({ token, onDone }: { token: string; onDone(): void }) {
	const decline = useDecline();
	const done = () => {
		forget("/invite");
		onDone();
	};
	return (
		<>
			<Failure error={decline.error} />
			<Button
				kind="quiet"
				className="wide"
				busy={decline.isPending}
				onClick={() => decline.mutate(token, { onSuccess: done })}
			>{t`Decline`}</Button>
		</>
	);
}

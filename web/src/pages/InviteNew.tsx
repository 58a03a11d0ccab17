// Inviting one person: what to practice, now or at one of up to three times; then the link to send.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import { fieldError } from "../api/problems";
import { type Difficulty, type InterviewType, useInterview, useProfile } from "../api/queries";
import { TopicChoice } from "../live/topics/TopicChoice";
import { Button } from "../ui/Button";
import { Choice } from "../ui/Choice";
import { Field, Select, TextField } from "../ui/Field";
import { Failure, Notice } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { LEVEL_OPTIONS, languageOptions, TYPE_OPTIONS } from "../ui/words";
import { remembered } from "./home/practice";
import { LinkField } from "./invite/LinkField";
import { Proposals, soonIn } from "./invite/Proposals";
import { type Invitation, useGoWhenAccepted, useInvitation, useInvite } from "./invite/queries";

const WHEN = [
	["now", t`Now`],
	["times", t`At a time to agree on`],
] as const;

export default function InviteNew() {
	const [made, setMade] = useState<Invitation | null>(null);
	return made ? <Made invitation={made} /> : <Ask onMade={setMade} />;
}

function Ask({ onMade }: { onMade(made: Invitation): void }) {
	const like = new URLSearchParams(useSearch());
	// The interview after which both said that they would practice together again, if it is for its other person alone.
	const met = like.get("with");
	const { data: me } = useProfile();
	const [type, setType] = useState((like.get("type") as InterviewType | null) ?? remembered().type);
	const [level, setLevel] = useState((like.get("level") as Difficulty | null) ?? remembered().level);
	const [chosen, setLanguage] = useState(like.get("language"));
	const [topics, setTopics] = useState<readonly string[]>([]);
	const [at, setAt] = useState<"now" | "times">(met ? "times" : "now");
	const [times, setTimes] = useState([soonIn(1)]);
	const [note, setNote] = useState("");
	const [email, setEmail] = useState("");
	const invite = useInvite();
	const language = chosen ?? me?.languages[0] ?? "en";
	const send = () =>
		invite.mutate(
			{
				interview_type: type,
				difficulty: level,
				language,
				topics: [...topics],
				proposals: at === "now" ? [] : times.filter(Boolean).map((one) => new Date(one).toISOString()),
				note: note.trim() || null,
				...(met ? { interview_id: met } : { email: email.trim() || null }),
			},
			{ onSuccess: onMade },
		);
	const errorOf = (name: string) => fieldError(invite.error, name);
	const isAtField = ["proposals", "topics", "note", "email"].some(errorOf);
	return (
		<Page
			title={t`Invite somebody`}
			lead={met ? <Whom interviewId={met} /> : t`Practice with one person you know.`}
			narrow
		>
			<form
				className="card stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!invite.isPending) send();
				}}
			>
				<Choice legend={t`Kind of interview`} even options={TYPE_OPTIONS} value={type} onChange={setType} />
				<TopicChoice
					type={type}
					value={topics}
					onChange={setTopics}
					error={errorOf("topics")}
					hint={t`What the questions are about. Choose none for any topic.`}
				/>
				<Choice legend={t`Your level`} even options={LEVEL_OPTIONS} value={level} onChange={setLevel} />
				<Select
					label={t`Language you speak`}
					value={language}
					onChange={setLanguage}
					options={languageOptions(me?.languages)}
				/>
				<Choice legend={t`When`} even options={WHEN} value={at} onChange={setAt} />
				{at === "times" && <Proposals times={times} onChange={setTimes} error={errorOf("proposals")} />}
				<TextField
					label={t`Note to them (optional)`}
					hint={t`Shown with the invitation. It isn’t part of the email.`}
					rows={2}
					maxLength={500}
					value={note}
					onChange={(event) => setNote(event.target.value)}
					error={errorOf("note")}
				/>
				{!met && (
					<Field
						label={t`Their email address (optional)`}
						type="email"
						autoComplete="off"
						hint={t`We email the link once, and forget the address when they answer. Or send the link yourself.`}
						value={email}
						onChange={(event) => setEmail(event.target.value)}
						error={errorOf("email")}
					/>
				)}
				<Failure error={isAtField ? null : invite.error} />
				<Button
					type="submit"
					kind="primary"
					className="wide"
					busy={invite.isPending || (chosen === null && !me)}
				>{t`Create the invitation`}</Button>
			</form>
		</Page>
	);
}

function Whom({ interviewId }: { interviewId: string }) {
	const { data } = useInterview(interviewId);
	if (!data) return null;
	const name = nameOf(data.peer);
	return t`For ${name} alone, since you would both like to practice together again. They are told at once.`;
}

function Made({ invitation: made }: { invitation: Invitation }) {
	const invitation = useInvitation(made);
	const isNow = invitation.proposals.length === 0;
	const name = invitation.peer && nameOf(invitation.peer);
	useGoWhenAccepted([invitation]);
	return (
		<Page title={name ? t`Invitation to ${name}` : t`Send the link`} narrow>
			<div className="card stack">
				{invitation.status === "accepted" ? (
					<Notice tone="good">{t`Accepted. You both have a booking.`}</Notice>
				) : invitation.status === "declined" ? (
					<Notice tone="warn">{t`They can’t come: the invitation was declined.`}</Notice>
				) : (
					<>
						{invitation.url && <LinkField url={invitation.url} />}
						{invitation.email && (
							<p>
								<Trans>
									It is also on its way to <bdi>{invitation.email}</bdi>, unless they want no such mail.
								</Trans>
							</p>
						)}
						<p className="muted">
							{isNow
								? t`Keep this page open: as soon as they accept, you both go to the waiting room.`
								: t`As soon as they pick a time, it is in both your bookings, with an email for your calendar.`}
						</p>
						<p className="muted small">
							{invitation.url ? (
								<Trans>
									The link is for one person, and works until <Time at={invitation.expires_at} />
								</Trans>
							) : (
								<Trans>
									They have been told, and can accept until <Time at={invitation.expires_at} />
								</Trans>
							)}
						</p>
					</>
				)}
				<div className="row">
					<Link href="/invites" className="button">{t`Your invitations`}</Link>
					<Link href="/">{t`Home`}</Link>
				</div>
			</div>
		</Page>
	);
}

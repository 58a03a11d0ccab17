// The landing page: what Mock Mate is, for visitors who are not logged in.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import roomInTheDark from "../images/room-dark.webp";
import room from "../images/room-light.webp";
import { Icon, type IconName } from "../ui/icons";
import { useTitle } from "../ui/Page";
import { useTheme } from "../ui/theme";

const STEPS: readonly (readonly [icon: IconName, title: string, text: string])[] = [
	["calendar", t`Start now, or book a time`, t`Choose technical or behavioral, and a level: easy, medium or hard.`],
	["person", t`Meet someone at your level`, t`You are matched with a person who is looking for the same practice.`],
	[
		"swap",
		t`Interview each other`,
		t`Video, chat and a shared editor, with a question for each of you. Then swap roles.`,
	],
	[
		"chart",
		t`Learn from feedback`,
		t`You both write before either of you reads. See how your ratings change over time.`,
	],
];

const FACTS = [
	[t`Free`, t`No plans, no payment, no ads. Your practice partner gives their time, and you give yours.`],
	[t`Open source`, t`MIT licensed: anyone can read how matching works, improve it, or run a site of their own.`],
	[t`Self-hosted`, t`Your data is on this server. No trackers, and pages load nothing from other sites.`],
] as const;

const KEPT: readonly (readonly [icon: IconName, what: string, why: string])[] = [
	["cameraOff", t`Video and audio are not recorded.`, t`They are there for the call, and nothing of them is stored.`],
	["code", t`Code, drawings, chat and runs are kept.`, t`You and your peer can replay them, step by step.`],
	["chat", t`Feedback is for the two of you.`, t`Neither of you reads it before giving your own.`],
];

export function Landing() {
	useTitle(t`Practice interviews with a real person`);
	const [theme] = useTheme();
	return (
		<main id="main" className="page landing" tabIndex={-1}>
			<div className="landing-hero">
				<h1>{t`Practice interviews with a real person`}</h1>
				<p className="landing-lead">
					<Trans>
						Meet someone who is preparing too. Take turns as interviewer and candidate, on video, with a shared editor
						and real questions.
					</Trans>
				</p>
				<Link href="/register" className="button primary large">{t`Start practicing for free`}</Link>
			</div>
			<figure className="landing-picture">
				<picture>
					{theme === "system" && <source srcSet={roomInTheDark} media="(prefers-color-scheme: dark)" />}
					<img
						src={theme === "dark" ? roomInTheDark : room}
						width={1280}
						height={800}
						fetchPriority="low"
						alt={t`An interview: two people on video, the code they write together with its test results, and the question.`}
					/>
				</picture>
			</figure>
			<section aria-labelledby="how">
				<h2 id="how">{t`How it works`}</h2>
				<ol className="landing-grid four">
					{STEPS.map(([icon, title, text]) => (
						<li key={title}>
							<span className="landing-icon">
								<Icon name={icon} size={22} />
							</span>
							<h3>{title}</h3>
							<p className="muted">{text}</p>
						</li>
					))}
				</ol>
			</section>
			<section className="card landing-kept" aria-labelledby="kept">
				<h2 id="kept">{t`What is recorded, and what isn’t`}</h2>
				<ul className="landing-grid three">
					{KEPT.map(([icon, what, why]) => (
						<li key={what}>
							<span className="landing-icon">
								<Icon name={icon} size={22} />
							</span>
							<h3>{what}</h3>
							<p className="muted">{why}</p>
						</li>
					))}
				</ul>
				<p>
					<Link href="/privacy">{t`What is kept, and for how long`}</Link>
				</p>
			</section>
			<section aria-labelledby="why">
				<h2 id="why">{t`Yours to use, and to check`}</h2>
				<ul className="landing-grid three">
					{FACTS.map(([title, text]) => (
						<li key={title}>
							<h3>{title}</h3>
							<p className="muted">{text}</p>
						</li>
					))}
				</ul>
			</section>
		</main>
	);
}

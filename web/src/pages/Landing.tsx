// The landing page: what Mock Mate is, for visitors who are not logged in.
import { Link } from "wouter";
import { useTitle } from "../ui/Page";

const STEPS = [
	["Pick a time, or start now", "Technical or behavioral, at the level you want to practise: easy, medium or hard."],
	["Be matched at your level", "You are paired with somebody who waits for the same, or for the nearest to it."],
	["Interview each other", "Video, chat, a shared editor and a question for each of you. Swap roles half-way."],
	["Say what you saw", "Both write feedback before either reads it. Your history shows how you come along."],
] as const;

export function Landing() {
	useTitle("Practise interviews with a real person");
	return (
		<main id="main" className="page landing" tabIndex={-1}>
			<h1>Practise interviews with a real person</h1>
			<p className="landing-lead">
				Meet somebody who prepares for the same thing. Take turns asking and answering, and tell each other what you
				saw.
			</p>
			<div className="row">
				<Link href="/register" className="button primary large">
					Sign up
				</Link>
				<Link href="/login" className="button large">
					Log in
				</Link>
			</div>
			<ol className="steps">
				{STEPS.map(([title, text], index) => (
					<li key={title} className="card">
						<span className="step-number" aria-hidden="true">
							{index + 1}
						</span>
						<h2>{title}</h2>
						<p className="muted">{text}</p>
					</li>
				))}
			</ol>
		</main>
	);
}

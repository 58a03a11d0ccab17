// Practice with people whom one invited, or by whom one was: apart from all other figures.
import { plural, t } from "@lingui/core/macro";
import type { Progress } from "../../api/queries";
import { mean } from "../../ui/locale";
import { duration } from "../../ui/time";

export function Invited({ figures: { invited } }: { figures: Progress }) {
	const { interviews, overall } = invited;
	if (interviews === 0) return null;
	const time = duration(invited.minutes * 60);
	return (
		<section className="card stack" aria-labelledby="invited">
			<h2 id="invited">{t`With people you know`}</h2>
			<p>
				{plural(interviews, {
					one: `# interview by invitation, ${time} in all.`,
					other: `# interviews by invitation, ${time} in all.`,
				})}{" "}
				{overall.mean !== null &&
					t`Rated ${mean(overall.mean)} overall, in ${plural(overall.count, { one: "# feedback", other: "# feedbacks" })}.`}
			</p>
			<p className="small muted">{t`No other figure on this page counts them.`}</p>
		</section>
	);
}

// The topics that people can wish for, and how many questions belong to each.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import { inWords } from "../../api/problems";
import { nameOfTopic } from "../../live/topics/topicNames";
import { Button } from "../../ui/Button";
import { list } from "../../ui/locale";
import { toast } from "../../ui/Toasts";
import { capitalized, LEVELS, TYPES } from "../../ui/words";
import { EditableTable } from "./EditableTable";
import { type ManagedTopic, TopicDialog } from "./TopicDialog";

/** With fewer questions at a level, people who practice often soon get others. */
const FEW = 5;

export default function Topics() {
	const topics = useQuery({
		queryKey: ["managed topics"],
		queryFn: async () => (await ok(api.GET("/admin/topics"))).items,
	});
	return (
		<EditableTable
			id="topics"
			title={t`Topics to wish for`}
			add={t`Add a topic`}
			about={
				<Trans>
					People wish for topics when they book and when they practice. Two with a topic in common are preferred to two
					without, and are asked about it as long as there is a question that is new to them.
				</Trans>
			}
			empty={t`No topics: people can’t wish for any.`}
			list={topics}
			columns={[t`Topic`, t`Type`, t`Questions with`, ...Object.values(LEVELS)]}
			row={(one, onEdit) => <Row key={one.id} topic={one} onChange={onEdit} />}
			dialog={(one, onClose) => <TopicDialog topic={one} onClose={onClose} />}
		/>
	);
}

function Row({ topic, onChange }: { topic: ManagedTopic; onChange(): void }) {
	const client = useQueryClient();
	const isRetired = topic.retired_at !== null;
	const name = nameOfTopic(topic);
	const retire = useMutation({
		mutationFn: () => {
			const params = { path: { topic_id: topic.id } };
			return ok(api.PATCH("/admin/topics/{topic_id}", { params, body: { retired: !isRetired } }));
		},
		onSuccess: () => {
			toast(isRetired ? t`People can wish for ${name} again.` : t`People can’t wish for ${name} any more.`);
			for (const key of ["managed topics", "topics"]) void client.invalidateQueries({ queryKey: [key] });
		},
		onError: (error) => toast(inWords(error)),
	});
	return (
		<tr>
			<th scope="row">
				<bdi>{name}</bdi> {isRetired && <span className="tag">{t({ message: "Retired", context: "topic" })}</span>}
			</th>
			<td>{TYPES[topic.interview_type]}</td>
			<td className="small">{list([...topic.kinds.map(capitalized), ...topic.tags])}</td>
			{(["easy", "medium", "hard"] as const).map((level) => (
				<td key={level} className="numbers">
					{topic.questions[level]} {topic.questions[level] < FEW && <span className="tag">{t`few`}</span>}
				</td>
			))}
			<td>
				<span className="table-actions">
					<Button className="small-button" aria-label={t`Edit ${name}`} onClick={onChange}>{t`Edit`}</Button>
					<Button
						kind="quiet"
						className="small-button"
						aria-label={isRetired ? t`Offer ${name} again` : t`Retire ${name}`}
						busy={retire.isPending}
						onClick={() => retire.mutate()}
					>
						{isRetired ? t`Offer again` : t`Retire`}
					</Button>
				</span>
			</td>
		</tr>
	);
}

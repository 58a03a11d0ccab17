// Notifications as a list: what was told, when, and the way to it; unread ones are marked by word and colour.
import { Link } from "wouter";
import type { News } from "../../api/news";
import { Time } from "../../ui/Time";
import { wordsOf } from "./words";

export function NewsList({ items, onFollow }: { items: readonly News[]; onFollow?: () => void }) {
	return (
		<ul className="news-list">
			{items.map((one) => (
				<Line key={one.offset} news={one} onFollow={onFollow} />
			))}
		</ul>
	);
}

function Line({ news, onFollow }: { news: News; onFollow: (() => void) | undefined }) {
	const { text, to } = wordsOf(news);
	return (
		<li className={news.read ? "news" : "news unread"}>
			<span className="news-dot">{!news.read && <span className="visually-hidden">New: </span>}</span>
			<div>
				<p>{text}</p>
				<p className="small muted">
					<Time at={news.at} form="relative" />
					{to && (
						<>
							{" · "}
							<Link href={to[0]} onClick={() => onFollow?.()}>
								{to[1]}
							</Link>
						</>
					)}
				</p>
			</div>
		</li>
	);
}

// The footer of every page except the room.
import { Link } from "wouter";
import "./styles/footer.css";

const PAGES = [
	["/help", "Help"],
	["/privacy", "Privacy"],
	["/conduct", "Code of conduct"],
] as const;

export function Footer() {
	return (
		<footer className="footer">
			<div className="footer-inner">
				<nav aria-label="About Mock Mate">
					<ul className="footer-links">
						{PAGES.map(([path, label]) => (
							<li key={path}>
								<Link href={path}>{label}</Link>
							</li>
						))}
					</ul>
				</nav>
				<p>Free and open source, under the MIT license.</p>
			</div>
		</footer>
	);
}

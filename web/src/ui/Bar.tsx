// A rating of 1 to 5 as a bar, hidden from screen readers because the figure beside it says the same.

export function Bar({ mark }: { mark: number }) {
	return (
		<span className="bar" aria-hidden="true">
			<span style={{ width: `${(mark / 5) * 100}%` }} />
		</span>
	);
}

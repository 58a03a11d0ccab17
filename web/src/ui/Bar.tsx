// A mark of 1 to 5 as a bar. The figure beside it says the same, so screen readers pass it by.

export function Bar({ mark }: { mark: number }) {
	return (
		<span className="bar" aria-hidden="true">
			<span style={{ width: `${(mark / 5) * 100}%` }} />
		</span>
	);
}

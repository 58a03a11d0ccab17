// A word-sized line without axes, hidden from screen readers because the text beside it says the same.

const WIDTH = 120;
const HEIGHT = 40;
const EDGE = 4;

export function Sparkline({ values, low, high }: { values: readonly number[]; low: number; high: number }) {
	const x = (index: number) => EDGE + (index / Math.max(1, values.length - 1)) * (WIDTH - 2 * EDGE);
	const y = (value: number) => HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
	const last = values.length - 1;
	return (
		<svg className="sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
			<polyline points={values.map((value, index) => `${x(index)},${y(value)}`).join(" ")} />
			<circle cx={x(last)} cy={y(values[last] ?? low)} r={3} />
		</svg>
	);
}

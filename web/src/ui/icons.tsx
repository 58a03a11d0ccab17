// The icons, as lines in the color of the text. An icon always has a label beside it.
const PATHS = {
	home: "M3 11.5 12 4l9 7.5M5.5 9.5V20h5v-6h3v6h5V9.5",
	calendar: "M4 6.5h16V20H4zM4 10.5h16M8 4v4M16 4v4",
	history: "M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2",
	chart: "M4 20V4M4 20h16M8 16l3.5-5 3 2.5L20 7",
	person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.5 3.8-5.5 7.5-5.5s6.7 2 7.5 5.5",
	tools: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
	mic: "M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 1 0-6 0v5a3 3 0 0 0 3 3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
	micOff:
		"M9 9v2.5a3 3 0 0 0 4.5 2.6M15 11V6.5a3 3 0 0 0-5.8-1M5.5 11.5a6.5 6.5 0 0 0 10 5.5M18.2 13.5a6 6 0 0 0 .3-2M12 18v3M4 4l16 16",
	camera: "M3 7h12v10H3zM15 10.5l6-3v9l-6-3",
	cameraOff: "M7 7h8v8M15 10.5l6-3v9l-4-2M3 7v10h11M4 4l16 16",
	headphones: "M4 17.5V12a8 8 0 0 1 16 0v5.5M4 13.5h3.5v6H4zM16.5 13.5H20v6h-3.5z",
	screen: "M3 5h18v11H3zM8 20h8M12 16v4M12 13V8M9.5 10.5 12 8l2.5 2.5",
	enlarge: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
	shrink: "M19 11h-6V5M13 11l7-7M5 13h6v6M11 13l-7 7",
	full: "M9 4H4v5M15 4h5v5M20 15v5h-5M4 15v5h5",
	outside: "M21 11V5H3v14h7M13 14h8v5h-8z",
	swap: "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
	chat: "M4 5h16v11H10l-4 4v-4H4z",
	code: "M8.5 7 4 12l4.5 5M15.5 7 20 12l-4.5 5",
	question: "M9 9a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 2.3M12 17.5v.2",
	notes: "M5 4h14v10.5L13.5 20H5zM13.5 20v-5.5H19M8.5 8.5h7M8.5 12h4",
	expand: "M6 9.5l6 6 6-6",
	collapse: "M6 14.5l6-6 6 6",
	end: "M4 14.5c5-4.5 11-4.5 16 0l-2 2.5-4-1.5v-2.7M10 12.8v2.7L6 17l-2-2.5",
	play: "M8 5.5v13l10.5-6.5z",
	stop: "M7 7h10v10H7z",
	settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
	bell: "M6 16.5h12c-1.2-1.4-1.7-2.8-1.7-6a4.3 4.3 0 1 0-8.6 0c0 3.2-.5 4.6-1.7 6zM10.3 19.5a1.8 1.8 0 0 0 3.4 0",
	pause: "M8 6v12M16 6v12",
	shield: "M12 3.5 5 6v5.5c0 4.4 2.9 7.5 7 9 4.1-1.5 7-4.6 7-9V6zM9.5 9.5l5 5M14.5 9.5l-5 5",
	eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
	eyeOff:
		"M9.6 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.6 3.3M6.4 7.3A15 15 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-.9M10 10a3 3 0 0 0 4 4M4 4l16 16",
	check: "M5 12.5 10 17.5 19 7",
} as const;

export type IconName = keyof typeof PATHS;

/** Those that point to where one goes on; players, plots and clocks run one way in every language. */
const POINTING: ReadonlySet<IconName> = new Set(["outside", "chat"]);

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
	return (
		<svg
			width={size}
			height={size}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.8"
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
			className={POINTING.has(name) ? "pointing" : undefined}
		>
			<path d={PATHS[name]} />
		</svg>
	);
}

export function Mark() {
	return <img src="/favicon.svg" width={28} height={28} alt="" />;
}

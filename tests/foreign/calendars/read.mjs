// Reads calendars with ical.js: a line for each event, as ../test_calendars.py wants it.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

for (const file of process.argv.slice(2)) {
	const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
	for (const component of calendar.getAllSubcomponents("vevent")) {
		const event = new ICAL.Event(component);
		const alarms = component
			.getAllSubcomponents("valarm")
			.map((alarm) => -alarm.getFirstPropertyValue("trigger").toSeconds() / 60);
		const [sequence, status] = ["sequence", "status"].map((name) => component.getFirstPropertyValue(name));
		const times = [event.startDate, event.endDate].map((time) => time.toUnixTime());
		console.log(
			[file, "ical.js", calendar.getFirstPropertyValue("method"), event.uid, sequence, status, ...times, alarms].join("\t"),
		);
	}
}

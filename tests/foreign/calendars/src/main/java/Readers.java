import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.component.VEvent;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.property.DateProperty;
import net.fortuna.ical4j.model.property.Trigger;

/** Reads calendars with ical4j and biweekly, both validating: a line for each event, as ../test_calendars.py wants it. */
public class Readers {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            ical4j(file);
            biweekly(file);
        }
    }

    private static void ical4j(String file) throws Exception {
        Calendar calendar;
        try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            calendar = new CalendarBuilder().build(reader);
        }
        calendar.validate().getEntries().forEach(entry -> print(file, "invalid", "ical4j", entry));
        String method = calendar.getRequiredProperty("METHOD").getValue();
        for (Component event : calendar.getComponents("VEVENT")) {
            String alarms = ((net.fortuna.ical4j.model.component.VEvent) event).getAlarms().stream()
                .map(alarm -> ((Trigger) alarm.getRequiredProperty("TRIGGER")).getDuration())
                .map(before -> String.valueOf(-Duration.from(before).toMinutes()))
                .collect(Collectors.joining(","));
            print(file, "ical4j", method, text(event, "UID"), text(event, "SEQUENCE"), text(event, "STATUS"),
                seconds(event, "DTSTART"), seconds(event, "DTEND"), alarms);
        }
    }

    private static String text(Component event, String name) {
        return event.getRequiredProperty(name).getValue();
    }

    private static long seconds(Component event, String name) {
        Temporal date = ((DateProperty<?>) event.getRequiredProperty(name)).getDate();
        return Instant.from(date).getEpochSecond();
    }

    private static void biweekly(String file) throws Exception {
        var calendar = Biweekly.parse(Files.readString(Path.of(file))).first();
        for (var warning : calendar.validate(ICalVersion.V2_0)) {
            print(file, "invalid", "biweekly", warning);
        }
        for (VEvent event : calendar.getEvents()) {
            String alarms = event.getAlarms().stream()
                .map(alarm -> String.valueOf(-alarm.getTrigger().getDuration().toMillis() / 60_000))
                .collect(Collectors.joining(","));
            print(file, "biweekly", calendar.getMethod().getValue(), event.getUid().getValue(),
                event.getSequence().getValue(), event.getStatus().getValue(),
                event.getDateStart().getValue().getTime() / 1000, event.getDateEnd().getValue().getTime() / 1000, alarms);
        }
    }

    private static void print(Object... values) {
        System.out.println(java.util.Arrays.stream(values).map(String::valueOf).collect(Collectors.joining("\t")));
    }
}

/* Reads calendars with libical, and checks them by its table of restrictions: a line for each event, as
 * ../test_calendars.py wants it. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static char *contents(const char *name) {
    FILE *file = fopen(name, "rb");
    char *text = calloc(1, 1 << 20);
    if (!file || !text || !fread(text, 1, (1 << 20) - 1, file)) exit(1);
    fclose(file);
    return text;
}

static long long seconds(struct icaltimetype time) { return icaltime_as_timet_with_zone(time, time.zone); }

static void errors(const char *file, icalcomponent *component) {
    for (icalproperty *each = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); each;
         each = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY))
        printf("%s\tinvalid\tlibical\t%s\n", file, icalproperty_get_xlicerror(each));
    for (icalcomponent *each = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); each;
         each = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        errors(file, each);
}

int main(int count, char **files) {
    for (int at = 1; at < count; at++) {
        icalcomponent *calendar = icalparser_parse_string(contents(files[at]));
        if (!calendar) return 1;
        icalrestriction_check(calendar);
        errors(files[at], calendar);
        const char *method = icalproperty_method_to_string(icalcomponent_get_method(calendar));
        for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            printf("%s\tlibical\t%s\t%s\t%d\t%s\t%lld\t%lld\t", files[at], method, icalcomponent_get_uid(event),
                   icalcomponent_get_sequence(event), icalproperty_status_to_string(icalcomponent_get_status(event)),
                   seconds(icalcomponent_get_dtstart(event)), seconds(icalcomponent_get_dtend(event)));
            for (icalcomponent *alarm = icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT); alarm;
                 alarm = icalcomponent_get_next_component(event, ICAL_VALARM_COMPONENT)) {
                icalproperty *trigger = icalcomponent_get_first_property(alarm, ICAL_TRIGGER_PROPERTY);
                printf("%d", -icaldurationtype_as_int(icalproperty_get_trigger(trigger).duration) / 60);
            }
            printf("\n");
        }
    }
    return 0;
}

"""From booking to interview: schedule, waiting rooms, the pairing rule, bookings and interviews."""

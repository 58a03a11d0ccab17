from datetime import UTC, date, datetime, timedelta, timezone

start = datetime(2024, 2, 28, 23, 30, tzinfo=UTC)
print(start.isoformat(), start + timedelta(days=1, minutes=45), (start + timedelta(days=2)).date())
print(start.astimezone(timezone(timedelta(hours=5, minutes=30))).strftime("%Y-%m-%d %H:%M %z"), start.timestamp())
print(datetime.fromisoformat("2026-03-29T01:30:00+00:00") - start, date(2026, 1, 1).isocalendar().week)
print(datetime.strptime("07/04/2025 3PM", "%d/%m/%Y %I%p"), date(2025, 3, 1) - date(2024, 3, 1), start.weekday())
print(f"{timedelta(seconds=3725)}", max(date(2020, 5, 1), date(2019, 5, 1)))

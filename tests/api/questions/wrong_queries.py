"""Queries that are wrong in the ways people get them wrong: of every SQL question, some that its cases must catch."""

from __future__ import annotations

WRONG = {
    "members-who-never-borrowed": {
        "a NULL in the list": """
            SELECT id, name FROM members WHERE id NOT IN (SELECT member_id FROM loans) ORDER BY id
        """,
        "loans of open days joined to everybody": """
            SELECT members.id, members.name FROM members
            LEFT JOIN loans ON loans.member_id = members.id OR loans.member_id IS NULL
            WHERE loans.id IS NULL ORDER BY members.id
        """,
    },
    "half-empty-halls": {
        "whole numbers divided": """
            SELECT name, COUNT(sold) AS counted, SUM(sold) AS sold
            FROM halls JOIN screenings ON hall_id = halls.id
            GROUP BY halls.id, name, seats
            HAVING COUNT(sold) >= 3 AND SUM(sold) / (COUNT(sold) * seats) < 0.5 ORDER BY name, halls.id
        """,
        "unknown numbers counted": """
            SELECT name, COUNT(*) AS counted, SUM(sold) AS sold
            FROM halls JOIN screenings ON hall_id = halls.id
            GROUP BY halls.id, name, seats
            HAVING COUNT(*) >= 3 AND SUM(sold) * 2 < COUNT(*) * seats ORDER BY name, halls.id
        """,
        "grouped by name": """
            SELECT name, COUNT(sold) AS counted, SUM(sold) AS sold
            FROM halls JOIN screenings ON hall_id = halls.id
            GROUP BY name
            HAVING COUNT(sold) >= 3 AND SUM(sold) * 2 < SUM(CASE WHEN sold IS NOT NULL THEN seats END) ORDER BY name
        """,
    },
    "votes-on-every-proposal": {
        "a missing row taken for a blank ballot": """
            SELECT title, COUNT(CASE WHEN answer = 'yes' THEN 1 END) AS yes_votes,
                COUNT(CASE WHEN answer = 'no' THEN 1 END) AS no_votes,
                COUNT(CASE WHEN answer IS NULL THEN 1 END) AS blank_votes
            FROM proposals LEFT JOIN votes ON proposal_id = proposals.id
            GROUP BY proposals.id, title ORDER BY proposals.id
        """,
        "zeros counted": """
            SELECT title, COUNT(CASE WHEN answer = 'yes' THEN 1 ELSE 0 END) AS yes_votes,
                COUNT(CASE WHEN answer = 'no' THEN 1 ELSE 0 END) AS no_votes,
                COUNT(voter_id) - COUNT(answer) AS blank_votes
            FROM proposals LEFT JOIN votes ON proposal_id = proposals.id
            GROUP BY proposals.id, title ORDER BY proposals.id
        """,
        "without proposals nobody voted on": """
            SELECT title, COUNT(CASE WHEN answer = 'yes' THEN 1 END) AS yes_votes,
                COUNT(CASE WHEN answer = 'no' THEN 1 END) AS no_votes, COUNT(*) - COUNT(answer) AS blank_votes
            FROM proposals JOIN votes ON proposal_id = proposals.id
            GROUP BY proposals.id, title ORDER BY proposals.id
        """,
    },
    "refunds-of-market-stalls": {
        "joined before summing": """
            SELECT name, COALESCE(SUM(sales.cents), 0) AS sold_cents, SUM(refunds.cents) AS refunded_cents,
                COALESCE(SUM(sales.cents), 0) - SUM(refunds.cents) AS net_cents
            FROM stalls JOIN refunds ON refunds.stall_id = stalls.id LEFT JOIN sales ON sales.stall_id = stalls.id
            GROUP BY stalls.id, name
            HAVING SUM(refunds.cents) * 10 > COALESCE(SUM(sales.cents), 0) ORDER BY net_cents, name
        """,
        "equal amounts summed once": """
            SELECT name, COALESCE(SUM(DISTINCT sales.cents), 0) AS sold_cents,
                SUM(DISTINCT refunds.cents) AS refunded_cents,
                COALESCE(SUM(DISTINCT sales.cents), 0) - SUM(DISTINCT refunds.cents) AS net_cents
            FROM stalls JOIN refunds ON refunds.stall_id = stalls.id LEFT JOIN sales ON sales.stall_id = stalls.id
            GROUP BY stalls.id, name
            HAVING SUM(DISTINCT refunds.cents) * 10 > COALESCE(SUM(DISTINCT sales.cents), 0)
            ORDER BY net_cents, name
        """,
        "a missing sum left NULL": """
            SELECT name, sold AS sold_cents, refunded AS refunded_cents, sold - refunded AS net_cents
            FROM stalls
            LEFT JOIN (SELECT stall_id, SUM(cents) AS sold FROM sales GROUP BY stall_id) s ON s.stall_id = stalls.id
            JOIN (SELECT stall_id, SUM(cents) AS refunded FROM refunds GROUP BY stall_id) r ON r.stall_id = stalls.id
            WHERE refunded * 10 > sold ORDER BY net_cents, name
        """,
    },
    "three-best-times": {
        "places skipped after ties": """
            SELECT age_class, place, runner, seconds
            FROM (SELECT *, RANK() OVER (PARTITION BY age_class ORDER BY seconds) AS place
                  FROM results WHERE seconds IS NOT NULL) AS placed
            WHERE place <= 3 ORDER BY age_class, place, runner
        """,
        "a place for those who did not finish": """
            SELECT age_class, place, runner, seconds
            FROM (SELECT *, DENSE_RANK() OVER (PARTITION BY age_class ORDER BY seconds) AS place FROM results) AS placed
            WHERE place <= 3 ORDER BY age_class, place, runner
        """,
    },
    "double-booked-cabins": {
        "stays that touch": """
            SELECT a.cabin_id, a.id AS first_id, b.id AS second_id FROM bookings a
            JOIN bookings b ON a.cabin_id = b.cabin_id AND a.id < b.id
                AND a.arrives <= b.leaves AND b.arrives <= a.leaves
            WHERE a.canceled_on IS NULL AND b.canceled_on IS NULL ORDER BY 1, 2, 3
        """,
        "only where the second arrives during the first": """
            SELECT a.cabin_id, a.id AS first_id, b.id AS second_id FROM bookings a
            JOIN bookings b ON a.cabin_id = b.cabin_id AND a.id < b.id
                AND b.arrives >= a.arrives AND b.arrives < a.leaves
            WHERE a.canceled_on IS NULL AND b.canceled_on IS NULL ORDER BY 1, 2, 3
        """,
        "only with the booking before": """
            SELECT cabin_id, CASE WHEN id < other THEN id ELSE other END AS first_id,
                CASE WHEN id < other THEN other ELSE id END AS second_id
            FROM (SELECT id, cabin_id, arrives, LAG(id) OVER w AS other, LAG(leaves) OVER w AS until
                  FROM bookings WHERE canceled_on IS NULL WINDOW w AS (PARTITION BY cabin_id ORDER BY arrives, id)) AS x
            WHERE arrives < until ORDER BY 1, 2, 3
        """,
    },
    "latest-address": {
        "the last street of the alphabet": """
            SELECT LOWER(TRIM(email)) AS email, MAX(street) AS street FROM changes
            WHERE TRIM(email) <> '' GROUP BY LOWER(TRIM(email)) ORDER BY LOWER(TRIM(email))
        """,
        "no rule for ties": """
            SELECT email, street FROM (
                SELECT LOWER(TRIM(email)) AS email, street, RANK() OVER (
                    PARTITION BY LOWER(TRIM(email)) ORDER BY changed_at DESC) AS place FROM changes) AS numbered
            WHERE place = 1 AND email <> '' ORDER BY email
        """,
        "emails as they were typed": """
            SELECT email, street FROM (
                SELECT email, street, ROW_NUMBER() OVER (PARTITION BY email ORDER BY changed_at DESC, id DESC) AS place
                FROM changes) AS numbered
            WHERE place = 1 AND email <> '' ORDER BY email
        """,
    },
    "savings-jars": {
        "a frame that takes in the whole day": """
            SELECT name, day, balance_cents FROM (
                SELECT name, day, balance_cents, ROW_NUMBER() OVER (PARTITION BY jar_id ORDER BY day, id) AS place
                FROM (SELECT entries.*, name, goal_cents,
                          SUM(cents) OVER (PARTITION BY jar_id ORDER BY day) AS balance_cents
                      FROM entries JOIN jars ON jars.id = jar_id) AS balances
                WHERE balance_cents >= goal_cents) AS reached
            WHERE place = 1 ORDER BY day, name
        """,
        "only what is there in the end": """
            SELECT name, MAX(day) AS day, SUM(cents) AS balance_cents FROM entries JOIN jars ON jars.id = jar_id
            GROUP BY jars.id, name, goal_cents HAVING SUM(cents) >= goal_cents ORDER BY day, name
        """,
    },
    "longest-watering-streak": {
        "the same day counted twice": """
            SELECT name, first_day, COALESCE(days, 0) AS days FROM plants LEFT JOIN (
                SELECT plant_id, first_day, days,
                    ROW_NUMBER() OVER (PARTITION BY plant_id ORDER BY days DESC, first_day) AS place
                FROM (SELECT plant_id, MIN(day) AS first_day, COUNT(*) AS days
                      FROM (SELECT plant_id, day, day - ROW_NUMBER() OVER (PARTITION BY plant_id ORDER BY day) AS run
                            FROM waterings) AS numbered
                      GROUP BY plant_id, run) AS runs) AS placed
            ON plant_id = plants.id AND place = 1 ORDER BY name
        """,
        "plants mixed up": """
            SELECT name, first_day, COALESCE(days, 0) AS days FROM plants LEFT JOIN (
                SELECT plant_id, first_day, days,
                    ROW_NUMBER() OVER (PARTITION BY plant_id ORDER BY days DESC, first_day) AS place
                FROM (SELECT plant_id, MIN(day) AS first_day, COUNT(DISTINCT day) AS days
                      FROM (SELECT plant_id, day, day - DENSE_RANK() OVER (ORDER BY day) AS run
                            FROM waterings) AS numbered
                      GROUP BY plant_id, run) AS runs) AS placed
            ON plant_id = plants.id AND place = 1 ORDER BY name
        """,
    },
    "visits-from-page-views": {
        "fixed half hours": """
            SELECT visitor, COUNT(*) AS visits, MAX(pages) AS most_views, MAX(lasted) AS longest
            FROM (SELECT visitor, COUNT(*) AS pages, MAX(at) - MIN(at) AS lasted FROM views
                  WHERE visitor IS NOT NULL GROUP BY visitor, at / 1800) AS summed
            GROUP BY visitor ORDER BY visitor
        """,
        "visitors not told apart": """
            SELECT visitor, COUNT(*) AS visits, MAX(pages) AS most_views, MAX(lasted) AS longest
            FROM (SELECT visitor, COUNT(*) AS pages, MAX(at) - MIN(at) AS lasted
                  FROM (SELECT visitor, at, SUM(begins) OVER (ORDER BY at, id) AS visit
                        FROM (SELECT *, CASE WHEN at - LAG(at) OVER (ORDER BY at, id) <= 1800 THEN 0 ELSE 1 END begins
                              FROM views WHERE visitor IS NOT NULL) AS marked) AS numbered
                  GROUP BY visitor, visit) AS summed
            GROUP BY visitor ORDER BY visitor
        """,
    },
    "people-below-each-manager": {
        "direct reports alone": """
            SELECT m.id, m.name, COUNT(*) AS people, SUM(p.cents) AS payroll_cents
            FROM staff p JOIN staff m ON m.id = p.manager_id AND m.id <> p.id
            GROUP BY m.id, m.name ORDER BY people DESC, m.id LIMIT 3
        """,
        "round and round in a circle": """
            WITH RECURSIVE below (manager_id, person_id) AS (
                SELECT manager_id, id FROM staff
                UNION ALL
                SELECT staff.manager_id, person_id FROM below JOIN staff ON staff.id = below.manager_id
            )
            SELECT m.id, m.name, COUNT(*) AS people, SUM(p.cents) AS payroll_cents
            FROM below JOIN staff m ON m.id = below.manager_id JOIN staff p ON p.id = person_id
            WHERE m.id <> p.id GROUP BY m.id, m.name ORDER BY people DESC, m.id LIMIT 3
        """,
    },
}

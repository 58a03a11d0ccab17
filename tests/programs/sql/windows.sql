WITH s(name, dept, pay) AS (VALUES ('a', 'x', 10), ('b', 'x', 30), ('c', 'y', 20), ('d', 'y', 20))
SELECT name, RANK() OVER (PARTITION BY dept ORDER BY pay DESC) AS r, ROW_NUMBER() OVER (ORDER BY pay, name) AS n,
       SUM(pay) OVER (PARTITION BY dept ORDER BY name) AS running, LAG(pay) OVER (ORDER BY name) AS before
FROM s ORDER BY name;

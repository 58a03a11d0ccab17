CREATE TABLE sale (city TEXT, amount REAL);
INSERT INTO sale VALUES ('Rome', 10.5), ('Rome', 4.5), ('Oslo', 7), ('Bern', NULL);
SELECT city, COUNT(*) AS n, COUNT(amount), SUM(amount), AVG(amount), MIN(amount), TOTAL(amount) FROM sale GROUP BY city ORDER BY city;
SELECT city FROM sale GROUP BY city HAVING SUM(amount) > 8;

CREATE TABLE o (c INT, total INT);
INSERT INTO o VALUES (1, 10), (1, 30), (2, 5);
SELECT c, total, (SELECT AVG(total) FROM o x WHERE x.c = o.c) AS average FROM o WHERE EXISTS (SELECT 1 FROM o y WHERE y.c = o.c AND y.total > 20);
SELECT CASE WHEN total > 8 THEN 'big' ELSE 'small' END AS size, COUNT(*) FROM o GROUP BY 1 ORDER BY 1;

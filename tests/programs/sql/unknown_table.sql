SELECT 1 AS before;

SELECT * FROM missing;
SELECT 2 AS after;

SELECT 'two' || CHAR(10) || 'lines' AS v, 1 AS n UNION ALL SELECT 'one', 2;

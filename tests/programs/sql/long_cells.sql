SELECT 'a rather long value that makes its column wide' AS v, 1 AS n UNION ALL SELECT 'short', 22;

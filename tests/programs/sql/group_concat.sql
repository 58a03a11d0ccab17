CREATE TABLE t (k TEXT, v TEXT);
INSERT INTO t VALUES ('a', 'x'), ('a', 'y'), ('b', 'z');
SELECT k, GROUP_CONCAT(v, '-') AS vs FROM t GROUP BY k;
SELECT DISTINCT k FROM t ORDER BY k DESC;

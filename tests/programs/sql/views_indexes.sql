CREATE TABLE t (a INT, b TEXT);
CREATE UNIQUE INDEX i ON t (b);
INSERT INTO t VALUES (1, 'x'), (2, 'y');
CREATE VIEW v AS SELECT b FROM t WHERE a > 1;
SELECT * FROM v;
SELECT name, type FROM sqlite_master ORDER BY name;

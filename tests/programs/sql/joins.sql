CREATE TABLE a (id INT, v TEXT);
CREATE TABLE b (a_id INT, w TEXT);
INSERT INTO a VALUES (1, 'one'), (2, 'two'), (3, 'three');
INSERT INTO b VALUES (1, 'x'), (1, 'y'), (3, 'z'), (9, 'lost');
SELECT a.id, v, w FROM a JOIN b ON b.a_id = a.id ORDER BY id, w;
SELECT a.id, v, w FROM a LEFT JOIN b ON b.a_id = a.id ORDER BY a.id, w;
SELECT v, w FROM a FULL OUTER JOIN b ON b.a_id = a.id ORDER BY v, w;
SELECT x.v, y.v FROM a x CROSS JOIN a y WHERE x.id < y.id ORDER BY 1, 2;

-- A comment first; with a semicolon
/* and a block; comment */
SELECT 'a;b -- not a comment' AS v; -- after
SELECT "quoted; name" FROM (SELECT 5 AS "quoted; name");
-- the end

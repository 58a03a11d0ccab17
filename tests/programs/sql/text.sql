SELECT 'grüße → 😀' AS text, LENGTH('grüße') AS n, UPPER('abc'), SUBSTR('hello', 2, 3), REPLACE('a-b', '-', '+'), 'it''s' || '!' AS q;
SELECT INSTR('hello', 'l'), TRIM('  x '), LIKE('a%', 'abc'), 'abc' GLOB 'a*', PRINTF('%05d|%.2f', 42, 3.14159), HEX('az');

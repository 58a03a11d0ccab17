SELECT JSON_EXTRACT('{"a": [1, 2, {"b": "x"}]}', '$.a[2].b') AS b, JSON_ARRAY(1, 'two', NULL) AS j;
SELECT key, value FROM JSON_EACH('{"x": 1, "y": [2]}');

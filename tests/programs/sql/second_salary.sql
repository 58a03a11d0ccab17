CREATE TABLE employee (id INTEGER PRIMARY KEY, name TEXT, salary INTEGER);
INSERT INTO employee VALUES (1, 'Ann', 100), (2, 'Bob', 300), (3, 'Cid', 200);
SELECT MAX(salary) AS second FROM employee WHERE salary < (SELECT MAX(salary) FROM employee);

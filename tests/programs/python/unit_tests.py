import sys
import unittest


def is_balanced(text):
    stack, closes = [], {")": "(", "]": "["}
    for one in text:
        if one in closes.values():
            stack.append(one)
        elif one in closes and (not stack or stack.pop() != closes[one]):
            return False
    return not stack


class BalancedTest(unittest.TestCase):
    def setUp(self):
        print("set up", self.id())

    def test_balanced(self):
        self.assertTrue(is_balanced("([])"))

    def test_unbalanced(self):
        for text in ("(", ")(", "([)]"):
            with self.subTest(text=text):
                self.assertFalse(is_balanced(text))

    def test_wrong(self):
        self.assertEqual(is_balanced(""), False)

    @unittest.skip("later")
    def test_later(self):
        self.fail()


class AsyncTest(unittest.IsolatedAsyncioTestCase):
    async def test_awaits(self):
        self.assertEqual([n async for n in count(2)], [0, 1])


async def count(n):
    for one in range(n):
        yield one


class Report(unittest.TextTestResult):
    def addFailure(self, test, error):
        super().addFailure(test, error)
        print("failed:", test, error[1])


if __name__ == "__main__":
    program = unittest.main(exit=False, testRunner=unittest.TextTestRunner(sys.stderr, resultclass=Report))
    print(program.result.testsRun, len(program.result.failures), len(program.result.skipped))
    unittest.main()

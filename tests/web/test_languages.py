"""Languages beside Python and JavaScript: those that are always there, and those that somebody has to install."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.clients import sandbox
from tests.clients.browser import Held, meet, write
from tests.web.conftest import Arrive

TABLE = """\
(2 rows inserted)
┌───┬──────┐
│ a │  b   │
├───┼──────┤
│ 1 │ x    │
│ 2 │ NULL │
└───┴──────┘
"""
FILE = "/pyodide/pyodide.asm.wasm"
SENT = "(url) => performance.getEntriesByName(url).map((one) => one.transferSize)"


def test_sql_and_lua_run_from_what_is_always_there(arrive: Arrive):
    page = arrive().page
    page.goto("/help")
    code = "CREATE TABLE t (a, b);\nINSERT INTO t VALUES (1, 'x'), (2, NULL);\nSELECT * FROM t;\nSELECT * FROM no;"
    told = sandbox.run(page, "sql", code, is_installed=False)
    assert (told.stdout, told.stderr, told.exit_code) == (TABLE, "Line 4: Error: no such table: no\n", 1)
    told = sandbox.run(page, "lua", "print(io.read('n') * 2)\nio.write('end')\nos.exit(3)", "21\n")
    assert (told.stdout, told.exit_code) == ("42\nend", 3)


def test_the_room_says_what_a_language_loads_keeps_it_and_says_what_is_not_installed(arrive: Arrive):
    ines, jon = arrive("Ines"), arrive("Jon")
    meet(ines, jon)
    page = ines.page
    file = page.evaluate("(path) => new URL(path, location.href).href", FILE)
    output = page.get_by_role("region", name="Output")
    expect(page.get_by_text("Run loads 6 MB the first time.")).to_be_visible()
    write(ines, "print(6 * 7)")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(output).to_contain_text("42", timeout=120_000)
    expect(page.get_by_text("Run loads")).to_have_count(0)
    assert [size > 1_000_000 for size in page.evaluate(SENT, file)] == [True]

    # The browser has kept it: a frame without an origin would load it again.
    page.reload()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(output).to_contain_text("42", timeout=120_000)
    assert [size < 1_000 for size in page.evaluate(SENT, file)] == [True]

    # What is installed on this machine may differ. Routes switch the browser's cache off, so that this comes last.
    page.route("**/languages/index.json", lambda route: route.fulfill(json={}))
    page.reload()
    page.get_by_label("Language").select_option("sql")
    expect(page.get_by_text("SQL runs on SQLite here.")).to_be_visible()
    page.get_by_label("Language").select_option("ruby")
    write(ines, "puts 1")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(output).to_contain_text(re.compile("Ruby is not installed here.*make languages"))


def test_what_is_stopped_or_cut_off_while_a_language_loads_can_be_run_again(arrive: Arrive):
    ida, jan = arrive("Ida"), arrive("Jan")
    meet(ida, jan)
    page = ida.page
    output = page.get_by_role("region", name="Output")
    run = page.get_by_role("button", name="Run", exact=True)
    write(ida, "print('stopped')")
    held = Held(ida, f"**{FILE}")
    run.click()
    held.wait()
    expect(output).to_contain_text("Loading Python")
    page.get_by_role("button", name="Stop").click()
    expect(output).to_contain_text("Stopped")
    held.release()

    page.route(f"**{FILE}", lambda route: route.abort("internetdisconnected"))
    write(ida, "print('cut off')")
    run.click()
    expect(output).to_contain_text("Python could not be loaded. Check your connection, then run the code again.")
    page.unroute(f"**{FILE}")
    write(ida, "print('at ' + 'last')")
    run.click()
    theirs = jan.page.get_by_role("region", name="Output")
    expect(theirs).to_contain_text("at last", timeout=120_000)
    for each in (output, theirs):
        expect(each).not_to_contain_text("cut off")


def test_a_program_that_runs_a_language_and_does_not_come_is_told_of_and_asked_for_again(arrive: Arrive):
    lia, moe = arrive("Lia"), arrive("Moe")
    meet(lia, moe)
    page = lia.page
    output = page.get_by_role("region", name="Output")
    run = page.get_by_role("button", name="Run", exact=True)
    page.get_by_label("Language").select_option("lua")
    page.context.route("**/assets/lua-*.js", lambda route: route.abort("internetdisconnected"))
    write(lia, "print('cut off')")
    run.click()
    expect(output).to_contain_text("Lua could not be loaded. Check your connection, then run the code again.")
    page.context.unroute("**/assets/lua-*.js")
    write(lia, "print('at ' .. 'last')")
    run.click()
    for each in (output, moe.page.get_by_role("region", name="Output")):
        expect(each).to_contain_text("at last")
        expect(each).not_to_contain_text("cut off")
    lia.complaints.clear()  # the browser's own words on what was cut off

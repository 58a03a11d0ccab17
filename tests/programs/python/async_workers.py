import asyncio
import contextlib


async def worker(name, queue, done):
    while True:
        delay = await queue.get()
        await asyncio.sleep(delay / 1000)
        done.append((name, delay))
        queue.task_done()


async def leftover():
    try:
        await asyncio.sleep(60)
    finally:
        print("the leftover task was cancelled")


@contextlib.asynccontextmanager
async def timed(label):
    print("enter", label)
    yield label
    print("exit", label)


async def main():
    queue, done = asyncio.Queue(), []
    for delay in (4, 2, 6, 1):
        queue.put_nowait(delay)
    workers = [asyncio.create_task(worker(f"w{n}", queue, done)) for n in range(2)]
    await queue.join()
    for one in workers:
        one.cancel()
    print(sorted(delay for _, delay in done), await asyncio.gather(*workers, return_exceptions=True))
    async with timed("block"), asyncio.timeout(5), asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.sleep(n / 1000, n)) for n in (3, 1)]
    print([task.result() for task in tasks])
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.001)
    except TimeoutError:
        print("too slow")
    asyncio.create_task(leftover())
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    loop.call_later(0.001, print, "called later")
    await asyncio.sleep(0.005)
    return "returned"


print(asyncio.run(main()))

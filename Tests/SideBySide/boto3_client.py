"""A clean-up as a good engineer writes it with boto3 in an afternoon: threads, standard retries, exponential polling.

    python3 boto3_client.py URL NAMES.txt THREADS

No thread waits for a loop: one that drains is put aside, looked at again after 1, 1.5, 2.25, … up to 10 seconds, and
deleted as soon as it has ended. It prints one line of JSON: what it took, from the first call to the last.
"""

import heapq
import json
import random
import resource
import sys
import threading
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

import places

TERMINAL = ("Completed", "Failed", "Stopped")
FIRST_POLL, POLL_FACTOR, LAST_POLL = 1.0, 1.5, 10.0


class Work:
    """Loops that can be worked on now, and loops whose time is to come."""

    def __init__(self, names):
        """Starts with all loops due."""
        self.condition = threading.Condition()
        self.due = [(0.0, number, name, 0) for number, name in enumerate(names)]
        self.left = len(self.due)
        self.number = self.left

    def take(self):
        """Waits for a loop that is due; None when all are done."""
        with self.condition:
            while self.left:
                now = time.monotonic()
                if self.due and self.due[0][0] <= now:
                    _, _, name, polls = heapq.heappop(self.due)
                    return name, polls
                self.condition.wait(self.due[0][0] - now if self.due else None)
            return None

    def put_aside(self, name, polls):
        """Lets a loop wait for its next look."""
        delay = min(LAST_POLL, FIRST_POLL * POLL_FACTOR**polls) * random.uniform(0.9, 1.1)
        with self.condition:
            self.number += 1
            heapq.heappush(self.due, (time.monotonic() + delay, self.number, name, polls + 1))
            self.condition.notify()

    def finish(self):
        """Takes note that a loop is done."""
        with self.condition:
            self.left -= 1
            if not self.left:
                self.condition.notify_all()


def advance(a2i, name, polls):
    """Takes a loop as far as it goes now; returns whether it is done."""
    status = a2i.describe_human_loop(HumanLoopName=name)["HumanLoopStatus"]
    if status == "InProgress":
        try:
            a2i.stop_human_loop(HumanLoopName=name)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationException":
                raise
        return False
    if status in TERMINAL:
        a2i.delete_human_loop(HumanLoopName=name)
        return True
    return False


def work_off(a2i, work, failures):
    """Works until nothing is left."""
    while taken := work.take():
        name, polls = taken
        try:
            if advance(a2i, name, polls):
                work.finish()
            else:
                work.put_aside(name, polls)
        except ClientError as error:
            failures.append(f"{name}: {error}")
            work.finish()


def main():
    """Removes the loops, and prints what it took."""
    url, names_path, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(names_path, encoding="utf-8") as file:
        work = Work(file.read().split())
    a2i = boto3.client(
        "sagemaker-a2i-runtime",
        endpoint_url=url,
        region_name=places.REGION,
        aws_access_key_id=places.ACCESS_KEY,
        aws_secret_access_key=places.SECRET_KEY,
        config=Config(max_pool_connections=threads, retries={"mode": "standard", "total_max_attempts": 10}),
    )
    failures = []
    began, usage = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    workers = [threading.Thread(target=work_off, args=(a2i, work, failures)) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ended = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "seconds": time.monotonic() - began,
                "cpuSeconds": ended.ru_utime + ended.ru_stime - usage.ru_utime - usage.ru_stime,
                "peakMebibytes": ended.ru_maxrss / 1024,
                "failures": failures[:5],
            }
        )
    )


if __name__ == "__main__":
    main()

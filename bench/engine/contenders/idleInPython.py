"""`idleInPython.py OFFSET EVERY COUNT FILE PROGRAM`: what waking.ts does, with APScheduler 3."""
import subprocess
import sys
import time

from apscheduler.schedulers.background import BackgroundScheduler

offset, every, count, path, program = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
scheduler = BackgroundScheduler(timezone="UTC")
for index in range(count - 1):
    hour = (time.gmtime().tm_hour + 3 + index % 20) % 24
    scheduler.add_job(lambda: None, "cron", hour=hour, minute=index * 7 % 60)
seconds = ",".join(str(second) for second in range(offset, 60, every))
scheduler.add_job(lambda: subprocess.Popen([program, path]), "cron", second=seconds)
scheduler.start()
print("armed", flush=True)
while True:
    time.sleep(3600)

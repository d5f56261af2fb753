import threading
import time


def background():
    while True:
        time.sleep(0.005)


def foreground():
    time.sleep(0.02)
    print("foreground thread finished after the main thread")


threading.Thread(target=background, daemon=True).start()
threading.Thread(target=foreground).start()
print("main thread ends")

# expect: main thread ends
# expect: foreground thread finished after the main thread

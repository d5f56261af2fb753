def fine():
    return 1


value = = 3

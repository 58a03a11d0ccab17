import sys

try:
    sys.exit()
except SystemExit as end:
    print(repr(end.code))
sys.exit("this goes to stderr")

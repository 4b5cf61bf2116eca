"""Run the command as ``python -m aquip``."""

from aquip.cli import main

if __name__ == "__main__":
    main()

"""``python -m narrator`` is ``narrate``."""

if __name__ == "__main__":  # worker processes import this file, and need no command line
    from narrator.cli import main

    main()

from apps.hebrew.cli import main

main()

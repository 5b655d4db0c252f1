"""Many submissions at once: sources, plan, pool, ledger, class statistics, marking."""

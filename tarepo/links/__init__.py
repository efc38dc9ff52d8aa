"""Links of records, tried one after another by a job (check.py), so that editors are told which lead nowhere."""

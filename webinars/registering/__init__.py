"""Taking part: registering, the waiting list, the way in, reminders, feedback."""

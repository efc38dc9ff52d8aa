"""What stays of a webinar: slides, recording, captions, transcripts, chapters; uploading, releasing, reading them."""

"""What was counted, kept for as long as nothing that it rests on has changed."""
